"""A merchant's bank accounts as its beneficiaries in GraphQL: found by words and by group, named, and added by the
file. Merchants may do this themselves, by the scope `beneficiaries`."""

# mypy: disable-error-code="untyped-decorator, type-var"
# ruff: noqa: A002 - the schema calls its arguments `input` and `group`

from hashlib import md5
from typing import Annotated

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.ifsc.lookup import bank_name, branch_of
from server.merchants import accounts, adding_many, beneficiaries
from server.merchants.account_details import LONGEST_GROUP, LONGEST_NICKNAME, AccountDetails
from server.merchants.adding_many import MOST_ROWS, RowOutcome, RowResult
from server.merchants.banks import warnings_about
from server.merchants.beneficiaries import MOST_GROUPS
from server.merchants.models import BankAccount
from server.merchants.search import LONGEST_SEARCH, searched_words

from .bank_account_changes import ChangedBankAccount, own_account_id
from .bank_accounts import BankAccountNode
from .context import Info
from .errors import ValidationProblem, as_problem
from .lookups import existing_merchant_to_read, paying_merchant
from .pagination import NEWEST, NOT_GIVEN, CountedConnection, count_of
from .permissions import needing
from .runtime.inputs import of_scalars
from .runtime.list_lengths import usual_length

strawberry.enum(
    RowOutcome,
    name="AddedRowOutcome",
    description="ADDED. READY: of a dry run, it would be added. EXISTS: the merchant has this account already, which "
    "stays as it is. REPEATED: an earlier row is the same account. REFUSED: its errors say why.",
)

NICKNAME = f"The merchant's own name for the account, of at most {LONGEST_NICKNAME} characters."
GROUP = f"Such as Suppliers: at most {LONGEST_GROUP} characters."


@strawberry.type(description="A group of beneficiaries, in the merchant's own words.")
class BeneficiaryGroup:
    name: str
    count: int = strawberry.field(description="How many bank accounts are in it, without retired ones.")


@of_scalars
@strawberry.input(description="One bank account of a list.")
class BankAccountRowInput:
    account_holder_name: str
    account_number: str
    ifsc_code: str
    account_type: BankAccount.AccountType
    nickname: str | None = strawberry.field(default=UNSET, description=NICKNAME)
    group: str | None = strawberry.field(default=UNSET, description=GROUP)


@strawberry.input
class AddBankAccountsInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    rows: list[BankAccountRowInput] = strawberry.field(description=f"1 to {MOST_ROWS}.")
    dry_run: bool = strawberry.field(default=False, description="Check the rows and write nothing.")


@strawberry.input
class LabelBankAccountInput:
    bank_account_id: strawberry.ID
    nickname: str | None = strawberry.field(
        default=UNSET, description=f"{NICKNAME} Omit it to leave it as it is; null or empty takes it away."
    )
    group: str | None = strawberry.field(
        default=UNSET, description=f"{GROUP} Omit it to leave it as it is; null or empty takes it away."
    )


@strawberry.type(description="The outcome of one row.")
class AddedRow:
    outcome: RowOutcome
    bank_account: BankAccountNode | None = strawberry.field(description="Of a row that was added, or exists.")
    errors: list[ValidationProblem] = strawberry.field(
        metadata=usual_length(1, weight=0),
        description="All that is wrong with a refused row: at most one error of each of its fields.",
    )
    same_as: int | None = strawberry.field(
        description="Of a repeated row: the position of the earlier one, counted from 0."
    )
    bank_name: str | None = strawberry.field(description="Of a row that is not refused; null if it is not listed.")
    branch_name: str | None
    warnings: list[str] = strawberry.field(
        description="What to look at before money is sent to this account; of rows that are not refused."
    )


@strawberry.type
class AddBankAccountsSuccess:
    results: list[AddedRow] = strawberry.field(
        metadata=usual_length(MOST_ROWS, weight=0),  # each row is counted as it comes in
        description="One result per row, in order.",
    )


