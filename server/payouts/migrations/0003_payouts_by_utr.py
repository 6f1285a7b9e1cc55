from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payouts', '0002_forgotten_keys'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='payout',
            index=models.Index(condition=models.Q(('bank_reference_id__isnull', False)), fields=['bank_reference_id'], name='payouts_by_utr'),
        ),
    ]
