"""The payouts' guards for less: statement_guards.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payouts", "0007_create_payouts"), ("ledger", "0005_statement_guards")]

    operations = [migrations.RunSQL(Path(__file__).with_name("statement_guards.sql").read_text(encoding="utf-8"))]
