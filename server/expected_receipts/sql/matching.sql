-- A payment that comes in ends the wait for it: for the receipt with its reference, else for one without any whose bounds
-- have its amount; of several the one that is due first, then the oldest. A payment satisfies one receipt at most, and
-- one that satisfies none is a payment like any other.
-- Fires for: ledger/posting.py (the trigger stands in ledger/sql/entries.sql).
-- Locks: nothing: whoever adds an entry holds the merchant's row.
-- Raises: nothing of its own.
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: it sees every row.

CREATE OR REPLACE FUNCTION expected_receipt_match() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO public.expected_receipt_ends (receipt_id, merchant_id, entry_id)
    SELECT r.id, r.merchant_id, NEW.id FROM public.expected_receipts r
    WHERE r.merchant_id = NEW.merchant_id AND r.created_seq < NEW.seq
      AND r.at_most_paise >= NEW.amount_paise AND r.at_least_paise <= NEW.amount_paise
      AND CASE WHEN r.reference IS NULL THEN true
          ELSE public.comparison_form(r.reference) = public.comparison_form(NEW.reference) END
      AND NOT EXISTS (SELECT FROM public.expected_receipt_ends e WHERE e.receipt_id = r.id)
    ORDER BY r.reference IS NULL, r.due_on, r.id LIMIT 1;
    RETURN NULL;
END $$;
