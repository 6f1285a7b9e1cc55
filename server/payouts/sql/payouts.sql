-- A payout's states: pending → processing → completed | failed, and no other move; at COMMIT its ledger entries agree
-- with its state. states.sql has the moves, and the entries that each state has.
-- Fires for: every verb that writes payouts; payout_agrees_with_ledger for ledger_entries too (ledger/sql/entries.sql).
-- Locks: the merchant's row (FOR NO KEY UPDATE), for a new payout.
-- Raises: check_violation (a new payout of a suspended merchant, to a retired account, scheduled for a moment that it
-- cannot be or for one before its new account has cooled off, without the gate that it needs, an illegal move, one that
-- joins the queue before its time, a lower
-- attempt count, an end that the bank's reply does not allow, entries that do not fit the state); restrict_violation (a
-- change of a column set at creation, a gate that is opened without its approvals, a change after the end, a deletion).
-- Names carry their schema (see ledger/sql/balances.sql).
-- The foreign key payout_to_an_account_of_its_merchant, in place of two foreign keys and a query in payout_guard, says
-- that a payout goes to an account of its own merchant.

CREATE OR REPLACE FUNCTION payout_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    may_pay boolean;
    has_terms boolean;
    is_retired boolean;
    before timestamptz;  -- when the merchant's payout before this one was made
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'pending' THEN
            RAISE 'payouts: a payout begins as pending, not as %', NEW.status USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.cancel_requested_at IS NOT NULL THEN
            RAISE 'payouts: a payout begins without a cancellation' USING ERRCODE = 'check_violation';
        END IF;
        -- Who suspends a merchant or retires an account holds this lock: either happens wholly before a payout or after it.
        -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
        SELECT is_active, terms_version > 0 INTO may_pay, has_terms FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
        IF NOT may_pay THEN
            RAISE 'payouts: merchant % is suspended', NEW.merchant_id USING ERRCODE = 'check_violation';
        END IF;
        SELECT (SELECT retired_at IS NOT NULL FROM public.bank_accounts WHERE id = NEW.bank_account_id),
               (SELECT p.created_at FROM public.payouts p WHERE p.merchant_id = NEW.merchant_id
                ORDER BY p.created_at DESC, p.id DESC LIMIT 1)
        INTO is_retired, before;
        IF is_retired THEN
            RAISE 'payouts: bank account % is retired', NEW.bank_account_id USING ERRCODE = 'check_violation';
        END IF;
        IF has_terms AND public.payout_cooling_until(NEW.merchant_id, NEW.bank_account_id, interval '10 seconds')
           > coalesce(NEW.not_before, '-infinity') THEN
            RAISE 'payouts: bank account % is new, and cools off', NEW.bank_account_id USING ERRCODE = 'check_violation';
        END IF;
        -- The clock, not the transaction's start: the merchant's lock may have been waited for.
        NEW.next_attempt_at := clock_timestamp();
        -- Lists are ordered by this time, so a later payout has a later one, even after the clock was set back.
        NEW.created_at := greatest(NEW.next_attempt_at, before + interval '1 microsecond');
        IF NEW.not_before IS NOT NULL THEN
            IF public.payout_schedule_refusal(NEW.not_before) IS NOT NULL THEN
                RAISE 'payouts: a payout cannot be scheduled for %', NEW.not_before USING ERRCODE = 'check_violation';
            END IF;
            NEW.next_attempt_at := NULL;  -- until its time has come (release_scheduled.sql)
        END IF;
        IF NEW.gate IS NOT NULL THEN
            NEW.next_attempt_at := NULL;  -- until enough people have approved (approvals/sql/approvals.sql)
        ELSIF has_terms AND EXISTS (
            SELECT FROM public.approvals_needed(
                NEW.merchant_id, ARRAY[NEW.bank_account_id], ARRAY[NEW.amount_paise], ARRAY[NULL::uuid])
        ) THEN
            RAISE 'payouts: payout % needs approval', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        NEW.updated_at := NEW.created_at;
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.merchant_id, NEW.bank_account_id, NEW.amount_paise, NEW.idempotency_key, NEW.not_before,
        NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.bank_account_id, OLD.amount_paise, OLD.idempotency_key, OLD.not_before,
        OLD.created_at) THEN
        RAISE 'payouts: what payout % was created with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF public.payout_is_final(OLD.status) THEN
        RAISE 'payouts: % is final, payout % cannot change', OLD.status, OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT public.payout_may_move(OLD.status, NEW.status) THEN
        RAISE 'payouts: a payout cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status = 'pending' AND NEW.not_before > clock_timestamp() AND NEW.cancel_requested_at IS NULL
       AND (NEW.status <> 'pending' OR (OLD.next_attempt_at IS NULL AND NEW.next_attempt_at IS NOT NULL)) THEN
        RAISE 'payouts: payout % is scheduled for %', OLD.id, OLD.not_before USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'pending' AND NEW.next_attempt_at IS NULL AND OLD.next_attempt_at IS NOT NULL THEN
        RAISE 'payouts: payout % is in the queue already', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.gate IS DISTINCT FROM OLD.gate AND NOT (
        OLD.gate IS NOT NULL AND NEW.gate IS NULL AND OLD.cancel_requested_at IS NULL
        AND public.approval_gate_may_open(OLD.id)
    ) THEN
        RAISE 'payouts: the gate of payout % is opened by approvals alone', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.attempt_count < OLD.attempt_count THEN
        RAISE 'payouts: attempts of payout % cannot be taken back', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.cancel_requested_at IS DISTINCT FROM OLD.cancel_requested_at AND (OLD.cancel_requested_at IS NOT NULL
       OR NEW.cancel_requested_at IS DISTINCT FROM (
           SELECT c.requested_at FROM public.payout_cancellations c WHERE c.payout_id = NEW.id
       )) THEN
        RAISE 'payouts: the cancellation of payout % is asked for by its row, once', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
    RETURN NEW;
