-- Records a bank's reply and what follows from it, in one transaction, if the worker still holds the lease: the
-- payout's row, the attempt, and at the payout's end its final state's ledger entries, with the row's amount; of a failed one
-- the fee comes back (fees/sql/fee_charges.sql).
-- Returns NULL; if the lease was lost, the payout's status, with nothing changed.
-- Called by: payouts/outcomes.py.
-- Locks: at a payout's end, or at that of its review, the merchant's row (FOR NO KEY UPDATE); then the payout's.
-- Raises: nothing of its own; the guards of the tables that it writes raise theirs.

CREATE OR REPLACE FUNCTION payout_record_outcome_v2(
    of_merchant uuid, of_payout uuid, held_lease uuid,
    attempt uuid, attempt_number integer, bank_call text, bank_answer text, bank_reason text, took interval,
    becomes text, utr text, why text, code text,  -- the UTR of a completed payout; reason and code of a failed one
    resolved boolean,                           -- the reply is decisive (payouts/review.py)
    attempts integer,
    lease_time interval, wait interval,         -- one of them if it stays open: the lease's, or until the next attempt
    release_entry uuid, completion_entry uuid   -- ids of an end's entries
) RETURNS text LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    ends boolean := payout_is_final(becomes);
    moment timestamptz;
    amount bigint;
    last bigint;
BEGIN
    -- Everybody locks the merchant first and its payouts then: in another order two could wait for each other. A review's
    -- end is an event, which is written under that lock too.
    IF ends OR (resolved AND (SELECT needs_review FROM payouts WHERE id = of_payout)) THEN
        PERFORM FROM merchants WHERE id = of_merchant FOR NO KEY UPDATE;
    END IF;
    moment := clock_timestamp();  -- the lock may have been waited for

    UPDATE payouts SET
        status = becomes, last_answer = bank_answer, attempt_count = attempts,
        -- No end lies before its beginning, even if the clock was set back meanwhile.
        bank_reference_id = utr, completed_at = CASE WHEN becomes = 'completed' THEN greatest(moment, processing_started_at) END,
        failure_reason = why, failure_code = code, failed_at = CASE WHEN becomes = 'failed' THEN greatest(moment, processing_started_at) END,
        lease = CASE WHEN lease_time IS NOT NULL THEN lease END, lease_expires_at = moment + lease_time,
        -- Instead of another attempt to pay, a cancellation that was asked for meanwhile is due at once.
        next_attempt_at = CASE WHEN wait IS NOT NULL AND resolved AND cancel_requested_at IS NOT NULL THEN moment
                               ELSE moment + wait END,
        unresolved_since = CASE WHEN NOT resolved THEN unresolved_since END,
        needs_review = needs_review AND NOT resolved
    WHERE id = of_payout AND lease = held_lease AND status = 'processing'
    RETURNING amount_paise INTO amount;
    IF NOT FOUND THEN
        RETURN (SELECT status FROM payouts WHERE id = of_payout);
    END IF;

    INSERT INTO payout_attempts (id, payout_id, number, call, answer, reason, started_at, ended_at)
    VALUES (attempt, of_payout, attempt_number, bank_call, bank_answer, bank_reason, now() - took, now());

    IF ends THEN
        last := coalesce((SELECT max(seq) FROM ledger_entries WHERE merchant_id = of_merchant), 0);
        -- The release comes first, so that the available balance never dips below zero.
        INSERT INTO ledger_entries (id, merchant_id, seq, payout_id, entry_type, amount_paise, description)
        SELECT e.id, of_merchant, last + e.n, of_payout, e.type, e.sign * amount, e.description
        FROM (VALUES
            (1, release_entry, 'payout_release', 1,
             CASE becomes WHEN 'failed' THEN 'Payout failed, hold released' ELSE 'Payout settled, hold released' END),
            (2, completion_entry, 'payout_completed', -1, 'Paid by the bank, UTR ' || utr)
        ) e (n, id, type, sign, description)
        WHERE e.type = ANY (string_to_array(payout_entry_types(becomes), ' '))
        ORDER BY e.n;
        IF becomes = 'failed' THEN
            PERFORM fee_give_back(of_payout, 'failed');
        END IF;
    END IF;
    RETURN NULL;
END $$;
