-- The same rules for less: what is true of many entries at once is looked at once for each statement, and not for each entry.
-- Names are said with their schema, so that nobody's temporary table can stand in for one of ours; a search_path of each
-- function's own says the same, and costs more than some of them do.

-- What a merchant had after entry number `upto`, and the number of the last entry that there was. In PL/pgSQL, whose plans are
-- kept. STABLE: both statements look with the snapshot of the statement that asks.
CREATE FUNCTION ledger_sums(merchant uuid, upto bigint)
RETURNS TABLE (seq bigint, available_paise bigint, held_paise bigint)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    since record;
BEGIN
    SELECT c.seq, c.available_paise, c.held_paise INTO seq, available_paise, held_paise
    FROM public.ledger_checkpoints c WHERE c.merchant_id = merchant AND c.seq <= upto ORDER BY c.seq DESC LIMIT 1;
    seq := coalesce(seq, 0);
    -- Two bounds, plain numbers both. With one alone PostgreSQL expects a third of the merchant's entries, and reads them
    -- all; and row-level security keeps an index from what it does not know to be leakproof, such as coalesce().
    SELECT max(e.seq) AS seq, sum(e.amount_paise) AS available_paise,
           -sum(e.amount_paise) FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')) AS held_paise
    INTO since FROM public.ledger_entries e
    WHERE e.merchant_id = merchant AND e.seq > ledger_sums.seq AND e.seq <= upto;
    seq := coalesce(since.seq, seq);
    available_paise := coalesce(available_paise, 0) + coalesce(since.available_paise, 0);
    held_paise := coalesce(held_paise, 0) + coalesce(since.held_paise, 0);
    RETURN NEXT;
END $$;

CREATE OR REPLACE FUNCTION ledger_balance(merchant uuid)
RETURNS TABLE (seq bigint, available_paise bigint, held_paise bigint)
LANGUAGE sql STABLE AS $$
    SELECT s.seq, s.available_paise, s.held_paise FROM public.ledger_sums(merchant, 9223372036854775807) s
$$;

CREATE OR REPLACE FUNCTION ledger_balance_at(merchant uuid, upto bigint)
RETURNS TABLE (available_paise bigint, held_paise bigint)
LANGUAGE sql STABLE AS $$
    SELECT s.available_paise, s.held_paise FROM public.ledger_sums(merchant, upto) s
$$;

-- An entry without a number is given the next one, under the merchant's lock. One that brings its number, given under that
-- lock by create_payouts, is held to be the next one when the statement ends.
CREATE OR REPLACE FUNCTION ledger_admit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq = 0 THEN
        -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
        PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
        SELECT coalesce(max(e.seq), 0) + 1 INTO NEW.seq FROM public.ledger_entries e WHERE e.merchant_id = NEW.merchant_id;
    END IF;
    NEW.created_at := clock_timestamp();
    RETURN NEW;
END $$;

-- At the end of each statement, for all that it has added: numbers without a gap, nothing overdrawn after any entry, and
-- entries of payouts with their payout's merchant and amount. Then a checkpoint at each 25th entry.
CREATE FUNCTION ledger_admit_statement() RETURNS trigger LANGUAGE plpgsql AS $$
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
               coalesce(sum(a.amount_paise) FILTER (WHERE a.entry_type IN ('payment_received', 'adjustment_credit')), 0) AS come_in
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
        IF have.available_paise + have.held_paise + these.come_in > 9007199254740991 THEN
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

-- Under the merchant's lock, and only over entries that are all there: a sum taken while an entry before `seq` is still
-- on its way would be wrong for ever, and so would every checkpoint after it.
CREATE OR REPLACE FUNCTION ledger_fill_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before bigint;
    available bigint;
    held bigint;
    since record;
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT c.seq, c.available_paise, c.held_paise INTO before, available, held FROM public.ledger_checkpoints c
    WHERE c.merchant_id = NEW.merchant_id AND c.seq < NEW.seq ORDER BY c.seq DESC LIMIT 1;
    before := coalesce(before, 0);
    SELECT count(*) AS entries, coalesce(sum(e.amount_paise), 0) AS available_paise,
           coalesce(-sum(e.amount_paise) FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')), 0) AS held_paise
    INTO since FROM public.ledger_entries e
    WHERE e.merchant_id = NEW.merchant_id AND e.seq > before AND e.seq <= NEW.seq;

    IF since.entries <> NEW.seq - before THEN
        RAISE 'ledger: a checkpoint at entry % of merchant % would miss entries', NEW.seq, NEW.merchant_id
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.available_paise := coalesce(available, 0) + since.available_paise;
    NEW.held_paise := coalesce(held, 0) + since.held_paise;
    RETURN NEW;
END $$;
