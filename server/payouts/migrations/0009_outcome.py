"""What follows from a bank's answer is written by one function: outcome.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payouts", "0008_statement_guards")]

    operations = [migrations.RunSQL(Path(__file__).with_name("outcome.sql").read_text(encoding="utf-8"))]
