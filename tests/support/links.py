"""Makes every link anew, for tests that write another past with the triggers off."""

RELINK = """
DO $$
DECLARE
    entry ledger_entries;
    last bytea;
BEGIN
    FOR entry IN SELECT * FROM ledger_entries ORDER BY merchant_id, seq LOOP
        last := ledger_link(
            CASE entry.seq WHEN 1 THEN ledger_genesis(entry.merchant_id) ELSE last END, entry.merchant_id, entry.seq,
            entry.id, entry.entry_type, entry.amount_paise, entry.payout_id, entry.created_at, entry.reference,
            entry.description
        );
        UPDATE ledger_entries SET link = last WHERE id = entry.id AND link <> last;
    END LOOP;
END $$
"""
