"""GraphQL's questions: each reads its arguments strictly and hands back rows or a balance. None changes anything."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's types stand for rows of Django models, and it is the rows that are handed back.)
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from typing import Any
from uuid import UUID

import strawberry
from django.db.models import QuerySet
from strawberry import UNSET
from strawberry.types import Info
from strawberry_django.optimizer import optimize

from server.errors import InvalidInput, NotFound
from server.ledger import models as ledger
from server.ledger.balance import balance_of, history_of
from server.ledger.models import EntryType
from server.merchants import models as merchants
from server.payouts import models as payouts
from server.payouts.states import Status

from .access import identify, require_merchant
from .balances import Balance, BalancePoint, as_balance
from .connections import Connection, Keyset
from .engine import Engine, describe_engine
from .reading import read_uuid
from .scalars import Paise
from .types import LedgerEntry, Merchant, Payout
from .viewer import Viewer, describe_viewer

MOST_POINTS = 200
NEWEST = Keyset(("created_at", "id"))
BY_NUMBER = Keyset(("seq",))


@strawberry.type
class Query:
    @strawberry.field(description="Newest first.")
    def merchants(self, info: Info, first: int | None = UNSET, after: str | None = UNSET) -> Connection[Merchant]:
        rows = merchants.Merchant.objects.all()
        return NEWEST.page(info, rows, of="merchants", first=first, after=after, count=rows.count)

    @strawberry.field
    def merchant(self, info: Info, id: strawberry.ID) -> Merchant | None:
        return _one(info, merchants.Merchant.objects.all(), id)

    @strawberry.field
    def balance(self, merchant_id: strawberry.ID) -> Balance:
        balance = balance_of(_existing_merchant(merchant_id))
        return as_balance(balance.available_paise, balance.held_paise)

    @strawberry.field(description="Newest first.")
    def payouts(
        self,
        info: Info,
        merchant_id: strawberry.ID,
        status: Status | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> Connection[Payout]:
        merchant = _existing_merchant(merchant_id)
        rows = payouts.Payout.objects.filter(merchant_id=merchant)
        if status:
            rows = rows.filter(status=status)
        return NEWEST.page(info, rows, of=f"payouts of {merchant}", first=first, after=after, count=rows.count)

    @strawberry.field
    def payout(self, info: Info, id: strawberry.ID) -> Payout | None:
        return _one(info, payouts.Payout.objects.all(), id)

    @strawberry.field(description="Newest first.")
    def ledger(
        self,
        info: Info,
        merchant_id: strawberry.ID,
        types: list[EntryType] | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> Connection[LedgerEntry]:
        merchant = _existing_merchant(merchant_id)
        rows = ledger.LedgerEntry.objects.filter(merchant_id=merchant)
        if types:
            rows = rows.filter(entry_type__in=types)
        return BY_NUMBER.page(
            info,
            rows,
            of=f"ledger of {merchant}",
            first=first,
            after=after,
            # The numbers are dense, so the newest is the count of all.
            count=rows.count if types else lambda: balance_of(merchant).seq,
        )

    @strawberry.field(
        description="Available and held over the whole ledger, oldest first: the first entry, the last, and others "
        f"evenly between them. At most {MOST_POINTS} points."
    )
    def balance_history(self, merchant_id: strawberry.ID, points: int = 60) -> list[BalancePoint]:
        merchant = _existing_merchant(merchant_id)
        if not 1 <= points <= MOST_POINTS:
            raise InvalidInput(f"points must be an integer from 1 to {MOST_POINTS}.", "points")
        return [
            BalancePoint(
                at=point.at,
                sequence=point.sequence,
                available_paise=Paise(point.available_paise),
                held_paise=Paise(point.held_paise),
            )
            for point in history_of(merchant, points)
        ]

    @strawberry.field(description="Who is asking, and what they may do.")
    def viewer(self, info: Info) -> Viewer:
        return describe_viewer(identify(info.context.request))

    @strawberry.field
    def engine(self) -> Engine:
        return describe_engine()


def _one(info: Info, rows: QuerySet[Any], id: strawberry.ID) -> Any:
    """The row, or None for an id that is malformed, unknown or not the caller's: which of them is not told."""
    try:
        key = read_uuid(id, "id")
    except InvalidInput:
        return None
    return optimize(rows.filter(pk=key), info).first()


def _existing_merchant(id: strawberry.ID) -> UUID:
    try:
        merchant_id = read_uuid(id, "merchant_id")
    except InvalidInput:
        raise NotFound("merchant") from None
    require_merchant(merchant_id)
    return merchant_id
