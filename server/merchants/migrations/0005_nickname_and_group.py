from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('merchants', '0004_merchant_email_form'),
    ]

    operations = [
        migrations.AddField(
            model_name='bankaccount',
            name='group_name',
            field=models.CharField(editable=False, max_length=40, null=True),
        ),
        migrations.AddField(
            model_name='bankaccount',
            name='nickname',
            field=models.CharField(editable=False, max_length=60, null=True),
        ),
        migrations.AddIndex(
            model_name='bankaccount',
            index=models.Index(fields=['merchant', '-created_at', '-id'], name='bank_accounts_newest_first'),
        ),
    ]
