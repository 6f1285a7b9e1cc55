"""The verb that creates one payout, in one round trip: create_payout.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payouts", "0013_references"), ("ledger", "0007_references")]

    operations = [migrations.RunSQL(Path(__file__).with_name("create_payout.sql").read_text(encoding="utf-8"))]
