import django.db.models.deletion
import server.database.foreign_keys
from django.db import migrations, models

# Ledgers that are there already, in one pass. Later ones are filled with the checkpoints (ledger/sql/checkpoints.sql).
# A type that none of some 500 entries has keeps its sums of before.
FILL = """
    INSERT INTO ledger_type_checkpoints (merchant_id, seq, entry_type, entries, paise)
    SELECT merchant_id, nth * 500, entry_type, entries, paise FROM (
        SELECT merchant_id, nth, entry_type, sum(part.entries) OVER past AS entries, sum(part.paise) OVER past AS paise
        FROM (
            SELECT merchant_id, generate_series(1, max(seq) / 500) AS nth FROM ledger_entries GROUP BY merchant_id
        ) part_of_it
        JOIN (SELECT DISTINCT merchant_id, entry_type FROM ledger_entries) kind USING (merchant_id)
        LEFT JOIN (
            SELECT merchant_id, (seq + 499) / 500 AS nth, entry_type, count(*) AS entries, sum(amount_paise) AS paise
            FROM ledger_entries GROUP BY 1, 2, 3
        ) part USING (merchant_id, nth, entry_type)
        WINDOW past AS (PARTITION BY merchant_id, entry_type ORDER BY nth)
    ) filled WHERE entries > 0
"""


class Migration(migrations.Migration):
    dependencies = [
        ('ledger', '0004_ledger_without_payouts'),
        ('merchants', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerTypeCheckpoint',
            fields=[
                ('pk', models.CompositePrimaryKey('merchant_id', 'seq', 'entry_type', blank=True, editable=False, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField()),
                ('entry_type', models.CharField(choices=[('payment_received', 'Payment received'), ('payout_hold', 'Payout hold'), ('payout_release', 'Payout release'), ('payout_completed', 'Payout completed'), ('fee_debit', 'Fee'), ('adjustment_credit', 'Adjustment (credit)'), ('adjustment_debit', 'Adjustment (debit)')], max_length=20)),
                ('entries', models.BigIntegerField()),
                ('paise', models.BigIntegerField()),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
            ],
            options={
                'db_table': 'ledger_type_checkpoints',
                'constraints': [models.CheckConstraint(condition=models.Q(('entries__gt', 0)), name='type_checkpoint_counts_something'), server.database.foreign_keys.CompositeForeignKey(columns=['merchant_id', 'seq'], name='type_checkpoint_of_an_entry', table='ledger_entries', to=['merchant_id', 'seq'])],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
