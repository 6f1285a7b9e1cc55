-- What was paid to a bank account, and has not come back: the newest payment, and the sum since a day. It reads the account's
-- newest 1,000 payouts and no others, by the index payouts_by_account, so it costs as much whatever else was paid;
-- `is_complete` says whether they reach back far enough for the sum. A payout that was paid a month after it was made, or
-- later, stands where it was made.
-- Called by: payouts/paid_to_account.py.
-- Locks, raises: nothing.

CREATE OR REPLACE FUNCTION paid_to_account(merchant uuid, account uuid, since timestamptz)
RETURNS TABLE (last_paid_at timestamptz, last_paid_paise bigint, paise numeric, payouts bigint, is_complete boolean)
LANGUAGE sql STABLE ROWS 1 SET search_path = public, pg_temp AS $$
    SELECT max(p.paid_at),
           (array_agg(p.amount_paise ORDER BY p.paid_at DESC) FILTER (WHERE p.paid_at IS NOT NULL))[1],
           coalesce(sum(p.amount_paise) FILTER (WHERE p.paid_at >= since), 0),
           count(*) FILTER (WHERE p.paid_at >= since),
           count(*) < 1000 OR coalesce(min(p.created_at) < since - interval '31 days', true)
    FROM (
        SELECT q.amount_paise, q.created_at, CASE WHEN NOT EXISTS (SELECT FROM payout_returns r WHERE r.payout_id = q.id)
                                              THEN q.completed_at END AS paid_at
        FROM (
            SELECT n.id, n.amount_paise, n.completed_at, n.created_at FROM payouts n
            WHERE n.merchant_id = merchant AND n.bank_account_id = account
            ORDER BY n.created_at DESC, n.id DESC LIMIT 1000
        ) q
    ) p
$$;
