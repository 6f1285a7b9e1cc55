from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payouts', '0004_attention'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='payout',
            index=models.Index(fields=['merchant', 'bank_account', '-created_at', '-id'], name='payouts_by_account'),
        ),
        migrations.AddIndex(
            model_name='payout',
            index=models.Index(fields=['merchant', '-amount_paise', '-created_at', '-id'], name='payouts_by_amount'),
        ),
    ]
