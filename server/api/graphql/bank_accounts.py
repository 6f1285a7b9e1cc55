"""Bank accounts to withdraw to in GraphQL: what is known of one, and a merchant's new one."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls an argument `input`

from datetime import datetime
from typing import Annotated

import strawberry
import strawberry_django
from strawberry import UNSET

from server.access.callers import Scope
from server.errors import InvalidInput
from server.ifsc.lookup import bank_name, branch_of
from server.merchants import onboarding
from server.merchants.banks import warnings_about
from server.merchants.models import BankAccount
from server.money import MAX_PAISE
from server.name_checks import latest as name_checks
from server.payouts import paid_to_account

from .context import Info
from .errors import ValidationProblem
from .lookups import paying_merchant
from .name_check_types import AccountCheckNode, check_node
from .node import Node
from .permissions import EVERY_FIELD, needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import also_costs
from .scalars import Paise

strawberry.enum(BankAccount.AccountType, name="BankAccountType")

PAID_COSTS = 4  # objects: up to a thousand entries of an index, and their rows


@strawberry.type(
    name="PaidToAccount",
    description="What was paid to a bank account and has not come back, of its newest 1,000 payouts.",
)
class PaidToAccountFigures:
    last_paid_at: datetime | None
    last_paid_paise: Paise | None
    this_year_paise: Paise | None = strawberry.field(
        description="In this Indian financial year, from 1 April. Null if it is above 2^53 − 1."
    )
    payouts_this_year: int = strawberry.field(description="How many payouts that is.")
    is_complete: bool = strawberry.field(
        description="False if more payouts of this financial year stand before the newest 1,000, which are not added."
    )


@row_type(BankAccount, name="BankAccount", description="An Indian bank account to withdraw to.")
class BankAccountNode(Node):
    id: strawberry.ID
    account_holder_name: str
    ifsc_code: str
    account_type: BankAccount.AccountType
    is_verified: bool
    is_primary: bool
    created_at: datetime
    retired_at: datetime | None = column(
        description="Since when the account can't receive new payouts; null unless an operator has retired it."
    )
    account_number_masked: str = column(description="All but the last four digits masked.")
    nickname: str | None = column(description="The merchant's own name for the account.")
    group: str | None = column(field_name="group_name", description="The merchant's own word, such as Suppliers.")

    @strawberry_django.field(
        only=["merchant_id"],
        annotate={"row_paid": lambda _info: paid_to_account.of_each_row()},
        metadata=also_costs(PAID_COSTS),
        description="What was paid to the account and has not come back, of its newest 1,000 payouts.",
    )
    def paid(self, root: strawberry.Parent[BankAccount]) -> PaidToAccountFigures:
        row: dict[str, object] | None = getattr(root, "row_paid", None)
        found = paid_to_account.read(row) if row else paid_to_account.paid_to(root.merchant_id, root.id)
        return PaidToAccountFigures(
            last_paid_at=found.last_paid_at,
            last_paid_paise=found.last_paid_paise,  # type: ignore[arg-type]
            this_year_paise=Paise(found.paise) if found.paise <= MAX_PAISE else None,
            payouts_this_year=found.payouts,
            is_complete=found.is_complete,
        )

    @strawberry_django.field(
        only=["id"],
        annotate={"row_check": lambda _info: name_checks.of_each_row()},
        metadata=also_costs(1),
        description="What the bank said last of the account's holder; null if it was never asked, or never answered. "
        "Its name may be another than the holder's now: compare `holderName`.",
    )
    def name_check(self, root: strawberry.Parent[BankAccount]) -> AccountCheckNode | None:
        found = name_checks.read(root.row_check) if hasattr(root, "row_check") else name_checks.newest_answer(root.id)
        return check_node(found) if found else None

    @strawberry_django.field(
        only=["ifsc_code"],
        description="The bank that keeps the account, by the Reserve Bank of India's list of IFSCs. It need not be the "
        "one that the first four letters name. Null for a bank that is not listed.",
    )
    def bank_name(self, root: strawberry.Parent[BankAccount]) -> str | None:
        return bank_name(root.ifsc_code)

    @strawberry_django.field(
        only=["ifsc_code"], description="The branch that the IFSC names; null for one that is not listed."
    )
    def branch_name(self, root: strawberry.Parent[BankAccount]) -> str | None:
        branch = branch_of(root.ifsc_code)
        return branch and branch.name

    @strawberry_django.field(
        only=["ifsc_code"],
        description="What to look at before money is sent to this account, such as a bank that another one took over.",
    )
    def warnings(self, root: strawberry.Parent[BankAccount]) -> list[str]:
        return warnings_about(root.ifsc_code)


@strawberry.input
class AddBankAccountInput:
    merchant_id: strawberry.ID
    account_holder_name: str
    account_number: str
    ifsc_code: str
    account_type: BankAccount.AccountType
    is_primary: bool | None = strawberry.field(default=False, description="Operators alone may choose it.")
    nickname: str | None = UNSET
    group: str | None = UNSET


@strawberry.type
class AddBankAccountSuccess:
    bank_account: BankAccountNode
    warnings: list[str] = strawberry.field(
        description="The account was added. These say what to look at before money is sent to it, such as a branch "
        "that is not listed."
    )


AddBankAccountResult = Annotated[AddBankAccountSuccess | ValidationProblem, strawberry.union("AddBankAccountResult")]


@strawberry.type
class BankAccountMutation:
    @strawberry.mutation(
        extensions=needing(Scope.BENEFICIARIES, tells=EVERY_FIELD),
        description="A merchant's first account is its primary one.",
    )
    def add_bank_account(self, info: Info, input: AddBankAccountInput) -> AddBankAccountResult:
        if input.is_primary and Scope.OPERATE not in info.context.caller.scopes:
            raise InvalidInput("Only operators choose the primary account.", "is_primary")
        account = onboarding.add_bank_account(
            merchant_id=paying_merchant(info, input.merchant_id),
            account_holder_name=input.account_holder_name,
            account_number=input.account_number,
            ifsc_code=input.ifsc_code,
            account_type=input.account_type,
            is_primary=bool(input.is_primary),
            nickname=input.nickname or None,
            group=input.group or None,
        )
        return AddBankAccountSuccess(bank_account=account, warnings=warnings_about(account.ifsc_code))  # type: ignore[arg-type]
