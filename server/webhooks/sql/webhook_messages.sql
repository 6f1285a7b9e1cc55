-- A message begins as due and unsent. Its body is set once; it is delivered only by an attempt that says so, and comes
-- back to due only while a replay covers it. Its attempts are as many as there are rows of them. It can be deleted once
-- it is at rest for a week; then its endpoint says up to where it has forgotten, for verify_ledger and for `previous`.
-- Fires for: webhooks/fan_out.py, webhooks/messages.py, webhooks/claiming.py, webhook_lease, webhook_record,
-- webhook_forget.
-- Locks: nothing; for a deletion the endpoints' rows, which webhook_forget has locked before.
-- Raises: check_violation (a message that begins as anything else);
-- restrict_violation (a change of what is fixed, a body set twice, a state that cannot follow, attempts that were not
-- made, a deletion of what waits or ended lately).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION webhook_message_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'due' OR NEW.body IS NOT NULL OR NEW.attempts <> 0 THEN
            RAISE 'webhooks: a message begins as due and unsent' USING ERRCODE = 'check_violation';
        END IF;
        NEW.created_at := clock_timestamp();
        NEW.at_rest_since := NULL;
        RETURN NEW;
    END IF;
    NEW.at_rest_since := CASE
        WHEN NEW.state = 'due' THEN NULL WHEN OLD.state = 'due' THEN clock_timestamp() ELSE OLD.at_rest_since END;

    IF (NEW.id, NEW.endpoint_id, NEW.merchant_id, NEW.seq, NEW.n, NEW.event_type, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.endpoint_id, OLD.merchant_id, OLD.seq, OLD.n, OLD.event_type, OLD.created_at) THEN
        RAISE 'webhooks: what message % is about cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.body IS NOT NULL AND NEW.body IS DISTINCT FROM OLD.body THEN
        RAISE 'webhooks: the body of message % is set', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.attempts <> OLD.attempts
       AND NEW.attempts IS DISTINCT FROM (SELECT max(a.number) FROM public.webhook_attempts a WHERE a.message_id = OLD.id)
    THEN
        RAISE 'webhooks: message % was not attempted % times', OLD.id, NEW.attempts USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'delivered' AND OLD.state = 'due' AND (NEW.attempts = OLD.attempts OR NOT EXISTS (
        SELECT FROM public.webhook_attempts a
        WHERE a.message_id = OLD.id AND a.number = NEW.attempts AND a.outcome = 'DELIVERED'
    )) THEN
        RAISE 'webhooks: no attempt has delivered message %', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = OLD.state OR OLD.state = 'due' THEN
        RETURN NEW;
    END IF;
    IF NEW.state <> 'due' THEN
        RAISE 'webhooks: message % is %, and cannot become %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM public.webhook_replays r
        WHERE r.endpoint_id = OLD.endpoint_id AND r.ended_at IS NULL
          AND (r.message_id = OLD.id
               OR ((OLD.seq, OLD.n) > (r.cursor_seq, r.cursor_n) AND (OLD.seq, OLD.n) <= (r.up_to_seq, r.up_to_n)))
    ) THEN
        RAISE 'webhooks: message % is %, and no replay makes it due', OLD.id, OLD.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER webhook_message_guard BEFORE INSERT OR UPDATE ON webhook_messages
    FOR EACH ROW EXECUTE FUNCTION webhook_message_guard();

CREATE OR REPLACE FUNCTION webhook_message_is_old() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'due' OR coalesce(OLD.at_rest_since, OLD.created_at) > now() - interval '7 days' THEN
        RAISE 'webhooks: message % is not at rest for a week', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER webhook_message_is_old BEFORE DELETE ON webhook_messages
    FOR EACH ROW EXECUTE FUNCTION webhook_message_is_old();

-- SECURITY DEFINER: nobody else may say that anything was forgotten.
CREATE OR REPLACE FUNCTION webhook_messages_forgotten() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE public.webhook_endpoints e SET forgotten_seq = latest.seq, forgotten_n = latest.n
    FROM (
        SELECT DISTINCT ON (g.endpoint_id) g.endpoint_id, g.seq, g.n FROM gone g WHERE g.seq IS NOT NULL
        ORDER BY g.endpoint_id, g.seq DESC, g.n DESC
    ) latest
    WHERE e.id = latest.endpoint_id AND (latest.seq, latest.n) > (e.forgotten_seq, e.forgotten_n);
    RETURN NULL;
END $$;

CREATE TRIGGER webhook_messages_forgotten AFTER DELETE ON webhook_messages
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION webhook_messages_forgotten();

CREATE TRIGGER webhook_messages_kept BEFORE TRUNCATE ON webhook_messages
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