@strawberry.type
class LabelBankAccountSuccess(ChangedBankAccount): ...


AddBankAccountsResult = Annotated[AddBankAccountsSuccess | ValidationProblem, strawberry.union("AddBankAccountsResult")]
LabelBankAccountResult = Annotated[
    LabelBankAccountSuccess | ValidationProblem, strawberry.union("LabelBankAccountResult")
]


@strawberry.type
class BeneficiaryQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="A merchant's bank accounts, newest first. search: only those that have each of its words, of at "
        f"most {LONGEST_SEARCH} characters together, in their holder's name, nickname, group, IFSC or last four "
        "digits; capitals do not matter. group: only that group's; empty: only those without one. retired: true for "
        "only retired accounts, false for only the others.",
    )
    def beneficiaries(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        search: str | None = UNSET,
        group: str | None = UNSET,
        retired: bool | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[BankAccountNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(BankAccount, info.context.caller).filter(merchant_id=merchant)
        words = [] if search in NOT_GIVEN else searched_words(search)
        rows = beneficiaries.with_words(rows, words)
        if group not in NOT_GIVEN:
            rows = beneficiaries.of_group(rows, group)
        if retired not in NOT_GIVEN:
            rows = rows.filter(retired_at__isnull=not retired)
        narrowed = [words, None if group in NOT_GIVEN else group, None if retired in NOT_GIVEN else retired]
        of = f"beneficiaries of {merchant}"
        if narrowed != [[], None, None]:
            of = f"{of} with {md5(repr(narrowed).encode(), usedforsecurity=False).hexdigest()}"
        return NEWEST.page(info, rows, of=of, first=first, after=after, count=count_of(rows))

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=usual_length(20),
        description=f"The groups of a merchant's bank accounts, by name; the first {MOST_GROUPS}.",
    )
    def beneficiary_groups(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> list[BeneficiaryGroup]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(BankAccount, info.context.caller).filter(merchant_id=merchant, retired_at=None)
        return [BeneficiaryGroup(name=name, count=count) for name, count in beneficiaries.groups_of(rows)]


@strawberry.type
class BeneficiaryMutation:
    @strawberry.mutation(
        extensions=needing(Scope.BENEFICIARIES),
        description="Add the bank accounts of a file: each row is added or refused by itself. Safe to send again, as "
        "an account that exists is told and stays as it is.",
    )
    def add_bank_accounts(self, info: Info, input: AddBankAccountsInput) -> AddBankAccountsResult:
        results = adding_many.add_bank_accounts(
            paying_merchant(info, input.merchant_id),
            [AccountDetails(**vars(row)) for row in input.rows],
            dry_run=input.dry_run,
        )
        return AddBankAccountsSuccess(
            results=[_as_row(result, row.ifsc_code) for result, row in zip(results, input.rows, strict=True)]
        )

    @strawberry.mutation(
        extensions=needing(Scope.BENEFICIARIES),
        description="Give an account a nickname and a group, which need not be unique, or take them away.",
    )
    def label_bank_account(self, info: Info, input: LabelBankAccountInput) -> LabelBankAccountResult:
        return LabelBankAccountSuccess.of(
            accounts.label_bank_account(
                own_account_id(info, input.bank_account_id),
                nickname=None if input.nickname is UNSET else input.nickname or "",
                group=None if input.group is UNSET else input.group or "",
            )
        )


def _as_row(result: RowResult, ifsc_code: str) -> AddedRow:
    branch = None if result.faults else branch_of(ifsc_code)
    return AddedRow(
        outcome=result.outcome,
        bank_account=result.account,  # type: ignore[arg-type]
        errors=[as_problem(fault) for fault in result.faults],  # type: ignore[misc]
        same_as=result.same_as,
        bank_name=None if result.faults else bank_name(ifsc_code),
        branch_name=branch and branch.name,
        warnings=[] if result.faults else warnings_about(ifsc_code),
    )
