-- The rules of "The money", said a second time: a slip in Python, a psql session or a future developer meets them here.
-- The functions name their search_path, so that nobody's temporary table can stand in for one of ours.

-- What a merchant has: the newest checkpoint plus the entries after it, in one statement.
CREATE FUNCTION ledger_balance(merchant uuid)
RETURNS TABLE (seq bigint, available_paise bigint, held_paise bigint)
LANGUAGE sql STABLE AS $$
    WITH checkpoint AS (
        SELECT c.seq, c.available_paise, c.held_paise
        FROM ledger_checkpoints c WHERE c.merchant_id = merchant ORDER BY c.seq DESC LIMIT 1
    ), bounds AS (
        SELECT coalesce((SELECT c.seq FROM checkpoint c), 0) AS first,
               coalesce((SELECT max(e.seq) FROM ledger_entries e WHERE e.merchant_id = merchant), 0) AS last
    ), tail AS (
        -- The upper bound excludes nothing. It tells the planner that this is a short range: without it, the
        -- estimate is a third of the merchant's entries, and the plan reads them all.
        SELECT coalesce(sum(e.amount_paise), 0) AS available_paise,
               coalesce(-sum(e.amount_paise) FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')), 0) AS held_paise
        FROM ledger_entries e
        WHERE e.merchant_id = merchant
          AND e.seq > (SELECT b.first FROM bounds b) AND e.seq <= (SELECT b.last FROM bounds b)
    )
    SELECT b.last,
           (coalesce(c.available_paise, 0) + t.available_paise)::bigint,
           (coalesce(c.held_paise, 0) + t.held_paise)::bigint
    FROM bounds b CROSS JOIN tail t LEFT JOIN checkpoint c ON true
$$;

-- Every writer of a merchant's ledger holds the merchant's row, so that the numbers are dense and "up to entry N" is
-- exact. Lock and look are two statements: one statement would look with a snapshot from before the lock.
CREATE FUNCTION ledger_admit_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    have record;
    payout record;
BEGIN
    PERFORM 1 FROM merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT * INTO have FROM ledger_balance(NEW.merchant_id);
    IF have.seq > 0 AND have.seq % 100 = 0 THEN
        INSERT INTO ledger_checkpoints (merchant_id, seq) VALUES (NEW.merchant_id, have.seq) ON CONFLICT DO NOTHING;
    END IF;
    NEW.seq := have.seq + 1;
    NEW.created_at := clock_timestamp();

    IF have.available_paise + NEW.amount_paise < 0 THEN
        RAISE 'ledger: merchant % has % paise available, an entry of % would overdraw',
            NEW.merchant_id, have.available_paise, NEW.amount_paise USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.entry_type IN ('payment_received', 'adjustment_credit')
       AND have.available_paise + have.held_paise + NEW.amount_paise > 9007199254740991 THEN
        RAISE 'ledger: the balance of merchant % would pass 2^53 - 1 paise', NEW.merchant_id
            USING ERRCODE = 'check_violation';
    END IF;

    IF NEW.payout_id IS NOT NULL THEN
        SELECT merchant_id, amount_paise INTO payout FROM payouts WHERE id = NEW.payout_id;
        IF payout.merchant_id IS DISTINCT FROM NEW.merchant_id OR payout.amount_paise IS DISTINCT FROM abs(NEW.amount_paise) THEN
            RAISE 'ledger: an entry of payout % must have exactly its merchant and its amount', NEW.payout_id
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_admit_entry BEFORE INSERT ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION ledger_admit_entry();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE '%: % is refused, its rows are kept as they were written', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A checkpoint every hundred entries (above) keeps the tail short. They may be dropped (they are derived) but neither changed nor made up: the sums are filled in here.
-- Under the merchant's lock, and only over entries that are all there: a sum taken while an entry before `seq` is still
-- on its way would be wrong for ever, and so would every checkpoint after it.
CREATE FUNCTION ledger_fill_checkpoint() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    before record;
    since record;
BEGIN
    PERFORM 1 FROM merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT coalesce(max(c.seq), 0) AS seq INTO before
    FROM ledger_checkpoints c WHERE c.merchant_id = NEW.merchant_id AND c.seq < NEW.seq;
    SELECT before.seq, coalesce(c.available_paise, 0) AS available_paise, coalesce(c.held_paise, 0) AS held_paise INTO before
    FROM (SELECT) one LEFT JOIN ledger_checkpoints c ON c.merchant_id = NEW.merchant_id AND c.seq = before.seq;
    SELECT count(*) AS entries, coalesce(sum(e.amount_paise), 0) AS available_paise,
           coalesce(-sum(e.amount_paise) FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')), 0) AS held_paise
    INTO since FROM ledger_entries e
    WHERE e.merchant_id = NEW.merchant_id AND e.seq > before.seq AND e.seq <= NEW.seq;

    IF since.entries <> NEW.seq - before.seq THEN
        RAISE 'ledger: a checkpoint at entry % of merchant % would miss entries', NEW.seq, NEW.merchant_id
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.available_paise := before.available_paise + since.available_paise;
    NEW.held_paise := before.held_paise + since.held_paise;
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_fill_checkpoint BEFORE INSERT ON ledger_checkpoints
    FOR EACH ROW EXECUTE FUNCTION ledger_fill_checkpoint();

CREATE TRIGGER ledger_checkpoints_immutable BEFORE UPDATE ON ledger_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A checkpoint stands on an entry that exists; with dense numbers, all entries before it then exist as well.
ALTER TABLE ledger_checkpoints ADD CONSTRAINT checkpoint_of_an_entry
    FOREIGN KEY (merchant_id, seq) REFERENCES ledger_entries (merchant_id, seq);
