"""Invariants between payouts, their ledger entries, their receipts and the bank's book."""

from server.database.invariant import Invariant, Severity
from server.rails.rules import RailRule, rules


def _limits(rule: RailRule) -> str:
    most = "NULL" if rule.max_paise is None else rule.max_paise
    since = rule.since.isoformat() if rule.since else "-infinity"
    until = rule.until.isoformat() if rule.until else "infinity"
    return f"('{rule.rail.value}', {rule.min_paise}::bigint, {most}::bigint, '{since}'::date, '{until}'::date)"


LIMITS = ", ".join(map(_limits, rules().rails))

# The simulated bank's own book, and what a real bank told us (bank/submissions.py), written before the engine acted on
# it. Whether that bank's own book agrees is for its statement to say.
AT_BANK = """(
               SELECT reference, state, utr, amount_paise, account_number_masked, ifsc_code FROM bank_transfers
               UNION ALL
               SELECT reference, state, utr, amount_paise, account_number_masked, ifsc_code FROM bank_submissions
           )"""
# An id is looked up or hashed; over "payout-" and each payout's id PostgreSQL may go for each reference.
PAYOUT_OF = """CASE WHEN t.reference ~ '^payout-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                     THEN substr(t.reference, 8)::uuid END"""

INVARIANTS = [
    Invariant(
        "payout.entries-owned",
        Severity.MONEY,
        "every entry belongs to a merchant, and to a payout if its type says so",
        "ledger_entries",
        """SELECT e.seq AS entry, e.merchant_id, e.entry_type, e.payout_id FROM ledger_entries e
           LEFT JOIN merchants m ON m.id = e.merchant_id LEFT JOIN payouts p ON p.id = e.payout_id
           WHERE m.id IS NULL OR (p.id IS NULL AND (e.payout_id IS NOT NULL OR e.entry_type IN
               ('payout_hold', 'payout_release', 'payout_completed')))""",
    ),
    Invariant(
        "payout.entries-of-state",
        Severity.MONEY,
        "every payout has exactly the entries of its state, with its amount and its merchant",
        "payouts",
        """SELECT p.id AS payout, p.merchant_id, p.status,
                  string_agg(e.entry_type, ' ' ORDER BY e.entry_type) AS entries
           FROM payouts p LEFT JOIN ledger_entries e ON e.payout_id = p.id
           GROUP BY p.id HAVING string_agg(e.entry_type, ' ' ORDER BY e.entry_type) IS DISTINCT FROM (CASE p.status
               WHEN 'pending' THEN 'payout_hold' WHEN 'processing' THEN 'payout_hold'
               WHEN 'completed' THEN 'payout_completed payout_hold payout_release'
               WHEN 'failed' THEN 'payout_hold payout_release' END)
           OR bool_or(abs(e.amount_paise) <> p.amount_paise OR e.merchant_id <> p.merchant_id)""",
    ),
    Invariant(
        "payout.account-and-due",
        Severity.ORDER,
        "every payout goes to an account of its merchant, and comes due at some time while it is open",
        "payouts",
        """SELECT p.id AS payout, p.merchant_id, a.merchant_id AS account_of, p.next_attempt_at, p.lease_expires_at
           FROM payouts p LEFT JOIN bank_accounts a ON a.id = p.bank_account_id
           WHERE a.merchant_id IS DISTINCT FROM p.merchant_id OR (p.status IN ('pending', 'processing')
               AND NOT coalesce(isfinite(coalesce(p.lease_expires_at, p.next_attempt_at, (
                   SELECT g.expires_at FROM approval_gates g WHERE g.payout_id = p.id AND p.gate IS NOT NULL
               ), p.not_before)), false))""",
    ),
    Invariant(
        "payout.scheduled",
        Severity.ORDER,
        "no payout is sent to the bank before its time",
        "payouts WHERE not_before IS NOT NULL",
        """SELECT p.id AS payout, p.merchant_id, p.not_before, p.processing_started_at FROM payouts p
           WHERE p.processing_started_at < p.not_before AND EXISTS (
               SELECT FROM payout_attempts a WHERE a.payout_id = p.id AND a.call = 'submit'
           )""",
    ),
    Invariant(
        "payout.unresolved",
        Severity.ORDER,
        "what is unresolved or needs review is in processing",
        "payouts WHERE unresolved_since IS NOT NULL OR needs_review",
        """SELECT id AS payout, merchant_id, status, unresolved_since, needs_review FROM payouts
           WHERE (needs_review AND unresolved_since IS NULL)
              OR (unresolved_since IS NOT NULL AND (status <> 'processing' OR NOT isfinite(unresolved_since)))""",
    ),
    Invariant(
        "payout.last-answer",
        Severity.ORDER,
        "every payout's last answer was written down as an attempt, and an ended one ended on it",
        "payouts WHERE last_answer IS NOT NULL",
        """SELECT p.id AS payout, p.merchant_id, p.status, p.last_answer FROM payouts p
           WHERE (p.status, p.last_answer) IN (('completed', 'rejected'), ('completed', 'voided'), ('failed', 'paid'))
              OR (p.status IN ('completed', 'failed') AND p.last_answer NOT IN ('paid', 'rejected', 'voided'))
              OR (p.last_answer IS NOT NULL AND NOT EXISTS (
                  SELECT FROM payout_attempts a WHERE a.payout_id = p.id AND a.answer = p.last_answer))""",
    ),
    Invariant(
        "payout.held",
        Severity.MONEY,
        "what is held is what the open payouts hold",
        "merchants",
        """SELECT m.id AS merchant_id, b.held_paise, coalesce(p.open_paise, 0) AS open_paise
           FROM merchants m CROSS JOIN LATERAL ledger_balance(m.id) b LEFT JOIN (
               SELECT merchant_id, sum(amount_paise) AS open_paise FROM payouts
               WHERE status IN ('pending', 'processing') GROUP BY merchant_id
           ) p ON p.merchant_id = m.id WHERE b.held_paise <> coalesce(p.open_paise, 0)""",
    ),
    Invariant(
        "payout.receipts",
        Severity.ORDER,
        "every remembered answer is about the payout that its key created",
        "idempotency_records",
        """SELECT r.payout_id AS payout, r.merchant_id, r.key FROM idempotency_records r
           LEFT JOIN payouts p ON p.id = r.payout_id
           LEFT JOIN bank_accounts a ON a.id = p.bank_account_id, LATERAL (SELECT r.answer::json AS receipt) said
           WHERE (p.merchant_id, p.idempotency_key, p.id::text, p.amount_paise::text, 'pending',
                  a.id::text, a.ifsc_code, a.account_number_masked) IS DISTINCT FROM
                 (r.merchant_id, r.key, receipt ->> 'id', receipt ->> 'amount_paise', receipt ->> 'status',
                  receipt #>> '{bank_account,id}', receipt #>> '{bank_account,ifsc_code}',
                  receipt #>> '{bank_account,account_number_masked}')""",
    ),
    Invariant(
        "payout.keys",
        Severity.MONEY,
        "every payout's key has its receipt, or is known to have made the payout",
        "payouts",
        """SELECT p.id AS payout, p.merchant_id, p.idempotency_key FROM payouts p
           WHERE NOT EXISTS (SELECT FROM idempotency_records r WHERE r.merchant_id = p.merchant_id
                             AND r.key = p.idempotency_key AND r.payout_id = p.id)
             AND NOT EXISTS (SELECT FROM forgotten_keys f WHERE f.merchant_id = p.merchant_id
                             AND f.key = p.idempotency_key AND f.payout_id = p.id)
           UNION ALL
           SELECT f.payout_id, f.merchant_id, f.key FROM forgotten_keys f LEFT JOIN payouts p ON p.id = f.payout_id
           WHERE (p.merchant_id, p.idempotency_key) IS DISTINCT FROM (f.merchant_id, f.key)""",
    ),
    Invariant(
        "payout.details",
        Severity.TIDINESS,
        "every payout's details belong to its merchant",
        "payout_details",
        """SELECT d.payout_id AS payout, d.merchant_id, p.merchant_id AS payout_of FROM payout_details d
           LEFT JOIN payouts p ON p.id = d.payout_id WHERE p.merchant_id IS DISTINCT FROM d.merchant_id""",
    ),
    Invariant(
        "payout.rail-limits",
        Severity.ORDER,
        "every payout whose rail a caller chose is within that rail's limits as of its day",
        "payout_details WHERE rail IS NOT NULL",
        f"""SELECT d.payout_id AS payout, d.merchant_id, d.rail, p.amount_paise FROM payout_details d
           JOIN payouts p ON p.id = d.payout_id
           CROSS JOIN LATERAL (
               SELECT (coalesce(p.not_before, p.created_at) AT TIME ZONE INTERVAL '+05:30')::date AS day
           ) made
           WHERE d.rail IS NOT NULL AND NOT EXISTS (
               SELECT FROM (VALUES {LIMITS}) AS rule (rail, least, most, since, until)
               WHERE rule.rail = d.rail AND made.day >= rule.since AND made.day < rule.until
                 AND p.amount_paise BETWEEN rule.least AND coalesce(rule.most, p.amount_paise))""",
    ),
    Invariant(
        "payout.retried-once",
        Severity.MONEY,
        "of the payouts made in another's place, one at most has neither failed nor come back",
        "payout_details WHERE retry_root IS NOT NULL",
        """SELECT d.retry_root AS payout, (array_agg(p.merchant_id))[1] AS merchant_id, count(*) AS made
           FROM payout_details d JOIN payouts p ON p.id = d.payout_id
           WHERE d.retry_root IS NOT NULL AND NOT payout_is_unpaid(p.id, p.status)
           GROUP BY d.retry_root HAVING count(*) > 1""",
    ),
    Invariant(
        "payout.retries",
        Severity.ORDER,
        "every retry is of a payout of its merchant that failed or came back, to its account, and in that one's chain",
        "payout_details WHERE retry_of IS NOT NULL",
        """SELECT d.payout_id AS payout, d.merchant_id, d.retry_of, o.status FROM payout_details d
           JOIN payouts p ON p.id = d.payout_id LEFT JOIN payouts o ON o.id = d.retry_of
           LEFT JOIN payout_details before ON before.payout_id = d.retry_of
           WHERE d.retry_of IS NOT NULL AND
                 (o.merchant_id, o.bank_account_id, payout_is_unpaid(o.id, o.status), coalesce(before.retry_root, o.id))
                 IS DISTINCT FROM
                 (p.merchant_id, p.bank_account_id, true, d.retry_root)""",
    ),
    Invariant(
        "payout.cancellations",
        Severity.MONEY,
        "every cancellation is of a payout of its merchant, which says so and was not first sent after it",
        "payout_cancellations",
        """SELECT coalesce(c.payout_id, p.id) AS payout, coalesce(c.merchant_id, p.merchant_id) AS merchant_id,
                  c.requested_at, p.cancel_requested_at
           FROM payout_cancellations c
           FULL JOIN (SELECT * FROM payouts WHERE cancel_requested_at IS NOT NULL) p ON p.id = c.payout_id
           WHERE (p.merchant_id, p.cancel_requested_at) IS DISTINCT FROM (c.merchant_id, c.requested_at)
              OR (p.processing_started_at > c.requested_at AND EXISTS (
                  SELECT FROM payout_attempts a WHERE a.payout_id = p.id AND a.call = 'submit'))""",
    ),
    Invariant(
        "payout.returns",
        Severity.MONEY,
        "every returned payout was completed and came back whole, by one entry of its merchant, and no entry else did",
        "payout_returns",
        """SELECT r.payout_id AS payout, coalesce(r.merchant_id, e.merchant_id) AS merchant_id, e.seq AS entry,
                  r.return_reference, r.amount_paise, p.status
           FROM payout_returns r
           FULL JOIN (SELECT * FROM ledger_entries WHERE entry_type = 'payout_returned') e ON e.id = r.entry_id
           LEFT JOIN payouts p ON p.id = r.payout_id
           WHERE (p.status, p.merchant_id, p.amount_paise, e.merchant_id, e.amount_paise) IS DISTINCT FROM
                 ('completed', r.merchant_id, r.amount_paise, r.merchant_id, r.amount_paise)""",
    ),
    Invariant(
        "bank.returns-recorded",
        Severity.MONEY,
        "what the bank has returned a minute ago was recorded as it says, and what it is said to have told, it told",
        "bank_returns",
        """SELECT t.reference, r.merchant_id, r.payout_id AS payout, t.return_reference, r.amount_paise
           FROM bank_returns t
           FULL JOIN payout_returns r ON t.reference = 'payout-' || r.payout_id
           WHERE CASE WHEN t.number IS NULL THEN r.learned = 'bank'
                      ELSE t.booked_at < now() - interval '1 minute' OR r.payout_id IS NOT NULL END
             -- An operator may have recorded it first, under a reference from elsewhere.
             AND (CASE WHEN r.learned = 'operator' THEN r.return_reference ELSE t.return_reference END, t.amount_paise)
                 IS DISTINCT FROM (r.return_reference, r.amount_paise)""",
    ),
    Invariant(
        "bank.completed-was-paid",
        Severity.MONEY,
        "every completed payout was paid by the bank, with that amount and UTR, to that account",
        "payouts WHERE status = 'completed'",
        f"""SELECT p.id AS payout, p.merchant_id, p.bank_reference_id, t.state AS at_bank, t.utr FROM payouts p
           LEFT JOIN bank_accounts a ON a.id = p.bank_account_id
           LEFT JOIN {AT_BANK} t ON t.reference = 'payout-' || p.id
           WHERE p.status = 'completed' AND
                 ('paid', p.bank_reference_id, p.amount_paise, a.account_number_masked, a.ifsc_code) IS DISTINCT FROM
                 (t.state, t.utr, t.amount_paise, t.account_number_masked, t.ifsc_code)""",
    ),
    Invariant(
        "bank.paid-is-a-payout",
        Severity.MONEY,
        "the bank paid nothing that is not a payout's, completed or being settled",
        f"{AT_BANK} t WHERE state = 'paid'",
        f"""SELECT t.reference, p.merchant_id, t.amount_paise, p.status FROM {AT_BANK} t
           LEFT JOIN payouts p ON p.id = {PAYOUT_OF}
           WHERE t.state = 'paid' AND (p.id IS NULL OR p.status NOT IN ('processing', 'completed'))""",
    ),
    # What the engine calls safe to pay again (explaining.py) is among these.
    Invariant(
        "bank.failed-never-pays",
        Severity.MONEY,
        "the bank can never pay a failed payout any more",
        "payouts WHERE status = 'failed'",
        f"""SELECT p.id AS payout, p.merchant_id, t.state AS at_bank FROM payouts p
           LEFT JOIN {AT_BANK} t ON t.reference = 'payout-' || p.id
           WHERE p.status = 'failed' AND (t.state IS NULL OR t.state NOT IN ('voided', 'rejected'))""",
    ),
]
