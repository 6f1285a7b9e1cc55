"""The ledger in GraphQL: its entries, and the balance over time."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)

from datetime import datetime

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.errors import InvalidInput
from server.ledger.balance import balance_of, history_of
from server.ledger.models import EntryType, LedgerEntry

from .context import Info
from .lookups import existing_merchant_to_read
from .pagination import CountedConnection, Keyset, count_of
from .permissions import needing
from .runtime.list_lengths import length_by
from .scalars import Paise
from .types import LedgerEntryNode

USUAL_POINTS, MOST_POINTS = 60, 200
HIGHEST_SEQUENCE = Keyset(("seq",))


@strawberry.type(name="BalancePoint", description="The balance after entry number `sequence`.")
class BalanceHistoryPoint:
    at: datetime
    sequence: int
    available_paise: Paise
    held_paise: Paise


@strawberry.type
class LedgerQuery:
    @strawberry.field(extensions=needing(Scope.READ), description="Newest first.")
    def ledger(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        types: list[EntryType] | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[LedgerEntryNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(LedgerEntry, info.context.caller).filter(merchant_id=merchant)
        if types:
            rows = rows.filter(entry_type__in=types)
        return HIGHEST_SEQUENCE.page(
            info,
            rows,
            of=f"ledger of {merchant}",
            first=first,
            after=after,
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
