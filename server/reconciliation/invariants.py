"""Invariants of bank statements and of what links them with our books."""

from server.database.invariant import Invariant, Severity

LIVE = "NOT EXISTS (SELECT FROM reconciliation_unlinks u WHERE u.link_id = k.id)"
ACCEPTED = (
    "EXISTS (SELECT FROM accepted_exceptions a WHERE a.kind = '{kind}' AND a.subject = {subject} AND a.amount_paise ="
    " {paise})"
)

INVARIANTS = [
    Invariant(
        "reconciliation.statement-adds-up",
        Severity.ORDER,
        "every bank statement adds up: its opening balance and its lines make its closing one; every line is of one",
        "bank_statements",
        """SELECT s.id AS statement, s.opening_paise, s.closing_paise, sum(l.amount_paise) AS lines_paise
           FROM bank_statements s
           LEFT JOIN bank_statement_entries e ON e.statement_id = s.id
           LEFT JOIN bank_statement_lines l ON l.id = e.line_id
           GROUP BY s.id
           HAVING s.opening_paise + coalesce(sum(l.amount_paise), 0) <> s.closing_paise OR count(l.id) <> s.lines
               OR NOT coalesce(bool_and(l.our_account = s.our_account
                                        AND l.booked_on BETWEEN s.first_day AND s.last_day), true)
           UNION ALL
           SELECT l.id, NULL, NULL, l.amount_paise FROM bank_statement_lines l
           WHERE NOT EXISTS (SELECT FROM bank_statement_entries e WHERE e.line_id = l.id)""",
    ),
    Invariant(
        "reconciliation.statements-meet",
        Severity.ORDER,
        "a bank statement opens with what the one before it closed with, or somebody has accepted the gap",
        "bank_statements",
        f"""SELECT s.id AS statement, s.opening_paise, b.closing_paise AS closed_paise FROM bank_statements s, LATERAL (
               SELECT b.closing_paise FROM bank_statements b
               WHERE b.our_account = s.our_account AND b.last_day = s.first_day - 1
               ORDER BY b.imported_at DESC, b.id LIMIT 1
           ) b
           WHERE s.opening_paise <> b.closing_paise AND NOT {
            ACCEPTED.format(kind="STATEMENT_GAP", subject="s.id::text", paise="s.opening_paise - b.closing_paise")
        }""",
    ),
    Invariant(
        "reconciliation.line-linked-once",
        Severity.MONEY,
        "a line of a bank statement has at most one live link of a kind, and its links are no more than it",
        "reconciliation_links",
        f"""SELECT k.line_id AS line, l.amount_paise, sum(k.amount_paise) AS linked_paise
           FROM reconciliation_links k JOIN bank_statement_lines l ON l.id = k.line_id
           WHERE {LIVE} GROUP BY k.line_id, l.amount_paise
           HAVING count(*) <> count(DISTINCT k.kind) OR abs(sum(k.amount_paise)) > abs(l.amount_paise)
               OR bool_or(sign(k.amount_paise) <> sign(l.amount_paise))""",
    ),
    Invariant(
        "reconciliation.payout-linked-once",
        Severity.MONEY,
        "a payout has at most one live debit and one live return on bank statements, and a payment one live credit",
        "reconciliation_links",
        f"""SELECT k.subject_id AS subject, k.kind, count(*) AS links FROM reconciliation_links k
           WHERE k.subject_id IS NOT NULL AND {LIVE} GROUP BY k.subject_id, k.kind HAVING count(*) > 1""",
    ),
    Invariant(
        "reconciliation.links-lead-somewhere",
        Severity.MONEY,
        "every live link of a bank statement's line is to a payout that is completed, to its return, or to a payment",
        "reconciliation_links",
        f"""SELECT k.id AS link, k.kind, k.subject_id FROM reconciliation_links k
           WHERE {LIVE} AND NOT CASE k.kind
               WHEN 'payout' THEN EXISTS (
                   SELECT FROM payouts p WHERE p.id = k.subject_id AND p.status = 'completed')
               WHEN 'return' THEN EXISTS (SELECT FROM payout_returns r WHERE r.payout_id = k.subject_id)
               WHEN 'inward' THEN EXISTS (
                   SELECT FROM ledger_entries e WHERE e.id = k.subject_id AND e.entry_type = 'payment_received')
               ELSE true END""",
    ),
    Invariant(
        "reconciliation.links-agree",
        Severity.MONEY,
        "a line and what it is linked with agree in amount and UTR, or somebody has accepted that they do not",
        "reconciliation_links",
        f"""SELECT x.line_id AS line, x.kind, x.amount_paise
           FROM (SELECT our_account, min(booked_on) AS first, max(booked_on) AS last
                 FROM bank_statement_lines GROUP BY our_account) a,
                LATERAL reconciliation_exceptions(a.our_account, a.first, a.last + 1, false) x
           WHERE x.line_id IS NOT NULL AND NOT x.is_accepted
             AND EXISTS (SELECT FROM reconciliation_links k WHERE k.line_id = x.line_id AND {LIVE})""",
    ),
]
