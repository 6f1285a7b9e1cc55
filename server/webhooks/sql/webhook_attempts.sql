-- Attempts of a message are numbered 1, 2, 3, …, are its merchant's, and never change.
-- Fires for: webhook_record.
-- Locks: nothing.
-- Raises: check_violation (another number than the next); restrict_violation (a change, a deletion).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION webhook_attempt_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.number IS DISTINCT FROM
       (SELECT coalesce(max(a.number), 0) + 1 FROM public.webhook_attempts a WHERE a.message_id = NEW.message_id) THEN
        RAISE 'webhooks: attempt % of message % is not the next', NEW.number, NEW.message_id
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT m.merchant_id INTO NEW.merchant_id FROM public.webhook_messages m WHERE m.id = NEW.message_id;
    RETURN NEW;
END $$;

CREATE TRIGGER webhook_attempt_admit BEFORE INSERT ON webhook_attempts
    FOR EACH ROW EXECUTE FUNCTION webhook_attempt_admit();

CREATE TRIGGER webhook_attempts_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON webhook_attempts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
