"""Before there were adjustments, their entries could only be posted by hand. Each gets an approved adjustment without
operators, so that from here on every adjustment entry has one."""

from django.db import migrations

POSTED_BY_HAND = """
    INSERT INTO adjustments (id, merchant_id, direction, amount_paise, reason, idempotency_key, status, proposed_by_id,
                             proposed_by, created_at, decided_by_id, decided_by, decided_at, entry_id)
    SELECT gen_random_uuid(), e.merchant_id, CASE e.entry_type WHEN 'adjustment_credit' THEN 'credit' ELSE 'debit' END,
           abs(e.amount_paise), coalesce(nullif(e.description, ''), 'Posted by hand'), e.id, 'approved', NULL,
           'by hand', e.created_at, NULL, 'by hand', e.created_at, e.id
    FROM ledger_entries e WHERE e.entry_type IN ('adjustment_credit', 'adjustment_debit')
"""


class Migration(migrations.Migration):
    dependencies = [("adjustments", "0001_initial")]

    operations = [migrations.RunSQL(POSTED_BY_HAND, migrations.RunSQL.noop)]
