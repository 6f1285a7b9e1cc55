-- A batch and its rows are what a merchant has looked over: they are written together and never change. Its sums are
-- those of its rows. A refusal is the last one of its row.
-- Fires for: batches/creating.py, batches/paying.py.
-- Locks: nothing.
-- Raises: check_violation (a batch whose count, sum or numbers are not those of its rows; a batch of a merchant that
-- retries or repeats another merchant's); restrict_violation (a change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION payout_batch_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    NEW.created_at := clock_timestamp();
    IF EXISTS (
        SELECT FROM public.payout_batches b
        WHERE b.id IN (NEW.retry_of_id, NEW.repeat_of_id) AND b.merchant_id <> NEW.merchant_id
    ) THEN
        RAISE 'batches: batch % comes from a batch of another merchant', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER payout_batch_guard BEFORE INSERT ON payout_batches
    FOR EACH ROW EXECUTE FUNCTION payout_batch_guard();

-- At COMMIT a new batch has its rows: numbered from 1, as many and with the sum that it says.
CREATE OR REPLACE FUNCTION payout_batch_has_its_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    written record;
BEGIN
    SELECT count(*) AS rows, coalesce(sum(r.amount_paise), 0) AS paise, max(r.number) AS last INTO written
    FROM public.payout_batch_rows r WHERE r.batch_id = NEW.id;
    IF (written.rows, written.paise, written.last) IS DISTINCT FROM (NEW.row_count, NEW.total_paise, NEW.row_count) THEN
        RAISE 'batches: batch % does not have the rows that it says', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER payout_batch_has_its_rows AFTER INSERT ON payout_batches
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payout_batch_has_its_rows();

-- A complete batch takes no further row: it would have more rows than it says.
CREATE OR REPLACE FUNCTION payout_batch_row_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.payout_batches b WHERE b.id IN (SELECT a.batch_id FROM added a)
        AND (SELECT count(*) FROM public.payout_batch_rows r WHERE r.batch_id = b.id) > b.row_count
    ) THEN
        RAISE 'batches: a batch has all of its rows from its creation on' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER payout_batch_row_guard AFTER INSERT ON payout_batch_rows
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION payout_batch_row_guard();

CREATE TRIGGER payout_batches_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_batches
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payout_batch_rows_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_batch_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payout_batch_refusals_kept BEFORE DELETE OR TRUNCATE ON payout_batch_refusals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
