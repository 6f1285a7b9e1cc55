"""Payouts found by what somebody remembers of them: a payee, an amount, a reference, a day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet

from server.comparison_form import comparison_form
from server.database.comparison import ComparisonForm
from server.database.planning import planned_by_values
from server.errors import InvalidInput
from server.merchants.models import BankAccount
from server.money import MAX_PAISE, read_amount, rupees_in
from server.text import AT_ENDS, clean_text

from .details import PayoutDetails
from .failures import WAS_CANCELLED
from .finding import utr_forms
from .models import ForgottenKey, IdempotencyRecord, Payout
from .scheduling import WAITS_FOR_ITS_TIME
from .states import Status

LONGEST_TEXT = 100  # characters
# Each of so many accounts is looked up in its own part of the index. More of them together have so many payouts that
# reading the merchant's newest ones soon finds a page.
MOST_ACCOUNTS = 20
DIGITS_OF_AN_ENDING = 4


@dataclass(frozen=True)
class PayoutFilter:
    """Every condition that is given must hold. Amounts in whole paise, both ends included. Raises InvalidInput."""

    statuses: frozenset[Status] = frozenset()
    needs_review: bool | None = None
    cancelled: bool | None = None  # it failed because somebody cancelled it
    scheduled: bool | None = None  # it waits for its time
    since: datetime | None = None  # created then or later
    until: datetime | None = None  # created before then
    min_paise: int | None = None
    max_paise: int | None = None
    bank_account_id: UUID | None = None
    batch_id: UUID | None = None
    returned: bool | None = None  # the money came back after the payout had completed
    text: str | None = None

    def __post_init__(self) -> None:
        for name, paise in (("min_paise", self.min_paise), ("max_paise", self.max_paise)):
            if paise is not None:
                read_amount(paise, name)
        if self.since and self.until and self.since > self.until:
            raise InvalidInput("from must not be after to.", "from")
        if self.min_paise is not None and self.max_paise is not None and self.min_paise > self.max_paise:
            raise InvalidInput("min_paise must not be above max_paise.", "min_paise")

    @property
    def condition(self) -> Q:
        """All of it but the text."""
        condition = Q()
        if self.statuses:
            condition &= Q(status__in=sorted(self.statuses)) if len(self.statuses) > 1 else Q(status=min(self.statuses))
        for lookup, value in (
            ("needs_review", self.needs_review),
            ("created_at__gte", self.since),
            ("created_at__lt", self.until),
            ("amount_paise__gte", self.min_paise),
            ("amount_paise__lte", self.max_paise),
            ("bank_account_id", self.bank_account_id),
            ("details__batch_id", self.batch_id),
        ):
            if value is not None:
                condition &= Q(**{lookup: value})
        for wanted, those in ((self.cancelled, WAS_CANCELLED), (self.scheduled, WAITS_FOR_ITS_TIME)):
            if wanted is not None:
                condition &= those if wanted else ~those
        if self.returned:
            # Both keys: the merchant's few returns are the shorter way to them (payout_returns_by_merchant).
            condition &= Q(its_return__merchant_id=F("merchant_id"))
        elif self.returned is not None:
            condition &= Q(its_return__isnull=True)
        return condition


def ways_to(rows: QuerySet[Payout], merchant_id: UUID, wanted: PayoutFilter) -> list[QuerySet[Payout]]:
    """This merchant's payouts among `rows` that pass the filter: those that any of the querysets has. Raises
    InvalidInput."""
    rows = rows.filter(wanted.condition, merchant_id=merchant_id)
    if wanted.text is None or not wanted.text.strip(AT_ENDS):
        return [rows]
    text = clean_text(wanted.text, "text", LONGEST_TEXT)
    return [rows.filter(reading) for reading in _readings(merchant_id, text)] or [rows.none()]


def _readings(merchant_id: UUID, text: str) -> list[Q]:
    """What this text may mean."""
    try:
        return _of_an_id(merchant_id, UUID(text))
    except ValueError:
        pass
    readings = []
    if utrs := utr_forms(text):
        readings.append(Q(bank_reference_id__in=utrs))
    named = PayoutDetails.objects.filter(
        merchant_id=merchant_id, reference__isnull=False, reference_form=comparison_form(text)
    )
    readings.append(Q(pk__in=named.values("payout_id")))
    if (paise := rupees_in(text)) is not None:
        readings.append(Q(amount_paise=paise))
    accounts = list(_accounts_of(merchant_id, text))
    if len(accounts) > MOST_ACCOUNTS:
        return [*readings, Q(bank_account_id__in=accounts)]
    return [*readings, *(Q(bank_account_id=account) for account in accounts)]


def _of_an_id(merchant_id: UUID, named: UUID) -> list[Q]:
    """The payout with this id, and those made with this idempotency key."""
    of_the_key = [
        model.objects.filter(merchant_id=merchant_id, key=named).values_list("payout_id", flat=True)
        for model in (IdempotencyRecord, ForgottenKey)
    ]
    return [Q(pk__in=[named, *of_the_key[0].union(of_the_key[1])])]


def _accounts_of(merchant_id: UUID, text: str) -> QuerySet[BankAccount, UUID]:
    """Those whose holder's name has every word, or whose number ends with it."""
    accounts = BankAccount.objects.filter(merchant_id=merchant_id)
    accounts = accounts.alias(name_form=ComparisonForm(F("account_holder_name")))
    for word in comparison_form(text).split():
        named = Q(name_form__contains=word)
        if len(word) == DIGITS_OF_AN_ENDING and word.isascii() and word.isdecimal():
            named |= Q(account_number_masked__endswith=word)
        accounts = accounts.filter(named)
    return accounts.values_list("pk", flat=True)


