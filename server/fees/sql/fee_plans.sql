-- A merchant's fee plans and tax profiles: each version is written once and holds until the next one. The default plan (of
-- no merchant) is copied to every merchant that has no plan of its own, now and when it is added: a merchant's newest
-- plan is all that a creation has to look at.
-- A change is one of the merchant's terms (merchants/sql/merchants.sql): who decides a payout meanwhile reads them again.
-- Fires for: fees/setting.py; a new merchant (merchants/onboarding.py).
-- Locks: the merchant's row (FOR NO KEY UPDATE); for the default plan all of them, in the order of their ids, and new
-- merchants wait.
-- Raises: restrict_violation (a change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION fee_plan_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    model record;
BEGIN
    NEW.after_seq := 0;
    IF NEW.merchant_id IS NULL THEN
        -- Until the end of this transaction no merchant is added (fee_default_for_new_merchant).
        PERFORM pg_advisory_xact_lock(hashtext('fees: the default plan'));
    ELSE
        -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
        PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
        SELECT coalesce(max(e.seq), 0) INTO NEW.after_seq FROM public.ledger_entries e WHERE e.merchant_id = NEW.merchant_id;
    END IF;
    SELECT coalesce(max(p.version), 0) + 1 INTO NEW.version FROM public.fee_plans p
    WHERE p.merchant_id IS NOT DISTINCT FROM NEW.merchant_id;
    NEW.started_at := clock_timestamp();
    IF NEW.follows_default THEN
        SELECT p.bands, p.gst_bp, p.supplier_state, p.refund_on_return INTO model FROM public.fee_plans p
        WHERE p.merchant_id IS NULL ORDER BY p.version DESC LIMIT 1;
        IF FOUND THEN
            NEW.bands := model.bands;
            NEW.gst_bp := model.gst_bp;
            NEW.supplier_state := model.supplier_state;
            NEW.refund_on_return := model.refund_on_return;
        ELSE
            NEW.bands := '[]';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER fee_plan_admit BEFORE INSERT ON fee_plans FOR EACH ROW EXECUTE FUNCTION fee_plan_admit();

CREATE TRIGGER fee_plan_is_a_term AFTER INSERT ON fee_plans
    FOR EACH ROW WHEN (NEW.merchant_id IS NOT NULL) EXECUTE FUNCTION merchant_terms_changed();

CREATE OR REPLACE FUNCTION fee_default_begins() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    -- Lock and look are two statements: one alone would look with a snapshot from before the lock, and the copy would
    -- come after the plan of its own that a merchant is being given.
    PERFORM 1 FROM public.merchants ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO public.fee_plans (id, merchant_id, version, bands, gst_bp, supplier_state, refund_on_return, follows_default, after_seq)
    SELECT gen_random_uuid(), m.id, 0, '[]', NEW.gst_bp, NEW.supplier_state, NEW.refund_on_return, true, 0
    FROM public.merchants m LEFT JOIN LATERAL (
        SELECT p.follows_default FROM public.fee_plans p WHERE p.merchant_id = m.id ORDER BY p.version DESC LIMIT 1
    ) newest ON true
    WHERE coalesce(newest.follows_default, NEW.bands <> '[]')
    ORDER BY m.id;
    RETURN NULL;
END $$;

CREATE TRIGGER fee_default_begins AFTER INSERT ON fee_plans
    FOR EACH ROW WHEN (NEW.merchant_id IS NULL) EXECUTE FUNCTION fee_default_begins();

CREATE TRIGGER fee_plans_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fee_plans
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION fee_default_for_new_merchant() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('fees: the default plan'));
    IF (SELECT p.bands <> '[]' FROM public.fee_plans p WHERE p.merchant_id IS NULL ORDER BY p.version DESC LIMIT 1) THEN
        INSERT INTO public.fee_plans (id, merchant_id, version, bands, gst_bp, supplier_state, refund_on_return, follows_default, after_seq)
        VALUES (gen_random_uuid(), NEW.id, 0, '[]', 0, '97', true, true, 0);  -- filled in by fee_plan_admit
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER fee_default_for_new_merchant AFTER INSERT ON merchants
    FOR EACH ROW EXECUTE FUNCTION fee_default_for_new_merchant();

CREATE OR REPLACE FUNCTION tax_profile_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT coalesce(max(t.version), 0) + 1 INTO NEW.version FROM public.merchant_tax_profiles t
    WHERE t.merchant_id = NEW.merchant_id;
    NEW.started_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER tax_profile_admit BEFORE INSERT ON merchant_tax_profiles FOR EACH ROW EXECUTE FUNCTION tax_profile_admit();

-- Without a plan a place of supply is no term: whoever has none pays nothing for it.
CREATE OR REPLACE FUNCTION tax_profile_begins() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT FROM public.fee_plans p WHERE p.merchant_id = NEW.merchant_id) THEN
        UPDATE public.merchants SET terms_version = terms_version + 1 WHERE id = NEW.merchant_id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER tax_profile_begins AFTER INSERT ON merchant_tax_profiles
    FOR EACH ROW EXECUTE FUNCTION tax_profile_begins();

CREATE TRIGGER merchant_tax_profiles_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON merchant_tax_profiles
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
