"""A claim is one function, whose plan is kept: claim.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payouts", "0009_outcome")]

    operations = [migrations.RunSQL(Path(__file__).with_name("claim.sql").read_text(encoding="utf-8"))]
