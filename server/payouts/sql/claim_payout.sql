-- Takes the lease of the longest-due payout among those due at `since` or later; if there is none, among all. Returns
-- no row if nothing is due. A claim from the beginning (`since` is -infinity) first brings forward what waits longer than
-- it should, and takes in what was scheduled for now.
-- `needs_review` of the result says that the payout is flagged or has to be (flag_for_review.sql); `is_cancelled`
-- that it is not to be paid any more (cancellations.sql).
-- Called by: payouts/leases.py, which says why to begin at `since`.
-- Locks: the payout's row (FOR NO KEY UPDATE SKIP LOCKED, which passes by what others are claiming).
-- Raises: nothing of its own; payouts' guards raise theirs.

CREATE OR REPLACE FUNCTION payout_claim_v4(
    new_lease uuid, lease_time interval, review_after interval, since timestamptz,
    delays interval[], slow_pace interval,  -- waits after attempt 1, 2, … (the last repeats), and of what needs review
    cancels boolean                         -- the worker knows what to do with a payout that is to be cancelled
) RETURNS TABLE (
    id uuid, merchant_id uuid, bank_account_id uuid, amount_paise bigint, status text, attempt_count integer, lease uuid,
    last_answer text, unresolved_since timestamptz, needs_review boolean,
    account_number_sealed bytea, ifsc_code text, narration text,
    due_at timestamptz, is_new boolean, was_abandoned boolean, was_flagged boolean, is_cancelled boolean
)
LANGUAGE plpgsql SET search_path = public, pg_temp
-- PostgreSQL keeps the plan, which it may have made while the table was small.
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
    due record;
BEGIN
    IF since = '-infinity' THEN
        PERFORM payout_bring_forward(lease_time, delays, slow_pace);
        PERFORM payout_release_scheduled();
    END IF;
    FOREACH since IN ARRAY ARRAY[since, '-infinity'] LOOP
        -- Condition and expression are the index's. The latter is a CASE: row-level security keeps PostgreSQL from using an index
        -- whose expression it does not know to be leakproof, and of a coalesce() it does not.
        SELECT p.id, p.status = 'pending' AS is_new, p.lease IS NOT NULL AS was_abandoned, p.needs_review AS was_flagged,
               CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END AS at
        INTO due FROM payouts p
        WHERE (p.lease_expires_at IS NOT NULL OR p.next_attempt_at IS NOT NULL)
          AND CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END <= now()
          AND CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END >= since
          AND (cancels OR p.cancel_requested_at IS NULL)
        ORDER BY CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END
        LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
        EXIT WHEN FOUND OR since = '-infinity';
    END LOOP;
    IF due.id IS NULL THEN
        RETURN;
    END IF;

    RETURN QUERY UPDATE payouts p SET
        status = 'processing', lease = new_lease, lease_expires_at = now() + lease_time, next_attempt_at = NULL,
        -- A new payout is submitted at once: counting that here is one commit fewer for most payouts.
        attempt_count = greatest(p.attempt_count, 1),
        processing_started_at = coalesce(p.processing_started_at, greatest(now(), p.created_at)),
        -- A time that is still to come was written before the clock was set back; it would put the review off.
        unresolved_since = least(p.unresolved_since, now())
    FROM bank_accounts a WHERE p.id = due.id AND a.id = p.bank_account_id
    RETURNING p.id, p.merchant_id, p.bank_account_id, p.amount_paise, p.status::text, p.attempt_count, p.lease,
              p.last_answer::text, p.unresolved_since,
              p.needs_review OR coalesce(p.unresolved_since <= now() - review_after, false), a.account_number_sealed, a.ifsc_code::text,
              -- For the bank. Most payouts have no details, and then this is one look into an index.
              (SELECT d.narration::text FROM payout_details d WHERE d.payout_id = p.id),
              due.at, due.is_new, due.was_abandoned, due.was_flagged, p.cancel_requested_at IS NOT NULL;
END $$;
