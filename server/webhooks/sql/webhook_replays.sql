-- A replay begins where it was asked to, goes forward, and ends once. It reaches no further than its endpoint's cursor:
-- what comes after is not sent yet. One of a message goes after it.
-- Fires for: webhooks/messages.py, webhooks/fan_out.py, webhook_forget.
-- Locks: nothing.
-- Raises: check_violation (a replay that begins in the middle or reaches beyond the cursor); restrict_violation (a change
-- of what was asked for, a cursor that goes back or too far, a deletion).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION webhook_replay_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.ended_at IS NOT NULL OR (NEW.cursor_seq, NEW.cursor_n) IS DISTINCT FROM (NEW.after_seq, NEW.after_n)
           OR NOT EXISTS (
               SELECT FROM public.webhook_endpoints e WHERE e.id = NEW.endpoint_id AND (
                   NEW.message_id IS NOT NULL OR (NEW.up_to_seq, NEW.up_to_n) <= (e.cursor_seq, e.cursor_n)))
           OR NOT (NEW.message_id IS NULL OR EXISTS (
               SELECT FROM public.webhook_messages m WHERE m.id = NEW.message_id AND m.endpoint_id = NEW.endpoint_id))
        THEN
            RAISE 'webhooks: a replay begins at its beginning, and is of what its endpoint was sent'
                USING ERRCODE = 'check_violation';
        END IF;
        NEW.created_at := clock_timestamp();
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.endpoint_id, NEW.merchant_id, NEW.message_id, NEW.after_seq, NEW.after_n, NEW.up_to_seq, NEW.up_to_n,
        NEW.asked_by, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.endpoint_id, OLD.merchant_id, OLD.message_id, OLD.after_seq, OLD.after_n, OLD.up_to_seq, OLD.up_to_n,
        OLD.asked_by, OLD.created_at) THEN
        RAISE 'webhooks: what replay % was asked for cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.ended_at IS NOT NULL OR (NEW.cursor_seq, NEW.cursor_n) < (OLD.cursor_seq, OLD.cursor_n)
       OR (NEW.cursor_seq, NEW.cursor_n) > (NEW.up_to_seq, NEW.up_to_n) THEN
        RAISE 'webhooks: replay % goes forward to its end', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER webhook_replay_guard BEFORE INSERT OR UPDATE ON webhook_replays
    FOR EACH ROW EXECUTE FUNCTION webhook_replay_guard();

CREATE TRIGGER webhook_replays_kept BEFORE TRUNCATE ON webhook_replays
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One of a range has no message: it stays, as what was sent before its endpoint's birth is known by it.
CREATE TRIGGER webhook_replay_with_its_message BEFORE DELETE ON webhook_replays
    FOR EACH ROW EXECUTE FUNCTION webhook_message_is_gone();
