-- The book of returns: what was booked stays.
-- Fires for: bank/return_book.py.
-- Locks: nothing.
-- Raises: restrict_violation (a change or a deletion).

CREATE TRIGGER bank_returns_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_returns
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
