-- Every trigger of ledger_entries: they number and check what is inserted, and refuse every change. They say the
-- ledger's rules a second time, where a slip in Python, a psql session or a future developer meets them.
-- Beside them: its CHECKs (checks.sql), its unique constraints (ledger/models.py), its row-level security policy
-- (database/policies.py). Elsewhere: the checkpoint's own trigger (checkpoints.sql), payout_agrees_with_ledger
-- (payouts/sql/payouts.sql), adjustment_agrees_with_ledger (adjustments/sql/adjustments.sql),
-- payout_return_agrees_with_ledger (payouts/sql/payout_returns.sql), fee_fact_agrees_with_ledger (fees/sql/fee_charges.sql),
-- expected_receipt_match (expected_receipts/sql/matching.sql), inward_reversal_agrees_with_ledger
-- (inward_payments/sql/inward_reversals.sql), refuse_change (database/sql/append_only.sql).
-- Fires for: payouts/sql/create_payout.sql, write_payouts.sql, create_payouts_together.sql,
-- record_outcome.sql, payout_returns.sql; ledger/posting.py.
-- Locks: the merchant's row (FOR NO KEY UPDATE), so that entries are numbered without a gap and "up to entry N" is
-- exact.
-- Raises: check_violation (a number out of order, an overdraft, a balance above 2^53 - 1, an entry that does not fit
-- its payout or its adjustment); foreign_key_violation (no such merchant); restrict_violation (a change).
-- Names carry their schema (see balances.sql). SECURITY DEFINER: a guard that looks at other rows sees every row, as
-- row-level security must not hide from it what it has to see (ADR 9).

-- An entry without a number gets the next one, under the merchant's lock. The payouts' verbs number theirs under the
-- same lock; ledger_admit_statement checks those numbers.
-- A later number never has an earlier time, even after the clock was set back: a period of time is a range of numbers.
-- Last it is linked to the entry before it (links.sql), whatever link was given.
CREATE OR REPLACE FUNCTION ledger_admit_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    before record;  -- the entry before this one
BEGIN
    IF NEW.seq = 0 THEN
        -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
        PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
        SELECT coalesce(max(e.seq), 0) + 1 INTO NEW.seq FROM public.ledger_entries e WHERE e.merchant_id = NEW.merchant_id;
    END IF;
    SELECT e.created_at, e.link INTO before FROM public.ledger_entries e WHERE e.merchant_id = NEW.merchant_id AND e.seq = NEW.seq - 1;
    IF NOT FOUND AND NEW.seq > 1 THEN
        -- It may be on its way, in another's transaction. In one statement each entry stands behind the one before it.
        PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
        SELECT e.created_at, e.link INTO before FROM public.ledger_entries e WHERE e.merchant_id = NEW.merchant_id AND e.seq = NEW.seq - 1;
        IF NOT FOUND THEN
            RAISE 'ledger: entry % of merchant % does not follow an entry %', NEW.seq, NEW.merchant_id, NEW.seq - 1
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.created_at := greatest(clock_timestamp(), before.created_at + interval '1 microsecond');
    NEW.link := public.ledger_link(
        coalesce(before.link, public.ledger_genesis(NEW.merchant_id)), NEW.merchant_id, NEW.seq, NEW.id, NEW.entry_type,
        NEW.amount_paise, NEW.payout_id, NEW.created_at, NEW.reference, NEW.description
    );
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_admit_entry BEFORE INSERT ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION ledger_admit_entry();

-- Checks all that a statement has added, at its end, which is cheaper than row by row: numbers have no gap, no entry
-- overdraws, a payout's entries have its merchant and amount, no balance passes 2^53 - 1 paise. Then adds a checkpoint
-- at each 25th entry.
CREATE OR REPLACE FUNCTION ledger_admit_statement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    these record;
    have record;
    fault record;
