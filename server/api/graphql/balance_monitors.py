"""Balance monitors in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from datetime import datetime
from typing import Annotated

import strawberry
import strawberry_django
from strawberry import UNSET
from strawberry_django.optimizer import optimize

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.balance_monitors import monitors
from server.balance_monitors.models import LONGEST_QUIET_HOURS, MOST_MONITORS, BalanceMonitor
from server.errors import InvalidInput, NotFound

from .context import Info
from .errors import ValidationProblem
from .lookups import existing_merchant_to_read, paying_merchant
from .merchant_changes import CHANGED
from .node import Node
from .permissions import needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import usual_length
from .scalars import Paise


@row_type(
    BalanceMonitor,
    name="BalanceMonitor",
    description="An amount that a merchant's available balance should not fall below. BALANCE_LOW tells the feed.",
)
class BalanceMonitorNode(Node):
    id: strawberry.ID
    below_paise: Paise
    quiet_hours: int = column(description="After an event there is no other for so long.")
    low_since: datetime | None = column(description="When available fell below the amount; null: it suffices.")
    lowest_paise: Paise | None = column(description="The least that was available since then.")
    told_at: datetime | None = column(description="The last event.")
    created_at: datetime
    deleted_at: datetime | None

    @strawberry_django.field(only=["merchant_id"])
    def merchant_id(self, root: strawberry.Parent[BalanceMonitor]) -> strawberry.ID:
        return strawberry.ID(str(root.merchant_id))


@strawberry.input
class CreateBalanceMonitorInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    below_paise: Paise
    quiet_hours: int = strawberry.field(
        default=monitors.DEFAULT_QUIET_HOURS,
        description=f"After an event there is no other for so long: 0 to {LONGEST_QUIET_HOURS}. A fall "
        "within them is told at their end, if available is low even then.",
    )


@strawberry.input
class DeleteBalanceMonitorInput:
    id: strawberry.ID


@strawberry.type
class CreateBalanceMonitorSuccess:
    balance_monitor: BalanceMonitorNode
    changed: bool = strawberry.field(description=CHANGED)


@strawberry.type
class DeleteBalanceMonitorSuccess:
    balance_monitor: BalanceMonitorNode


CreateBalanceMonitorResult = Annotated[
    CreateBalanceMonitorSuccess | ValidationProblem, strawberry.union("CreateBalanceMonitorResult")
]
DeleteBalanceMonitorResult = Annotated[
    DeleteBalanceMonitorSuccess | ValidationProblem, strawberry.union("DeleteBalanceMonitorResult")
]


@strawberry.type
class BalanceMonitorQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=usual_length(MOST_MONITORS),
        description=f"A merchant's monitors, oldest first, without deleted ones. There are {MOST_MONITORS} at most.",
    )
    def balance_monitors(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> list[BalanceMonitorNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(BalanceMonitor, info.context.caller).filter(merchant_id=merchant, deleted_at=None)
        return list(optimize(rows.order_by("id"), info))  # type: ignore[arg-type]


@strawberry.type
class BalanceMonitorMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"belowPaise", "quietHours", "createdAt"}),
        description="From now on the feed is told by BALANCE_LOW when available falls below an amount, within a minute "
        "and once each time; soon if it is below already.",
    )
    def create_balance_monitor(self, info: Info, input: CreateBalanceMonitorInput) -> CreateBalanceMonitorResult:
        change = monitors.create_monitor(
            paying_merchant(info, input.merchant_id), below_paise=input.below_paise, quiet_hours=input.quiet_hours
        )
        return CreateBalanceMonitorSuccess(balance_monitor=change.row, changed=change.changed)  # type: ignore[arg-type]

    @strawberry.mutation(extensions=needing(Scope.PAYOUTS, tells={"deletedAt"}), description="It tells nothing more.")
    def delete_balance_monitor(self, info: Info, input: DeleteBalanceMonitorInput) -> DeleteBalanceMonitorResult:
        try:
            key = read_uuid(input.id, "id")
            if not rows_of(BalanceMonitor, info.context.caller).filter(pk=key).exists():
                raise NotFound("balance monitor")
            deleted = monitors.delete_monitor(key)
        except NotFound as refusal:
            raise InvalidInput(refusal.message, "id") from None
        return DeleteBalanceMonitorSuccess(balance_monitor=deleted)  # type: ignore[arg-type]
