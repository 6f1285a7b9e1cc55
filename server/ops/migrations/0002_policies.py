"""Row-level security: policies.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("ops", "0001_queue"),
        ("merchants", "0005_drop_clear_account_numbers"),
        ("ledger", "0003_balance_at"),
        ("payouts", "0005_review"),
    ]

    operations = [migrations.RunSQL(Path(__file__).with_name("policies.sql").read_text(encoding="utf-8"))]
