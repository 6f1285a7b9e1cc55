"""Invariants between the ledgers and the statements that were made of them."""

from server.database.invariant import Invariant, Severity

INVARIANTS = [
    Invariant(
        "statement.entries",
        Severity.MONEY,
        "every statement is of the entries between the starts of its days, and the ledger has them",
        "statement_issues",
        """SELECT i.id AS statement, i.merchant_id, i.after_seq, i.upto_seq FROM statement_issues i
           LEFT JOIN statement_day_starts first ON first.merchant_id = i.merchant_id AND first.day = i.starts_on
           LEFT JOIN statement_day_starts next ON next.merchant_id = i.merchant_id AND next.day = i.ends_before
           WHERE i.after_seq IS DISTINCT FROM first.seq OR i.upto_seq IS DISTINCT FROM next.seq
              OR i.upto_seq > coalesce((
                     SELECT max(e.seq) FROM ledger_entries e WHERE e.merchant_id = i.merchant_id), 0)""",
    ),
    Invariant(
        "statement.days",
        Severity.ORDER,
        "a day begins where an earlier one has begun or later, at the last entry before it",
        "statement_day_starts",
        """SELECT s.id AS day_start, s.merchant_id, s.day, s.seq FROM (
               SELECT d.*, lag(d.seq) OVER (PARTITION BY d.merchant_id ORDER BY d.day) AS before
               FROM statement_day_starts d
           ) s
           WHERE s.seq < s.before
              -- The clock may have been set back since: then entries after it bear a time of the days before.
              OR s.seq > ledger_entries_before(s.merchant_id, s.day::timestamp AT TIME ZONE 'Asia/Kolkata')""",
    ),
]
