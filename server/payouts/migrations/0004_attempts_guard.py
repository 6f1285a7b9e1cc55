"""Attempts are appended and never changed: attempts.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payouts", "0003_attempts")]

    operations = [migrations.RunSQL(Path(__file__).with_name("attempts.sql").read_text(encoding="utf-8"))]