@dataclass(frozen=True)
class PayoutTotals:
    """`sum_paise` in whole paise; None above 2^53 − 1, which no JSON number holds exactly in every client."""

    count: int
    sum_paise: int | None
    is_complete: bool


def totals_of(ways: list[QuerySet[Payout]], at_most: int | None) -> PayoutTotals:
    """Of all of them, or of the newest `at_most` if there are more; every payout counts once."""
    found, parameters = _found_in(ways, at_most)
    if not found:
        return PayoutTotals(0, 0, is_complete=True)
    with planned_by_values(), connection.cursor() as cursor:
        if at_most is None:
            cursor.execute(f"SELECT count(*), sum(paise) FROM ({found}) found (created_at, id, paise)", parameters)
        else:
            cursor.execute(NEWEST.format(found=found), [at_most, *parameters, at_most + 1])
        count, paise = cursor.fetchone()
    paise = int(paise or 0)
    return PayoutTotals(
        count=count if at_most is None else min(count, at_most),
        sum_paise=paise if paise <= MAX_PAISE else None,
        is_complete=at_most is None or count <= at_most,
    )


# One more than asked for is counted, and not summed.
NEWEST = """
    SELECT count(*), sum(paise) FILTER (WHERE place <= %s) FROM (
        SELECT paise, row_number() OVER newest_first AS place FROM ({found}) found (created_at, id, paise)
        WINDOW newest_first AS (ORDER BY created_at DESC, id DESC)
        ORDER BY created_at DESC, id DESC LIMIT %s
    ) newest"""


def _found_in(ways: list[QuerySet[Payout]], at_most: int | None) -> tuple[str, list[Any]]:
    """SQL and its parameters; empty if it is certain that nothing is found. The columns that are counted come from each
    way's own index and rows: to look each payout up again by its id would take as long once more."""
    texts: list[str] = []
    parameters: list[Any] = []
    for way in ways:
        rows = way.order_by() if at_most is None else way.order_by("-created_at", "-id")[: at_most + 1]
        try:
            text, given = rows.values_list("created_at", "id", "amount_paise").query.sql_with_params()
        except EmptyResultSet:
            continue
        texts.append(f"({text})")
        parameters += given
    return " UNION ".join(texts), parameters
