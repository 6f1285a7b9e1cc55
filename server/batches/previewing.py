"""A dry run of a batch, row by row: nothing is written, and what it says may have changed by the payment.

Whatever the number of rows and payouts, it takes five statements, and one more for a merchant with a fee plan. Each
looks at no more than the newest `PAYOUTS_READ` payouts of an account within `PAID_WITHIN`, and at `NAMESAKES_READ` of a
reference.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import TextChoices

from server.comparison_form import comparison_form
from server.errors import InvalidInput, RowFault
from server.ledger.balance import balance_of
from server.money import MAX_PAISE
from server.payouts.pricing import fees_of_payouts

from .rows import TOO_MUCH, ReadRow, read_rows

PAID_WITHIN = timedelta(days=7)  # as in payouts/similar.py
PAYOUTS_READ = 100
NAMESAKES_READ = 10


class Verdict(TextChoices):
    READY = "ready", "Nothing is in the way."
    MAYBE_PAID = "maybe_paid", "It looks like one that was paid or stands in the batch already. It can be paid."
    TO_FIX = "to_fix", "It cannot be paid as it is."


class Likeness(TextChoices):
    SAME_ACCOUNT_AND_AMOUNT = (
        "same_account_and_amount",
        "A payout of this amount to this account, or to another one with the same number, in the last seven days.",
    )
    SAME_REFERENCE = "same_reference", "A payout with this reference, at any time."
    SAME_ACCOUNT_AND_AMOUNT_IN_BATCH = "same_account_and_amount_in_batch", "An earlier row like it."
    SAME_REFERENCE_IN_BATCH = "same_reference_in_batch", "An earlier row with this reference."


class Alike(NamedTuple):
    """Why a row may be paid already: the payout, or the earlier row of the batch."""

    kind: Likeness
    payout_id: UUID | None = None
    row: int | None = None


@dataclass(frozen=True)
class PreviewedRow:
    number: int
    verdict: Verdict
    amount_paise: int | None  # if it can be read
    faults: list[RowFault]
    alike: list[Alike]


@dataclass(frozen=True)
class Preview:
    rows: list[PreviewedRow]
    available_paise: int
    payable_paise: int  # of the rows that are not to be fixed
    by_verdict: dict[Verdict, tuple[int, int]] = field(default_factory=dict)  # rows, paise
    fees_paise: int = 0  # of the same rows, with GST

    @property
    def short_by_paise(self) -> int:
        """At most 2^53 - 1: no balance is larger."""
        return min(max(0, self.payable_paise + self.fees_paise - self.available_paise), MAX_PAISE)


# Each account's newest payouts are read once, for however many rows. A merchant may have added one account twice, at
# two branches: both have the same digest.
SAME_PAYMENT = """
    WITH recent AS MATERIALIZED (
        SELECT asked.account, latest.id, latest.amount_paise, latest.created_at
        FROM (SELECT DISTINCT account FROM unnest(%(accounts)s::uuid[]) AS one (account)) asked
        JOIN bank_accounts a ON a.id = asked.account
        JOIN LATERAL (
            SELECT near.id FROM bank_accounts near WHERE near.merchant_id = %(merchant)s AND near.id = asked.account
            UNION
            SELECT near.id FROM bank_accounts near
            WHERE near.merchant_id = %(merchant)s AND near.account_number_digest = a.account_number_digest
        ) twin ON true
        JOIN LATERAL (
            SELECT p.id, p.amount_paise, p.created_at, p.status FROM payouts p
            WHERE p.merchant_id = %(merchant)s AND p.bank_account_id = twin.id AND p.created_at > now() - %(within)s
            ORDER BY p.created_at DESC, p.id DESC LIMIT %(payouts_read)s
        ) latest ON NOT payout_is_unpaid(latest.id, latest.status)
    )
    SELECT asked.number, recent.id FROM unnest(%(accounts)s::uuid[], %(amounts)s::bigint[], %(numbers)s::integer[])
        AS asked (account, paise, number)
    JOIN recent ON recent.account = asked.account AND recent.amount_paise = asked.paise
    ORDER BY recent.created_at DESC, recent.id DESC"""
SAME_REFERENCE = """
    SELECT asked.number, p.id FROM unnest(%(forms)s::text[], %(numbers)s::integer[]) AS asked (form, number)
    JOIN LATERAL (
        SELECT d.payout_id FROM payout_details d
        WHERE d.merchant_id = %(merchant)s AND d.reference_form = asked.form AND d.reference IS NOT NULL
        ORDER BY d.payout_id DESC LIMIT %(namesakes_read)s
    ) named ON true
    JOIN payouts p ON p.id = named.payout_id AND NOT payout_is_unpaid(p.id, p.status)
    ORDER BY p.created_at DESC, p.id DESC"""


def preview(merchant_id: UUID, sent: Sequence[object]) -> Preview:
    """Raises InvalidInput for no rows or too many, and for a sum that is no amount."""
    rows = read_rows(merchant_id, sent)
    alike = _in_the_batch(rows)
    for kind, found in (
        (Likeness.SAME_REFERENCE, _named_alike(merchant_id, rows)),
        (Likeness.SAME_ACCOUNT_AND_AMOUNT, _paid_alike(merchant_id, rows)),
    ):
        for number, payout_id in found.items():
            alike.setdefault(number, []).insert(0, Alike(kind, payout_id))
    if sum(each.amount_paise or 0 for each in rows) > MAX_PAISE:
        raise InvalidInput(TOO_MUCH, "rows")
    previewed = [_judged(each, alike.get(each.number, [])) for each in rows]
    counts: Counter[Verdict] = Counter()
    sums: Counter[Verdict] = Counter()
    for row in previewed:
        counts[row.verdict] += 1
        sums[row.verdict] += row.amount_paise or 0
    return Preview(
        previewed,
        balance_of(merchant_id).available_paise,
        sums[Verdict.READY] + sums[Verdict.MAYBE_PAID],
        {verdict: (counts[verdict], sums[verdict]) for verdict in Verdict},
        fees_of_payouts(merchant_id, [(each.row.bank_account_id, each.row.amount_paise) for each in rows if each.row]),
    )


def _judged(each: ReadRow, alike: list[Alike]) -> PreviewedRow:
    if each.faults:
        return PreviewedRow(each.number, Verdict.TO_FIX, each.amount_paise, each.faults, [])
    verdict = Verdict.MAYBE_PAID if alike else Verdict.READY
    return PreviewedRow(each.number, verdict, each.amount_paise, [], alike)


def _paid_alike(merchant_id: UUID, rows: list[ReadRow]) -> dict[int, UUID]:
    """The newest such payout, by the row's number. Rows that are alike are looked up once."""
    first: dict[tuple[UUID, int], int] = {}
    for each in rows:
        if each.row:
            first.setdefault((each.row.bank_account_id, each.row.amount_paise), each.number)
    found = _first_of_each(
        SAME_PAYMENT,
        merchant=merchant_id,
        accounts=[account for account, _ in first],
        amounts=[paise for _, paise in first],
        numbers=list(first.values()),
        within=PAID_WITHIN,
        payouts_read=PAYOUTS_READ,
    )
    asked = {each.number: first[each.row.bank_account_id, each.row.amount_paise] for each in rows if each.row}
    return {number: found[place] for number, place in asked.items() if place in found}


