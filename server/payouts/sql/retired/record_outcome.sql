-- The form of record_outcome.sql of workers that know of no failure codes. Delete it in the release after this one.
-- Called by: workers from before failure codes.
-- Locks: as record_outcome.sql.
-- Raises: as record_outcome.sql.

CREATE OR REPLACE FUNCTION payout_record_outcome(
    of_merchant uuid, of_payout uuid, held_lease uuid,
    attempt uuid, attempt_number integer, bank_call text, bank_answer text, bank_reason text, took interval,
    becomes text, utr text, why text, resolved boolean, attempts integer,
    lease_time interval, wait interval, release_entry uuid, completion_entry uuid
) RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT public.payout_record_outcome_v2(
        of_merchant, of_payout, held_lease, attempt, attempt_number, bank_call, bank_answer, bank_reason, took,
        becomes, utr, why, NULL, resolved, attempts, lease_time, wait, release_entry, completion_entry)
$$;
