"""What an entry refers to is proved by ledger_admit_statement, which looks for more than a foreign key does."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0006_checks'),
        ('merchants', '0005_drop_clear_account_numbers'),
        ('payouts', '0013_references'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ledgerentry',
            name='merchant',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ledger_entries', to='merchants.merchant'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='payout',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger_entries', to='payouts.payout'),
        ),
    ]
