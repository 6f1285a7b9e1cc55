"""Checks of an account's holder by its bank, in GraphQL."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its argument `input`

from typing import Annotated

import strawberry

from server.access.callers import Scope
from server.name_checks.checking import check_name

from .bank_account_changes import own_account_id
from .context import Info
from .errors import ValidationProblem
from .name_check_types import AccountCheckNode, check_node
from .permissions import needing


@strawberry.input
class CheckBankAccountNameInput:
    bank_account_id: strawberry.ID


@strawberry.type
class CheckBankAccountNameSuccess:
    account_check: AccountCheckNode
    changed: bool = strawberry.field(
        description="False if the bank answered within the last minute: then it was not asked again."
    )


CheckBankAccountNameResult = Annotated[
    CheckBankAccountNameSuccess | ValidationProblem, strawberry.union("CheckBankAccountNameResult")
]


@strawberry.type
class NameCheckMutation:
    @strawberry.mutation(
        extensions=needing(Scope.BENEFICIARIES, tells={"verdict", "at"}),
        description="Ask the bank whose account it is, and compare the name with ours. It takes some seconds at most, "
        "and changes nothing else: `isVerified` is a person's mark. UNAVAILABLE may be asked again.",
    )
    def check_bank_account_name(self, info: Info, input: CheckBankAccountNameInput) -> CheckBankAccountNameResult:
        change = check_name(own_account_id(info, input.bank_account_id))
        return CheckBankAccountNameSuccess(account_check=check_node(change.row), changed=change.changed)
