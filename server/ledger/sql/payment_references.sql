-- A merchant's payment is recorded once per reference, however that is spelled: references are compared in their
-- comparison form (database/sql/checks.sql). Payments that were recorded before this rule stay, and each is still found
-- by its own spelling.
-- Called by: payments/receiving.py (find_payment).
-- Fires for: ledger/posting.py (payment_reference_guard).
-- Locks: the merchant's row (FOR NO KEY UPDATE), so that nothing is recorded between the guard's look and the insertion.
-- A unique index could not be: the references of earlier payments may have the same form.
-- Raises: unique_violation (a second payment with a reference).

-- The merchant's payment with this reference: that of the same spelling, or else the earliest. NULL if there is none, or
-- if the session does not see the merchant.
-- SECURITY DEFINER: row-level security keeps every role but the owner from an index over a function, as that is not
-- known to be leakproof. So the function asks itself what the policy would have asked.
CREATE OR REPLACE FUNCTION find_payment(merchant uuid, payment_reference text) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sees_every_merchant() AND seen_merchant() IS DISTINCT FROM merchant THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT e.id FROM ledger_entries e
        WHERE e.merchant_id = merchant AND e.reference IS NOT NULL
          AND comparison_form(e.reference) = comparison_form(payment_reference)
        ORDER BY e.reference = payment_reference DESC, e.seq LIMIT 1
    );
END $$;

-- The same spelling a second time is left to the constraint payment_reference_once.
CREATE OR REPLACE FUNCTION payment_reference_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    spelled text;
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT e.reference INTO spelled FROM public.ledger_entries e
    WHERE e.id = public.find_payment(NEW.merchant_id, NEW.reference);
    IF spelled <> NEW.reference THEN
        RAISE 'ledger: merchant % has a payment whose reference differs from this one in form alone', NEW.merchant_id
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'payment_reference_guard';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER payment_reference_guard BEFORE INSERT ON ledger_entries
    FOR EACH ROW WHEN (NEW.reference IS NOT NULL) EXECUTE FUNCTION payment_reference_guard();
