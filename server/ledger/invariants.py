"""The ledger's invariants, proved from the first entry."""

from server.database.invariant import Invariant, Severity

from .models import CONTRA_ACCOUNTS, EntryType

_SIGNS = ", ".join(f"('{entry_type}', {entry_type.sign})" for entry_type in EntryType)
_LEGS = ", ".join(f"('{entry_type}', '{account}')" for entry_type, account in CONTRA_ACCOUNTS.items())
_MOVED = "entry_type NOT IN ('payout_hold', 'payout_release')"
_HELD = "FILTER (WHERE entry_type IN ('payout_hold', 'payout_release'))"


def _sums_by_type(moments: str) -> str:
    """`own`: the sums by type after each of these entries (merchant_id, seq), in one pass over the ledger."""
    return f"""WITH moment AS MATERIALIZED (
               SELECT merchant_id, seq, coalesce(lag(seq) OVER (PARTITION BY merchant_id ORDER BY seq), 0) AS past
               FROM ({moments}) each
           ), part AS (
               SELECT m.merchant_id, m.seq, e.* FROM moment m CROSS JOIN LATERAL (
                   SELECT entry_type, count(*) AS entries, sum(amount_paise) AS paise FROM ledger_entries
                   WHERE merchant_id = m.merchant_id AND seq > m.past AND seq <= m.seq GROUP BY entry_type
               ) e
           ), own AS (
               SELECT * FROM (
                   SELECT m.merchant_id, m.seq, t.entry_type, sum(part.entries) OVER before AS entries,
                          sum(part.paise) OVER before AS paise
                   FROM moment m CROSS JOIN (SELECT DISTINCT entry_type FROM part) t
                   LEFT JOIN part
                       ON (part.merchant_id, part.seq, part.entry_type) = (m.merchant_id, m.seq, t.entry_type)
                   WINDOW before AS (PARTITION BY m.merchant_id, t.entry_type ORDER BY m.seq)
               ) every WHERE entries > 0
           )"""


# The database of an older release may hold times that ran backwards. They stay as they were written.
TIMES_ARE_KEPT_SINCE = ("payouts", "0002_forgotten_keys")  # a migration

