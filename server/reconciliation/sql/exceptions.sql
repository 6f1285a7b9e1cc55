-- What of an account's days is on one side alone, or is not the same on both: a view, stored nowhere. Its rows explain
-- the difference between the bank's movement and ours to the paisa (`explains_paise`).
-- Called by: reconciliation/exceptions.py, reconciliation/invariants.py.
-- Locks, raises: nothing.

-- `pays`: payouts are paid from this account, so all of them have to be on its statements. A payout's or a return's day
-- counts once it and the day after it are covered: what is done before midnight may be booked after it.
CREATE OR REPLACE FUNCTION reconciliation_exceptions(of_account varchar, since date, before date, pays boolean)
RETURNS TABLE (kind text, subject text, day date, amount_paise bigint, explains_paise bigint, line_id uuid,
               payout_id uuid, is_accepted boolean)
LANGUAGE sql STABLE AS $$
WITH live AS (
    SELECT k.line_id, k.kind, k.subject_id, CASE k.kind
        WHEN 'payout' THEN -(SELECT p.amount_paise FROM payouts p WHERE p.id = k.subject_id)
        WHEN 'return' THEN (SELECT r.amount_paise FROM payout_returns r WHERE r.payout_id = k.subject_id)
        WHEN 'inward' THEN (SELECT e.amount_paise FROM ledger_entries e WHERE e.id = k.subject_id)
        ELSE k.amount_paise END AS paise
    FROM reconciliation_links k
    WHERE NOT EXISTS (SELECT FROM reconciliation_unlinks u WHERE u.link_id = k.id)
), lines AS (
    SELECT l.id, l.booked_on, l.amount_paise AS paise, l.utr, l.named_payout, count(v.line_id) AS links,
           coalesce(sum(v.paise), 0)::bigint AS linked_paise,
           (array_agg(v.subject_id) FILTER (WHERE v.kind IN ('payout', 'return')))[1] AS linked_payout
    FROM bank_statement_lines l LEFT JOIN live v ON v.line_id = l.id
    WHERE l.our_account = of_account AND l.booked_on >= since AND l.booked_on < before
    GROUP BY l.id
), named AS (
    SELECT l.*, p.id AS payout, p.status, p.amount_paise AS payout_paise, p.bank_reference_id AS its_utr,
           r.return_reference, r.amount_paise AS returned_paise,
           EXISTS (SELECT FROM live v WHERE v.subject_id = p.id
                   AND v.kind = CASE WHEN l.paise < 0 THEN 'payout' ELSE 'return' END) AS has_its_line,
           EXISTS (SELECT FROM bank_statement_lines o
                   WHERE (o.utr IN (p.bank_reference_id, r.return_reference) OR o.named_payout = p.id) AND o.id <> l.id
                     AND (o.amount_paise < 0) = (l.paise < 0)
                     AND NOT EXISTS (SELECT FROM live v WHERE v.line_id = o.id)) AS is_doubled
    FROM lines l
    LEFT JOIN LATERAL (
        SELECT way.id FROM (
            SELECT l.linked_payout AS id, 1 AS n
            UNION ALL SELECT p.id, 2 FROM payouts p WHERE p.bank_reference_id = l.utr
            UNION ALL SELECT r.payout_id, 3 FROM payout_returns r WHERE r.return_reference = l.utr
            UNION ALL SELECT l.named_payout, 4
        ) way WHERE way.id IS NOT NULL ORDER BY way.n, way.id LIMIT 1
    ) found ON true
    LEFT JOIN payouts p ON p.id = found.id
    LEFT JOIN payout_returns r ON r.payout_id = p.id
), covered AS (
    SELECT DISTINCT s.first_day + n AS day
    FROM bank_statements s, generate_series(0, s.last_day - s.first_day) n
    WHERE s.our_account = of_account AND s.last_day >= since AND s.first_day <= before
), told AS (
    SELECT CASE
        WHEN n.links > 0 THEN CASE
            WHEN n.paise <> n.linked_paise THEN 'AMOUNT_DIFFERS'
            WHEN n.linked_payout IS NOT NULL AND n.utr <> n.its_utr AND n.utr IS DISTINCT FROM n.return_reference
                THEN 'UTR_DIFFERS' END
        WHEN n.paise < 0 THEN CASE
            WHEN n.payout IS NULL OR n.status = 'failed' THEN 'ON_STATEMENT_NOT_PAID'
            WHEN n.has_its_line OR n.is_doubled THEN 'TWICE_ON_STATEMENT'
            WHEN n.payout_paise <> -n.paise THEN 'AMOUNT_DIFFERS'
            WHEN n.status <> 'completed' THEN 'STILL_PROCESSING_BUT_PAID'
            WHEN n.utr <> n.its_utr THEN 'UTR_DIFFERS'
            WHEN EXISTS (SELECT FROM reconciliation_links k JOIN reconciliation_unlinks u ON u.link_id = k.id
                         WHERE k.line_id = n.id AND k.subject_id = n.payout)
                THEN 'ON_STATEMENT_NOT_PAID'  -- a person says that it is not this payout
            ELSE 'STILL_PROCESSING_BUT_PAID' END  -- it was open until now, and is linked by and by
        ELSE CASE
            WHEN n.payout IS NULL OR n.status <> 'completed' THEN 'CREDIT_UNKNOWN'
            WHEN n.has_its_line OR n.is_doubled THEN 'TWICE_ON_STATEMENT'
            WHEN n.payout_paise <> n.paise THEN 'AMOUNT_DIFFERS'
            WHEN n.return_reference IS NOT NULL AND n.utr <> n.return_reference AND n.utr <> n.its_utr
                THEN 'UTR_DIFFERS'
            ELSE 'RETURN_NOT_RECORDED' END
        END AS kind, n.id::text AS subject, n.booked_on AS day,
        CASE WHEN n.paise <> n.linked_paise THEN n.paise - n.linked_paise ELSE n.paise END AS paise,
        n.paise - n.linked_paise AS explains, n.id AS line_id, n.payout AS payout_id
    FROM named n
    UNION ALL
    SELECT 'PAID_NOT_ON_STATEMENT', p.id::text, at.day, -p.amount_paise, 0, NULL, p.id
    FROM payouts p, LATERAL (SELECT (p.completed_at AT TIME ZONE 'Asia/Kolkata')::date AS day) at
    WHERE pays AND p.completed_at >= since::timestamp AT TIME ZONE 'Asia/Kolkata'
      AND p.completed_at < before::timestamp AT TIME ZONE 'Asia/Kolkata'
      AND EXISTS (SELECT FROM covered c WHERE c.day = at.day) AND EXISTS (SELECT FROM covered c WHERE c.day = at.day + 1)
      AND NOT EXISTS (SELECT FROM live v WHERE v.subject_id = p.id AND v.kind = 'payout')
      -- Else the line tells it.
      AND NOT EXISTS (SELECT FROM bank_statement_lines l WHERE l.amount_paise < 0 AND l.utr = p.bank_reference_id)
      AND NOT EXISTS (SELECT FROM bank_statement_lines l WHERE l.amount_paise < 0 AND l.named_payout = p.id)
    UNION ALL
    SELECT 'RETURN_NOT_ON_STATEMENT', r.payout_id::text, r.value_on, r.amount_paise, 0, NULL, r.payout_id
    FROM payout_returns r JOIN payouts p ON p.id = r.payout_id
    WHERE pays AND r.value_on >= since AND r.value_on < before
      AND EXISTS (SELECT FROM covered c WHERE c.day = r.value_on)
      AND EXISTS (SELECT FROM covered c WHERE c.day = r.value_on + 1)
      AND NOT EXISTS (SELECT FROM live v WHERE v.subject_id = r.payout_id AND v.kind = 'return')
      AND NOT EXISTS (SELECT FROM bank_statement_lines l
                      WHERE l.amount_paise > 0 AND l.utr IN (r.return_reference, p.bank_reference_id))
      AND NOT EXISTS (SELECT FROM bank_statement_lines l WHERE l.amount_paise > 0 AND l.named_payout = p.id)
    UNION ALL
    SELECT 'STATEMENT_GAP', s.id::text, s.first_day, s.opening_paise - b.closing_paise, 0, NULL, NULL
    FROM bank_statements s, LATERAL (
        SELECT b.closing_paise FROM bank_statements b
        WHERE b.our_account = s.our_account AND b.last_day = s.first_day - 1 ORDER BY b.imported_at DESC, b.id LIMIT 1
    ) b
    WHERE s.our_account = of_account AND s.first_day >= since AND s.first_day < before
      AND s.opening_paise <> b.closing_paise
    UNION ALL
    SELECT 'DAY_MISSING', concat_ws(' ', of_account, days.day), days.day, 0, 0, NULL, NULL
    FROM (SELECT min(s.first_day) AS first, max(s.last_day) AS last FROM bank_statements s
          WHERE s.our_account = of_account) known,
         LATERAL (SELECT greatest(since, known.first) + n AS day
                  FROM generate_series(0, least(before - 1, known.last) - greatest(since, known.first)) n) days
    WHERE NOT EXISTS (SELECT FROM covered c WHERE c.day = days.day)
)
SELECT t.kind, t.subject, t.day, t.paise, t.explains, t.line_id, t.payout_id,
       EXISTS (SELECT FROM accepted_exceptions a
               WHERE a.subject = t.subject AND a.kind = t.kind AND a.amount_paise = t.paise)
FROM told t WHERE t.kind IS NOT NULL
$$;
