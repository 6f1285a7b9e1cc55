"""The balance after any entry, for charts and running balances: balance_at.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]

    operations = [migrations.RunSQL(Path(__file__).with_name("balance_at.sql").read_text(encoding="utf-8"))]
