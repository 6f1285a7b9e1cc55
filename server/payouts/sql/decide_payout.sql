-- A creation's rules, in one place: one request's facts in, its outcome out. Pure, so that PostgreSQL inlines it.
-- Called by: create_payout.sql (facts of one request), create_payouts.sql and
-- create_payouts_together.sql (facts of each item, in order).
-- Locks, raises: nothing.

CREATE OR REPLACE FUNCTION decide_payout_v2(
    has_receipt boolean,   -- the key's receipt is there and within its window
    is_same boolean,       -- that receipt is for this account and this amount
    is_locked boolean,     -- the merchant's lock was asked for, so the facts below are exact
    may_pay boolean,       -- there is this merchant, and it is active
    is_forgotten boolean,  -- the request is a retry, and its key has made a payout whose receipt is gone
    may_receive boolean,   -- false: the bank account is retired; null: it is not the merchant's
    available bigint,      -- paise, before this request
    amount bigint
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN has_receipt THEN CASE WHEN is_same THEN 'replayed' ELSE 'conflict' END
        WHEN NOT is_locked THEN 'undecided'
        WHEN NOT may_pay THEN 'no_merchant'
        -- Before the account and the balance: the earlier payout may have taken the very money that is missing now.
        WHEN is_forgotten THEN 'forgotten'
        WHEN may_receive IS NOT TRUE THEN 'no_account'
        WHEN available < amount THEN 'no_money'
        ELSE 'created'
    END
$$;
