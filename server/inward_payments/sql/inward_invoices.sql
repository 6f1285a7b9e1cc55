-- Invoices, matches of them with payments, and matches that were taken back: appended, never changed. Live is a match that
-- was not taken back. The live matches of an invoice are together no more than the invoice, those of a payment no more
-- than the payment, each in its currency; and no match joins two merchants or, without a rate, two currencies.
-- Fires for: inward_payments/matching.py.
-- Locks: the merchant's row (FOR NO KEY UPDATE), so that two matches at once cannot take the same money.
-- Raises: check_violation (see above); unique_violation (a number again); restrict_violation (a change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION inward_invoice_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    PERFORM FROM public.inward_invoices i
    WHERE i.merchant_id = NEW.merchant_id AND public.comparison_form(i.number) = public.comparison_form(NEW.number);
    IF FOUND THEN
        RAISE 'inward payments: there is an invoice of this number already'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'inward_invoice_once';
    END IF;
    NEW.created_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER inward_invoice_admit BEFORE INSERT ON inward_invoices
    FOR EACH ROW EXECUTE FUNCTION inward_invoice_admit();

CREATE TRIGGER inward_invoices_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inward_invoices
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION inward_match_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    invoice public.inward_invoices;
    payment public.inward_payments;
    matched numeric;
    used numeric;
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT i.* INTO invoice FROM public.inward_invoices i WHERE i.id = NEW.invoice_id AND i.merchant_id = NEW.merchant_id;
    SELECT p.* INTO payment FROM public.inward_payments p
    WHERE p.id = NEW.inward_payment_id AND p.merchant_id = NEW.merchant_id;
    IF invoice.id IS NULL OR payment.id IS NULL THEN
        RAISE 'inward payments: merchant % has no such invoice and payment', NEW.merchant_id USING ERRCODE = 'check_violation';
    END IF;
    IF (invoice.currency = payment.foreign_currency) <> (NEW.cross_rate IS NULL) THEN
        RAISE 'inward payments: a match of two currencies has a rate, and no other' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.cross_rate IS NOT NULL AND abs(NEW.invoice_minor - round(
           NEW.inward_minor * NEW.cross_rate * 10::numeric ^ invoice.exponent / 10::numeric ^ payment.exponent)) > 1 THEN
        RAISE 'inward payments: the rate does not explain the match' USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(sum(m.invoice_minor) FILTER (WHERE m.invoice_id = invoice.id), 0),
           coalesce(sum(m.inward_minor) FILTER (WHERE m.inward_payment_id = payment.id), 0)
    INTO matched, used FROM public.inward_invoice_matches m
    WHERE (m.invoice_id = invoice.id OR m.inward_payment_id = payment.id)
      AND NOT EXISTS (SELECT FROM public.inward_invoice_unmatches u WHERE u.match_id = m.id);
    IF matched + NEW.invoice_minor > invoice.minor OR used + NEW.inward_minor > payment.foreign_minor THEN
        RAISE 'inward payments: a match is more than the invoice or the payment has left' USING ERRCODE = 'check_violation';
    END IF;
    NEW.matched_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER inward_match_admit BEFORE INSERT ON inward_invoice_matches
    FOR EACH ROW EXECUTE FUNCTION inward_match_admit();

CREATE TRIGGER inward_matches_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inward_invoice_matches
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION inward_unmatch_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    PERFORM FROM public.inward_invoice_matches m WHERE m.id = NEW.match_id AND m.merchant_id = NEW.merchant_id;
    IF NOT FOUND THEN
        RAISE 'inward payments: merchant % has no match %', NEW.merchant_id, NEW.match_id USING ERRCODE = 'check_violation';
    END IF;
    NEW.unmatched_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER inward_unmatch_admit BEFORE INSERT ON inward_invoice_unmatches
    FOR EACH ROW EXECUTE FUNCTION inward_unmatch_admit();

CREATE TRIGGER inward_unmatches_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inward_invoice_unmatches
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
