"""The database's half of the rules, in SQL so that it reads (and highlights) as what it is: guards.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunSQL(Path(__file__).with_name("guards.sql").read_text(encoding="utf-8"))]
