-- The yardstick: the smallest honest payout that PostgreSQL itself can make, as pgbench calls it.
--
-- Honest: it guarantees what a payout engine must. One writer per merchant at a time, one receipt per key, a balance
-- that is the sum of an append-only ledger and takes constant time as it grows (a checkpoint every 25 entries), no
-- overdraft, and all of it in one transaction that is on disk before the caller gets a response.
-- Smallest: nothing else. No trigger, foreign key, role, row-level security, audit log, queue or account check; one
-- round trip; and only the tables and unique indexes that the function itself reads.
DROP SCHEMA IF EXISTS yardstick CASCADE;
CREATE SCHEMA yardstick;

CREATE TABLE yardstick.merchants AS
    SELECT id, is_active FROM merchants WHERE id IN (SELECT id FROM benchmark_merchants);
ALTER TABLE yardstick.merchants ADD PRIMARY KEY (id);

CREATE TABLE yardstick.ledger_entries AS
    SELECT id, merchant_id, seq, entry_type, amount_paise, payout_id, created_at FROM ledger_entries
    WHERE merchant_id IN (SELECT id FROM benchmark_merchants);
ALTER TABLE yardstick.ledger_entries ADD PRIMARY KEY (merchant_id, seq);

CREATE TABLE yardstick.ledger_checkpoints AS
    SELECT merchant_id, seq, available_paise, held_paise FROM ledger_checkpoints
    WHERE merchant_id IN (SELECT id FROM benchmark_merchants);
ALTER TABLE yardstick.ledger_checkpoints ADD PRIMARY KEY (merchant_id, seq);

CREATE TABLE yardstick.payouts AS
    SELECT id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, created_at FROM payouts
    WHERE merchant_id IN (SELECT id FROM benchmark_merchants);
ALTER TABLE yardstick.payouts ADD PRIMARY KEY (id);

CREATE TABLE yardstick.idempotency_records AS
    SELECT merchant_id, key, payout_id, answer, created_at FROM idempotency_records
    WHERE merchant_id IN (SELECT id FROM benchmark_merchants);
ALTER TABLE yardstick.idempotency_records ADD PRIMARY KEY (merchant_id, key);

-- plpgsql, because it caches plans. Each statement sees what was committed before it began, so the key and the balance
-- are read after the lock is taken.
CREATE FUNCTION yardstick.create_payout(merchant uuid, account uuid, amount bigint, request_key uuid) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    active boolean;
    answer text;
    checkpoint record;
    tail record;
    payout uuid := gen_random_uuid();
    moment timestamptz;
BEGIN
    SELECT is_active INTO active FROM yardstick.merchants WHERE id = merchant FOR NO KEY UPDATE;
    IF active IS NOT TRUE THEN
        RAISE 'no active merchant %', merchant;
    END IF;
    SELECT r.answer INTO answer FROM yardstick.idempotency_records r
    WHERE r.merchant_id = merchant AND r.key = request_key;
    IF FOUND THEN
        RETURN answer;
    END IF;

    SELECT c.seq, c.available_paise, c.held_paise INTO checkpoint
    FROM yardstick.ledger_checkpoints c WHERE c.merchant_id = merchant ORDER BY c.seq DESC LIMIT 1;
    SELECT coalesce(max(e.seq), coalesce(checkpoint.seq, 0)) AS seq,
           coalesce(checkpoint.available_paise, 0) + coalesce(sum(e.amount_paise), 0) AS available_paise,
           coalesce(checkpoint.held_paise, 0) + coalesce(-sum(e.amount_paise)
               FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')), 0) AS held_paise
    INTO tail
    FROM yardstick.ledger_entries e WHERE e.merchant_id = merchant AND e.seq > coalesce(checkpoint.seq, 0);
    IF tail.available_paise < amount THEN
        RAISE 'merchant % has % paise', merchant, tail.available_paise;
    END IF;
    IF tail.seq > 0 AND tail.seq % 25 = 0 AND tail.seq IS DISTINCT FROM checkpoint.seq THEN
        INSERT INTO yardstick.ledger_checkpoints VALUES (merchant, tail.seq, tail.available_paise, tail.held_paise);
    END IF;

    moment := clock_timestamp();
    INSERT INTO yardstick.payouts VALUES (payout, merchant, account, amount, request_key, 'pending', moment);
    INSERT INTO yardstick.ledger_entries
    VALUES (gen_random_uuid(), merchant, tail.seq + 1, 'payout_hold', -amount, payout, moment);
    answer := format('{"id": "%s", "status": "pending", "amount_paise": %s, "bank_account_id": "%s", '
                     '"idempotency_key": "%s", "created_at": "%s"}', payout, amount, account, request_key, moment);
    INSERT INTO yardstick.idempotency_records VALUES (merchant, request_key, payout, answer, moment);
    RETURN answer;
END $$;
