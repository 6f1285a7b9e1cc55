-- Writes payouts of a year, numbered throughout in the order of time, with all that the engine would have written beside
-- them but the audit log. Nine of ten are the first merchant's, the others go round.

CREATE FUNCTION pg_temp.id_of(kind bigint, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('0190000' || kind || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

CREATE TEMPORARY TABLE payees ON COMMIT DROP AS
SELECT merchant_id AS merchant, id, account_number_masked AS masked, ifsc_code AS ifsc,
       row_number() OVER of_one AS place, count(*) OVER (PARTITION BY merchant_id) AS count
FROM bank_accounts WHERE merchant_id = ANY(%(merchants)s) WINDOW of_one AS (PARTITION BY merchant_id ORDER BY id);

-- `k` counts the first merchant's own. Its first payee, with a twentieth of them, has none that failed.
CREATE TEMPORARY TABLE many ON COMMIT DROP AS
SELECT n, k, pg_temp.id_of(1, n) AS id, a.merchant, a.id AS account, a.masked, a.ifsc, at, status,
       10000 + abs(hashint8(n))::bigint %% 5000000 AS paise, gen_random_uuid() AS key,
       CASE status WHEN 'completed' THEN 'UTR' || lpad(n::text, 12, '0') END AS utr,
       CASE status WHEN 'completed' THEN 'paid' WHEN 'failed' THEN 'rejected' WHEN 'processing' THEN 'no_answer' END AS answer,
       is_first, CASE WHEN is_first AND k %% 4 = 0 THEN (k / 4 - 1) / %(batch)s END AS batch,
       CASE WHEN is_first AND k %% 4 = 0 THEN 1 + (k / 4 - 1) %% %(batch)s END AS batch_row
FROM (
    SELECT n, n %% 10 <> 0 AS is_first, CASE WHEN n %% 10 <> 0 THEN n - n / 10 ELSE n / 10 END AS k,
           (%(merchants)s::uuid[])[CASE WHEN n %% 10 <> 0 THEN 1
                                   ELSE 2 + (n / 10 - 1) %% (cardinality(%(merchants)s::uuid[]) - 1) END] AS merchant,
           now() - interval '365 days' * (1 - n::double precision / (%(payouts)s + 1)) AS at
    FROM generate_series(1, %(payouts)s::bigint) n
) numbered CROSS JOIN LATERAL (
    SELECT CASE WHEN k <= %(open)s THEN 'processing'
                WHEN is_first AND k > 40 AND k <= 40 + %(open)s THEN 'pending'
                WHEN abs(hashint8(n)) %% 100 < 4 AND NOT (is_first AND k %% 20 = 0) THEN 'failed' ELSE 'completed' END AS status
) states JOIN payees a ON a.merchant = numbered.merchant AND a.place =
    -- The last account of each has the open payouts; the first merchant's has but twenty of its oldest besides.
    CASE WHEN k <= %(open)s THEN a.count WHEN NOT is_first THEN 1 + k %% (a.count - 1)
         WHEN k > 20 AND k <= 40 THEN a.count WHEN k %% 20 = 0 THEN 1 ELSE 2 + k %% (a.count - 2) END;
CREATE INDEX ON many (batch) WHERE batch IS NOT NULL;
ANALYZE many;

INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count,
                     bank_reference_id, failure_reason, last_answer, next_attempt_at, unresolved_since, needs_review,
                     created_at, updated_at, processing_started_at, completed_at, failed_at)
SELECT id, merchant, account, paise, key, status, CASE status WHEN 'pending' THEN 0 ELSE 1 END, utr,
       CASE status WHEN 'failed' THEN 'Account closed' END, answer,
       CASE WHEN status IN ('pending', 'processing') THEN now() + interval '30 days' END,
       CASE status WHEN 'processing' THEN at END, status = 'processing', at, at,
       CASE WHEN status <> 'pending' THEN at END, CASE status WHEN 'completed' THEN at END,
       CASE status WHEN 'failed' THEN at END
FROM many ORDER BY n;

INSERT INTO payout_batches (id, merchant_id, name, row_count, total_paise, made_by_kind, made_by_id, made_by_name,
                            created_at)
SELECT pg_temp.id_of(4, batch), min(merchant::text)::uuid, 'Suppliers ' || batch + 1, count(*), sum(paise), 'system',
       '', 'manage.py', min(at)
FROM many WHERE batch IS NOT NULL GROUP BY batch;

INSERT INTO payout_batch_rows (batch_id, number, merchant_id, bank_account_id, amount_paise, reference, purpose)
SELECT pg_temp.id_of(4, batch), batch_row, merchant, account, paise, 'INV-' || n, 'vendor_bill'
FROM many WHERE batch IS NOT NULL;

INSERT INTO payout_details (payout_id, merchant_id, reference, purpose, batch_id, batch_row)
SELECT id, merchant, 'INV-' || n, 'vendor_bill', pg_temp.id_of(4, batch), batch_row FROM many ORDER BY n;

INSERT INTO idempotency_records (merchant_id, key, payout_id, created_at, answer)
SELECT p.merchant_id, p.idempotency_key, p.id, p.created_at, payout_receipt(p, a)
FROM payouts p JOIN bank_accounts a ON a.id = p.bank_account_id
WHERE p.merchant_id = ANY(%(merchants)s) AND p.created_at > now() - %(window)s;

INSERT INTO forgotten_keys (merchant_id, key, payout_id)
SELECT merchant, key, id FROM many WHERE at <= now() - %(window)s;

INSERT INTO payout_attempts (id, payout_id, number, call, answer, reason, started_at, ended_at)
SELECT pg_temp.id_of(2, n), id, 1, 'submit', answer, CASE status WHEN 'failed' THEN 'Account closed' END, at, at
FROM many WHERE answer IS NOT NULL;

INSERT INTO bank_transfers (reference, account_number_masked, ifsc_code, amount_paise, state, reason, utr, submissions,
                            created_at, paid_at)
SELECT 'payout-' || id, masked, ifsc, paise, answer, CASE status WHEN 'failed' THEN 'Account closed' ELSE '' END, utr, 1,
       at, CASE status WHEN 'completed' THEN at END
FROM many WHERE status IN ('completed', 'failed');

INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, payout_id, reference, description,
                            created_at, link)