def _named_alike(merchant_id: UUID, rows: list[ReadRow]) -> dict[int, UUID]:
    forms = {each.number: comparison_form(each.row.reference) for each in rows if each.row and each.row.reference}
    return _first_of_each(
        SAME_REFERENCE,
        merchant=merchant_id,
        forms=list(forms.values()),
        numbers=list(forms),
        namesakes_read=NAMESAKES_READ,
    )


def _first_of_each(statement: str, **parameters: Any) -> dict[int, UUID]:
    found: dict[int, UUID] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for number, payout_id in cursor:
            found.setdefault(number, payout_id)
    return found


def _in_the_batch(rows: list[ReadRow]) -> dict[int, list[Alike]]:
    """Each later one of rows that are alike names the first."""
    alike: dict[int, list[Alike]] = {}
    payments: dict[tuple[UUID, int], int] = {}
    references: dict[str, int] = {}
    for each in rows:
        if each.row is None:
            continue
        payment = (each.row.bank_account_id, each.row.amount_paise)
        if (before := payments.setdefault(payment, each.number)) != each.number:
            alike.setdefault(each.number, []).append(Alike(Likeness.SAME_ACCOUNT_AND_AMOUNT_IN_BATCH, row=before))
        form = comparison_form(each.row.reference) if each.row.reference else ""
        if form and (before := references.setdefault(form, each.number)) != each.number:
            alike.setdefault(each.number, []).append(Alike(Likeness.SAME_REFERENCE_IN_BATCH, row=before))
    return alike
