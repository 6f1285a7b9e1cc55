-- The return of a completed payout: its money came back, whole. The payout stays completed and its entries stay its own;
-- a fact, written once, owns one entry of the type payout_returned, which names no payout. At COMMIT each such entry has
-- its fact and each fact its entry, of the same merchant and amount, whoever writes them.
-- Called by: payouts/returning.py (payout_record_return).
-- Fires for: payout_record_return; payout_return_agrees_with_ledger for ledger_entries too (ledger/sql/entries.sql).
-- Locks: the merchant's row (FOR NO KEY UPDATE), then the payout's.
-- Raises: check_violation (a return of a payout that is not completed, not the merchant's or of another amount, a time that
-- was given, an entry without its fact or a fact without its entry); restrict_violation (a change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION payout_return_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    payout record;
BEGIN
    IF NEW.returned_at IS NOT NULL THEN
        RAISE 'returns: the time cannot be given' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT p.status, p.amount_paise INTO payout FROM public.payouts p
    WHERE p.id = NEW.payout_id AND p.merchant_id = NEW.merchant_id FOR NO KEY UPDATE;
    IF payout.status IS DISTINCT FROM 'completed' THEN
        RAISE 'returns: merchant % has no completed payout %', NEW.merchant_id, NEW.payout_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.amount_paise IS DISTINCT FROM payout.amount_paise THEN
        RAISE 'returns: payout % comes back whole, % paise', NEW.payout_id, payout.amount_paise
            USING ERRCODE = 'check_violation';
    END IF;
    -- The entry's, so that both are told as one moment.
    SELECT e.created_at INTO NEW.returned_at FROM public.ledger_entries e WHERE e.id = NEW.entry_id;
    RETURN NEW;
END $$;

CREATE TRIGGER payout_return_admit BEFORE INSERT ON payout_returns
    FOR EACH ROW EXECUTE FUNCTION payout_return_admit();

CREATE TRIGGER payout_returns_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_returns
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At COMMIT, from either side: a return and its entry say the same.
CREATE OR REPLACE FUNCTION payout_return_agrees_with_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    entry record;
    fact record;
BEGIN
    IF TG_TABLE_NAME = 'payout_returns' THEN
        SELECT e.merchant_id, e.entry_type, e.amount_paise INTO entry FROM public.ledger_entries e WHERE e.id = NEW.entry_id;
        fact := NEW;
    ELSE
        entry := NEW;
        SELECT r.payout_id, r.merchant_id, r.amount_paise INTO fact FROM public.payout_returns r WHERE r.entry_id = NEW.id;
    END IF;
    IF (entry.merchant_id, entry.entry_type::text, entry.amount_paise)
       IS DISTINCT FROM (fact.merchant_id, 'payout_returned', fact.amount_paise) THEN
        RAISE 'returns: an entry of type payout_returned and the return of a payout are one, of one merchant and amount'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER payout_return_has_its_entry AFTER INSERT ON payout_returns
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payout_return_agrees_with_ledger();

-- Records one, in one transaction: the fact and its entry, and what its fee's plan gives back; or nothing. The same again is a replay. Returns what came of it:
-- recorded, replayed, unknown, open, failed, other_amount, returned (under another reference), reference_used (for another
-- payout), no_room (the balance would pass 2^53 - 1 paise).
CREATE OR REPLACE FUNCTION payout_record_return(
    of_merchant uuid, of_payout uuid, paise bigint, reference text, code text, words text, value_day date,
    told_by text, recorder text,                -- bank or operator; the operator's name
    entry uuid
) RETURNS text LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    payout record;
    known record;
    have record;
    violated text;
BEGIN
    PERFORM FROM merchants WHERE id = of_merchant FOR NO KEY UPDATE;
    SELECT p.status, p.amount_paise INTO payout FROM payouts p
    WHERE p.id = of_payout AND p.merchant_id = of_merchant FOR NO KEY UPDATE;
    IF payout.status IS NULL THEN
        RETURN 'unknown';
    END IF;
    IF payout.status <> 'completed' THEN
        RETURN CASE payout.status WHEN 'failed' THEN 'failed' ELSE 'open' END;
    END IF;
    IF paise <> payout.amount_paise THEN
        RETURN 'other_amount';
    END IF;
    SELECT r.return_reference INTO known FROM payout_returns r WHERE r.payout_id = of_payout;
    IF FOUND THEN
        RETURN CASE known.return_reference WHEN reference THEN 'replayed' ELSE 'returned' END;
    END IF;
    SELECT * INTO have FROM ledger_sums(of_merchant, 9223372036854775807);
    IF NOT ledger_has_room(of_merchant, have.available_paise + have.held_paise + paise + coalesce((
        SELECT c.fee_paise + c.igst_paise + c.cgst_paise + c.sgst_paise FROM fee_charges c
        WHERE c.payout_id = of_payout AND fee_is_owed_back(of_payout, 'returned')
    ), 0)) THEN
        RETURN 'no_room';
    END IF;
    BEGIN
        INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, description)
        VALUES (entry, of_merchant, 'payout_returned', paise, 'Payout returned, reference ' || reference || ': ' || words);
        INSERT INTO payout_returns (payout_id, merchant_id, amount_paise, entry_id, return_reference, reason_code, reason,
                                    value_on, learned, recorded_by)
        VALUES (of_payout, of_merchant, paise, entry, reference, code, words, value_day, told_by, recorder);
        PERFORM fee_give_back(of_payout, 'returned');
    EXCEPTION WHEN unique_violation THEN
        GET STACKED DIAGNOSTICS violated = CONSTRAINT_NAME;
        IF violated <> 'payout_return_reference_once' THEN
            RAISE;
        END IF;
        RETURN 'reference_used';
    END;
    RETURN 'recorded';
END $$;
