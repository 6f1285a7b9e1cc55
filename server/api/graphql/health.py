"""Signs of the engine's health in GraphQL, for operators."""

# mypy: disable-error-code="untyped-decorator"

from datetime import datetime

import strawberry

from server.access.callers import Scope
from server.payouts import tasks
from server.payouts.health import MOST_COUNTED, Sign, health

from .permissions import needing
from .runtime.list_lengths import also_costs, usual_length

strawberry.enum(Sign, name="HealthSignKind")
for value in Sign.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(Sign(value.value).label)


@strawberry.type(description="One sign of the engine's health.")
class HealthSign:
    kind: Sign
    is_well: bool
    text: str = strawberry.field(description="For a person to read.")
    since: datetime | None = strawberry.field(
        description="QUEUE: since when the oldest payout is due. WORKERS: the last heartbeat, if no worker lives."
    )


@strawberry.type(description="A worker process, which renews its heartbeat every few seconds.")
class WorkerHealth:
    name: str = strawberry.field(description="Its machine and process id.")
    is_alive: bool
    started_at: datetime
    beat_at: datetime
    threads: int
    busy: int = strawberry.field(description="How many of the threads work.")
    last_claim_at: datetime | None = strawberry.field(description="When it last took a payout.")


@strawberry.type(description="How the engine is.")
class Health:
    is_well: bool
    due: int = strawberry.field(description=f"Payouts that are due now; at most {MOST_COUNTED:,} are counted.")
    oldest_due_at: datetime | None
    signs: list[HealthSign] = strawberry.field(metadata=usual_length(5))
    workers: list[WorkerHealth] = strawberry.field(metadata=usual_length(3))


@strawberry.type
class HealthQuery:
    @strawberry.field(
        extensions=needing(Scope.OPERATE),
        metadata=also_costs(50),
        description="For operators: signs of the engine's health. They tell a dead worker from a long queue.",
    )
    def health(self) -> Health:
        found = health(broker_answers=tasks.broker_answers())
        return Health(
            is_well=found.is_well,
            due=found.due,
            oldest_due_at=found.oldest_due_at,
            signs=[HealthSign(**vars(sign)) for sign in found.signs],
            workers=[WorkerHealth(**vars(worker)) for worker in found.workers],
        )
