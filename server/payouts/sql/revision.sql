-- A text that changes after every change of a merchant's ledger or payouts, and as a rule only then; NULL: no such
-- merchant.
-- Called by: payouts/revision.py.
-- Locks, raises: nothing.
--
-- Every beginning and every end of a payout is an entry, so that the newest entry's number stands for all but what
-- happens to a payout while it is open: its claims, the bank's answers, its review. Each of these moves its
-- `updated_at`. The newest of the open ones' would not do, since what began earlier may be committed later: it is
-- their sum.
CREATE OR REPLACE FUNCTION revision_of(merchant uuid, most_open integer) RETURNS text
LANGUAGE plpgsql STABLE
-- To plan it took five times as long as to carry it out.
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
