-- Attempts of a message are numbered 1, 2, 3, …, are its merchant's, and never change. They go after their message.
-- Fires for: webhook_record, webhook_forget. The second function also for webhook_replays.
-- Locks: nothing.
-- Raises: check_violation (another number than the next); restrict_violation (a change, a deletion while the message is
-- there).
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

CREATE TRIGGER webhook_attempts_immutable BEFORE UPDATE OR TRUNCATE ON webhook_attempts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION webhook_message_is_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF OLD.message_id IS NULL OR EXISTS (SELECT FROM public.webhook_messages m WHERE m.id = OLD.message_id) THEN
        RAISE 'webhooks: row % of % is kept for as long as its message', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER webhook_attempts_kept BEFORE DELETE ON webhook_attempts
    FOR EACH ROW EXECUTE FUNCTION webhook_message_is_gone();
