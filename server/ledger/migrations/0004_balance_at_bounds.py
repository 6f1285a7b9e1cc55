"""The balance after any entry, as fast under row-level security: balance_at_bounds.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_balance_at")]

    operations = [migrations.RunSQL(Path(__file__).with_name("balance_at_bounds.sql").read_text(encoding="utf-8"))]
