-- A policy is a version with its bands, written together and never changed. A new version is in force for what is made after
-- it: open gates keep theirs.
-- Fires for: approvals/policies.py.
-- Locks: the merchant's row (FOR NO KEY UPDATE).
-- Raises: check_violation (a version that is not the next, more people than may approve, a band that asks for no more
-- people than one below it, a band of an older version); restrict_violation (a change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

-- How many people may approve a merchant's payouts: its own, with a role that may (access/roles.py), that can sign in.
CREATE OR REPLACE FUNCTION approvers_of(of_merchant uuid) RETURNS integer LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT count(*)::integer FROM memberships m JOIN auth_user u ON u.id = m.user_id
    WHERE m.merchant_id = of_merchant AND m.role IN ('owner', 'approver') AND u.is_active
$$;

CREATE OR REPLACE FUNCTION approval_policy_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    IF NEW.version IS DISTINCT FROM 1 + coalesce(
        (SELECT max(p.version) FROM public.approval_policies p WHERE p.merchant_id = NEW.merchant_id), 0
    ) THEN
        RAISE 'approvals: version % is not the next one', NEW.version USING ERRCODE = 'check_violation';
    END IF;
    NEW.created_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER approval_policy_admit BEFORE INSERT ON approval_policies
    FOR EACH ROW EXECUTE FUNCTION approval_policy_admit();

CREATE TRIGGER approval_policy_is_a_term AFTER INSERT ON approval_policies
    FOR EACH ROW EXECUTE FUNCTION merchant_terms_changed();

CREATE OR REPLACE FUNCTION approval_band_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    -- Of a transaction's own version: creations may go by those of others already.
    IF NOT EXISTS (
        SELECT FROM public.approval_policies p WHERE p.merchant_id = NEW.merchant_id AND p.version = NEW.version
        AND p.xmin = pg_current_xact_id()::xid
    ) THEN
        RAISE 'approvals: a policy has all of its bands from its beginning' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM public.approval_bands b WHERE b.merchant_id = NEW.merchant_id AND b.version = NEW.version
        AND (b.from_paise < NEW.from_paise) <> (b.people < NEW.people)
    ) THEN
        RAISE 'approvals: a band from more asks for more people' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.people > public.approvers_of(NEW.merchant_id) THEN
        RAISE 'approvals: merchant % has too few people who may approve', NEW.merchant_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER approval_band_admit BEFORE INSERT ON approval_bands FOR EACH ROW EXECUTE FUNCTION approval_band_admit();

CREATE TRIGGER approval_policies_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_policies
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER approval_bands_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_bands
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
