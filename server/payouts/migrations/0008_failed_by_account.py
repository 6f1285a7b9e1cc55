from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('payouts', '0007_events_of_reviews'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='payout',
            index=models.Index(condition=models.Q(('status', 'failed')), fields=['merchant', 'bank_account', '-created_at', '-id'], name='payouts_failed_by_account'),
        ),
    ]
