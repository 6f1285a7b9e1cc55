-- A payout ends on a definite answer of the bank and on no other, and the answer is on its row: paid, or never to be paid.
CREATE FUNCTION payout_outcome_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT coalesce(NEW.last_answer = ANY (CASE NEW.status
        WHEN 'completed' THEN ARRAY['paid'] ELSE ARRAY['rejected', 'voided'] END), false) THEN
        RAISE 'payouts: payout % cannot be % when the bank''s last answer is: %',
            NEW.id, NEW.status, coalesce(NEW.last_answer, 'none') USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER payout_outcome_guard BEFORE UPDATE ON payouts FOR EACH ROW
    WHEN (OLD.status = 'processing' AND NEW.status IN ('completed', 'failed'))
    EXECUTE FUNCTION payout_outcome_guard();

ALTER TABLE payouts ADD CONSTRAINT payout_unresolved_since_a_time CHECK (isfinite(unresolved_since));

-- Those that are open already, by what was written down of them. A new answer corrects it.
UPDATE payouts SET
    unresolved_since = processing_started_at,
    last_answer = (SELECT answer FROM payout_attempts WHERE payout_id = payouts.id ORDER BY ended_at DESC, id DESC LIMIT 1)
WHERE status = 'processing';
