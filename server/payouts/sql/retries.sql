-- Paying again what failed or came back: at most one payout of a chain of retries is open, or paid and not returned. Retries of one payout, and their own
-- retries, have the same root (payout_details.retry_root), so that a chain cannot fork.
-- Called by: create_payouts.sql, under the merchant's lock, before it makes a retry; payout_details_guard (details.sql), which
-- says the same a second time; api/graphql/payout_parts.py (retriedBy), payouts/explaining.py.
-- Locks, raises: nothing.
-- Names carry their schema (see ledger/sql/balances.sql).

-- The first payout of the chain that this one is in: itself, if it is no retry.
CREATE OR REPLACE FUNCTION payout_retry_root(of_payout uuid) RETURNS uuid LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce((SELECT d.retry_root FROM public.payout_details d WHERE d.payout_id = of_payout), of_payout)
$$;

-- Whether the money is with us for good: the payout failed, or it was returned (payout_returns.sql).
CREATE OR REPLACE FUNCTION payout_is_unpaid(of_payout uuid, status text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT status = 'failed'
        OR (status = 'completed' AND EXISTS (SELECT FROM public.payout_returns r WHERE r.payout_id = of_payout))
$$;

-- The payout that was made in this one's place, directly or in turn, and is not unpaid itself: there is one at most.
CREATE OR REPLACE FUNCTION payout_retried_by(of_payout uuid) RETURNS uuid LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT d.payout_id FROM public.payout_details d JOIN public.payouts p ON p.id = d.payout_id
    WHERE d.retry_root = public.payout_retry_root(of_payout) AND d.payout_id <> of_payout
      AND NOT public.payout_is_unpaid(p.id, p.status)
    LIMIT 1
$$;

-- Why no payout to this account may be made in the named one's place; NULL if it may. `retried` names the one that was.
CREATE OR REPLACE FUNCTION payout_retry_refusal(merchant uuid, account uuid, named uuid)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN p.id IS NULL THEN 'unknown'
        WHEN p.bank_account_id IS DISTINCT FROM account THEN 'other_account'
        WHEN NOT public.payout_is_unpaid(p.id, p.status) THEN 'not_failed'
        ELSE 'retried ' || public.payout_retried_by(p.id)
    END
    FROM (SELECT) one LEFT JOIN public.payouts p ON p.id = named AND p.merchant_id = merchant
$$;
