import django.db.models.functions.datetime
import server.database.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # What there was at e349b9a, beside a 0001_initial: a database that has all of it goes on from here.
    replaces = [
        ('bank', '0002_guards'),
        ('bank', '0003_masked_account_numbers'),
        ('bank', '0004_rewrite_the_book'),
        ('bank', '0005_no_pattern_indexes'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='BankTransfer',
            fields=[
                ('reference', server.database.fields.WholeCharField(max_length=64, primary_key=True, serialize=False)),
                ('account_number_masked', models.CharField(max_length=18)),
                ('ifsc_code', models.CharField(max_length=11)),
                ('amount_paise', models.BigIntegerField()),
                ('state', models.CharField(choices=[('accepted', 'Accepted, not paid yet'), ('paid', 'Paid'), ('refused', 'Refused for now'), ('rejected', 'Rejected for good'), ('voided', 'Voided, can never be paid')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('utr', server.database.fields.WholeCharField(max_length=22, null=True, unique=True)),
                ('submissions', models.IntegerField(default=0)),
                ('pays_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('paid_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'bank_transfers',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('paid_at__isnull', False), ('state', 'paid'), ('utr__isnull', False)), models.Q(models.Q(('state', 'paid'), _negated=True), ('paid_at__isnull', True), ('utr__isnull', True)), _connector='OR'), name='paid_transfers_have_a_utr'), models.CheckConstraint(condition=models.Q(('amount_paise__gt', 0), ('state', 'voided'), _connector='OR'), name='transfer_amount_positive'), models.CheckConstraint(condition=models.Q(('account_number_masked__regex', '^(X{5,14}[0-9]{4})?$')), name='transfer_account_number_is_masked')],
            },
        ),
    ]
