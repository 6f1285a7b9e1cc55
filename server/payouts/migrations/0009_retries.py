from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payouts', '0008_failed_by_account'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='payoutdetails',
            name='payout_details_say_something',
        ),
        migrations.AddField(
            model_name='payoutdetails',
            name='retry_of',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='payoutdetails',
            name='retry_root',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='payoutdetails',
            index=models.Index(condition=models.Q(('retry_root__isnull', False)), fields=['retry_root'], name='payouts_by_retry_root'),
        ),
        migrations.AddConstraint(
            model_name='payoutdetails',
            constraint=models.CheckConstraint(condition=models.Q(('reference__isnull', False), ('narration__isnull', False), ('purpose__isnull', False), ('batch_id__isnull', False), ('retry_of__isnull', False), _connector='OR'), name='payout_details_say_something'),
        ),
        migrations.AddConstraint(
            model_name='payoutdetails',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retry_of__isnull', True), ('retry_root__isnull', True)), models.Q(('retry_of__isnull', False), ('retry_root__isnull', False)), _connector='OR'), name='retry_has_a_root'),
        ),
    ]
