-- A payout's states, for guards and verbs. Made from payouts/states.py by `manage.py states_sql`: edit that file.
-- Called by: payouts.sql, record_outcome.sql.
-- Locks, raises: nothing.

CREATE OR REPLACE FUNCTION payout_is_final(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT status IN ('completed', 'failed')
$$;

-- An open payout may also stay as it is.
CREATE OR REPLACE FUNCTION payout_may_move(before text, after text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (before, after) IN (('pending', 'processing'), ('processing', 'completed'), ('processing', 'failed'))
        OR (before = after AND NOT public.payout_is_final(before))
$$;

-- The ledger entries of a payout in this state, in the order of their names.
CREATE OR REPLACE FUNCTION payout_entry_types(status text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE status
        WHEN 'pending' THEN 'payout_hold'
        WHEN 'processing' THEN 'payout_hold'
        WHEN 'completed' THEN 'payout_completed payout_hold payout_release'
        WHEN 'failed' THEN 'payout_hold payout_release'
    END
$$;
