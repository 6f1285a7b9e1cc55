"""The caller, as GraphQL shows it to itself: a page learns what to offer its reader, and nothing else."""

# mypy: disable-error-code="untyped-decorator"

from enum import Enum

import strawberry

from server.access.callers import Caller, Role, Scope

from .context import Info
from .node import Node
from .permissions import needing


@strawberry.enum
class CallerKind(Enum):
    OPEN = "open"
    KEY = "key"
    PERSON = "person"


strawberry.enum(
    Role,
    description="What a merchant's user may do. OWNER: everything. MAKER: make payouts, batches and beneficiaries. "
    "APPROVER: approve payouts, and make none. VIEWER: read. DEVELOPER: keys and webhooks, no payouts.",
)


@strawberry.type(description="The caller.")
class Viewer(Node):
    id: strawberry.ID
    kind: CallerKind = strawberry.field(description="OPEN: open access, without authentication.")
    name: str
    scopes: list[Scope] = strawberry.field(description="What the caller may do.")
    merchant_id: strawberry.ID | None = strawberry.field(
        description="The only merchant whose data this caller sees; null for all merchants."
    )
    role: Role | None = strawberry.field(description="A merchant's user has one. Its scopes follow from it.")


@strawberry.type
class ViewerQuery:
    @strawberry.field(extensions=needing(Scope.READ), description="The caller and its permissions.")
    def viewer(self, info: Info) -> Viewer:
        return as_viewer(info.context.caller)


def as_viewer(caller: Caller) -> Viewer:
    return Viewer(
        id=strawberry.ID(caller.id),
        kind=CallerKind(caller.kind),
        name=caller.name,
        scopes=[scope for scope in Scope if scope in caller.scopes],
        merchant_id=strawberry.ID(str(caller.merchant_id)) if caller.merchant_id else None,
        role=caller.role,
    )
