import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_cancellations'),
        ('merchants', '0004_merchant_email_form'),
        ('payouts', '0009_retries'),
    ]

    operations = [
        migrations.AddField(
            model_name='payout',
            name='cancel_requested_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name='PayoutCancellation',
            fields=[
                ('payout', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='cancellation', serialize=False, to='payouts.payout')),
                ('remark', models.CharField(max_length=300, null=True)),
                ('requested_at', models.DateTimeField(editable=False)),
                ('merchant', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
            ],
            options={
                'db_table': 'payout_cancellations',
                'constraints': [models.CheckConstraint(condition=models.Q(('remark__isnull', True), models.Q(('remark', ''), _negated=True), _connector='OR'), name='cancellation_remark_not_empty')],
            },
        ),
    ]
