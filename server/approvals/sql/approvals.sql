-- What one person decides about one payout, once. The last approval that was needed opens the payout's gate in the same
-- statement; a rejection asks for its cancellation.
-- Fires for: approvals/deciding.py.
-- Locks: the merchant's row (FOR NO KEY UPDATE), then the payout's.
-- Raises: check_violation (a payout that does not wait for approval or no more, its own maker, somebody who may not
-- approve, another subject, a time that was given); unique_violation (the same person again); restrict_violation (a
-- change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION approval_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    gate public.approval_gates;
BEGIN
    IF NEW.decided_at IS NOT NULL THEN
        RAISE 'approvals: the time cannot be given' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    PERFORM 1 FROM public.payouts p WHERE p.id = NEW.payout_id AND p.merchant_id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT * INTO gate FROM public.approval_gates g WHERE g.payout_id = NEW.payout_id AND g.merchant_id = NEW.merchant_id;
    -- When the statement came, so that whoever chose its payouts by the same moment (approvals/deciding.py) is not refused
    -- for the moments that it takes.
    NEW.decided_at := greatest(statement_timestamp(), gate.created_at);
    IF gate.payout_id IS NULL OR gate.ended_at IS NOT NULL OR gate.expires_at <= NEW.decided_at THEN
        RAISE 'approvals: payout % does not wait for approval', NEW.payout_id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.person_id = gate.maker_person_id THEN
        RAISE 'approvals: person % made payout %', NEW.person_id, NEW.payout_id USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM public.memberships m JOIN public.auth_user u ON u.id = m.user_id
        WHERE m.user_id = NEW.person_id AND m.merchant_id = NEW.merchant_id AND m.role IN ('owner', 'approver') AND u.is_active
    ) THEN
        RAISE 'approvals: person % may not approve payouts of merchant %', NEW.person_id, NEW.merchant_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF gate.subject IS DISTINCT FROM public.approval_subject(NEW.payout_id) THEN
        RAISE 'approvals: payout % is not what it was', NEW.payout_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER approval_admit BEFORE INSERT ON approvals FOR EACH ROW EXECUTE FUNCTION approval_admit();

CREATE OR REPLACE FUNCTION approvals_apply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE approval_gates g SET approved = g.approved + a.people FROM (
        SELECT payout_id, count(*) AS people FROM added WHERE decision = 'approve' GROUP BY payout_id
    ) a WHERE g.payout_id = a.payout_id;

    WITH opened AS (
        UPDATE payouts p SET gate = NULL,
            next_attempt_at = CASE WHEN p.not_before > clock_timestamp() THEN NULL ELSE clock_timestamp() END
        FROM approval_gates g
        WHERE g.payout_id = p.id AND g.approved >= g.people AND g.ended_at IS NULL
          AND p.id IN (SELECT payout_id FROM added WHERE decision = 'approve')
        RETURNING p.id, p.merchant_id
    ), ended AS (
        UPDATE approval_gates g SET ended_at = clock_timestamp(), ending = 'opened' FROM opened WHERE g.payout_id = opened.id
    )
    INSERT INTO merchant_events (merchant_id, kind, subject_id, body)
    SELECT merchant_id, 'PAYOUT_APPROVED', id, '{}' FROM opened;

    -- What is still to be approved has changed as well, so that whoever looks at it is told (payouts/sql/revision.sql).
    UPDATE payouts p SET gate = p.gate
    WHERE p.gate IS NOT NULL AND p.id IN (SELECT payout_id FROM added WHERE decision = 'approve');

    INSERT INTO payout_cancellations (payout_id, merchant_id, kind, remark)
    SELECT DISTINCT ON (payout_id) payout_id, merchant_id, 'approval_rejected', remark FROM added WHERE decision = 'reject';
    RETURN NULL;
END $$;

CREATE TRIGGER approvals_apply AFTER INSERT ON approvals
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION approvals_apply();

CREATE TRIGGER approvals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON approvals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
