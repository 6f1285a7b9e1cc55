"""A merchant's id and the time it came are kept: merchant_guard.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("merchants", "0002_guards")]

    operations = [migrations.RunSQL(Path(__file__).with_name("merchant_guard.sql").read_text(encoding="utf-8"))]
