-- Whoever disables an endpoint, the merchant's feed tells of it in the same transaction: its other readers and endpoints
-- learn that this one hears no more. A deleted endpoint is no event.
-- Fires for: webhooks/endpoints.py, webhook_record.
-- Locks: the merchant's row (events/sql/merchant_events.sql), after the endpoint's, which is locked by then.
-- Raises: nothing of its own.
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: nobody else may write events.

CREATE OR REPLACE FUNCTION webhook_endpoint_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO public.merchant_events (merchant_id, kind, subject_id, body) VALUES (
        NEW.merchant_id, 'WEBHOOK_ENDPOINT_DISABLED', NEW.id, jsonb_build_object('because', NEW.disabled_because)
    );
    RETURN NULL;
END $$;

CREATE TRIGGER webhook_endpoint_events AFTER UPDATE ON webhook_endpoints FOR EACH ROW
    WHEN (OLD.state = 'enabled' AND NEW.state = 'disabled' AND NEW.deleted_at IS NULL)
    EXECUTE FUNCTION webhook_endpoint_events();
