import django.db.models.deletion
from django.db import migrations, models

from server.database.operations import ReplaceFunctions

# What ledger/sql/links.sql said when this was written. The column is added, filled and made NOT NULL under one lock:
# an entry of a process that runs meanwhile comes before or after all of it.
FILL = [
    """CREATE FUNCTION pg_temp.next_link(previous bytea, genesis bytea, said text) RETURNS bytea LANGUAGE plpgsql AS $$
       BEGIN RETURN sha256(coalesce(previous, genesis) || convert_to(said, 'UTF8')); END $$""",
    "CREATE AGGREGATE pg_temp.chain(bytea, text) (SFUNC = pg_temp.next_link, STYPE = bytea)",
    "ALTER TABLE ledger_entries DISABLE TRIGGER USER",
    """UPDATE ledger_entries e SET link = chained.link FROM (
           SELECT id, pg_temp.chain(
               sha256(convert_to('payout ledger v1' || chr(10) || merchant_id, 'UTF8')),
               concat_ws(chr(10), 'v1', merchant_id, seq, id, entry_type, amount_paise, coalesce(payout_id::text, '-'),
                         to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                         encode(sha256(convert_to(coalesce(reference, ''), 'UTF8')), 'hex'),
                         encode(sha256(convert_to(description, 'UTF8')), 'hex'))
           ) OVER (PARTITION BY merchant_id ORDER BY seq) AS link
           FROM ledger_entries
       ) chained WHERE chained.id = e.id""",
    "ALTER TABLE ledger_entries ENABLE TRIGGER USER",
    "DROP AGGREGATE pg_temp.chain(bytea, text)",
    "DROP FUNCTION pg_temp.next_link(bytea, bytea, text)",
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
