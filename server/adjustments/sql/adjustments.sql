-- An adjustment is proposed by one operator, and approved or rejected once. What was proposed never changes; an approved
-- one has exactly its ledger entry, and an adjustment entry has its approved adjustment, whoever posts it.
-- Fires for: adjustments/proposing.py, adjustments/deciding.py; adjustment_agrees_with_ledger for ledger_entries too
-- (ledger/sql/entries.sql).
-- Locks: nothing.
-- Raises: check_violation (an adjustment that begins as decided, an entry without its adjustment or with another
-- merchant, type or amount); restrict_violation (a change of what was proposed or decided, a deletion).
-- Its CHECKs (adjustments/models.py) say that another operator approves. Names carry their schema (see
-- ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION adjustment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'proposed' THEN
            RAISE 'adjustments: an adjustment begins as proposed, not as %', NEW.status USING ERRCODE = 'check_violation';
        END IF;
        NEW.created_at := clock_timestamp();
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.merchant_id, NEW.direction, NEW.amount_paise, NEW.reason, NEW.idempotency_key,
        NEW.proposed_by_id, NEW.proposed_by, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.direction, OLD.amount_paise, OLD.reason, OLD.idempotency_key,
        OLD.proposed_by_id, OLD.proposed_by, OLD.created_at) THEN
        RAISE 'adjustments: what adjustment % was proposed with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.status <> 'proposed' THEN
        RAISE 'adjustments: % is final, adjustment % cannot change', OLD.status, OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.status <> 'proposed' THEN
        NEW.decided_at := clock_timestamp();
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER adjustment_guard BEFORE INSERT OR UPDATE ON adjustments
    FOR EACH ROW EXECUTE FUNCTION adjustment_guard();

CREATE TRIGGER adjustments_kept BEFORE DELETE OR TRUNCATE ON adjustments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At COMMIT, from either side: an approved adjustment and its entry say the same.
CREATE OR REPLACE FUNCTION adjustment_agrees_with_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    entry record;
    adjustment record;
BEGIN
    IF TG_TABLE_NAME = 'adjustments' THEN
        SELECT e.id, e.merchant_id, e.entry_type, abs(e.amount_paise) AS paise INTO entry
        FROM public.ledger_entries e WHERE e.id = NEW.entry_id;
        adjustment := NEW;
    ELSE
        SELECT NEW.id, NEW.merchant_id, NEW.entry_type, abs(NEW.amount_paise) AS paise INTO entry;
        SELECT * INTO adjustment FROM public.adjustments a WHERE a.entry_id = NEW.id;
        IF NOT FOUND THEN
            RAISE 'adjustments: entry % has no approved adjustment', NEW.id USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF (entry.merchant_id, entry.entry_type, entry.paise)
       IS DISTINCT FROM
       (adjustment.merchant_id, 'adjustment_' || adjustment.direction, adjustment.amount_paise) THEN
        RAISE 'adjustments: adjustment % and its entry are not of the same merchant, type and amount', adjustment.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER adjustment_has_its_entry AFTER UPDATE ON adjustments
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'approved')
    EXECUTE FUNCTION adjustment_agrees_with_ledger();
