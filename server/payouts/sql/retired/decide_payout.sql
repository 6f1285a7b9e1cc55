-- The form of decide_payout.sql that a creation of the release of e349b9a still calls if it waits for a lock while the
-- newer forms come. Delete it in the release after this one.
-- Called by: the texts that create_payout and create_payouts had in e349b9a.
-- Locks, raises: nothing.

CREATE OR REPLACE FUNCTION decide_payout(
    has_receipt boolean,   -- the key's receipt is there and within its window
    is_same boolean,       -- that receipt is for this account and this amount
    is_locked boolean,     -- the merchant's lock is held, so the facts below are exact
    may_receive boolean,   -- the bank account is the merchant's
    available bigint,      -- paise, before this request
    amount bigint
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN has_receipt THEN CASE WHEN is_same THEN 'replayed' ELSE 'conflict' END
        WHEN NOT is_locked THEN 'undecided'
        WHEN may_receive IS NOT TRUE THEN 'no_account'
        WHEN available < amount THEN 'no_money'
        ELSE 'created'
    END
$$;
