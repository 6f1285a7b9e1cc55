-- The reversal of a payment from abroad: its bank recalled it. The payment and its entry stay as they are; a fact, written
-- once per payment, owns one entry of the type payment_reversed, of at most what the payment credited. At COMMIT each such
-- entry has its fact and each fact its entry, of one merchant and amount, whoever writes them.
-- Fires for: inward_payments/reversing.py; inward_reversal_agrees_with_ledger for ledger_entries too
-- (ledger/sql/entries.sql).
-- Locks: the merchant's row (FOR NO KEY UPDATE).
-- Raises: check_violation (another merchant's payment, more than it credited, an entry without its fact or a fact without
-- its entry); restrict_violation (a change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION inward_reversal_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    credited bigint;
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT i.net_paise INTO credited FROM public.inward_payments i
    WHERE i.id = NEW.inward_payment_id AND i.merchant_id = NEW.merchant_id;
    IF NOT FOUND THEN
        RAISE 'inward payments: merchant % has no payment % to reverse', NEW.merchant_id, NEW.inward_payment_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.amount_paise > credited THEN
        RAISE 'inward payments: payment % credited %, and no more is taken back', NEW.inward_payment_id, credited
            USING ERRCODE = 'check_violation';
    END IF;
    -- The entry's, so that both are told as one moment.
    SELECT e.created_at INTO NEW.reversed_at FROM public.ledger_entries e WHERE e.id = NEW.entry_id;
    RETURN NEW;
END $$;

CREATE TRIGGER inward_reversal_admit BEFORE INSERT ON inward_reversals
    FOR EACH ROW EXECUTE FUNCTION inward_reversal_admit();

CREATE TRIGGER inward_reversals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inward_reversals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At COMMIT, from either side: a reversal and its entry say the same.
CREATE OR REPLACE FUNCTION inward_reversal_agrees_with_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    entry record;
    fact record;
BEGIN
    IF TG_TABLE_NAME = 'inward_reversals' THEN
        SELECT e.merchant_id, e.entry_type, e.amount_paise INTO entry FROM public.ledger_entries e WHERE e.id = NEW.entry_id;
        fact := NEW;
    ELSE
        entry := NEW;
        SELECT r.merchant_id, r.amount_paise INTO fact FROM public.inward_reversals r WHERE r.entry_id = NEW.id;
    END IF;
    IF (entry.merchant_id, entry.entry_type::text, -entry.amount_paise)
       IS DISTINCT FROM (fact.merchant_id, 'payment_reversed', fact.amount_paise) THEN
        RAISE 'inward payments: an entry of type payment_reversed and the reversal of a payment are one, of one merchant and amount'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER inward_reversal_has_its_entry AFTER INSERT ON inward_reversals
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inward_reversal_agrees_with_ledger();
