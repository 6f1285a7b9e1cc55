-- Each entry's link (server/ledger/sql/links.sql), for entries that are written with the triggers off: the aggregate's
-- state is the link before.
CREATE OR REPLACE FUNCTION pg_temp.next_link(
    previous bytea, merchant uuid, seq bigint, entry uuid, entry_type text, paise bigint, payout uuid,
    created_at timestamptz, reference text, description text
) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ledger_link(coalesce(previous, ledger_genesis(merchant)), merchant, seq, entry, entry_type, paise, payout,
                       created_at, reference, description);
END $$;
CREATE OR REPLACE AGGREGATE pg_temp.chain(uuid, bigint, uuid, text, bigint, uuid, timestamptz, text, text) (
    SFUNC = pg_temp.next_link, STYPE = bytea
);
