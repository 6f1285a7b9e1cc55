-- The form of claim_payout.sql that gives the bank no narration. Delete it in the release after this one.
-- Called by: workers from before the narration reached the bank.
-- Locks: as claim_payout.sql.
-- Raises: as claim_payout.sql.

CREATE OR REPLACE FUNCTION payout_claim_v2(
    new_lease uuid, lease_time interval, review_after interval, since timestamptz,
    delays interval[], slow_pace interval
) RETURNS TABLE (
    id uuid, merchant_id uuid, bank_account_id uuid, amount_paise bigint, status text, attempt_count integer, lease uuid,
    last_answer text, unresolved_since timestamptz, needs_review boolean,
    account_number_sealed bytea, ifsc_code text,
    due_at timestamptz, is_new boolean, was_abandoned boolean, was_flagged boolean
)
LANGUAGE sql VOLATILE AS $$
    SELECT v.id, v.merchant_id, v.bank_account_id, v.amount_paise, v.status, v.attempt_count, v.lease, v.last_answer,
           v.unresolved_since, v.needs_review, v.account_number_sealed, v.ifsc_code, v.due_at, v.is_new,
           v.was_abandoned, v.was_flagged
    FROM public.payout_claim_v4(new_lease, lease_time, review_after, since, delays, slow_pace, false) AS v
$$;
