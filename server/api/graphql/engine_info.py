"""How this engine is set up, for its dashboard."""

# mypy: disable-error-code="untyped-decorator"

import strawberry
from django.conf import settings

from server.access.callers import Scope
from server.bank.registry import outcomes_on_request
from server.payouts.idempotency import window_seconds

from .ifsc import IfscData, present_data
from .permissions import needing
from .runtime.list_lengths import usual_length


@strawberry.type(description="An account number's ending, which chooses the simulated bank's behaviour.")
class BankScript:
    ending: str
    description: str


@strawberry.type(name="Engine", description="How this engine is set up, for its dashboard.")
class EngineInfo:
    open_access: bool = strawberry.field(description="True if callers need no key and name their merchant.")
    playground: bool = strawberry.field(description="True if /graphql/ has a playground and allows introspection.")
    bank_scripts: list[BankScript] = strawberry.field(metadata=usual_length(10))
    max_attempts: int
    idempotency_window_seconds: int = strawberry.field(
        description="For how long after a payout's creation its idempotency key replays it, rounded down."
    )
    webhook_days_kept: int = strawberry.field(
        description="For how many days a webhook's message is kept after its end, with its attempts."
    )
    ifsc_data: IfscData
    read_limit: str | None = strawberry.field(
        description="How many reads a key or a user may make, as in 1200/minute; null: without limit."
    )
    write_limit: str | None = strawberry.field(
        description="How many writes a key or a user may make, as in 300/minute; null: without limit."
    )


@strawberry.type
class EngineQuery:
    @strawberry.field(extensions=needing(Scope.READ))
    def engine(self) -> EngineInfo:
        outcomes = outcomes_on_request().items()
        return EngineInfo(
            open_access=settings.PAYOUT_OPEN_ACCESS,
            playground=settings.PAYOUT_PLAYGROUND,
            bank_scripts=[BankScript(ending=ending, description=text) for ending, text in outcomes],
            max_attempts=settings.PAYOUT_MAX_RETRIES,
            idempotency_window_seconds=window_seconds(),
            webhook_days_kept=settings.PAYOUT_WEBHOOK_DAYS_KEPT,
            ifsc_data=present_data(),
            read_limit=_limit(settings.PAYOUT_RATE_LIMIT_READS),
            write_limit=_limit(settings.PAYOUT_RATE_LIMIT_WRITES),
        )


def _limit(rate: str) -> str | None:
    return None if rate == "none" else rate
