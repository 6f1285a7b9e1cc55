"""Links lines with what they are, where there is no doubt: each pass links pairs that are each other's only one.

Nothing alike is taken for the same: a paisa off, or a UTR without its zeros, is an exception for a person to see.
A pair that a person has parted is never made again.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from server.ids import new_id
from server.ledger.periods import today

from .models import LinkKind, LinkRule, ReconciliationLink
from .references import names_a_payout, token_of, tokens_in

ENGINE = "engine"
# The bank books a debit on the day on which it pays; around midnight on the one beside it.
WINDOW = timedelta(days=1)

OPEN = """
    l.our_account = %(account)s
    AND NOT EXISTS (SELECT FROM reconciliation_links k WHERE k.line_id = l.id
                    AND NOT EXISTS (SELECT FROM reconciliation_unlinks u WHERE u.link_id = k.id))"""
UNLINKED_SUBJECT = """
    NOT EXISTS (SELECT FROM reconciliation_links k WHERE k.subject_id = {subject} AND k.kind = '{kind}'
                AND (k.line_id = l.id OR NOT EXISTS (SELECT FROM reconciliation_unlinks u WHERE u.link_id = k.id)))"""
FREE_PAYOUT = UNLINKED_SUBJECT.format(subject="p.id", kind="payout")
FREE_RETURN = UNLINKED_SUBJECT.format(subject="r.payout_id", kind="return")
FREE_PAYMENT = UNLINKED_SUBJECT.format(subject="e.id", kind="inward")

# Each: the lines and what they may be. Several pairs of one line, or of one subject, are none.
BY_UTR = f"""
SELECT l.id, l.amount_paise, 'payout', p.id FROM bank_statement_lines l
JOIN payouts p ON p.bank_reference_id = l.utr AND p.status = 'completed' AND p.amount_paise = -l.amount_paise
WHERE l.amount_paise < 0 AND {OPEN} AND {FREE_PAYOUT}
UNION
SELECT l.id, l.amount_paise, 'return', r.payout_id FROM bank_statement_lines l
JOIN payouts p ON p.bank_reference_id = l.utr
JOIN payout_returns r ON r.payout_id = p.id AND r.amount_paise = l.amount_paise
WHERE l.amount_paise > 0 AND {OPEN} AND {FREE_RETURN}
UNION
SELECT l.id, l.amount_paise, 'return', r.payout_id FROM bank_statement_lines l
JOIN payout_returns r ON r.return_reference = l.utr AND r.amount_paise = l.amount_paise
WHERE l.amount_paise > 0 AND {OPEN} AND {FREE_RETURN}"""
CREDITS = (
    f"SELECT EXISTS (SELECT FROM bank_statement_lines l WHERE l.amount_paise > 0 AND l.utr IS NOT NULL AND {OPEN})"
)
# Payments have no index by reference alone: this reads the ledger through.
INWARD = f"""
SELECT l.id, l.amount_paise, 'inward', e.id FROM bank_statement_lines l
JOIN ledger_entries e ON upper(replace(e.reference, ' ', '')) = l.utr AND e.entry_type = 'payment_received'
 AND e.amount_paise = l.amount_paise
