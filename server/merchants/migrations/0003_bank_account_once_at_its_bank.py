from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('merchants', '0002_suspension_and_retirement'),
    ]

    operations = [
        migrations.AddField(
            model_name='bankaccount',
            name='account_number_digest',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='bankaccount',
            name='bank_key',
            field=models.CharField(editable=False, max_length=100, null=True),
        ),
        migrations.AddConstraint(
            model_name='bankaccount',
            constraint=models.UniqueConstraint(fields=('account_number_digest', 'bank_key'), name='bank_account_once_at_its_bank'),
        ),
        migrations.AddConstraint(
            model_name='bankaccount',
            constraint=models.CheckConstraint(condition=models.Func(output_field=models.BooleanField(), template='length(account_number_digest) = 32'), name='account_number_digest_form'),
        ),
        migrations.AddConstraint(
            model_name='bankaccount',
            constraint=models.CheckConstraint(condition=models.Q(('bank_key', None), ('account_number_digest__isnull', False), _connector='OR'), name='bank_key_with_a_digest'),
        ),
    ]
