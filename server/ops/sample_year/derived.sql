-- What follows from a sample year's rows, and what triggers and verbs would have written beside them. They are off.

-- Receipts within their window, and the keys of those that have been purged.
INSERT INTO idempotency_records (merchant_id, key, payout_id, created_at, answer)
SELECT p.merchant_id, p.idempotency_key, p.id, p.created_at, payout_receipt(p, a)
FROM payouts p JOIN bank_accounts a ON a.id = p.bank_account_id
WHERE p.merchant_id = %(merchant)s AND p.created_at > now() - %(window)s;

INSERT INTO forgotten_keys (merchant_id, key, payout_id)
SELECT p.merchant_id, p.idempotency_key, p.id FROM payouts p
WHERE p.merchant_id = %(merchant)s AND NOT EXISTS (SELECT FROM idempotency_records r WHERE r.payout_id = p.id);

-- A checkpoint at every 25th entry, which its own trigger fills.
SET LOCAL session_replication_role = origin;
INSERT INTO ledger_checkpoints (merchant_id, seq)
SELECT merchant_id, seq FROM ledger_entries WHERE merchant_id = %(merchant)s AND seq %% 25 = 0 ORDER BY merchant_id, seq;
SET LOCAL session_replication_role = replica;

-- Who is flagged for review was told of.
INSERT INTO merchant_events (merchant_id, ledger_seq, n, kind, subject_id, body, created_at)
SELECT merchant_id, ledger_seq, row_number() OVER (PARTITION BY ledger_seq ORDER BY at), 'PAYOUT_NEEDS_REVIEW', id,
       jsonb_build_object('unresolved_since', to_char(
           unresolved_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'
       )), at
FROM (
    SELECT p.id, p.merchant_id, p.unresolved_since, flagged.at, (
        SELECT max(e.seq) FROM ledger_entries e WHERE e.merchant_id = p.merchant_id AND e.created_at <= flagged.at
    ) AS ledger_seq
    FROM payouts p, LATERAL (SELECT least(now(), p.unresolved_since + interval '15 minutes') AS at) flagged
    WHERE p.merchant_id = %(merchant)s AND p.needs_review
) told;

-- The merchant and its accounts were there before the first payment.
UPDATE merchants SET created_at = %(opened)s WHERE id = %(merchant)s;
UPDATE bank_accounts a SET created_at = %(opened)s + n * interval '7 minutes'
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM bank_accounts WHERE merchant_id = %(merchant)s) added
WHERE a.id = added.id;
-- An event's id bears the time at which it was made, as its first 48 bits (server/ids.py).
UPDATE trail_events e
SET at = made.at, id = (left(made.ms, 8) || '-' || right(made.ms, 4) || substr(e.id::text, 14))::uuid
FROM (
    SELECT t.id, t.at, lpad(to_hex(floor(extract(epoch FROM t.at) * 1000)::bigint), 12, '0') AS ms FROM (
        SELECT t.id, coalesce((SELECT a.created_at FROM bank_accounts a WHERE a.id::text = t.subject_id), %(opened)s) AS at
        FROM trail_events t
        WHERE t.merchant_id = %(merchant)s AND t.action IN ('merchant.created', 'bank_account.added')
    ) t
) made WHERE e.id = made.id;