INVARIANTS = [
    Invariant(
        "ledger.dense",
        Severity.ORDER,
        "entries are numbered 1, 2, 3 … per merchant, without a gap",
        "ledger_entries",
        """SELECT merchant_id, count(*) AS entries, min(seq) AS first, max(seq) AS last FROM ledger_entries
           GROUP BY merchant_id HAVING min(seq) <> 1 OR max(seq) <> count(*) OR count(DISTINCT seq) <> count(*)""",
    ),
    Invariant(
        "ledger.times",
        Severity.ORDER,
        "entries' times never run backwards within a merchant",
        "ledger_entries",
        f"""SELECT seq AS entry, merchant_id, created_at, before FROM (
               SELECT merchant_id, seq, created_at,
                      lag(created_at) OVER (PARTITION BY merchant_id ORDER BY seq) AS before
               FROM ledger_entries
           ) e WHERE created_at < before AND NOT coalesce(created_at < (
               SELECT applied FROM django_migrations WHERE (app, name) = {TIMES_ARE_KEPT_SINCE}), false)""",
    ),
    Invariant(
        "ledger.links",
        Severity.MONEY,
        "every entry's link is made of what it says and of the link before it",
        "ledger_entries",
        """SELECT seq AS entry, merchant_id FROM (
               SELECT *, lag(link) OVER (PARTITION BY merchant_id ORDER BY seq) AS before FROM ledger_entries
           ) e WHERE link IS DISTINCT FROM ledger_link(
               coalesce(before, ledger_genesis(merchant_id)), merchant_id, seq, id, entry_type, amount_paise,
               payout_id, created_at, reference, description)""",
    ),
    Invariant(
        "ledger.signs",
        Severity.MONEY,
        "every entry has the sign of its type and moves something",
        "ledger_entries",
        f"""SELECT e.seq AS entry, e.merchant_id, e.entry_type, e.amount_paise FROM ledger_entries e
            LEFT JOIN (VALUES {_SIGNS}) s (entry_type, sign) USING (entry_type)
            WHERE s.sign IS NULL OR sign(e.amount_paise) <> s.sign""",
    ),
    Invariant(
        "ledger.double-entry",
        Severity.MONEY,
        "as a double-entry ledger: what each merchant has and the other accounts sum to zero",
        "ledger_entries",
        f"""SELECT e.merchant_id, sum(leg.amount) AS difference FROM ledger_entries e
            LEFT JOIN (VALUES {_LEGS}) c (entry_type, account) USING (entry_type),
            LATERAL (VALUES ('available', e.amount_paise), (c.account, -e.amount_paise)) leg (account, amount)
            WHERE leg.account IS NOT NULL GROUP BY e.merchant_id HAVING sum(leg.amount) <> 0""",
    ),
    Invariant(
        "ledger.never-negative",
        Severity.MONEY,
        "no merchant's available or held money was below zero after any entry",
        "ledger_entries",
        f"""SELECT * FROM (
               SELECT seq AS entry, merchant_id, sum(amount_paise) OVER past AS available_paise,
                      -sum(amount_paise) {_HELD} OVER past AS held_paise
               FROM ledger_entries WINDOW past AS (PARTITION BY merchant_id ORDER BY seq)
           ) history WHERE available_paise < 0 OR held_paise < 0""",
    ),
    Invariant(
        "ledger.balances",
        Severity.MONEY,
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
        "ledger.checkpoints",
        Severity.MONEY,
        "every checkpoint is the sum of the entries up to it",
        "ledger_checkpoints",
        f"""SELECT c.seq AS checkpoint, c.merchant_id, c.available_paise, c.held_paise FROM ledger_checkpoints c
           LEFT JOIN (
               SELECT merchant_id, seq, sum(amount_paise) OVER past AS available_paise,
                      coalesce(-sum(amount_paise) {_HELD} OVER past, 0) AS held_paise
               FROM ledger_entries WINDOW past AS (PARTITION BY merchant_id ORDER BY seq)
           ) e USING (merchant_id, seq)
           WHERE (c.available_paise, c.held_paise) IS DISTINCT FROM (e.available_paise, e.held_paise)""",
    ),
    Invariant(
        "ledger.checkpoint-history",
        Severity.TIDINESS,
        "what a checkpoint says of its 25 entries is what they say",
        "ledger_checkpoints WHERE lowest_paise IS NOT NULL",
        f"""SELECT c.seq AS checkpoint, c.merchant_id, c.lowest_paise, c.highest_paise, c.in_paise, c.out_paise
           FROM ledger_checkpoints c
           LEFT JOIN (
               SELECT merchant_id, (seq + 24) / 25 * 25 AS seq, min(after) AS lowest_paise,
                      max(after - amount_paise) FILTER (WHERE entry_type <> 'payout_completed') AS highest_paise,
                      coalesce(sum(amount_paise) FILTER (WHERE {_MOVED} AND amount_paise > 0), 0) AS in_paise,
                      coalesce(-sum(amount_paise) FILTER (WHERE {_MOVED} AND amount_paise < 0), 0) AS out_paise
               FROM (
                   SELECT *, sum(amount_paise) OVER (PARTITION BY merchant_id ORDER BY seq) AS after FROM ledger_entries
               ) history GROUP BY 1, 2
           ) e USING (merchant_id, seq)
           WHERE c.lowest_paise IS NOT NULL AND (c.lowest_paise, c.highest_paise, c.in_paise, c.out_paise)
                 IS DISTINCT FROM (e.lowest_paise, e.highest_paise, e.in_paise, e.out_paise)""",
    ),
    Invariant(
        "ledger.lines",
        Severity.MONEY,
        "a balance's lines are the sums by type from the first entry, now and after a hundred other entries",
        "merchants",
        f"""{
            _sums_by_type(
                '''SELECT e.merchant_id, n.seq FROM (
                       SELECT merchant_id, max(seq) AS last FROM ledger_entries GROUP BY merchant_id
                   ) e, LATERAL (
                       SELECT e.last AS seq UNION
                       SELECT 1 + floor(random() * e.last)::bigint FROM generate_series(1, 100)
                   ) n'''
            )
        }, seen AS (
               SELECT m.merchant_id, m.seq, s.entry_type, s.entries, s.paise
               FROM moment m, LATERAL ledger_type_sums(m.merchant_id, m.seq) s
           )
           SELECT min(seq) AS entry, merchant_id, string_agg(DISTINCT entry_type, ' ') AS types
           FROM own FULL JOIN seen USING (merchant_id, seq, entry_type)
           WHERE (own.entries, own.paise) IS DISTINCT FROM (seen.entries, seen.paise) GROUP BY merchant_id""",
    ),
    Invariant(
        "ledger.type-checkpoints",
        Severity.TIDINESS,
        "every type checkpoint is the sum of the type's entries up to it, and there is one of each type",
        "ledger_type_checkpoints",
        f"""{_sums_by_type("SELECT DISTINCT merchant_id, seq FROM ledger_type_checkpoints")}
           SELECT min(seq) AS entry, merchant_id, string_agg(DISTINCT entry_type, ' ') AS types
           FROM own FULL JOIN ledger_type_checkpoints kept USING (merchant_id, seq, entry_type)
           WHERE (own.entries, own.paise) IS DISTINCT FROM (kept.entries, kept.paise) OR seq % 500 <> 0
           GROUP BY merchant_id""",
    ),
    Invariant(
        "ledger.payments-once",
        Severity.MONEY,
        "payment references are recorded once per merchant",
        "ledger_entries WHERE reference IS NOT NULL",
        """SELECT min(seq) AS entry, merchant_id, reference, count(*) FROM ledger_entries
           WHERE reference IS NOT NULL GROUP BY merchant_id, reference HAVING count(*) > 1""",
    ),
    Invariant(
        "ledger.heads",
        Severity.ORDER,
        "every kept head lies on its ledger, with its balances, on its day",
        "ledger_heads",
        f"""SELECT h.day AS head, h.merchant_id, h.seq FROM ledger_heads h
           LEFT JOIN (
               SELECT merchant_id, seq, link, sum(amount_paise) OVER past AS available_paise,
                      coalesce(-sum(amount_paise) {_HELD} OVER past, 0) AS held_paise
               FROM ledger_entries WINDOW past AS (PARTITION BY merchant_id ORDER BY seq)
           ) e USING (merchant_id, seq)
           WHERE (h.link, h.available_paise, h.held_paise, h.day) IS DISTINCT FROM (
               CASE h.seq WHEN 0 THEN ledger_genesis(h.merchant_id) ELSE e.link END,
               CASE h.seq WHEN 0 THEN 0 ELSE e.available_paise END, CASE h.seq WHEN 0 THEN 0 ELSE e.held_paise END,
               (h.issued_at AT TIME ZONE 'Asia/Kolkata')::date)""",
    ),
]
