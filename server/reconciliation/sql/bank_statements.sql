-- What a bank said stays as it was read, and nothing is added to it.
-- Fires for: reconciliation/importing.py.
-- Locks: nothing.
-- Raises: check_violation (a file that does not add up, an entry beyond its lines); restrict_violation (a change or a
-- deletion).

CREATE TRIGGER bank_statements_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_statements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_statement_lines_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_statement_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_statement_entries_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_statement_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At COMMIT: the file adds up, by the lines that it names, and each of them is of its account and days.
CREATE OR REPLACE FUNCTION bank_statement_adds_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    found record;
BEGIN
    SELECT count(*) AS lines, coalesce(max(e.n), 0) AS last, coalesce(sum(l.amount_paise), 0) AS paise,
           bool_and(l.our_account = NEW.our_account AND l.booked_on BETWEEN NEW.first_day AND NEW.last_day) AS are_its_own
    INTO found
    FROM public.bank_statement_entries e JOIN public.bank_statement_lines l ON l.id = e.line_id
    WHERE e.statement_id = NEW.id;
    IF found.lines <> NEW.lines OR found.last <> NEW.lines OR found.are_its_own IS FALSE
       OR NEW.opening_paise + found.paise <> NEW.closing_paise THEN
        RAISE 'bank_statements: % does not add up', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER bank_statement_adds_up AFTER INSERT ON bank_statements
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_statement_adds_up();

-- A file has all of its entries at COMMIT, numbered from 1: so a later one would have to be numbered beyond its lines.
CREATE OR REPLACE FUNCTION bank_statement_entries_within() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT FROM added a JOIN public.bank_statements s ON s.id = a.statement_id WHERE a.n > s.lines) THEN
        RAISE 'bank_statements: an entry is beyond the lines of its statement' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER bank_statement_entries_within AFTER INSERT ON bank_statement_entries
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION bank_statement_entries_within();
