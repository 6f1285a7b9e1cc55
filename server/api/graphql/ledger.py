"""The ledger in GraphQL: its entries, and the balance over time."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)

from datetime import date, datetime
from typing import Annotated

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.errors import InvalidInput
from server.ledger.balance import balance_of, history_of
from server.ledger.listing import of_types
from server.ledger.models import EntryType, LedgerEntry
from server.ledger.periods import MOST_PERIODS, Bucket, balance_by_period

from .context import Info
from .ledger_types import LedgerEntryNode
from .lookups import existing_merchant_to_read
from .pagination import CountedConnection, Keyset, count_of
from .permissions import needing
from .runtime.list_lengths import length_by, usual_length
from .scalars import Paise

USUAL_POINTS, MOST_POINTS = 60, 200
HIGHEST_SEQUENCE = Keyset(("seq",))


@strawberry.type(name="BalancePoint", description="The balance after entry number `sequence`.")
class BalanceHistoryPoint:
    at: datetime
    sequence: int
    available_paise: Paise
    held_paise: Paise


strawberry.enum(Bucket, name="BalanceBucket", description="A day in India, a week from Monday, or a month.")


@strawberry.type(
    description="The balance over a period of days in India (IST). min and max are over every moment of it. in and out "
    "are money that moved: payments received or reversed, payouts paid or returned, fees, adjustments. Holds move "
    "none, so in − out = (close + heldClose) − (open + heldOpen)."
)
class BalancePeriod:
    starts_on: date
    ends_on: date = strawberry.field(description="The last day of the period, part of it.")
    open_paise: Paise = strawberry.field(description="Available when the period began: the close of the one before.")
    close_paise: Paise = strawberry.field(description="Available when it ended, or now.")
    min_paise: Paise = strawberry.field(description="The least available within it.")
    max_paise: Paise = strawberry.field(description="The most available within it.")
    in_paise: Paise
    out_paise: Paise = strawberry.field(description="Not negative.")
    held_open_paise: Paise
    held_close_paise: Paise


@strawberry.type
class LedgerQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="Newest first. Pages go down from `after`, or up from `before`.",
    )
    def ledger(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        types: list[EntryType] | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
        before: str | None = UNSET,
    ) -> CountedConnection[LedgerEntryNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(LedgerEntry, info.context.caller).filter(merchant_id=merchant)
        if types:
            rows = of_types(rows, types)
        return HIGHEST_SEQUENCE.page(
            info,
            rows,
            of=f"ledger of {merchant}",
            first=first,
            after=after,
            before=before,
            # Sequence numbers have no gaps, so the newest one is the count of all entries.
            count=count_of(rows) if types else lambda _: balance_of(merchant).seq,
        )

    @strawberry.field(
        extensions=needing(Scope.READ),
        # Each point is a balance of its own, which takes PostgreSQL as long as four rows.
        metadata=length_by("points", usual=USUAL_POINTS, most=MOST_POINTS, weight=4),
        description="Available and held over the whole ledger, oldest first: the first entry, the last, and others "
        f"evenly between them. At most {MOST_POINTS} points.",
    )
    def balance_history(
        self, info: Info, merchant_id: strawberry.ID | None = UNSET, points: int = USUAL_POINTS
    ) -> list[BalanceHistoryPoint]:
        merchant = existing_merchant_to_read(info, merchant_id)
        if not 1 <= points <= MOST_POINTS:
            raise InvalidInput(f"points must be an integer from 1 to {MOST_POINTS}.", "points")
        return [
            BalanceHistoryPoint(
                at=point.at,
                sequence=point.sequence,
                available_paise=Paise(point.available_paise),
                held_paise=Paise(point.held_paise),
            )
            for point in history_of(merchant, points)
        ]

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=usual_length(MOST_PERIODS),
        description="The balance by day, week or month of India (IST), oldest first, both days included; they cut "
        "the first and the last week or month. A period without entries keeps the balance. At most "
        f"{MOST_PERIODS} periods.",
    )
    def balance_by_period(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        first_day: Annotated[date, strawberry.argument(name="from")],
        last_day: Annotated[date, strawberry.argument(name="to")],
        bucket: Bucket = Bucket.DAY,
    ) -> list[BalancePeriod]:
        merchant = existing_merchant_to_read(info, merchant_id)
        return [BalancePeriod(**vars(period)) for period in balance_by_period(merchant, first_day, last_day, bucket)]
