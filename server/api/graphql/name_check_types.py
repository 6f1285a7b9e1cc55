"""A bank's answer about an account's holder, as a GraphQL object."""

# mypy: disable-error-code="untyped-decorator"

from datetime import datetime

import strawberry

from server.bank.names import NameMethod
from server.name_checks.models import AccountCheck, Verdict

strawberry.enum(NameMethod, name="NameMethod", description="How the bank was asked.")
strawberry.enum(Verdict, name="NameVerdict", description="What the bank said of an account's holder.")
for value in Verdict.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(Verdict(value.value).label)


@strawberry.type(
    name="AccountCheck",
    description="What a bank said of an account's holder when it was asked. It never changes. The verdict is a help "
    "for people: no payout is refused for it.",
)
class AccountCheckNode:
    bank_account_id: strawberry.ID
    method: NameMethod | None = strawberry.field(description="Null: this bank has no such call.")
    holder_name: str = strawberry.field(description="Our name for the holder, that was compared.")
    registered_name: str | None = strawberry.field(description="The bank's; null unless it was shown.")
    score: int | None = strawberry.field(
        description="How alike the names are, 0 to 100, without words for a firm's form; null without a name."
    )
    verdict: Verdict
    reference: str | None = strawberry.field(description="The bank's reference of its answer.")
    at: datetime


def check_node(check: AccountCheck) -> AccountCheckNode:
    return AccountCheckNode(
        bank_account_id=strawberry.ID(str(check.bank_account_id)),
        method=NameMethod(check.method) if check.method else None,
        holder_name=check.holder_name,
        registered_name=check.registered_name,
        score=check.score,
        verdict=Verdict(check.verdict),
        reference=check.reference,
        at=check.checked_at,
    )
