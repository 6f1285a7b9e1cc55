-- What a payout was charged with its hold, and that it was given back: facts, written once, each of which owns an entry of
-- the ledger for the fee and one for the tax on it. The entries name no payout. At COMMIT each entry of the four types has its
-- fact and each fact its entries, of the same merchant and amounts, whoever writes them; and a payout that has failed,
-- or came back and is given its fee back by its plan, has its refund.
-- The fee and the tax are reckoned again here, from the plan and the place of supply that hold under the merchant's lock.
-- Called by: payouts/sql/write_payouts.sql (fee_take), payouts/sql/record_outcome.sql and payout_returns.sql
-- (fee_give_back).
-- Fires for: the same; fee_fact_agrees_with_ledger for ledger_entries too (ledger/sql/entries.sql).
-- Locks: the merchant's row (FOR NO KEY UPDATE).
-- Raises: check_violation (a charge of a payout that is not the merchant's or not new, by another plan than the newest, of
-- another fee, tax, rail or place than it has; a refund of a payout that has neither failed nor come back, or that is owed none; an entry
-- without its fact or a fact without its entries; a failed payout whose charge is not given back); restrict_violation (a
-- change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION fee_charge_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    payout record;
    plan public.fee_plans;
    fee bigint;
    tax record;
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT p.status, p.amount_paise, p.created_at, d.rail INTO payout
    FROM public.payouts p LEFT JOIN public.payout_details d ON d.payout_id = p.id
    WHERE p.id = NEW.payout_id AND p.merchant_id = NEW.merchant_id;
    IF payout.status IS DISTINCT FROM 'pending' THEN
        RAISE 'fees: merchant % has no new payout %', NEW.merchant_id, NEW.payout_id USING ERRCODE = 'check_violation';
    END IF;
    plan := public.fee_plan_in_force(NEW.merchant_id);
    IF plan.id IS DISTINCT FROM NEW.plan_id THEN
        RAISE 'fees: payout % is charged by the plan in force, %', NEW.payout_id, coalesce(plan.id::text, 'none')
            USING ERRCODE = 'check_violation';
    END IF;
    IF payout.rail IS NOT NULL AND payout.rail IS DISTINCT FROM NEW.rail THEN
        RAISE 'fees: payout % goes by %', NEW.payout_id, payout.rail USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.place_of_supply IS DISTINCT FROM public.fee_place_of_supply(NEW.merchant_id, plan.supplier_state) THEN
        RAISE 'fees: the place of supply to merchant % is another', NEW.merchant_id USING ERRCODE = 'check_violation';
    END IF;
    fee := CASE WHEN NEW.rail IS NULL THEN 0 ELSE public.fee_by_bands(plan.bands, NEW.rail, payout.amount_paise) END;
    SELECT t.* INTO tax FROM public.fee_taxes(fee, plan.gst_bp, plan.supplier_state, NEW.place_of_supply) t;
    IF (NEW.fee_paise, NEW.igst_paise, NEW.cgst_paise, NEW.sgst_paise) IS DISTINCT FROM (fee, tax.igst, tax.cgst, tax.sgst) THEN
        RAISE 'fees: payout % costs % paise by its plan, and the taxes % + % + %', NEW.payout_id, coalesce(fee::text, 'no'),
            tax.igst, tax.cgst, tax.sgst USING ERRCODE = 'check_violation';
    END IF;
    NEW.charged_at := payout.created_at;
    RETURN NEW;
END $$;

CREATE TRIGGER fee_charge_admit BEFORE INSERT ON fee_charges FOR EACH ROW EXECUTE FUNCTION fee_charge_admit();

CREATE TRIGGER fee_charges_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fee_charges
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION fee_refund_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    status text;
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT p.status INTO status FROM public.payouts p WHERE p.id = NEW.payout_id AND p.merchant_id = NEW.merchant_id;
    IF NOT ((NEW.cause = 'failed' AND coalesce(status = 'failed', false))
            OR (NEW.cause = 'returned'
                AND EXISTS (SELECT FROM public.payout_returns r WHERE r.payout_id = NEW.payout_id))) THEN
        RAISE 'fees: payout % of merchant % has not %', NEW.payout_id, NEW.merchant_id, NEW.cause
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT public.fee_is_owed_back(NEW.payout_id, NEW.cause) THEN
        RAISE 'fees: payout % is owed nothing', NEW.payout_id USING ERRCODE = 'check_violation';
    END IF;
    SELECT e.created_at INTO NEW.refunded_at FROM public.ledger_entries e WHERE e.id = NEW.fee_entry_id;
    RETURN NEW;
END $$;

CREATE TRIGGER fee_refund_admit BEFORE INSERT ON fee_refunds FOR EACH ROW EXECUTE FUNCTION fee_refund_admit();

CREATE TRIGGER fee_refunds_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fee_refunds
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At COMMIT, from either side: a charge or a refund and its entries say the same.
CREATE OR REPLACE FUNCTION fee_fact_agrees_with_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    of_payout uuid;
    is_charge boolean;
    fact record;
    fits boolean;
BEGIN
    IF TG_TABLE_NAME = 'ledger_entries' THEN
        is_charge := NEW.entry_type = 'fee_debit' OR NEW.entry_type = 'fee_tax_debit';
        CASE NEW.entry_type
            WHEN 'fee_debit' THEN SELECT c.payout_id INTO of_payout FROM public.fee_charges c WHERE c.fee_entry_id = NEW.id;
            WHEN 'fee_tax_debit' THEN SELECT c.payout_id INTO of_payout FROM public.fee_charges c WHERE c.tax_entry_id = NEW.id;
            WHEN 'fee_refund' THEN SELECT r.payout_id INTO of_payout FROM public.fee_refunds r WHERE r.fee_entry_id = NEW.id;
            ELSE SELECT r.payout_id INTO of_payout FROM public.fee_refunds r WHERE r.tax_entry_id = NEW.id;
        END CASE;
    ELSE
        is_charge := TG_TABLE_NAME = 'fee_charges';
        of_payout := NEW.payout_id;
    END IF;
    IF is_charge THEN
        SELECT c.merchant_id AS merchant, c.fee_entry_id AS fee_entry, c.tax_entry_id AS tax_entry, -c.fee_paise AS fee,
               -(c.igst_paise + c.cgst_paise + c.sgst_paise) AS tax INTO fact
        FROM public.fee_charges c WHERE c.payout_id = of_payout;
    ELSE
        SELECT r.merchant_id AS merchant, r.fee_entry_id AS fee_entry, r.tax_entry_id AS tax_entry, c.fee_paise AS fee,
               c.igst_paise + c.cgst_paise + c.sgst_paise AS tax INTO fact
        FROM public.fee_refunds r JOIN public.fee_charges c ON c.payout_id = r.payout_id AND c.merchant_id = r.merchant_id
        WHERE r.payout_id = of_payout;
    END IF;
    SELECT coalesce(
        (fact.fee = 0 AND fact.fee_entry IS NULL
         OR EXISTS (SELECT FROM public.ledger_entries e WHERE e.id = fact.fee_entry AND e.merchant_id = fact.merchant
                    AND e.entry_type = CASE WHEN is_charge THEN 'fee_debit' ELSE 'fee_refund' END AND e.amount_paise = fact.fee))
        AND (fact.tax = 0 AND fact.tax_entry IS NULL
         OR EXISTS (SELECT FROM public.ledger_entries e WHERE e.id = fact.tax_entry AND e.merchant_id = fact.merchant
                    AND e.entry_type = CASE WHEN is_charge THEN 'fee_tax_debit' ELSE 'fee_tax_refund' END
                    AND e.amount_paise = fact.tax)), false)
    INTO fits;
    IF NOT fits THEN
        RAISE 'fees: a fee, its tax and their entries are one, of one merchant and of the same amounts'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER fee_charge_has_its_entries AFTER INSERT ON fee_charges
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fee_fact_agrees_with_ledger();

CREATE CONSTRAINT TRIGGER fee_refund_has_its_entries AFTER INSERT ON fee_refunds
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fee_fact_agrees_with_ledger();

-- What an item of create_payouts.sql costs beside its amount.
CREATE OR REPLACE FUNCTION fee_of_item(item jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(sum((item #>> ARRAY['terms', 'fee', part])::bigint), 0)::bigint
    FROM unnest(ARRAY['fee', 'igst', 'cgst', 'sgst']) part
$$;

-- What a merchant's open payouts were charged in all: it comes back as far as they fail.
CREATE OR REPLACE FUNCTION fee_of_open_payouts(merchant uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(c.fee_paise + c.igst_paise + c.cgst_paise + c.sgst_paise), 0)::bigint
    FROM public.payouts p JOIN public.fee_charges c ON c.payout_id = p.id
    WHERE p.merchant_id = merchant AND (p.status = 'pending' OR p.status = 'processing')
$$;

-- Charges new payouts, those of the items `made`, as their items say; their entries follow the one numbered `past`. Under
-- the merchant's lock.
CREATE OR REPLACE FUNCTION fee_take(of_merchant uuid, past bigint, payouts uuid[], made integer[], items jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.ledger_entries (id, merchant_id, seq, entry_type, amount_paise, description)
    SELECT e.id, of_merchant, past + row_number() OVER (ORDER BY m.place, e.nth), e.type, -e.paise, e.description
    FROM unnest(made) WITH ORDINALITY AS m (n, place)
    CROSS JOIN LATERAL jsonb_to_record(items #> ARRAY[(m.n - 1)::text, 'terms', 'fee'])
        AS f (rail text, fee bigint, igst bigint, cgst bigint, sgst bigint, entry uuid, tax_entry uuid)
    CROSS JOIN LATERAL (VALUES
        (1, f.entry, 'fee_debit', f.fee, 'Fee for a payout by ' || f.rail),
        (2, f.tax_entry, 'fee_tax_debit', f.igst + f.cgst + f.sgst,
         CASE WHEN f.igst > 0 THEN 'GST on the fee: IGST' ELSE 'GST on the fee: CGST and SGST' END)
    ) e (nth, id, type, paise, description)
    WHERE e.paise > 0;

    INSERT INTO public.fee_charges (payout_id, merchant_id, plan_id, rail, place_of_supply, fee_paise, igst_paise, cgst_paise,
                                    sgst_paise, fee_entry_id, tax_entry_id)
    SELECT payouts[m.n], of_merchant, f.plan, f.rail, f.place, f.fee, f.igst, f.cgst, f.sgst, f.entry, f.tax_entry
    FROM unnest(made) m (n)
    CROSS JOIN LATERAL jsonb_to_record(items #> ARRAY[(m.n - 1)::text, 'terms', 'fee'])
        AS f (plan uuid, rail text, place text, fee bigint, igst bigint, cgst bigint, sgst bigint, entry uuid, tax_entry uuid);
END $$;

-- Whether the plan of a payout's charge gives it back now, and it was not given back.
CREATE OR REPLACE FUNCTION fee_is_owed_back(of_payout uuid, because text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM public.fee_charges c JOIN public.fee_plans p ON p.id = c.plan_id
        WHERE c.payout_id = of_payout AND c.fee_paise > 0 AND (because = 'failed' OR p.refund_on_return)
          AND NOT EXISTS (SELECT FROM public.fee_refunds r WHERE r.payout_id = c.payout_id)
    )
$$;

-- Gives back what the payout was charged, whole, if it was charged and its plan does so. Under the merchant's lock.
CREATE OR REPLACE FUNCTION fee_give_back(of_payout uuid, because text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    charge public.fee_charges;
    why constant text := CASE because WHEN 'failed' THEN 'the payout failed' ELSE 'the payout came back' END;
    tax bigint;
    fee_entry uuid := gen_random_uuid();
    tax_entry uuid;
BEGIN
    IF NOT public.fee_is_owed_back(of_payout, because) THEN
        RETURN;
    END IF;
    SELECT * INTO charge FROM public.fee_charges c WHERE c.payout_id = of_payout;
    tax := charge.igst_paise + charge.cgst_paise + charge.sgst_paise;
    INSERT INTO public.ledger_entries (id, merchant_id, entry_type, amount_paise, description)
    VALUES (fee_entry, charge.merchant_id, 'fee_refund', charge.fee_paise, 'Fee given back, ' || why);
    IF tax > 0 THEN
        tax_entry := gen_random_uuid();
        INSERT INTO public.ledger_entries (id, merchant_id, entry_type, amount_paise, description)
        VALUES (tax_entry, charge.merchant_id, 'fee_tax_refund', tax, 'GST on the fee given back, ' || why);
    END IF;
    INSERT INTO public.fee_refunds (payout_id, merchant_id, cause, fee_entry_id, tax_entry_id)
    VALUES (of_payout, charge.merchant_id, because, fee_entry, tax_entry);
END $$;

-- At COMMIT nothing is kept of a payout that failed, whichever verb ended it, nor of one that came back, by its plan.
CREATE OR REPLACE FUNCTION fee_was_given_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    of_payout uuid;
    because text;
BEGIN
    IF TG_TABLE_NAME = 'payouts' THEN
        of_payout := NEW.id;
        because := 'failed';
    ELSE
        of_payout := NEW.payout_id;
        because := 'returned';
    END IF;
    IF public.fee_is_owed_back(of_payout, because) THEN
        RAISE 'fees: payout % has %, and its fee was not given back', of_payout, because USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER fee_of_a_failed_payout_is_given_back AFTER UPDATE OF status ON payouts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'failed') EXECUTE FUNCTION fee_was_given_back();

CREATE CONSTRAINT TRIGGER fee_of_a_returned_payout_is_given_back AFTER INSERT ON payout_returns
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fee_was_given_back();