END $$;

CREATE TRIGGER payout_guard BEFORE INSERT OR UPDATE ON payouts FOR EACH ROW EXECUTE FUNCTION payout_guard();

-- A payout is never deleted nor given another id (payout_guard). So a row that refers to it is checked only once, by a
-- guard of its own table, which checks more than a foreign key would and locks less.
CREATE TRIGGER payouts_kept BEFORE DELETE OR TRUNCATE ON payouts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- State and entries change in one transaction: at COMMIT a payout has exactly its state's entries.
CREATE OR REPLACE FUNCTION payout_agrees_with_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    payout record;
    entries record;
BEGIN
    IF TG_TABLE_NAME = 'payouts' THEN
        -- A new payout needs its hold, and no more is to be asked here: whatever else it is given asks for itself.
        IF TG_OP = 'INSERT' AND EXISTS (
            SELECT FROM public.ledger_entries WHERE payout_id = NEW.id AND entry_type = 'payout_hold'
        ) THEN
            RETURN NULL;
        END IF;
        SELECT id, status INTO payout FROM public.payouts WHERE id = NEW.id;
    ELSE
        SELECT id, status INTO payout FROM public.payouts WHERE id = NEW.payout_id;
    END IF;
    SELECT string_agg(entry_type, ' ' ORDER BY entry_type) AS types INTO entries
    FROM public.ledger_entries WHERE payout_id = payout.id;
    -- Where row-level security hides the payout by now, both sides are NULL.
    IF entries.types IS NULL OR entries.types IS DISTINCT FROM public.payout_entry_types(payout.status) THEN
        RAISE 'payouts: payout % is % but its ledger entries are: %', payout.id, payout.status, coalesce(entries.types, 'none')
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER payout_state_has_its_entries AFTER INSERT OR UPDATE OF status ON payouts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payout_agrees_with_ledger();

-- A payout ends only on a definite reply of the bank, which is on its row (last_answer): paid, or never to be paid.
CREATE OR REPLACE FUNCTION payout_outcome_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT coalesce(NEW.last_answer = ANY (CASE NEW.status
        WHEN 'completed' THEN ARRAY['paid'] ELSE ARRAY['rejected', 'voided'] END), false) THEN
        RAISE 'payouts: payout % cannot be % when the bank''s last answer is: %',
            NEW.id, NEW.status, coalesce(NEW.last_answer, 'none') USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER payout_outcome_guard BEFORE UPDATE ON payouts FOR EACH ROW
    -- No IN: after a restore from a dump PostgreSQL would render it differently, and verify_ledger would report that.
    WHEN (OLD.status = 'processing' AND (NEW.status = 'completed' OR NEW.status = 'failed'))
    EXECUTE FUNCTION payout_outcome_guard();
