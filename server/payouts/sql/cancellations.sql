-- A payout's cancellation is asked for by a row, written once while the payout is open. The bank carries it out: whoever
-- claims the payout next tells the bank never to pay it, and sends it no more (payouts/lifecycle.py).
-- A payout whose approval was rejected or ran out is cancelled by such a row too, which says so.
-- Fires for: payouts/cancelling.py, approvals/expiring.py, approvals_apply (approvals/sql/approvals.sql).
-- Locks: the merchant's row (FOR NO KEY UPDATE), then the payout's.
-- Raises: check_violation (no such payout of the merchant, or one that has ended; a time that was given; a rejection that
-- nobody made, an expiry before its time);
-- restrict_violation (a change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION payout_cancellation_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    payout record;
BEGIN
    IF NEW.requested_at IS NOT NULL THEN
        RAISE 'cancellations: the time cannot be given' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT p.status, p.created_at, p.processing_started_at, p.gate INTO payout FROM public.payouts p
    WHERE p.id = NEW.payout_id AND p.merchant_id = NEW.merchant_id FOR NO KEY UPDATE;
    IF payout.status IS NULL OR public.payout_is_final(payout.status) THEN
        RAISE 'cancellations: merchant % has no open payout %', NEW.merchant_id, NEW.payout_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind <> 'asked' AND (payout.gate IS NULL OR NOT CASE NEW.kind
        WHEN 'approval_rejected' THEN EXISTS (
            SELECT FROM public.approvals a WHERE a.payout_id = NEW.payout_id AND a.decision = 'reject')
        ELSE EXISTS (
            SELECT FROM public.approval_gates g WHERE g.payout_id = NEW.payout_id AND g.expires_at <= clock_timestamp())
    END) THEN
        RAISE 'cancellations: the approval of payout % was not %', NEW.payout_id, split_part(NEW.kind, '_', 2)
            USING ERRCODE = 'check_violation';
    END IF;
    -- Never before what has happened to the payout by now, even after the clock was set back.
    NEW.requested_at := greatest(clock_timestamp(), payout.created_at, payout.processing_started_at);
    RETURN NEW;
END $$;

CREATE TRIGGER payout_cancellation_admit BEFORE INSERT ON payout_cancellations
    FOR EACH ROW EXECUTE FUNCTION payout_cancellation_admit();

-- A payout that waits is due at once. The merchant is told in the same transaction.
CREATE OR REPLACE FUNCTION payout_cancellation_apply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE public.payouts SET
        cancel_requested_at = NEW.requested_at,
        next_attempt_at = CASE WHEN next_attempt_at IS NOT NULL THEN least(next_attempt_at, NEW.requested_at)
                               WHEN lease IS NULL THEN NEW.requested_at  -- it was scheduled, or has a gate
                          END
    WHERE id = NEW.payout_id;
    PERFORM public.approval_gate_end(NEW.payout_id, CASE NEW.kind
        WHEN 'approval_rejected' THEN 'rejected' WHEN 'approval_expired' THEN 'expired' ELSE 'cancelled' END);
    INSERT INTO public.merchant_events (merchant_id, kind, subject_id, body) VALUES (NEW.merchant_id, CASE NEW.kind
        WHEN 'approval_rejected' THEN 'PAYOUT_APPROVAL_REJECTED' WHEN 'approval_expired' THEN 'PAYOUT_APPROVAL_EXPIRED'
        ELSE 'PAYOUT_CANCEL_REQUESTED' END, NEW.payout_id, '{}');
    RETURN NULL;
END $$;

CREATE TRIGGER payout_cancellation_apply AFTER INSERT ON payout_cancellations
    FOR EACH ROW EXECUTE FUNCTION payout_cancellation_apply();

CREATE TRIGGER payout_cancellations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_cancellations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
