"""GraphQL's questions: each reads its arguments strictly and hands back rows or a balance. None changes anything."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's types stand for rows of Django models, and it is the rows that are handed back.)
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from typing import Any
from uuid import UUID

import strawberry
from django.db.models import Model
from strawberry import UNSET
from strawberry.types import Info
from strawberry_django.optimizer import optimize

from server.access.callers import Scope
from server.api.auth.identity import identify
from server.api.auth.tenant_scope import existing_merchant, listed_merchants, no_others_merchant, rows_of
from server.api.graphql.permissions import needing
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotFound
from server.ledger import models as ledger
from server.ledger.balance import balance_of, history_of
from server.ledger.models import EntryType
from server.merchants import models as merchants
from server.payouts import models as payouts
from server.payouts.revision import revision_of
from server.payouts.states import Status

from .balances import Balance, BalancePoint, as_balance
from .engine_info import Engine, describe_engine
from .pagination import NEWEST, NOT_GIVEN, Connection, Keyset, count_of
from .scalars import Paise
from .types import LedgerEntry, Merchant, Payout
from .viewer import Viewer, describe_viewer

MOST_POINTS = 200
READS = needing(Scope.READ)
BY_NUMBER = Keyset(("seq",))


@strawberry.type
class Query:
    @strawberry.field(extensions=READS, description="Newest first.")
    def merchants(self, info: Info, first: int | None = UNSET, after: str | None = UNSET) -> Connection[Merchant]:
        rows = listed_merchants(info.context.request)
        own = identify(info.context.request).merchant_id
        of = f"merchants of {own}" if own else "merchants"
        return NEWEST.page(info, rows, of=of, first=first, after=after, count=count_of(rows))

    @strawberry.field(extensions=READS)
    def merchant(self, info: Info, id: strawberry.ID) -> Merchant | None:
        return _one(info, merchants.Merchant, id)

    @strawberry.field(extensions=READS)
    def balance(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> Balance:
        merchant = _named(info, merchant_id)
        balance = balance_of(merchant)
        if not balance.seq:
            _merchant(info, merchant_id)
        return as_balance(balance)

    @strawberry.field(
        extensions=READS, description="Newest first. needsReview: only those that need one, or only the others."
    )
    def payouts(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        status: Status | None = UNSET,
        needs_review: bool | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> Connection[Payout]:
        merchant = _merchant(info, merchant_id)
        rows = rows_of(payouts.Payout, identify(info.context.request)).filter(merchant_id=merchant)
        if status:
            rows = rows.filter(status=status)
        if needs_review not in NOT_GIVEN:
            rows = rows.filter(needs_review=needs_review)
        return NEWEST.page(info, rows, of=f"payouts of {merchant}", first=first, after=after, count=count_of(rows))

    @strawberry.field(
        extensions=READS,
        description="Opaque: another after every change to the merchant's ledger or payouts, and as a rule the same "
        "until then. Where it is a query's first field, the rest of the answer is of that revision or newer.",
    )
    def revision(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> str:
        merchant = _named(info, merchant_id)
        revision = revision_of(merchant)
        if revision is None:
            raise NotFound("merchant")
        info.context.existing.add(merchant)
        return revision

    @strawberry.field(extensions=READS)
    def payout(self, info: Info, id: strawberry.ID) -> Payout | None:
        return _one(info, payouts.Payout, id)

    @strawberry.field(extensions=READS, description="Newest first.")
    def ledger(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        types: list[EntryType] | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> Connection[LedgerEntry]:
        merchant = _merchant(info, merchant_id)
        rows = rows_of(ledger.LedgerEntry, identify(info.context.request)).filter(merchant_id=merchant)
        if types:
            rows = rows.filter(entry_type__in=types)
        return BY_NUMBER.page(
            info,
            rows,
            of=f"ledger of {merchant}",
            first=first,
            after=after,
            # The numbers are dense, so the newest is the count of all.
            count=count_of(rows) if types else lambda _: balance_of(merchant).seq,
        )

    @strawberry.field(
        extensions=READS,
        description="Available and held over the whole ledger, oldest first: the first entry, the last, and others "
        f"evenly between them. At most {MOST_POINTS} points.",
    )
    def balance_history(
        self, info: Info, merchant_id: strawberry.ID | None = UNSET, points: int = 60
    ) -> list[BalancePoint]:
        merchant = _merchant(info, merchant_id)
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

    @strawberry.field(extensions=READS, description="Who is asking, and what they may do.")
    def viewer(self, info: Info) -> Viewer:
        return describe_viewer(identify(info.context.request))

    @strawberry.field(extensions=READS)
    def engine(self) -> Engine:
        return describe_engine()


def _one(info: Info, model: type[Model], id: strawberry.ID) -> Any:
    """The row, or None for an id that is malformed, unknown or not the caller's: which of them is not told."""
    try:
        key = read_uuid(id, "id")
    except InvalidInput:
        return None
    return optimize(rows_of(model, identify(info.context.request)).filter(pk=key), info).first()


def _merchant(info: Info, id: strawberry.ID | None) -> UUID:
    """One that exists, which is asked once in a call."""
    merchant = _named(info, id)
    if merchant not in info.context.existing:
        info.context.existing.add(existing_merchant(merchant, identify(info.context.request)))
    return merchant


def _named(info: Info, id: strawberry.ID | None) -> UUID:
    """The caller's own unless another is named; the caller of all merchants has to name one."""
    caller = identify(info.context.request)
    if id in NOT_GIVEN:
        if caller.merchant_id is None:
            raise InvalidInput("Name the merchant, as merchantId.", "merchant_id")
        return caller.merchant_id
    try:
        return no_others_merchant(read_uuid(id, "merchant_id"), caller)
    except InvalidInput:
        raise NotFound("merchant") from None