SELECT *, pg_temp.chain(merchant, seq, id, entry_type, paise, payout, at, reference, said)
          OVER (PARTITION BY merchant ORDER BY seq)
FROM (
    SELECT pg_temp.id_of(3, row_number() OVER (ORDER BY n, step)) AS id, merchant,
           row_number() OVER (PARTITION BY merchant ORDER BY n, step) AS seq, entry_type, paise, payout, reference, said, at
    FROM (
        SELECT 0 AS n, 0 AS step, merchant, 'payment_received' AS entry_type, %(opening)s AS paise, NULL::uuid AS payout,
               'OPENING' AS reference, '' AS said, now() - interval '366 days' AS at
        FROM unnest(%(merchants)s::uuid[]) merchant
        UNION ALL
        SELECT n, step, merchant, entry_type, CASE step WHEN 2 THEN paise ELSE -paise END, id, NULL, said, at
        FROM many CROSS JOIN LATERAL (VALUES
            (1, 'payout_hold', 'Held for a payout'),
            (2, 'payout_release', CASE status WHEN 'failed' THEN 'Payout failed, hold released'
                                  ELSE 'Payout settled, hold released' END),
            (3, 'payout_completed', 'Paid by the bank, UTR ' || utr)
        ) entry (step, entry_type, said)
        WHERE step <= CASE status WHEN 'completed' THEN 3 WHEN 'failed' THEN 2 ELSE 1 END
    ) entries
) numbered ORDER BY id;

-- A checkpoint at every 25th entry, which its own trigger fills.
SET LOCAL session_replication_role = origin;
INSERT INTO ledger_checkpoints (merchant_id, seq)
SELECT merchant_id, seq FROM ledger_entries WHERE merchant_id = ANY(%(merchants)s) AND seq %% 25 = 0 ORDER BY merchant_id, seq;
SET LOCAL session_replication_role = replica;

-- Who is flagged for review was told of, when the ledger was as it is now.
INSERT INTO merchant_events (merchant_id, ledger_seq, n, kind, subject_id, body, created_at)
SELECT p.merchant_id, max(e.seq), row_number() OVER (PARTITION BY p.merchant_id ORDER BY p.id), 'PAYOUT_NEEDS_REVIEW', p.id,
       jsonb_build_object('unresolved_since', to_char(
           p.unresolved_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'
       )), now()
FROM payouts p JOIN ledger_entries e ON e.merchant_id = p.merchant_id
WHERE p.needs_review AND p.merchant_id = ANY(%(merchants)s) GROUP BY p.id;

UPDATE merchants SET created_at = now() - interval '366 days' WHERE id = ANY(%(merchants)s);
UPDATE bank_accounts SET created_at = now() - interval '366 days' WHERE merchant_id = ANY(%(merchants)s);
