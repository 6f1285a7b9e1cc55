-- The facts of a payment from abroad: written once, beside an entry payment_received of the same merchant, whose amount
-- is the net. Number and time are the entry's, so that both are told as one moment.
-- Fires for: inward_payments/recording.py.
-- Locks: the merchant's row (FOR NO KEY UPDATE).
-- Raises: check_violation (no such payment of the merchant, or of another amount); restrict_violation (a change or a
-- deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION inward_payment_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    entry record;
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT e.seq, e.amount_paise, e.created_at INTO entry FROM public.ledger_entries e
    WHERE e.id = NEW.entry_id AND e.merchant_id = NEW.merchant_id AND e.entry_type = 'payment_received';
    IF entry.amount_paise IS DISTINCT FROM NEW.net_paise THEN
        RAISE 'inward payments: merchant % has no payment % of % paise', NEW.merchant_id, NEW.entry_id, NEW.net_paise
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.seq := entry.seq;
    NEW.recorded_at := entry.created_at;
    RETURN NEW;
END $$;

CREATE TRIGGER inward_payment_admit BEFORE INSERT ON inward_payments
    FOR EACH ROW EXECUTE FUNCTION inward_payment_admit();

CREATE TRIGGER inward_payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inward_payments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
