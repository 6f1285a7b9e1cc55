"""Nobody looks for the payouts of an account, and each payout entered its index three times: as new, claimed and ended."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("merchants", "0005_drop_clear_account_numbers"), ("payouts", "0011_revision")]

    operations = [
        migrations.AlterField(
            model_name="payout",
            name="bank_account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payouts",
                to="merchants.bankaccount",
            ),
        ),
    ]