BEGIN
    SELECT a.payout_id INTO fault FROM added a
    WHERE a.payout_id IS NOT NULL AND (
        SELECT p.merchant_id = a.merchant_id AND p.amount_paise = abs(a.amount_paise) FROM public.payouts p WHERE p.id = a.payout_id
    ) IS NOT TRUE LIMIT 1;
    IF FOUND THEN
        RAISE 'ledger: an entry of payout % must have exactly its merchant and its amount', fault.payout_id
            USING ERRCODE = 'check_violation';
    END IF;

    FOR these IN
        SELECT a.merchant_id AS merchant, count(*) AS entries, min(a.seq) AS first, max(a.seq) AS last,
               coalesce(sum(a.amount_paise) FILTER (WHERE a.amount_paise < 0), 0) AS taken,
               coalesce(sum(a.amount_paise) FILTER (WHERE a.entry_type IN ('payment_received', 'payout_returned', 'fee_refund', 'fee_tax_refund', 'adjustment_credit')), 0) AS come_in
        FROM added a GROUP BY a.merchant_id
    LOOP
        PERFORM 1 FROM public.merchants WHERE id = these.merchant FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RAISE 'ledger: there is no merchant %', these.merchant USING ERRCODE = 'foreign_key_violation';
        END IF;
        SELECT * INTO have FROM public.ledger_sums(these.merchant, these.first - 1);
        IF have.seq <> these.first - 1 OR these.entries <> these.last - these.first + 1 THEN
            RAISE 'ledger: entries % to % of merchant % do not follow entry %', these.first, these.last, these.merchant, have.seq
                USING ERRCODE = 'check_violation';
        END IF;
        -- Where even all debits together leave something, no order of them overdraws.
        IF have.available_paise + these.taken < 0 THEN
            SELECT run.before, run.paise INTO fault FROM (
                SELECT a.seq, a.amount_paise AS paise, have.available_paise + sum(a.amount_paise) OVER (ORDER BY a.seq) - a.amount_paise AS before
                FROM added a WHERE a.merchant_id = these.merchant
            ) run WHERE run.before + run.paise < 0 ORDER BY run.seq LIMIT 1;
            IF FOUND THEN
                RAISE 'ledger: merchant % has % paise available, an entry of % would overdraw',
                    these.merchant, fault.before, fault.paise USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF these.come_in > 0
           AND NOT public.ledger_has_room(these.merchant, have.available_paise + have.held_paise + these.come_in) THEN
            RAISE 'ledger: the balance of merchant % would pass 2^53 - 1 paise', these.merchant USING ERRCODE = 'check_violation';
        END IF;
        -- Each of the entries after a checkpoint may lie on a page of its own, and every sum reads them.
        IF these.last / 25 > (these.first - 1) / 25 THEN
            INSERT INTO public.ledger_checkpoints (merchant_id, seq)
            SELECT these.merchant, nth * 25 FROM generate_series((these.first - 1) / 25 + 1, these.last / 25) nth
            ON CONFLICT DO NOTHING;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE TRIGGER ledger_admit_statement AFTER INSERT ON ledger_entries
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_admit_statement();

CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At COMMIT a payout has exactly its state's entries (payouts/sql/payouts.sql). A hold need not fire it: a new payout's
-- own trigger looks for its hold, any other payout has one, and payout_entry_once refuses a second.
CREATE CONSTRAINT TRIGGER payout_entries_have_their_state AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.payout_id IS NOT NULL AND NEW.entry_type <> 'payout_hold')
    EXECUTE FUNCTION payout_agrees_with_ledger();

-- At COMMIT an adjustment has been approved (adjustments/sql/adjustments.sql). No IN: after a restore from a dump PostgreSQL
-- would render it differently.
CREATE CONSTRAINT TRIGGER adjustment_entry_was_approved AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.entry_type = 'adjustment_credit' OR NEW.entry_type = 'adjustment_debit')
    EXECUTE FUNCTION adjustment_agrees_with_ledger();

-- At COMMIT the return of a payout owns the entry (payouts/sql/payout_returns.sql).
CREATE CONSTRAINT TRIGGER payout_returned_entry_has_its_return AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.entry_type = 'payout_returned')
    EXECUTE FUNCTION payout_return_agrees_with_ledger();

-- At COMMIT the reversal of a payment from abroad owns the entry (inward_payments/sql/inward_reversals.sql).
CREATE CONSTRAINT TRIGGER payment_reversed_entry_has_its_reversal AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.entry_type = 'payment_reversed')
    EXECUTE FUNCTION inward_reversal_agrees_with_ledger();

-- At COMMIT a charge or a refund owns the entry (fees/sql/fee_charges.sql).
CREATE CONSTRAINT TRIGGER fee_entry_has_its_fact AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.entry_type = 'fee_debit' OR NEW.entry_type = 'fee_tax_debit'
          OR NEW.entry_type = 'fee_refund' OR NEW.entry_type = 'fee_tax_refund')
    EXECUTE FUNCTION fee_fact_agrees_with_ledger();

-- A payment that was expected is so no more (expected_receipts/sql/matching.sql).
CREATE TRIGGER payment_ends_the_wait_for_it AFTER INSERT ON ledger_entries
    FOR EACH ROW WHEN (NEW.entry_type = 'payment_received') EXECUTE FUNCTION expected_receipt_match();
