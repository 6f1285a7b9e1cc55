-- The row is the merchant's lock, and to lock it the role of web and worker needs the right to update one of its
-- columns: that one, the id, never changes. And it never goes, since payouts and entries refer to it without a foreign
-- key. An e-mail address belongs to one merchant, in whatever form it is written.
-- Called by: merchants/models.py (merchants_with_email).
-- Fires for: merchants/onboarding.py (merchant_email_guard), merchants/details.py (both), merchants/suspension.py.
-- Locks: the e-mail addresses of all merchants (an advisory lock), until the transaction ends.
-- Raises: restrict_violation (another id or created_at, an earlier version of its terms, a deletion); unique_violation (another merchant's address).

CREATE OR REPLACE FUNCTION merchant_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.created_at) THEN
        RAISE 'merchants: id and beginning of merchant % cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.terms_version < OLD.terms_version THEN
        RAISE 'merchants: the terms of merchant % go on from version %', OLD.id, OLD.terms_version
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER merchant_guard BEFORE UPDATE ON merchants FOR EACH ROW EXECUTE FUNCTION merchant_guard();

CREATE TRIGGER merchants_kept BEFORE DELETE OR TRUNCATE ON merchants
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The merchants with an e-mail address in one of these forms (database/sql/checks.sql). SECURITY DEFINER: row-level
-- security keeps every role but the owner from an index over a function, as that is not known to be leakproof. So this
-- asks what the policy would have asked.
CREATE OR REPLACE FUNCTION merchants_with_email(forms text[]) RETURNS SETOF uuid ROWS 1
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY SELECT m.id FROM merchants m
        WHERE comparison_form(m.email) = ANY (forms) AND (sees_every_merchant() OR m.id = seen_merchant());
END $$;

-- A unique index could not be: the addresses of earlier merchants may have the same form. SECURITY DEFINER as above; and
-- another's address is taken whoever asks. The plan is made once, perhaps while there are few merchants.
CREATE OR REPLACE FUNCTION merchant_email_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    form text := comparison_form(NEW.email);
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.email = OLD.email THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('merchant_email_guard', 0));
    IF EXISTS (
        SELECT FROM merchants m
        WHERE comparison_form(m.email) = form AND m.id <> NEW.id
          AND lower(m.email) <> lower(NEW.email)  -- left to the constraint merchant_email_once
    ) THEN
        RAISE 'merchants: another merchant has this e-mail address in another form'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'merchant_email_guard';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER merchant_email_guard BEFORE INSERT OR UPDATE OF email ON merchants
    FOR EACH ROW EXECUTE FUNCTION merchant_email_guard();

-- For a trigger of each table that holds a merchant's terms: a creation that has read them goes on only while they are the
-- same. SECURITY DEFINER: nobody else may write the version.
CREATE OR REPLACE FUNCTION merchant_terms_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE merchants SET terms_version = terms_version + 1 WHERE id = NEW.merchant_id;
    RETURN NULL;
END $$;