WHERE l.amount_paise > 0 AND {OPEN} AND {FREE_PAYMENT}"""
# A UTR in the line that is not the payout's is for a person to look at.
BY_REFERENCE = f"""
SELECT l.id, l.amount_paise, 'payout', p.id FROM bank_statement_lines l
JOIN payouts p ON p.id = l.named_payout AND p.status = 'completed' AND p.amount_paise = -l.amount_paise
WHERE l.amount_paise < 0 AND (l.utr IS NULL OR l.utr = p.bank_reference_id) AND {OPEN} AND {FREE_PAYOUT}
UNION
SELECT l.id, l.amount_paise, 'return', r.payout_id FROM bank_statement_lines l
JOIN payout_returns r ON r.payout_id = l.named_payout AND r.amount_paise = l.amount_paise
JOIN payouts p ON p.id = r.payout_id
WHERE l.amount_paise > 0 AND (l.utr IS NULL OR l.utr IN (p.bank_reference_id, r.return_reference))
  AND {OPEN} AND {FREE_RETURN}"""
NAMELESS = f"""
SELECT l.id, l.amount_paise, l.value_on, l.account_ending, l.narration FROM bank_statement_lines l
WHERE l.amount_paise < 0 AND l.utr IS NULL AND l.named_payout IS NULL AND {OPEN}"""
CANDIDATES = """
SELECT p.id, p.amount_paise, (p.completed_at AT TIME ZONE 'Asia/Kolkata')::date, right(a.account_number_masked, 4)
FROM payouts p JOIN bank_accounts a ON a.id = p.bank_account_id
WHERE p.status = 'completed' AND p.completed_at >= %(first)s::timestamp AT TIME ZONE 'Asia/Kolkata'
  AND p.completed_at < %(last)s::timestamp AT TIME ZONE 'Asia/Kolkata' AND p.amount_paise = ANY(%(amounts)s)
  AND NOT EXISTS (SELECT FROM reconciliation_links k WHERE k.subject_id = p.id AND k.kind = 'payout'
                  AND NOT EXISTS (SELECT FROM reconciliation_unlinks u WHERE u.link_id = k.id))"""
PARTED = """
SELECT k.line_id, k.subject_id FROM reconciliation_links k JOIN reconciliation_unlinks u ON u.link_id = k.id
WHERE k.line_id = ANY(%s)"""


# Older lines than that are a person's.
AGAIN_FOR = timedelta(days=40)
OPEN_ACCOUNTS = """
SELECT DISTINCT l.our_account FROM bank_statement_lines l
WHERE l.booked_on >= %s AND NOT EXISTS (SELECT FROM reconciliation_links k WHERE k.line_id = l.id)"""
# Whoever writes lines or links does so alone: what is new, and what is unique, is judged by all that is there.
ALONE = "SELECT pg_advisory_xact_lock(hashtext('reconciliation'))"


class Pair(NamedTuple):
    line_id: UUID
    amount_paise: int
    kind: LinkKind
    subject_id: UUID


class Nameless(NamedTuple):
    line_id: UUID
    amount_paise: int
    value_on: date
    account_ending: str
    narration: str


class Candidate(NamedTuple):
    payout_id: UUID
    amount_paise: int
    paid_on: date
    account_ending: str


def match_again() -> int:
    """Of each account that has lines which nothing was ever linked with. How many lines were linked."""
    return sum(map(_match_alone, [account for [account] in _rows(OPEN_ACCOUNTS, [today() - AGAIN_FOR])]))


def _match_alone(account: str) -> int:
    with transaction.atomic():
        _rows(ALONE, [])
        return match_lines(account)


def match_lines(account: str) -> int:
    """How many lines were linked. The caller's transaction has the lock `ALONE`."""
    found = _link(_pairs(BY_UTR, account), LinkRule.UTR)
    found += _link(_pairs(BY_REFERENCE, account), LinkRule.REFERENCE)
    if _rows(CREDITS, {"account": account}) == [(True,)]:
        found += _link(_pairs(INWARD, account), LinkRule.UTR)
    lines = [Nameless(*row) for row in _rows(NAMELESS, {"account": account})]
    if lines:
        payouts = _candidates(lines)
        found += _link(_by_token(lines, payouts), LinkRule.REFERENCE)
        linked = {pair.line_id for pair in found}
        taken = {pair.subject_id for pair in found}
        found += _link(
            _by_account(
                [line for line in lines if line.line_id not in linked and not names_a_payout(line.narration)],
                [payout for payout in payouts if payout.payout_id not in taken],
            ),
            LinkRule.ACCOUNT,
        )
    return len(found)


def _pairs(sql: str, account: str) -> list[Pair]:
    return [
        Pair(line, paise, LinkKind(kind), subject) for line, paise, kind, subject in _rows(sql, {"account": account})
    ]


def _candidates(lines: list[Nameless]) -> list[Candidate]:
    first, last = min(line.value_on for line in lines), max(line.value_on for line in lines)
    bounds = {"first": first - WINDOW, "last": last + 2 * WINDOW}
    amounts = list({-line.amount_paise for line in lines})
    return [Candidate(*row) for row in _rows(CANDIDATES, bounds | {"amounts": amounts})]


def _by_token(lines: list[Nameless], payouts: list[Candidate]) -> list[Pair]:
    by_token: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for payout in payouts:
        by_token[token_of(payout.payout_id), -payout.amount_paise].append(payout)
    return [
        Pair(line.line_id, line.amount_paise, LinkKind.PAYOUT, payout.payout_id)
        for line in lines
        for token in tokens_in(line.narration)
        for payout in by_token.get((token, line.amount_paise), [])
    ]


def _by_account(lines: list[Nameless], payouts: list[Candidate]) -> list[Pair]:
    by_account: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for payout in payouts:
        by_account[payout.account_ending, -payout.amount_paise].append(payout)
    return [
        Pair(line.line_id, line.amount_paise, LinkKind.PAYOUT, payout.payout_id)
        for line in lines
        if line.account_ending
        for payout in by_account.get((line.account_ending, line.amount_paise), [])
        if abs(line.value_on - payout.paid_on) <= WINDOW
    ]


def _link(pairs: list[Pair], rule: LinkRule) -> list[Pair]:
    """Those that are each other's only one, and were never parted."""
    lines: dict[UUID, int] = defaultdict(int)
    subjects: dict[tuple[LinkKind, UUID], int] = defaultdict(int)
    for pair in pairs:
        lines[pair.line_id] += 1
        subjects[pair.kind, pair.subject_id] += 1
    sure = [pair for pair in pairs if lines[pair.line_id] == subjects[pair.kind, pair.subject_id] == 1]
    parted = {tuple(row) for row in _rows(PARTED, [[pair.line_id for pair in sure]])}
    links = [pair for pair in sure if (pair.line_id, pair.subject_id) not in parted]
    ReconciliationLink.objects.bulk_create(
        (
            ReconciliationLink(
                id=new_id(),
                line_id=pair.line_id,
                kind=pair.kind,
                subject_id=pair.subject_id,
                amount_paise=pair.amount_paise,
                rule=rule,
                linked_by=ENGINE,
            )
            for pair in links
        ),
        batch_size=2_000,
    )
    return links


def _rows(sql: str, parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
