"""Alerts in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from datetime import datetime
from typing import Annotated

import strawberry
import strawberry_django
from strawberry import UNSET
from strawberry_django.optimizer import optimize

from server.access.callers import Scope
from server.alerts import alerts
from server.alerts.models import LONGEST_QUIET_HOURS, Alert, AlertKind
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotFound

from .context import Info
from .errors import ValidationProblem
from .lookups import existing_merchant_to_read, paying_merchant
from .merchant_changes import CHANGED
from .node import Node
from .permissions import needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import usual_length

strawberry.enum(AlertKind, description="What the feed is told of. createBalanceMonitor is for a low balance.")
for value in AlertKind.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(AlertKind(value.value).label)


@row_type(Alert, name="Alert", description="The feed is told by the event of its kind's name.")
class AlertNode(Node):
    id: strawberry.ID
    kind: AlertKind
    quiet_hours: int = column(description="After an event there is no other for so long.")
    since: datetime | None = column(description="ORDERS_SHORT: since when they are; null: the money suffices.")
    told_at: datetime | None = column(description="The last event.")
    created_at: datetime
    deleted_at: datetime | None

    @strawberry_django.field(only=["merchant_id"])
    def merchant_id(self, root: strawberry.Parent[Alert]) -> strawberry.ID:
        return strawberry.ID(str(root.merchant_id))


@strawberry.input
class CreateAlertInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    kind: AlertKind
    quiet_hours: int = strawberry.field(
        default=alerts.DEFAULT_QUIET_HOURS,
        description=f"After an event there is no other for so long: 0 to {LONGEST_QUIET_HOURS}. At their end comes "
        "what is so even then.",
    )


@strawberry.input
class DeleteAlertInput:
    id: strawberry.ID


@strawberry.type
class CreateAlertSuccess:
    alert: AlertNode
    changed: bool = strawberry.field(description=CHANGED)


@strawberry.type
class DeleteAlertSuccess:
    alert: AlertNode


CreateAlertResult = Annotated[CreateAlertSuccess | ValidationProblem, strawberry.union("CreateAlertResult")]
DeleteAlertResult = Annotated[DeleteAlertSuccess | ValidationProblem, strawberry.union("DeleteAlertResult")]


@strawberry.type
class AlertQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=usual_length(len(AlertKind)),
        description="A merchant's alerts, oldest first, without deleted ones. There is one of each kind at most.",
    )
    def alerts(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> list[AlertNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(Alert, info.context.caller).filter(merchant_id=merchant, deleted_at=None)
        return list(optimize(rows.order_by("id"), info))  # type: ignore[arg-type]


@strawberry.type
class AlertMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"kind", "quietHours", "createdAt"}),
        description="From now on the feed is told, within a minute and once each time; soon if it is so already.",
    )
    def create_alert(self, info: Info, input: CreateAlertInput) -> CreateAlertResult:
        change = alerts.create_alert(paying_merchant(info, input.merchant_id), input.kind, input.quiet_hours)
        return CreateAlertSuccess(alert=change.row, changed=change.changed)  # type: ignore[arg-type]

    @strawberry.mutation(extensions=needing(Scope.PAYOUTS, tells={"deletedAt"}), description="It tells nothing more.")
    def delete_alert(self, info: Info, input: DeleteAlertInput) -> DeleteAlertResult:
        try:
            key = read_uuid(input.id, "id")
            if not rows_of(Alert, info.context.caller).filter(pk=key).exists():
                raise NotFound("alert")
            deleted = alerts.delete_alert(key)
        except NotFound as refusal:
            raise InvalidInput(refusal.message, "id") from None
        return DeleteAlertSuccess(alert=deleted)  # type: ignore[arg-type]
