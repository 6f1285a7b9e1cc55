-- Expected receipts and their ends: appended, never changed. A receipt begins where its merchant's ledger is, and ends
-- once: by a payment that satisfies it, which satisfies no other, or without one: it was cancelled.
-- Fires for: expected_receipts/receipts.py, expected_receipt_match (matching.sql).
-- Locks: the merchant's row (FOR NO KEY UPDATE).
-- Raises: check_violation (a day that cannot be, one more than a merchant may await, an end by what does not satisfy it);
-- unique_violation (a second end, a payment's second receipt); restrict_violation (a change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION expected_receipt_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    NEW.created_at := clock_timestamp();
    -- Today when the caller was judged (receipts.py) may be yesterday by now.
    IF NEW.due_on < (NEW.created_at AT TIME ZONE 'Asia/Kolkata')::date - 1
       OR NEW.due_on > (NEW.created_at AT TIME ZONE 'Asia/Kolkata')::date + 1096 THEN
        RAISE 'expected receipts: none can be due on %', NEW.due_on USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM public.expected_receipts r WHERE r.merchant_id = NEW.merchant_id
        AND NOT EXISTS (SELECT FROM public.expected_receipt_ends e WHERE e.receipt_id = r.id)) >= 1000 THEN
        RAISE 'expected receipts: merchant % awaits a thousand', NEW.merchant_id USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(max(l.seq), 0) INTO NEW.created_seq FROM public.ledger_entries l WHERE l.merchant_id = NEW.merchant_id;
    RETURN NEW;
END $$;

CREATE TRIGGER expected_receipt_admit BEFORE INSERT ON expected_receipts
    FOR EACH ROW EXECUTE FUNCTION expected_receipt_admit();

CREATE TRIGGER expected_receipts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON expected_receipts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION expected_receipt_end_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    IF NEW.entry_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.expected_receipts r JOIN public.ledger_entries l
            ON l.merchant_id = r.merchant_id AND l.seq > r.created_seq AND l.entry_type = 'payment_received'
            AND l.amount_paise BETWEEN r.at_least_paise AND r.at_most_paise
        WHERE r.id = NEW.receipt_id AND r.merchant_id = NEW.merchant_id AND l.id = NEW.entry_id
          AND CASE WHEN r.reference IS NULL THEN true
              ELSE public.comparison_form(r.reference) = public.comparison_form(l.reference) END
    ) THEN
        RAISE 'expected receipts: entry % does not satisfy receipt %', NEW.entry_id, NEW.receipt_id
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.ended_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER expected_receipt_end_admit BEFORE INSERT ON expected_receipt_ends
    FOR EACH ROW EXECUTE FUNCTION expected_receipt_end_admit();

-- A receipt that came is told to its merchant's feed, in the payment's transaction.
CREATE OR REPLACE FUNCTION expected_receipt_tell() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO public.merchant_events (merchant_id, kind, subject_id, body)
    SELECT NEW.merchant_id, 'RECEIPT_RECEIVED', NEW.receipt_id, jsonb_build_object(
        'amount_paise', l.amount_paise, 'reference', l.reference, 'due_on', r.due_on)
    FROM public.ledger_entries l, public.expected_receipts r WHERE l.id = NEW.entry_id AND r.id = NEW.receipt_id;
    RETURN NULL;
END $$;

CREATE TRIGGER expected_receipt_tell AFTER INSERT ON expected_receipt_ends
    FOR EACH ROW WHEN (NEW.entry_id IS NOT NULL) EXECUTE FUNCTION expected_receipt_tell();

CREATE TRIGGER expected_receipt_ends_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON expected_receipt_ends
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
