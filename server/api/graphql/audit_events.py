"""The audit log in GraphQL, for operators: who did what, when, and what it changed."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
import strawberry_django
from django.db.models import OuterRef, Subquery
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_uuid
from server.audit_log import words
from server.audit_log.context import ActorKind
from server.audit_log.models import AuditEvent
from server.audit_log.reading import EventFilter, ways_to
from server.errors import InvalidInput, NotFound
from server.merchants.models import Merchant

from .context import Info
from .node import Node
from .pagination import NOT_GIVEN, CountedConnection, Keyset
from .permissions import needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import usual_length

strawberry.enum(
    ActorKind,
    name="AuditActorKind",
    description="OPEN: anybody, with open access. COMMAND: somebody with a shell on the machine. SYSTEM: the engine "
    "itself. STRANGER: nobody whom the engine knows.",
)


@strawberry.type(description="A column that an act changed.")
class AuditChange:
    column: str
    name: str = strawberry.field(description="The column, for a person to read.")
    before: str | None
    after: str | None


def _name_of_merchant(info: Info) -> Subquery:
    return Subquery(rows_of(Merchant, info.context.caller).filter(pk=OuterRef("merchant_id")).values("name")[:1])


@row_type(AuditEvent, name="AuditEvent", description="One act. It never changes after it is written.")
class AuditEventNode(Node):
    id: strawberry.ID
    at: datetime
    action: str = column(description="Its kind, such as payout.created.")
    subject_id: str = column(
        description="The id of what it was done to, by the action's first word: a payout's, a user's, …"
    )
    actor_kind: ActorKind
    actor_id: str = column(
        description="A user's number, an API key's id, a stranger's address; empty if there is none."
    )
    actor_name: str
    request_id: UUID | None = column(description="The request's X-Request-Id; null outside a request.")

    @strawberry_django.field(only=["merchant_id"], description="The merchant whom it concerns.")
    def merchant_id(self, root: strawberry.Parent[AuditEvent]) -> strawberry.ID | None:
        return strawberry.ID(str(root.merchant_id)) if root.merchant_id else None

    @strawberry_django.field(
        only=["merchant_id"],
        annotate={"merchant_name": _name_of_merchant},
        description="The merchant's name now.",
    )
    def merchant_name(self, root: strawberry.Parent[AuditEvent]) -> str | None:
        return getattr(root, "merchant_name", None)

    @strawberry_django.field(only=["action", "subject_id"], description="The payout that it was done to.")
    def payout_id(self, root: strawberry.Parent[AuditEvent]) -> strawberry.ID | None:
        found = words.payout_id_of(root)
        return strawberry.ID(found) if found else None

    @strawberry_django.field(only=["action"], description="The action, for a person to read: Suspended a merchant.")
    def summary(self, root: strawberry.Parent[AuditEvent]) -> str:
        return words.summary_of(root)

    @strawberry_django.field(
        only=["actor_kind", "actor_id", "actor_name"],
        description="The one who acted, for a person to read: API key Nightly payroll.",
    )
    def actor(self, root: strawberry.Parent[AuditEvent]) -> str:
        return words.actor_of(root)

    @strawberry_django.field(
        only=["changes"],
        metadata=usual_length(1),
        description="What it changed; empty for an act that changes no row, and for events from before this was "
        "recorded.",
    )
    def changes(self, root: strawberry.Parent[AuditEvent]) -> list[AuditChange]:
        return [AuditChange(**each._asdict()) for each in words.changes_of(root)]


@strawberry.input(name="AuditEventFilter", description="Every condition that is given must hold.")
class AuditEventFilterInput:
    merchant_id: strawberry.ID | None = UNSET
    action_prefix: str | None = strawberry.field(
        default=UNSET, description="An action, or how it begins: payout.created, or payout. for all that begin so."
    )
    actor: str | None = strawberry.field(default=UNSET, description="The actorId of the one who acted.")
    subject_id: str | None = UNSET
    since: datetime | None = strawberry.field(default=UNSET, name="from", description="Done then or later.")
    until: datetime | None = strawberry.field(default=UNSET, name="to", description="Done before then.")


NEWEST_BY_ID = Keyset(("id",))


@strawberry.type
class AuditEventQuery:
    @strawberry.field(
        extensions=needing(Scope.OPERATE),
        description="For operators: the audit log, of every merchant or of one. Newest first.",
    )
    def audit_events(
        self,
        info: Info,
        filter: AuditEventFilterInput | None = UNSET,  # noqa: A002 - as the other lists call it
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[AuditEventNode]:
        ways = ways_to(rows_of(AuditEvent, info.context.caller), _read(info, filter))
        return NEWEST_BY_ID.page(
            info,
            ways,
            of="audit events",
            first=first,
            after=after,
            count=lambda at_most: sum(way[:at_most].count() for way in ways),
        )


def _read(info: Info, given: AuditEventFilterInput | None) -> EventFilter:
    """Raises NotFound for an unknown merchant."""
    asked: dict[str, Any] = {} if given in NOT_GIVEN else vars(given)
    asked = {name: value for name, value in asked.items() if value not in NOT_GIVEN}
    if "merchant_id" in asked:
        try:
            asked["merchant_id"] = existing_merchant(
                read_uuid(asked["merchant_id"], "merchant_id"), info.context.caller
            )
        except InvalidInput:
            raise NotFound("merchant") from None
    asked["action"], asked["actor_id"] = asked.pop("action_prefix", None), asked.pop("actor", None)
    return EventFilter(**asked)
