"""What a payout and an answer refer to is proved once: references.sql."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('merchants', '0005_drop_clear_account_numbers'),
        ('payouts', '0012_checks'),
    ]

    operations = [
        migrations.AlterField(
            model_name='idempotencyrecord',
            name='merchant',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant'),
        ),
        migrations.AlterField(
            model_name='idempotencyrecord',
            name='payout',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payouts.payout'),
        ),
        migrations.AlterField(
            model_name='payout',
            name='bank_account',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='merchants.bankaccount'),
        ),
        migrations.AlterField(
            model_name='payout',
            name='merchant',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='merchants.merchant'),
        ),
        migrations.RunSQL(Path(__file__).with_name('references.sql').read_text(encoding='utf-8')),
    ]
