-- Writes the history of the given merchants, with ledgers of the given lengths in entries (3 n + 1 each): one payment and
-- n completed payouts. Also writes what triggers would have: sequence numbers, links and checkpoints.

-- Ids that grow, as the engine's UUIDv7 do, and precede all that it will create.
CREATE FUNCTION pg_temp.id_of(kind bigint, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('0190000' || kind || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

CREATE FUNCTION pg_temp.utr_of(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'UTR' || lpad(n::text, 12, '0')
$$;

-- Payouts are numbered throughout, merchant by merchant.
CREATE TEMPORARY TABLE history AS
SELECT m.id AS merchant, a.id AS account, a.account_number_masked AS masked, l.entries, (l.entries - 1) / 3 AS payouts,
       (sum((l.entries - 1) / 3) OVER (ORDER BY m.id) - (l.entries - 1) / 3)::bigint AS before,
       now() - interval '20 days' AS opened,
       interval '20 days' / greatest((l.entries - 1) / 3, 1) AS pace
FROM unnest(%(merchants)s::uuid[], %(entries)s::bigint[]) AS l (merchant, entries)
JOIN merchants m ON m.id = l.merchant JOIN bank_accounts a ON a.merchant_id = m.id;

CREATE TEMPORARY TABLE history_payouts AS
SELECT before + n AS number, pg_temp.id_of(1, before + n) AS id, merchant, account, masked, opened + n * pace AS at
FROM history, generate_series(1, payouts) n;

INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count,
                     bank_reference_id, last_answer, next_attempt_at, created_at, updated_at, processing_started_at,
                     completed_at)
SELECT id, merchant, account, %(paise)s, gen_random_uuid(), 'completed', 1, pg_temp.utr_of(number), 'paid', NULL,
       at, at, at, at
FROM history_payouts;

-- The receipts of the last day. (Without them, sessions would plan their queries on an empty table and keep a plan that
-- scans all of it; no engine in use does.)
INSERT INTO idempotency_records (merchant_id, key, payout_id, created_at, answer)
SELECT p.merchant_id, p.idempotency_key, p.id, p.created_at, json_build_object(
           'id', p.id, 'status', 'pending', 'amount_paise', p.amount_paise, 'amount_inr', '₹1.00',
           'bank_account_id', a.id, 'bank_account', json_build_object(
               'id', a.id, 'account_number_masked', a.account_number_masked, 'ifsc_code', a.ifsc_code),
           'idempotency_key', p.idempotency_key, 'created_at', p.created_at)::text
FROM payouts p JOIN bank_accounts a ON a.id = p.bank_account_id
WHERE p.created_at > now() - interval '23 hours';

-- And the keys of the others, whose receipts have been purged.
INSERT INTO forgotten_keys (merchant_id, key, payout_id)
SELECT p.merchant_id, p.idempotency_key, p.id FROM payouts p
WHERE NOT EXISTS (SELECT FROM idempotency_records r WHERE r.payout_id = p.id);

INSERT INTO payout_attempts (id, payout_id, number, call, answer, started_at, ended_at)
SELECT pg_temp.id_of(2, number), id, 1, 'submit', 'paid', at, at FROM history_payouts;

INSERT INTO bank_transfers (reference, account_number_masked, ifsc_code, amount_paise, state, reason, utr, submissions,
                            created_at, paid_at)
SELECT 'payout-' || id, masked, %(ifsc)s, %(paise)s, 'paid', '', pg_temp.utr_of(number), 1, at, at FROM history_payouts;

INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, payout_id, reference, description,
                            created_at, link)
SELECT *, pg_temp.chain(merchant, seq, id, entry_type, paise, payout, at, reference, description)
          OVER (PARTITION BY merchant ORDER BY seq)
FROM (
    SELECT pg_temp.id_of(3, row_number() OVER ()) AS id, merchant, e AS seq,
           CASE WHEN e = 1 THEN 'payment_received'
                ELSE (ARRAY['payout_hold', 'payout_release', 'payout_completed'])[1 + (e - 2) %% 3] END AS entry_type,
           CASE WHEN e = 1 THEN %(opening)s WHEN (e - 2) %% 3 = 1 THEN %(paise)s ELSE -%(paise)s END AS paise,
           CASE WHEN e > 1 THEN pg_temp.id_of(1, before + (e + 1) / 3) END AS payout,
           CASE WHEN e = 1 THEN 'OPENING' END AS reference,
           CASE WHEN e = 1 THEN ''
                WHEN (e - 2) %% 3 = 0 THEN 'Held for a payout'
                WHEN (e - 2) %% 3 = 1 THEN 'Payout settled, hold released'
                ELSE 'Paid by the bank, UTR ' || pg_temp.utr_of(before + (e + 1) / 3) END AS description,
           opened + (e + 1) / 3 * pace AS at
    FROM history, generate_series(1, entries) e
) entry;

-- A checkpoint at every 25th entry, which its own trigger fills.
SET LOCAL session_replication_role = origin;
INSERT INTO ledger_checkpoints (merchant_id, seq)
SELECT merchant_id, seq FROM ledger_entries WHERE merchant_id IN (SELECT merchant FROM history) AND seq %% 25 = 0 ORDER BY merchant_id, seq;
SET LOCAL session_replication_role = replica;

DROP TABLE history, history_payouts;
