-- The papers of payments from abroad: appended, never changed. A live one is one that none replaces. An advice is of one
-- remittance: of its kind and number, in whatever form that is written, a merchant has one live one. Of a paper of the
-- trade (an invoice, a waybill) a payment has one, as one invoice may be paid by several payments.
-- Fires for: inward_payments/documents.py.
-- Locks: the merchant's row (FOR NO KEY UPDATE), so that nothing is added between the look and the insertion.
-- Raises: check_violation (another merchant's payment; a document that replaces what is no live one of this payment and
-- kind); unique_violation (a second live one); restrict_violation (a change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION inward_document_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    PERFORM FROM public.inward_payments i WHERE i.id = NEW.inward_payment_id AND i.merchant_id = NEW.merchant_id;
    IF NOT FOUND THEN
        RAISE 'inward payments: merchant % has no inward payment %', NEW.merchant_id, NEW.inward_payment_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.replaces_id IS NOT NULL THEN
        PERFORM FROM public.inward_documents d
        WHERE d.id = NEW.replaces_id AND d.inward_payment_id = NEW.inward_payment_id AND d.kind = NEW.kind
          AND NOT EXISTS (SELECT FROM public.inward_documents n WHERE n.replaces_id = d.id);
        IF NOT FOUND THEN
            RAISE 'inward payments: document % is no live one of this payment and kind', NEW.replaces_id
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    PERFORM FROM public.inward_documents d
    WHERE d.merchant_id = NEW.merchant_id AND d.kind = NEW.kind AND d.id IS DISTINCT FROM NEW.replaces_id
      AND (d.inward_payment_id = NEW.inward_payment_id OR NEW.kind IN ('fira', 'firs', 'firc', 'efirc', 'irm'))
      AND public.comparison_form(d.number) = public.comparison_form(NEW.number)
      AND NOT EXISTS (SELECT FROM public.inward_documents n WHERE n.replaces_id = d.id);
    IF FOUND THEN
        RAISE 'inward payments: there is a % of this number already', NEW.kind
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'inward_document_once';
    END IF;
    NEW.added_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER inward_document_admit BEFORE INSERT ON inward_documents
    FOR EACH ROW EXECUTE FUNCTION inward_document_admit();

CREATE TRIGGER inward_documents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inward_documents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
