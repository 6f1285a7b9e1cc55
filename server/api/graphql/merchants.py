"""Merchants, their bank accounts and their balances in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from datetime import datetime
from hashlib import md5
from typing import Annotated
from uuid import UUID

import strawberry
import strawberry_django
from django.db.models import F, Func, JSONField
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import listed_merchants
from server.errors import InvalidInput
from server.ifsc.lookup import bank_name, branch_of
from server.ledger.balance import Balance, balance_of
from server.ledger.heads import Head, issue_head
from server.ledger.links import iso_utc
from server.merchants import onboarding
from server.merchants.banks import warnings_about
from server.merchants.models import BankAccount, Merchant
from server.merchants.search import LONGEST_SEARCH, searched_words, with_words
from server.money import MAX_PAISE, format_inr
from server.payouts import paid_to_account

from .context import Info
from .errors import ValidationProblem
from .lookups import existing_merchant_to_read, find_row, merchant_to_read, paying_merchant
from .node import Node
from .pagination import NEWEST, NOT_GIVEN, CountedConnection, count_of
from .permissions import EVERY_FIELD, needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import also_costs, usual_length
from .scalars import Paise

strawberry.enum(BankAccount.AccountType, name="BankAccountType")

PAID_COSTS = 4  # objects: up to a thousand entries of an index, and their rows


HEAD_COSTS = 5  # objects: an entry, a signature, and on a day's first a row


@strawberry.type(
    description="What a merchant's ledger says at one moment, signed, so that whoever keeps it can prove it later "
    "(docs/proofs.md)."
)
class LedgerHead:
    sequence: int = strawberry.field(description="The number of the last entry; 0 before the first.")
    link: str = strawberry.field(description="That entry's link, in hexadecimal.")
    available_paise: Paise
    held_paise: Paise
    issued_at: str = strawberry.field(description="As it was signed: 2026-11-29T07:45:11.000000Z")
    key_id: str = strawberry.field(description="Of the key, as /.well-known/payout-ledger-keys.json has it.")
    signature: str = strawberry.field(description="Ed25519, in hexadecimal.")


@strawberry.type(name="Balance", description="A merchant's balance at one moment. total = available + held.")
class BalanceFigures:
    ledger_sequence: int = strawberry.field(
        description="The sequence number of the last ledger entry included; 0 before the first. The figures include "
        "every entry up to it and none after it."
    )
    available_paise: Paise
    held_paise: Paise
    total_paise: Paise
    available_inr: str
    held_inr: str
    total_inr: str
    merchant_id: strawberry.Private[UUID]

    @strawberry.field(
        metadata=also_costs(HEAD_COSTS), description="The ledger's signed head at this balance: keep it to prove it."
    )
    def head(self) -> LedgerHead:
        return as_head(
            issue_head(self.merchant_id, Balance(self.ledger_sequence, int(self.available_paise), int(self.held_paise)))
        )


def as_head(head: Head) -> LedgerHead:
    return LedgerHead(
        sequence=head.seq,
        link=head.link.hex(),
        available_paise=Paise(head.available_paise),
        held_paise=Paise(head.held_paise),
        issued_at=iso_utc(head.issued_at),
        key_id=head.key_id,
        signature=head.signature.hex(),
    )


@strawberry.type(name="PaidToAccount", description="What was paid to a bank account, of its newest 1,000 payouts.")
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
        description="What was paid to the account, of its newest 1,000 payouts.",
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


def _row_balance() -> Func:
    """SQL that computes each merchant's balance within the statement that lists the merchants."""
    return Func(
        F("id"), template="(SELECT to_jsonb(b) FROM ledger_balance(%(expressions)s) b)", output_field=JSONField()
    )


