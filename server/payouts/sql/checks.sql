-- The bodies of payouts' CHECK constraints (payouts/models.py), in functions: PostgreSQL parses a CHECK's text anew for
-- every statement that writes to its table, but a function's body once per session. Parsing CHECKs took a fifth of a
-- creation's cost.
-- They are part of the table: IMMUTABLE, created before it by the initial migration, and changed by a migration alone
-- (server/database/operations.py, ApplyChecks). `migrate` then compares them and never replaces them, since the old
-- text admitted the existing rows.
-- Locks, raises: nothing.

-- An open payout waits for its next attempt or is claimed by a worker; an ended one is at rest.
CREATE OR REPLACE FUNCTION payout_is_open_or_at_rest(
    status text, attempt_count integer, processing_started_at timestamptz,
    lease uuid, lease_expires_at timestamptz, next_attempt_at timestamptz
) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF lease IS NOT NULL AND lease_expires_at IS NOT NULL AND next_attempt_at IS NULL THEN  -- claimed
        RETURN status = 'processing' AND attempt_count > 0 AND processing_started_at IS NOT NULL;
    ELSIF lease IS NULL AND lease_expires_at IS NULL AND next_attempt_at IS NOT NULL THEN  -- waiting
        RETURN (status = 'pending' AND attempt_count = 0 AND processing_started_at IS NULL)
            OR (status = 'processing' AND attempt_count > 0 AND processing_started_at IS NOT NULL);
    ELSIF lease IS NULL AND lease_expires_at IS NULL AND next_attempt_at IS NULL THEN  -- at rest
        RETURN status IN ('completed', 'failed') AND attempt_count > 0;
    END IF;
    RETURN false;
END $$;

CREATE OR REPLACE FUNCTION payout_has_utr_if_completed(status text, completed_at timestamptz, bank_reference_id text)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN num_nonnulls(completed_at, bank_reference_id) = CASE status WHEN 'completed' THEN 2 ELSE 0 END;
END $$;

CREATE OR REPLACE FUNCTION payout_has_reason_if_failed(status text, failed_at timestamptz, failure_reason text)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN num_nonnulls(failed_at, failure_reason) = CASE status WHEN 'failed' THEN 2 ELSE 0 END;
END $$;

-- What the engine says of its own void fits the bank's answer to it.
CREATE OR REPLACE FUNCTION payout_has_code_of_its_failure(
    status text, last_answer text, cancel_requested_at timestamptz, failure_code text
) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF failure_code IS NULL THEN
        RETURN true;
    END IF;
    RETURN status = 'failed' AND failure_code ~ '^[a-z_]+$' AND CASE
        WHEN failure_code IN ('cancelled', 'approval_rejected', 'approval_expired')
            THEN coalesce(last_answer = 'voided', false) AND cancel_requested_at IS NOT NULL
        WHEN failure_code = 'not_confirmed' THEN coalesce(last_answer = 'voided', false)
        ELSE true
    END;
END $$;

-- The same, and one that is scheduled is not in the queue yet: it has neither a lease nor a next attempt.
CREATE OR REPLACE FUNCTION payout_is_scheduled_open_or_at_rest(
    status text, attempt_count integer, processing_started_at timestamptz,
    lease uuid, lease_expires_at timestamptz, next_attempt_at timestamptz, not_before timestamptz
) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF status = 'pending' AND num_nonnulls(lease, lease_expires_at, next_attempt_at) = 0 THEN
        RETURN attempt_count = 0 AND processing_started_at IS NULL AND coalesce(isfinite(not_before), false);
    END IF;
    RETURN public.payout_is_open_or_at_rest(
        status, attempt_count, processing_started_at, lease, lease_expires_at, next_attempt_at);
END $$;

-- The same, and one with a gate is not in the queue at all, until the gate is opened or it is to be cancelled.
CREATE OR REPLACE FUNCTION payout_is_gated_scheduled_open_or_at_rest(
    status text, attempt_count integer, processing_started_at timestamptz,
    lease uuid, lease_expires_at timestamptz, next_attempt_at timestamptz, not_before timestamptz,
    gate text, cancel_requested_at timestamptz
) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF gate IS NOT NULL THEN
        IF gate <> 'approval' THEN
            RETURN false;
        ELSIF cancel_requested_at IS NULL THEN
            RETURN status = 'pending' AND attempt_count = 0 AND processing_started_at IS NULL
               AND num_nonnulls(lease, lease_expires_at, next_attempt_at) = 0;
        END IF;
        -- A cancelled one is in the queue, whatever it was scheduled for.
        RETURN public.payout_is_open_or_at_rest(
            status, attempt_count, processing_started_at, lease, lease_expires_at, next_attempt_at);
    END IF;
    RETURN public.payout_is_scheduled_open_or_at_rest(
        status, attempt_count, processing_started_at, lease, lease_expires_at, next_attempt_at, not_before);
END $$;
