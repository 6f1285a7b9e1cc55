"""Whether anything has changed for a merchant: revision.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payouts", "0010_claim")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("revision.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION revision_of(uuid, integer)",
        )
    ]
