"""What was masked in place is still on the pages of the rows that were replaced: the table is written anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bank", "0003_masked_account_numbers")]

    operations = [
        migrations.RunSQL(
            "CLUSTER bank_transfers USING bank_transfers_pkey; ALTER TABLE bank_transfers SET WITHOUT CLUSTER"
        )
    ]
