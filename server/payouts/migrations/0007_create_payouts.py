"""The verb that creates payouts, in one round trip: create_payouts.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payouts", "0006_due_index"), ("ledger", "0004_balance_at_bounds"), ("trail", "0001_initial")]

    operations = [migrations.RunSQL(Path(__file__).with_name("create_payouts.sql").read_text(encoding="utf-8"))]
