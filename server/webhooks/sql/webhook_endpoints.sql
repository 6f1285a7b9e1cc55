-- Where an endpoint leads and what it is told never changes. Its stream begins where the merchant's feed ends at its
-- birth, its cursor never goes back, and a merchant has ten of them at most. A deleted one stays as it is.
-- Fires for: webhooks/endpoints.py, webhooks/fan_out.py, webhooks/claiming.py, webhook_lease, webhook_record,
-- webhook_messages_forgotten.
-- Locks: the merchant's row (FOR NO KEY UPDATE), for a new one.
-- Raises: check_violation (an eleventh one; one that begins as disabled); unique_violation (the same address and types
-- twice); restrict_violation (a change of what is fixed, a cursor that goes back, a deletion).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION webhook_endpoint_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    live integer;
    is_there boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'enabled' OR NEW.deleted_at IS NOT NULL THEN
            RAISE 'webhooks: an endpoint begins as enabled' USING ERRCODE = 'check_violation';
        END IF;
        -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
        PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
        SELECT count(*), coalesce(bool_or(e.url = NEW.url AND e.event_types = NEW.event_types), false)
        INTO live, is_there FROM public.webhook_endpoints e
        WHERE e.merchant_id = NEW.merchant_id AND e.deleted_at IS NULL;
        IF is_there THEN
            RAISE 'webhooks: the merchant has an endpoint with this address and these types'
                USING ERRCODE = 'unique_violation';
        END IF;
        IF live >= 10 THEN
            RAISE 'webhooks: a merchant has ten endpoints at most' USING ERRCODE = 'check_violation';
        END IF;
        SELECT coalesce(max(e.seq), 0) INTO NEW.origin_seq FROM public.ledger_entries e
        WHERE e.merchant_id = NEW.merchant_id;
        SELECT coalesce(max(s.n), 0) INTO NEW.origin_n FROM public.merchant_events s
        WHERE s.merchant_id = NEW.merchant_id AND s.ledger_seq = NEW.origin_seq;
        NEW.cursor_seq := NEW.origin_seq;
        NEW.cursor_n := NEW.origin_n;
        NEW.forgotten_seq := 0;
        NEW.forgotten_n := 0;
        NEW.created_at := clock_timestamp();
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.merchant_id, NEW.url, NEW.event_types, NEW.origin_seq, NEW.origin_n, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.url, OLD.event_types, OLD.origin_seq, OLD.origin_n, OLD.created_at) THEN
        RAISE 'webhooks: what endpoint % was created with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.cursor_seq, NEW.cursor_n) < (OLD.cursor_seq, OLD.cursor_n) THEN
        RAISE 'webhooks: the cursor of endpoint % cannot go back', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.forgotten_seq, NEW.forgotten_n) < (OLD.forgotten_seq, OLD.forgotten_n)
       OR (NEW.forgotten_seq, NEW.forgotten_n) > (NEW.cursor_seq, NEW.cursor_n) THEN
        RAISE 'webhooks: what endpoint % has forgotten goes forward, up to its cursor', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    -- Its messages are dropped step by step; until then it comes due.
    IF OLD.deleted_at IS NOT NULL
       AND (NEW.state, NEW.deleted_at, NEW.secret_sealed, NEW.cursor_seq, NEW.cursor_n)
           IS DISTINCT FROM (OLD.state, OLD.deleted_at, OLD.secret_sealed, OLD.cursor_seq, OLD.cursor_n) THEN
        RAISE 'webhooks: endpoint % is deleted', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER webhook_endpoint_guard BEFORE INSERT OR UPDATE ON webhook_endpoints
    FOR EACH ROW EXECUTE FUNCTION webhook_endpoint_guard();

CREATE TRIGGER webhook_endpoints_kept BEFORE DELETE OR TRUNCATE ON webhook_endpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
