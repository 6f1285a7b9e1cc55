"""Account numbers, until now in the clear, are sealed (server/account_numbers.py). The next migration drops the clear ones."""

from django.db import migrations, models

from server import account_numbers


def seal(apps, schema_editor):
    BankAccount = apps.get_model("merchants", "BankAccount")
    for account in BankAccount.objects.iterator():
        number = account.account_number
        account.account_number_masked = account_numbers.mask(number)
        account.account_number_sealed = account_numbers.seal(account.id, number)
        [account.account_number_fingerprint, *_] = account_numbers.fingerprints(
            account.merchant_id, number, account.ifsc_code
        )
        account.save(
            update_fields=["account_number_masked", "account_number_sealed", "account_number_fingerprint"]
        )


class Migration(migrations.Migration):
    dependencies = [("merchants", "0003_merchant_guard")]

    operations = [
        migrations.AddField("bankaccount", "account_number_masked", models.CharField(max_length=18, null=True)),
        migrations.AddField("bankaccount", "account_number_sealed", models.BinaryField(null=True)),
        migrations.AddField("bankaccount", "account_number_fingerprint", models.BinaryField(null=True)),
        migrations.RunPython(seal),
    ]
