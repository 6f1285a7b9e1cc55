-- No payout waits longer than its configured delay. One that does was written before the clock was set back (or before a
-- delay was shortened): from now on it waits for that delay. A second's difference is left alone, as clocks are adjusted
-- by less all the time.
-- Called by: claim_payout.sql.
-- Locks: the payouts' rows (FOR NO KEY UPDATE SKIP LOCKED).
-- Raises: nothing of its own; payouts' guards raise theirs.

CREATE OR REPLACE FUNCTION payout_bring_forward(lease_time interval, delays interval[], slow_pace interval)
RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    WITH last_due AS MATERIALIZED (
        -- From the far end of the queue, where a clock that was hours ahead has put them. Of more than a thousand that
        -- wait rightly, none waits longer than the longest delay, nor does anything before them.
        SELECT p.id, CASE WHEN p.lease_expires_at IS NOT NULL THEN lease_time
                          WHEN p.status = 'pending' THEN interval '0'
                          WHEN p.needs_review THEN slow_pace
                          ELSE delays[least(p.attempt_count, cardinality(delays))] END AS delay
        FROM payouts p
        WHERE (p.lease_expires_at IS NOT NULL OR p.next_attempt_at IS NOT NULL)
          AND CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END > now()
        ORDER BY CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END DESC
        LIMIT 1000
    ), too_late AS (
        SELECT p.id, last_due.delay FROM last_due JOIN payouts p USING (id)
        WHERE CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END
              > now() + last_due.delay + interval '1 second'
          -- One that was scheduled is in the queue since its time came, by the clock of then.
          AND (p.status <> 'pending' OR p.not_before IS NULL OR p.not_before <= now())
          -- What disagrees with its entries was set aside for an hour (payouts/leases.py).
          AND (SELECT string_agg(e.entry_type, ' ') FROM ledger_entries e WHERE e.payout_id = p.id) = 'payout_hold'
        FOR NO KEY UPDATE OF p SKIP LOCKED
    )
    UPDATE payouts p SET
        lease_expires_at = CASE WHEN p.lease_expires_at IS NOT NULL THEN now() + too_late.delay END,
        next_attempt_at = CASE WHEN p.next_attempt_at IS NOT NULL THEN now() + too_late.delay END
    FROM too_late WHERE p.id = too_late.id;
END $$;
