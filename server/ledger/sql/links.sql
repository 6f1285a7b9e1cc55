-- Each entry's link: the SHA-256 of the link before it and of all that the entry says. Who keeps one link can show that
-- no entry up to it was changed, removed or slipped in. ledger/links.py says the same in Python, for those who check.
-- Called by: ledger_admit_entry (entries.sql), ledger_head_agrees (heads.sql), ledger/invariants.py.
-- Locks, raises: nothing.
-- Both are inlined where they are called: a call of its own would cost as much again. STABLE, as to_char and convert_to
-- are; yet neither depends on a session's TimeZone or DateStyle: the time is UTC's, digit by digit.

-- What a merchant's first entry follows.
CREATE OR REPLACE FUNCTION ledger_genesis(merchant uuid) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to('payout ledger v1' || chr(10) || merchant::text, 'UTF8'))
$$;

-- Texts go in by their hash: no line break in them can pass for one of ours, and a copy may black out a description.
CREATE OR REPLACE FUNCTION ledger_link(
    previous bytea, merchant uuid, seq bigint, entry uuid, entry_type text, paise bigint, payout uuid,
    created_at timestamptz, reference text, description text
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(previous || convert_to(
        'v1' || chr(10) || merchant::text || chr(10) || seq::text || chr(10) || entry::text || chr(10) || entry_type || chr(10)
        || paise::text || chr(10) || coalesce(payout::text, '-') || chr(10)
        || to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || chr(10)
        -- Most entries have no reference: this is the hash of ''.
        || CASE WHEN reference IS NULL THEN 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
                ELSE encode(sha256(convert_to(reference, 'UTF8')), 'hex') END || chr(10)
        -- Every creation has this description: its hash is made once, here.
        || CASE description WHEN 'Held for a payout' THEN 'dd8375d6f941f76f4c934010902b87f28db1d82952600337ab94c535524509a7'
                ELSE encode(sha256(convert_to(description, 'UTF8')), 'hex') END, 'UTF8'))
$$;
