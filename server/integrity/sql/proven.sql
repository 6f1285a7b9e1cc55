-- How far a merchant's ledger is proven only grows, so that a ledger that has become shorter is noticed.
-- Fires for: integrity/recording.py.
-- Locks: nothing.
-- Raises: restrict_violation (a change).
CREATE TRIGGER integrity_proven_kept BEFORE DELETE OR TRUNCATE ON integrity_proven
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER integrity_proven_grows BEFORE UPDATE ON integrity_proven
    FOR EACH ROW WHEN (NEW.seq <= OLD.seq OR NEW.merchant_id <> OLD.merchant_id) EXECUTE FUNCTION refuse_change();
