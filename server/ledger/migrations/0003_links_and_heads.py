import django.db.models.deletion
from django.db import migrations, models

from server.database.operations import ReplaceFunctions

# What ledger/sql/links.sql said when this was written. The column is added, filled and made NOT NULL under one lock:
# an entry of a process that runs meanwhile comes before or after all of it.
FILL = [
    "ALTER TABLE ledger_entries DISABLE TRIGGER USER",
    """DO $$
       DECLARE
           e record;
           linked uuid;  -- the merchant whose last link is
           last bytea;
       BEGIN
           FOR e IN SELECT * FROM ledger_entries ORDER BY merchant_id, seq LOOP
               IF e.merchant_id IS DISTINCT FROM linked THEN
                   linked := e.merchant_id;
                   last := sha256(convert_to('payout ledger v1' || chr(10) || linked, 'UTF8'));
               END IF;
               last := sha256(last || convert_to(concat_ws(
                   chr(10), 'v1', e.merchant_id, e.seq, e.id, e.entry_type, e.amount_paise, coalesce(e.payout_id::text, '-'),
                   to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                   encode(sha256(convert_to(coalesce(e.reference, ''), 'UTF8')), 'hex'),
                   encode(sha256(convert_to(e.description, 'UTF8')), 'hex')), 'UTF8'));
               UPDATE ledger_entries SET link = last WHERE id = e.id;
           END LOOP;
       END $$""",
    "ALTER TABLE ledger_entries ENABLE TRIGGER USER",
]


class Migration(migrations.Migration):
    dependencies = [
        ('ledger', '0002_payment_reference_form'),
        ('merchants', '0001_initial'),
    ]

    operations = [
        migrations.AddField('LedgerEntry', 'link', models.BinaryField(max_length=32, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField('LedgerEntry', 'link', models.BinaryField(max_length=32)),
        ReplaceFunctions('ledger_entries', 'ledger_genesis', 'ledger_link', 'ledger_admit_entry'),
        migrations.CreateModel(
            name='LedgerHead',
            fields=[
                ('pk', models.CompositePrimaryKey('merchant_id', 'day', blank=True, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('seq', models.BigIntegerField()),
                ('link', models.BinaryField(max_length=32)),
                ('available_paise', models.BigIntegerField()),
                ('held_paise', models.BigIntegerField()),
                ('issued_at', models.DateTimeField()),
                ('key_id', models.CharField(max_length=16)),
                ('signature', models.BinaryField(max_length=64)),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
            ],
            options={
                'db_table': 'ledger_heads',
            },
        ),
    ]
