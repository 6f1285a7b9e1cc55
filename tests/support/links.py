"""Makes every link anew, for tests that write entries with the triggers off: what is written so has the link ''."""

RELINK = """
CREATE OR REPLACE FUNCTION pg_temp.next_link(
    previous bytea, merchant uuid, seq bigint, entry uuid, entry_type text, paise bigint, payout uuid,
    created_at timestamptz, reference text, description text
) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN public.ledger_link(coalesce(previous, public.ledger_genesis(merchant)), merchant, seq, entry, entry_type,
                              paise, payout, created_at, reference, description);
END $$;
CREATE OR REPLACE AGGREGATE pg_temp.chain(uuid, bigint, uuid, text, bigint, uuid, timestamptz, text, text) (
    SFUNC = pg_temp.next_link, STYPE = bytea
);
UPDATE public.ledger_entries e SET link = chained.link FROM (
    SELECT id, pg_temp.chain(merchant_id, seq, id, entry_type, amount_paise, payout_id, created_at, reference,
                             description) OVER (PARTITION BY merchant_id ORDER BY seq) AS link
    FROM public.ledger_entries
) chained WHERE chained.id = e.id AND chained.link <> e.link
"""
