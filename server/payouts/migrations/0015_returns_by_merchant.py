from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payouts', '0014_returns'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='payoutreturn',
            index=models.Index(fields=['merchant', 'payout'], name='payout_returns_by_merchant'),
        ),
    ]
