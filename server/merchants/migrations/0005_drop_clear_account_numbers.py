"""The clear account numbers go, from the table and from the pages that it occupied; and the guards speak of the sealed ones."""

from pathlib import Path

from django.db import migrations, models

GUARDS = Path(__file__).with_name("sealed_numbers.sql").read_text(encoding="utf-8")
# A dropped column stays in the rows that were written before, and a replaced row on its page: the table is written anew.
REWRITE = "CLUSTER bank_accounts USING bank_accounts_pkey; ALTER TABLE bank_accounts SET WITHOUT CLUSTER"


class Migration(migrations.Migration):
    dependencies = [("merchants", "0004_seal_account_numbers")]

    operations = [
        migrations.RemoveConstraint("bankaccount", "bank_account_once"),
        migrations.RemoveConstraint("bankaccount", "account_number_digits"),
        migrations.RemoveField("bankaccount", "account_number"),
        migrations.AlterField("bankaccount", "account_number_masked", models.CharField(editable=False, max_length=18)),
        migrations.AlterField("bankaccount", "account_number_sealed", models.BinaryField()),
        migrations.AlterField("bankaccount", "account_number_fingerprint", models.BinaryField()),
        migrations.AddConstraint(
            "bankaccount",
            models.UniqueConstraint(fields=["account_number_fingerprint"], name="bank_account_once"),
        ),
        migrations.AddConstraint(
            "bankaccount",
            models.CheckConstraint(
                condition=models.Q(account_number_masked__regex="^X{5,14}[0-9]{4}$"), name="account_number_is_masked"
            ),
        ),
        migrations.RunSQL(GUARDS),
        migrations.RunSQL(REWRITE),
    ]
