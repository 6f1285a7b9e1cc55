"""What this engine offers to whoever opens its page."""

import strawberry
from django.conf import settings

from server.bank.registry import outcomes_on_request


@strawberry.type(description="An ending of an account number that chooses what the simulated bank does.")
class BankScript:
    ending: str
    description: str


@strawberry.type(description="What this engine offers to whoever opens its page.")
class Engine:
    open_access: bool = strawberry.field(description="Callers name their merchant and need no key.")
    playground: bool = strawberry.field(description="There is one at /graphql/, and introspection with it.")
    bank_scripts: list[BankScript]
    max_attempts: int


def describe_engine() -> Engine:
    return Engine(
        open_access=settings.PAYOUT_OPEN_ACCESS,
        playground=settings.PAYOUT_PLAYGROUND,
        bank_scripts=[BankScript(ending=ending, description=text) for ending, text in outcomes_on_request().items()],
        max_attempts=settings.PAYOUT_MAX_RETRIES,
    )
