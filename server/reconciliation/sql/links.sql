-- A line is linked within its amount, once per kind; a payout is one live debit, one live return, and a payment one
-- credit. Links, what undid them and what was accepted stay as they were written.
-- Fires for: reconciliation/matching.py, reconciliation/linking.py.
-- Locks: every other writer of links, until the end of the transaction: a link is judged by all that are live.
-- Raises: check_violation (more than the line, a second link, a subject that is none); restrict_violation (a change).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

-- By indexes alone: a plan that was made while there were few links reads all of them for each of 30,000 that come.
CREATE OR REPLACE FUNCTION reconciliation_link_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET enable_seqscan = off AS $$
DECLARE
    line record;
    linked numeric;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('reconciliation'));
    SELECT l.amount_paise INTO line FROM public.bank_statement_lines l WHERE l.id = NEW.line_id;
    SELECT coalesce(sum(k.amount_paise), 0) INTO linked FROM public.reconciliation_links k
    WHERE k.line_id = NEW.line_id AND NOT EXISTS (SELECT FROM public.reconciliation_unlinks u WHERE u.link_id = k.id);
    IF sign(NEW.amount_paise) <> sign(line.amount_paise) OR abs(linked + NEW.amount_paise) > abs(line.amount_paise) THEN
        RAISE 'reconciliation: line % is linked for more than it is', NEW.line_id USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM public.reconciliation_links k WHERE k.line_id = NEW.line_id AND k.kind = NEW.kind
          AND NOT EXISTS (SELECT FROM public.reconciliation_unlinks u WHERE u.link_id = k.id))
       OR EXISTS (
        SELECT FROM public.reconciliation_links k WHERE k.subject_id = NEW.subject_id AND k.kind = NEW.kind
          AND NOT EXISTS (SELECT FROM public.reconciliation_unlinks u WHERE u.link_id = k.id)) THEN
        RAISE 'reconciliation: line % or its % is linked already', NEW.line_id, NEW.kind USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.amount_paise < 0) <> (NEW.kind = 'payout') AND NEW.kind IN ('payout', 'return', 'inward')
       OR NEW.kind = 'payout'
          AND NOT EXISTS (SELECT FROM public.payouts p WHERE p.id = NEW.subject_id AND p.status = 'completed')
       OR NEW.kind = 'return' AND NOT EXISTS (SELECT FROM public.payout_returns r WHERE r.payout_id = NEW.subject_id)
       OR NEW.kind = 'inward' AND NOT EXISTS (
           SELECT FROM public.ledger_entries e WHERE e.id = NEW.subject_id AND e.entry_type = 'payment_received') THEN
        RAISE 'reconciliation: there is no % %', NEW.kind, NEW.subject_id USING ERRCODE = 'check_violation';
    END IF;
    NEW.linked_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER reconciliation_link_guard BEFORE INSERT ON reconciliation_links
    FOR EACH ROW EXECUTE FUNCTION reconciliation_link_guard();
CREATE TRIGGER reconciliation_links_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON reconciliation_links
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reconciliation_unlinks_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON reconciliation_unlinks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER accepted_exceptions_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON accepted_exceptions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
