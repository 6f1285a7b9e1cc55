"""Who is asking, as the caller may know it: what a page needs to offer what its reader may do, and nothing else."""

# mypy: disable-error-code="untyped-decorator"

from enum import Enum

import strawberry

from server.access.callers import Caller, Scope


@strawberry.enum
class CallerKind(Enum):
    OPEN = "open"
    KEY = "key"
    PERSON = "person"


@strawberry.type(description="Who is asking.")
class Viewer:
    id: strawberry.ID
    kind: CallerKind = strawberry.field(description="OPEN: nobody was asked who they are.")
    name: str
    scopes: list[Scope] = strawberry.field(description="What the caller may do.")
    merchant_id: strawberry.ID | None = strawberry.field(
        description="The one merchant that there is for this caller; null: all of them."
    )


def describe_viewer(caller: Caller) -> Viewer:
    return Viewer(
        id=strawberry.ID(caller.id),
        kind=CallerKind(caller.kind),
        name=caller.name,
        scopes=[scope for scope in Scope if scope in caller.scopes],
        merchant_id=strawberry.ID(str(caller.merchant_id)) if caller.merchant_id else None,
    )
