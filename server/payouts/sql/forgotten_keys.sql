-- The key of each payout whose receipt is gone. A retry under it is refused, as nobody can replay the receipt, and
-- another payout might be the second one for the same debt. Appended, never changed.
-- Fires for: idempotency_records.sql.
-- Locks: nothing.
-- Raises: check_violation (another merchant's or key's payout); restrict_violation (a change).

CREATE TRIGGER forgotten_key_guard BEFORE INSERT ON forgotten_keys
    FOR EACH ROW EXECUTE FUNCTION idempotency_record_guard();

CREATE TRIGGER forgotten_keys_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON forgotten_keys
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
