from django.db import migrations

# What is flagged already gets its event, as if it were flagged now.
TELL = """
INSERT INTO merchant_events (merchant_id, ledger_seq, n, kind, subject_id, body, created_at)
SELECT p.merchant_id,
       (SELECT coalesce(max(e.seq), 0) FROM ledger_entries e WHERE e.merchant_id = p.merchant_id),
       row_number() OVER (PARTITION BY p.merchant_id ORDER BY p.unresolved_since, p.id),
       'PAYOUT_NEEDS_REVIEW', p.id,
       jsonb_build_object('unresolved_since', to_char(
           p.unresolved_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'
       )),
       clock_timestamp()
FROM payouts p WHERE p.needs_review
"""


class Migration(migrations.Migration):

    dependencies = [
        ('payouts', '0006_payout_details'),
        ('events', '0001_initial'),
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
    ]
