"""Changes of bank accounts in GraphQL. Merchants may retire theirs, by the scope `beneficiaries`; all else is for
operators."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from typing import Annotated, Self
from uuid import UUID

import strawberry

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput
from server.merchants import accounts
from server.merchants.changes import Change
from server.merchants.models import BankAccount

from .bank_accounts import BankAccountNode
from .context import Info
from .errors import ValidationProblem
from .merchant_changes import CHANGED
from .permissions import needing


@strawberry.input
class RenameBankAccountInput:
    bank_account_id: strawberry.ID
    account_holder_name: str


@strawberry.input
class VerifyBankAccountInput:
    bank_account_id: strawberry.ID


@strawberry.input
class MakeBankAccountPrimaryInput:
    bank_account_id: strawberry.ID


@strawberry.input
class RetireBankAccountInput:
    bank_account_id: strawberry.ID


@strawberry.input
class RestoreBankAccountInput:
    bank_account_id: strawberry.ID


@strawberry.type
class ChangedBankAccount:
    """Not in the schema: the fields of its subclasses."""

    bank_account: BankAccountNode
    changed: bool = strawberry.field(description=CHANGED)

    @classmethod
    def of(cls, change: Change[BankAccount]) -> Self:
        return cls(bank_account=change.row, changed=change.changed)  # type: ignore[arg-type]


@strawberry.type
class RenameBankAccountSuccess(ChangedBankAccount): ...


@strawberry.type
class VerifyBankAccountSuccess(ChangedBankAccount): ...


@strawberry.type
class MakeBankAccountPrimarySuccess(ChangedBankAccount): ...


@strawberry.type
class RetireBankAccountSuccess(ChangedBankAccount): ...


@strawberry.type
class RestoreBankAccountSuccess(ChangedBankAccount): ...


RenameBankAccountResult = Annotated[
    RenameBankAccountSuccess | ValidationProblem, strawberry.union("RenameBankAccountResult")
]
VerifyBankAccountResult = Annotated[
    VerifyBankAccountSuccess | ValidationProblem, strawberry.union("VerifyBankAccountResult")
]
MakeBankAccountPrimaryResult = Annotated[
    MakeBankAccountPrimarySuccess | ValidationProblem, strawberry.union("MakeBankAccountPrimaryResult")
]
RetireBankAccountResult = Annotated[
    RetireBankAccountSuccess | ValidationProblem, strawberry.union("RetireBankAccountResult")
]
RestoreBankAccountResult = Annotated[
    RestoreBankAccountSuccess | ValidationProblem, strawberry.union("RestoreBankAccountResult")
]


@strawberry.type
class BankAccountChangeMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE),
        description="For operators: correct the holder's name. The account has to be verified again.",
    )
    def rename_bank_account(self, input: RenameBankAccountInput) -> RenameBankAccountResult:
        account_id = _account_id(input.bank_account_id)
        return RenameBankAccountSuccess.of(
            accounts.rename_bank_account(account_id, account_holder_name=input.account_holder_name)
        )

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells={"isVerified"}),
        description="For operators: mark an account as verified.",
    )
    def verify_bank_account(self, input: VerifyBankAccountInput) -> VerifyBankAccountResult:
        return VerifyBankAccountSuccess.of(accounts.verify_bank_account(_account_id(input.bank_account_id)))

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells={"isPrimary"}),
        description="For operators: make this the merchant's primary account, in place of another.",
    )
    def make_bank_account_primary(self, input: MakeBankAccountPrimaryInput) -> MakeBankAccountPrimaryResult:
        return MakeBankAccountPrimarySuccess.of(accounts.make_bank_account_primary(_account_id(input.bank_account_id)))

    @strawberry.mutation(
        extensions=needing(Scope.BENEFICIARIES),
        description="Stop new payouts to this account. Payouts already made continue. If it was the primary one, the "
        "merchant's oldest verified account becomes that, else its oldest. Operators alone can restore it.",
    )
    def retire_bank_account(self, info: Info, input: RetireBankAccountInput) -> RetireBankAccountResult:
        return RetireBankAccountSuccess.of(accounts.retire_bank_account(own_account_id(info, input.bank_account_id)))

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE), description="For operators: accept payouts to a retired account again."
    )
    def restore_bank_account(self, input: RestoreBankAccountInput) -> RestoreBankAccountResult:
        return RestoreBankAccountSuccess.of(accounts.restore_bank_account(_account_id(input.bank_account_id)))


def own_account_id(info: Info, id: strawberry.ID) -> UUID:
    """Of an account that the caller may change. Raises InvalidInput; another merchant's looks like an unknown one."""
    account_id = _account_id(id)
    if not rows_of(BankAccount, info.context.caller).filter(pk=account_id).exists():
        raise InvalidInput(accounts.NO_ACCOUNT, "bank_account_id")
    return account_id


def _account_id(id: strawberry.ID) -> UUID:
    return read_uuid(id, "bank_account_id")