@row_type(Merchant, name="Merchant")
class MerchantNode(Node):
    id: strawberry.ID
    name: str
    email: str
    is_active: bool
    created_at: datetime
    suspended_at: datetime | None = column(
        description="Since when the merchant can't make new payouts; null unless an operator has suspended it."
    )
    bank_accounts: list[BankAccountNode] = column(metadata=usual_length(5))

    @strawberry_django.field(
        only=["suspension_reason"], description="Why the merchant is suspended. For operators: null for others."
    )
    def suspension_reason(self, info: Info, root: strawberry.Parent[Merchant]) -> str | None:
        return root.suspension_reason if info.context.caller.merchant_id is None else None

    @strawberry_django.field(only=["id"], annotate={"row_balance": lambda _info: _row_balance()})
    def balance(self, root: strawberry.Parent[Merchant]) -> BalanceFigures:
        row: dict[str, int] | None = getattr(root, "row_balance", None)
        return as_figures(root.id, Balance(**row) if row is not None else balance_of(root.id))


def as_figures(merchant_id: UUID, balance: Balance) -> BalanceFigures:
    return BalanceFigures(
        ledger_sequence=balance.seq,
        available_paise=Paise(balance.available_paise),
        held_paise=Paise(balance.held_paise),
        total_paise=Paise(balance.total_paise),
        available_inr=format_inr(balance.available_paise),
        held_inr=format_inr(balance.held_paise),
        total_inr=format_inr(balance.total_paise),
        merchant_id=merchant_id,
    )


@strawberry.input
class CreateMerchantInput:
    name: str
    email: str


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
class CreateMerchantSuccess:
    merchant: MerchantNode


@strawberry.type
class AddBankAccountSuccess:
    bank_account: BankAccountNode
    warnings: list[str] = strawberry.field(
        description="The account was added. These say what to look at before money is sent to it, such as a branch "
        "that is not listed."
    )


CreateMerchantResult = Annotated[CreateMerchantSuccess | ValidationProblem, strawberry.union("CreateMerchantResult")]
AddBankAccountResult = Annotated[AddBankAccountSuccess | ValidationProblem, strawberry.union("AddBankAccountResult")]


@strawberry.type
class MerchantQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="Newest first. search: only merchants that have each of its words, of at most "
        f"{LONGEST_SEARCH} characters together, in their name or e-mail address; capitals do not matter.",
    )
    def merchants(
        self,
        info: Info,
        first: int | None = UNSET,
        after: str | None = UNSET,
        search: str | None = UNSET,
    ) -> CountedConnection[MerchantNode]:
        caller = info.context.caller
        rows = listed_merchants(caller)
        of = f"merchants of {caller.merchant_id}" if caller.merchant_id else "merchants"
        if search not in NOT_GIVEN and (words := searched_words(search)):
            rows = with_words(rows, words)
            of = f"{of} with {md5(repr(words).encode(), usedforsecurity=False).hexdigest()}"
        return NEWEST.page(info, rows, of=of, first=first, after=after, count=count_of(rows))

    @strawberry.field(extensions=needing(Scope.READ))
    def merchant(self, info: Info, id: strawberry.ID) -> MerchantNode | None:
        return find_row(info, Merchant, id)

    @strawberry.field(extensions=needing(Scope.READ))
    def balance(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> BalanceFigures:
        return as_figures(*_read_balance(info, merchant_id))

    @strawberry.field(
        extensions=needing(Scope.READ), metadata=also_costs(HEAD_COSTS), description="The ledger's newest head, signed."
    )
    def ledger_head(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> LedgerHead:
        return as_head(issue_head(*_read_balance(info, merchant_id)))


def _read_balance(info: Info, merchant_id: strawberry.ID | None) -> tuple[UUID, Balance]:
    merchant = merchant_to_read(info, merchant_id)
    balance = balance_of(merchant)
    if not balance.seq:  # no entries yet, or no such merchant
        existing_merchant_to_read(info, merchant_id)
    return merchant, balance


@strawberry.type
class MerchantMutation:
    @strawberry.mutation(extensions=needing(Scope.OPERATE, tells=EVERY_FIELD), description="For operators.")
    def create_merchant(self, input: CreateMerchantInput) -> CreateMerchantResult:
        return CreateMerchantSuccess(merchant=onboarding.create_merchant(name=input.name, email=input.email))  # type: ignore[arg-type]

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
