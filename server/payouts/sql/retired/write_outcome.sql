-- The form of record_outcome.sql that the release of e349b9a calls: its caller passes the entries, which the newer form
-- takes from the payout. Delete it in the release after this one, when no worker of e349b9a runs any more.
-- Called by: workers of e349b9a.
-- Locks: as record_outcome.sql.
-- Raises: as record_outcome.sql.

CREATE OR REPLACE FUNCTION payout_write_outcome(
    of_merchant uuid, of_payout uuid, held_lease uuid,
    attempt uuid, attempt_number integer, bank_call text, bank_answer text, bank_reason text, took interval,
    becomes text, utr text, why text, resolved boolean,
    attempts integer, lease_time interval, wait interval,
    entries uuid[], entry_types text[], amounts bigint[], descriptions text[]
) RETURNS text LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    moment timestamptz;
    last bigint;
BEGIN
    -- Everybody locks the merchant first and its payouts then: in another order two could wait for each other.
    IF cardinality(entries) > 0 THEN
        PERFORM FROM merchants WHERE id = of_merchant FOR NO KEY UPDATE;
    END IF;
    moment := clock_timestamp();  -- the lock may have been waited for

    UPDATE payouts SET
        status = becomes, last_answer = bank_answer, attempt_count = attempts,
        bank_reference_id = utr, completed_at = CASE WHEN becomes = 'completed' THEN moment END,
        failure_reason = why, failed_at = CASE WHEN becomes = 'failed' THEN moment END,
        lease = CASE WHEN lease_time IS NOT NULL THEN lease END, lease_expires_at = moment + lease_time,
        next_attempt_at = moment + wait,
        unresolved_since = CASE WHEN NOT resolved THEN unresolved_since END,
        needs_review = needs_review AND NOT resolved
    WHERE id = of_payout AND lease = held_lease AND status = 'processing';
    IF NOT FOUND THEN
        RETURN (SELECT status FROM payouts WHERE id = of_payout);
    END IF;

    INSERT INTO payout_attempts (id, payout_id, number, call, answer, reason, started_at, ended_at)
    VALUES (attempt, of_payout, attempt_number, bank_call, bank_answer, bank_reason, now() - took, now());
    IF cardinality(entries) > 0 THEN
        last := coalesce((SELECT max(seq) FROM ledger_entries WHERE merchant_id = of_merchant), 0);
        INSERT INTO ledger_entries (id, merchant_id, seq, payout_id, entry_type, amount_paise, description)
        SELECT entries[n], of_merchant, last + n, of_payout, entry_types[n], amounts[n], descriptions[n]
        FROM generate_subscripts(entries, 1) AS n;
    END IF;
    RETURN NULL;
END $$;
