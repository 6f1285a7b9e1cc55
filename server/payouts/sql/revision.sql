-- A text that changes after every change of a merchant's ledger or payouts, and as a rule only then; NULL: no such
-- merchant.
-- Called by: payouts/revision.py.
-- Locks, raises: nothing.
--
-- A payout begins and ends with an entry, so the newest entry's number covers all but what happens to an open payout:
-- its claims, the bank's replies, its review. Each of these moves the payout's `updated_at`, so the sum of the open
-- payouts' `updated_at` covers them. Their maximum would not: a change that began earlier may be committed later.
CREATE OR REPLACE FUNCTION revision_of(merchant uuid, most_open integer) RETURNS text
LANGUAGE plpgsql STABLE
-- Planning it took five times as long as executing it.
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    open record;
BEGIN
    SELECT count(*) AS payouts, sum(extract(epoch FROM p.updated_at)) AS moved INTO open
    FROM (
        SELECT updated_at FROM public.payouts
        WHERE merchant_id = merchant AND status IN ('pending', 'processing') LIMIT most_open + 1
    ) p;
    IF open.payouts > most_open THEN
        open.moved := extract(epoch FROM clock_timestamp());
    END IF;
    RETURN (
        SELECT concat_ws('-',
            (SELECT max(e.seq) FROM public.ledger_entries e WHERE e.merchant_id = merchant), open.payouts, open.moved)
        FROM public.merchants m WHERE m.id = merchant
    );
END $$;
