"""The ledger's guards, by statement where that is enough, and balances whose plans are kept: statement_guards.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_balance_at_bounds"), ("payouts", "0006_due_index")]

    operations = [migrations.RunSQL(Path(__file__).with_name("statement_guards.sql").read_text(encoding="utf-8"))]
