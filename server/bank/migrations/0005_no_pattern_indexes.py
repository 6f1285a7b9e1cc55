"""Nobody looks for the beginning of a reference or of a UTR, for which Django adds an index to that of the whole."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bank", "0004_rewrite_the_book")]

    operations = [
        migrations.RunSQL(
            "DROP INDEX IF EXISTS bank_transfers_reference_740f81a5_like, bank_transfers_utr_02c13388_like"
        )
    ]
