"""The rules that `verify_ledger` proves, each with the query that finds what breaks it."""

from typing import NamedTuple

from server.ledger.models import CONTRA_ACCOUNTS, EntryType


class Invariant(NamedTuple):
    """`faults` returns a row per fault; `over` is what it looks at, for the count."""

    rule: str
    over: str
    faults: str


_SIGNS = ", ".join(f"('{entry_type}', {entry_type.sign})" for entry_type in EntryType)
_LEGS = ", ".join(f"('{entry_type}', '{account}')" for entry_type, account in CONTRA_ACCOUNTS.items())
_HELD = "FILTER (WHERE entry_type IN ('payout_hold', 'payout_release'))"

INVARIANTS = [
    Invariant(
        "entries are numbered 1, 2, 3 … per merchant, without a gap",
        "ledger_entries",
        """SELECT merchant_id, count(*) AS entries, min(seq) AS first, max(seq) AS last FROM ledger_entries
           GROUP BY merchant_id HAVING min(seq) <> 1 OR max(seq) <> count(*) OR count(DISTINCT seq) <> count(*)""",
    ),
    Invariant(
        "every entry has the sign of its type and moves something",
        "ledger_entries",
        f"""SELECT e.id, e.entry_type, e.amount_paise FROM ledger_entries e
            LEFT JOIN (VALUES {_SIGNS}) s (entry_type, sign) USING (entry_type)
            WHERE s.sign IS NULL OR sign(e.amount_paise) <> s.sign""",
    ),
    Invariant(
        "every entry belongs to a merchant, and to a payout if its type says so",
        "ledger_entries",
        """SELECT e.id, e.entry_type, e.merchant_id, e.payout_id FROM ledger_entries e
           LEFT JOIN merchants m ON m.id = e.merchant_id LEFT JOIN payouts p ON p.id = e.payout_id
           WHERE m.id IS NULL OR (p.id IS NULL AND (e.payout_id IS NOT NULL OR e.entry_type LIKE 'payout%'))""",
    ),
    Invariant(
        "as a double-entry ledger: what every merchant has and the other accounts sum to zero",
        "ledger_entries",
        f"""SELECT sum(leg.amount) AS difference FROM ledger_entries e
            LEFT JOIN (VALUES {_LEGS}) c (entry_type, account) USING (entry_type),
            LATERAL (VALUES ('available', e.amount_paise), (c.account, -e.amount_paise)) leg (account, amount)
            WHERE leg.account IS NOT NULL HAVING sum(leg.amount) <> 0""",
    ),
    Invariant(
        "no merchant's available or held money was below zero after any entry",
        "ledger_entries",
        f"""SELECT * FROM (
               SELECT merchant_id, seq, sum(amount_paise) OVER past AS available_paise,
                      -sum(amount_paise) {_HELD} OVER past AS held_paise
               FROM ledger_entries WINDOW past AS (PARTITION BY merchant_id ORDER BY seq)
           ) history WHERE available_paise < 0 OR held_paise < 0""",
    ),
    Invariant(
        "the balances that callers see are the sums from the first entry",
        "merchants",
        f"""SELECT m.id AS merchant_id, seen.available_paise, coalesce(e.available_paise, 0) AS from_the_first
           FROM merchants m CROSS JOIN LATERAL ledger_balance(m.id) seen
           LEFT JOIN (
               SELECT merchant_id, max(seq) AS seq, sum(amount_paise) AS available_paise,
                      -sum(amount_paise) {_HELD} AS held_paise
               FROM ledger_entries GROUP BY merchant_id
           ) e ON e.merchant_id = m.id
           WHERE (seen.seq, seen.available_paise, seen.held_paise) IS DISTINCT FROM
                 (coalesce(e.seq, 0), coalesce(e.available_paise, 0), coalesce(e.held_paise, 0))""",
    ),
    Invariant(
        "every checkpoint is the sum of the entries up to it",
        "ledger_checkpoints",
        f"""SELECT c.merchant_id, c.seq, c.available_paise, c.held_paise FROM ledger_checkpoints c
           LEFT JOIN (
               SELECT merchant_id, seq, sum(amount_paise) OVER past AS available_paise,
                      coalesce(-sum(amount_paise) {_HELD} OVER past, 0) AS held_paise
               FROM ledger_entries WINDOW past AS (PARTITION BY merchant_id ORDER BY seq)
           ) e USING (merchant_id, seq)
           WHERE (c.available_paise, c.held_paise) IS DISTINCT FROM (e.available_paise, e.held_paise)""",
    ),
    Invariant(
        "every payout has exactly the entries of its state, with its amount and its merchant",
        "payouts",
        """SELECT p.id AS payout, p.status, string_agg(e.entry_type, ' ' ORDER BY e.entry_type) AS entries
           FROM payouts p LEFT JOIN ledger_entries e ON e.payout_id = p.id
           GROUP BY p.id HAVING string_agg(e.entry_type, ' ' ORDER BY e.entry_type) IS DISTINCT FROM (CASE p.status
               WHEN 'pending' THEN 'payout_hold' WHEN 'processing' THEN 'payout_hold'
               WHEN 'completed' THEN 'payout_completed payout_hold payout_release'
               WHEN 'failed' THEN 'payout_hold payout_release' END)
           OR bool_or(abs(e.amount_paise) <> p.amount_paise OR e.merchant_id <> p.merchant_id)""",
    ),
    Invariant(
        "every payout goes to an account of its merchant, and comes due at some time while it is open",
        "payouts",
        """SELECT p.id AS payout, p.merchant_id, a.merchant_id AS account_of, p.next_attempt_at, p.lease_expires_at
           FROM payouts p LEFT JOIN bank_accounts a ON a.id = p.bank_account_id
           WHERE a.merchant_id IS DISTINCT FROM p.merchant_id OR (p.status IN ('pending', 'processing')
               AND NOT coalesce(isfinite(coalesce(p.lease_expires_at, p.next_attempt_at)), false))""",
    ),
    Invariant(
        "what is unresolved or needs review is in processing",
        "payouts WHERE unresolved_since IS NOT NULL OR needs_review",
        """SELECT id AS payout, status, unresolved_since, needs_review FROM payouts
           WHERE (needs_review AND unresolved_since IS NULL)
              OR (unresolved_since IS NOT NULL AND (status <> 'processing' OR NOT isfinite(unresolved_since)))""",
    ),
    Invariant(
        "every payout's last answer was written down as an attempt, and an ended one ended on it",
        "payouts WHERE last_answer IS NOT NULL",
        """SELECT p.id AS payout, p.status, p.last_answer FROM payouts p
           WHERE (p.status, p.last_answer) IN (('completed', 'rejected'), ('completed', 'voided'), ('failed', 'paid'))
              OR (p.status IN ('completed', 'failed') AND p.last_answer NOT IN ('paid', 'rejected', 'voided'))
              OR (p.last_answer IS NOT NULL AND NOT EXISTS (
                  SELECT FROM payout_attempts a WHERE a.payout_id = p.id AND a.answer = p.last_answer))""",
    ),
    Invariant(
        "what is held is what the open payouts hold",
        "merchants",
        """SELECT m.id AS merchant_id, b.held_paise, coalesce(p.open_paise, 0) AS open_paise
           FROM merchants m CROSS JOIN LATERAL ledger_balance(m.id) b LEFT JOIN (
               SELECT merchant_id, sum(amount_paise) AS open_paise FROM payouts
               WHERE status IN ('pending', 'processing') GROUP BY merchant_id
           ) p ON p.merchant_id = m.id WHERE b.held_paise <> coalesce(p.open_paise, 0)""",
    ),
    Invariant(
        "payment references are recorded once per merchant",
        "ledger_entries WHERE reference IS NOT NULL",
        """SELECT merchant_id, reference, count(*) FROM ledger_entries
           WHERE reference IS NOT NULL GROUP BY merchant_id, reference HAVING count(*) > 1""",
    ),
    Invariant(
        "every remembered answer is about the payout that its key created",
        "idempotency_records",
        """SELECT r.merchant_id, r.key, r.payout_id FROM idempotency_records r LEFT JOIN payouts p ON p.id = r.payout_id
           LEFT JOIN bank_accounts a ON a.id = p.bank_account_id, LATERAL (SELECT r.answer::json AS receipt) said
           WHERE (p.merchant_id, p.idempotency_key, p.id::text, p.amount_paise::text, 'pending',
                  a.id::text, a.ifsc_code, a.account_number_masked) IS DISTINCT FROM
                 (r.merchant_id, r.key, receipt ->> 'id', receipt ->> 'amount_paise', receipt ->> 'status',
                  receipt #>> '{bank_account,id}', receipt #>> '{bank_account,ifsc_code}',
                  receipt #>> '{bank_account,account_number_masked}')""",
    ),
    Invariant(
        "every completed payout was paid by the bank, with that amount and UTR, to that account",
        "payouts WHERE status = 'completed'",
        """SELECT p.id AS payout, p.bank_reference_id, t.state AS at_bank, t.utr FROM payouts p
           LEFT JOIN bank_accounts a ON a.id = p.bank_account_id
           LEFT JOIN bank_transfers t ON t.reference = 'payout-' || p.id
           WHERE p.status = 'completed' AND
                 ('paid', p.bank_reference_id, p.amount_paise, a.account_number_masked, a.ifsc_code) IS DISTINCT FROM
                 (t.state, t.utr, t.amount_paise, t.account_number_masked, t.ifsc_code)""",
    ),
    Invariant(
        "the bank paid nothing that is not a payout's, completed or being settled",
        "bank_transfers WHERE state = 'paid'",
        """SELECT t.reference, t.amount_paise, p.status FROM bank_transfers t
           LEFT JOIN payouts p ON t.reference = 'payout-' || p.id
           WHERE t.state = 'paid' AND (p.id IS NULL OR p.status NOT IN ('processing', 'completed'))""",
    ),
    Invariant(
        "the bank can never pay a failed payout any more",
        "payouts WHERE status = 'failed'",
        """SELECT p.id AS payout, t.state AS at_bank FROM payouts p
           LEFT JOIN bank_transfers t ON t.reference = 'payout-' || p.id
           WHERE p.status = 'failed' AND (t.state IS NULL OR t.state NOT IN ('voided', 'rejected'))""",
    ),
]
