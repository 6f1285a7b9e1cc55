"""The simulated bank's book keeps no account number in full: masked_numbers.sql."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bank", "0002_guards")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("masked_numbers.sql").read_text(encoding="utf-8"),
            state_operations=[
                migrations.RenameField("banktransfer", "account_number", "account_number_masked"),
            ],
        ),
    ]
