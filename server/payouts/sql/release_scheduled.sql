-- Scheduled payouts whose time has come join the queue, where they have been due since then. Until it comes they are in no
-- index that a claim or bring_forward.sql reads, so any number of them costs nothing. One with a gate waits for that first.
-- Called by: claim_payout.sql.
-- Locks: the payouts' rows (FOR NO KEY UPDATE SKIP LOCKED).
-- Raises: nothing of its own; payouts' guards raise theirs.

CREATE OR REPLACE FUNCTION payout_release_scheduled() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    UPDATE payouts p SET next_attempt_at = p.not_before FROM (
        SELECT s.id FROM payouts s
        WHERE s.status = 'pending' AND s.next_attempt_at IS NULL AND s.gate IS NULL AND s.not_before <= now()
        ORDER BY s.not_before, s.id LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED
    ) due WHERE p.id = due.id;
END $$;
