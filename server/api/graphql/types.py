"""GraphQL nouns. Ids are plain UUIDs, the same as in REST; the optimizer fetches the edges of a whole list at once."""

# mypy: disable-error-code="untyped-decorator"
# (Strawberry's decorators, given arguments, are typed as Any.)

from datetime import datetime
from enum import Enum
from uuid import UUID

import strawberry
import strawberry_django
from django.db.models import BigIntegerField, F, Func, JSONField

from server.api.graphql.runtime.columns import column, row_type
from server.ledger import balance as ledger_balance
from server.ledger import models as ledger
from server.merchants import models as merchants
from server.merchants.banks import bank_name
from server.money import format_inr
from server.payouts import models as payouts
from server.payouts.fund_location import FundLocation, fund_location_of
from server.payouts.states import Status

from .balances import Balance, as_balance
from .scalars import Paise

# These name the domain's own enums in the schema; the annotations below are the domain's.
strawberry.enum(Status, name="PayoutStatus", description="pending → processing → completed or failed.")
strawberry.enum(ledger.EntryType, name="LedgerEntryType")
strawberry.enum(merchants.BankAccount.AccountType, name="BankAccountType")
strawberry.enum(payouts.PayoutAttempt.BankCall, name="BankCall", description="What the bank was asked.")
strawberry.enum(payouts.PayoutAttempt.BankAnswer, name="BankAnswer", description="What the bank answered.")
strawberry.enum(FundLocation, name="MoneyIs", description="Where a payout's money is, as far as is known. It is never guessed.")
for value in FundLocation.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(FundLocation(value.value).label)


@strawberry.enum
class Direction(Enum):
    CREDIT = "credit"
    DEBIT = "debit"


@row_type(merchants.BankAccount, description="An Indian bank account to withdraw to.")
class BankAccount:
    id: strawberry.ID
    account_holder_name: str
    ifsc_code: str
    account_type: merchants.BankAccount.AccountType
    is_verified: bool
    is_primary: bool
    created_at: datetime
    account_number_masked: str = column(description="All but the last four digits masked.")

    @strawberry_django.field(
        only=["ifsc_code"], description="By the first four letters of the IFSC; null for a bank that is not listed."
    )
    def bank_name(self, root: strawberry.Parent[merchants.BankAccount]) -> str | None:
        return bank_name(root.ifsc_code)


def _row_balance() -> Func:
    """The balances of a list of merchants in the list's own statement."""
    return Func(
        F("id"), template="(SELECT to_jsonb(b) FROM ledger_balance(%(expressions)s) b)", output_field=JSONField()
    )


@row_type(merchants.Merchant)
class Merchant:
    id: strawberry.ID
    name: str
    email: str
    is_active: bool
    created_at: datetime
    bank_accounts: list[BankAccount]

    @strawberry_django.field(only=["id"], annotate={"row_balance": lambda _info: _row_balance()})
    def balance(self, root: strawberry.Parent[merchants.Merchant]) -> Balance:
        row: dict[str, int] | None = getattr(root, "row_balance", None)
        if row is not None:
            return as_balance(ledger_balance.Balance(**row))
        return as_balance(ledger_balance.balance_of(root.id))


@row_type(
    payouts.PayoutAttempt,
    description="One question to the bank about a payout and what came of it, never changed after it was written.",
)
class PayoutAttempt:
    id: strawberry.ID
    number: int = column(description="Which attempt to pay it belongs to: 1, 2, 3, …")
    reason: str | None = column(description="The bank's words, where it gave a reason.")
    started_at: datetime
    ended_at: datetime
    call: payouts.PayoutAttempt.BankCall
    answer: payouts.PayoutAttempt.BankAnswer


@row_type(payouts.Payout, description="A withdrawal to one of the merchant's bank accounts.")
class Payout:
    id: strawberry.ID
    status: Status
    amount_paise: Paise
    attempt_count: int
    failure_reason: str | None
    bank_reference_id: str | None = column(description="The bank's UTR, once it has paid.")
    idempotency_key: UUID
    created_at: datetime
    updated_at: datetime
    processing_started_at: datetime | None
    completed_at: datetime | None
    failed_at: datetime | None
    merchant: Merchant
    bank_account: BankAccount
    ledger_entries: list["LedgerEntry"] = column(description="What it did to the ledger.")
    attempts: list[PayoutAttempt] = column(description="What the bank was asked and answered, oldest first.")
    next_attempt_at: datetime | None = column(
        description="When it is tried again; null while the bank is being asked and after its end."
    )
    needs_review: bool = column(
        description="The bank has not said for long what became of it, so a person should find out. Its money stays "
        "held, the bank is asked on at a slower pace, and its answer ends the payout by itself."
    )
    unresolved_since: datetime | None = column(
        description="Since when the engine waits for an answer of the bank that something follows from; null if it "
        "waits for none."
    )

    @strawberry_django.field(
        only=["status", "last_answer", "lease"], description="Where its money is, as far as is known."
    )
    def money_is(self, root: strawberry.Parent[payouts.Payout]) -> FundLocation:
        return fund_location_of(root)

    @strawberry_django.field(only=["amount_paise"], description="For display: ₹500.00")
    def amount_inr(self, root: strawberry.Parent[payouts.Payout]) -> str:
        return format_inr(root.amount_paise)


def _available_after() -> Func:
    """The running balances of a list of entries in the list's own statement."""
    return Func(
        F("merchant_id"),
        F("seq"),
        template="(SELECT b.available_paise FROM ledger_balance_at(%(expressions)s) b)",
        output_field=BigIntegerField(),
    )


@row_type(ledger.LedgerEntry, description="One movement of money, never changed after it was written.")
class LedgerEntry:
    id: strawberry.ID
    sequence: int = column(field_name="seq", description="Its number in the merchant's ledger: 1, 2, 3, …")
    entry_type: ledger.EntryType
    amount_paise: Paise = column(description="Signed: positive for a credit.")
    direction: Direction = column(only=["amount_paise"])
    description: str
    created_at: datetime
    payout: Payout | None

    @strawberry_django.field(
        only=["merchant_id", "seq"],
        annotate={"available_after": lambda _info: _available_after()},
        description="What the merchant had available after this entry.",
    )
    def available_after_paise(self, root: strawberry.Parent[ledger.LedgerEntry]) -> Paise:
        if "available_after" in vars(root):
            return Paise(vars(root)["available_after"])
        return Paise(ledger_balance.balance_at(root.merchant_id, root.seq).available_paise)

    @strawberry_django.field(only=["amount_paise"], description="For display, unsigned: ₹500.00")
    def amount_inr(self, root: strawberry.Parent[ledger.LedgerEntry]) -> str:
        return format_inr(root.amount_paise)

    @strawberry_django.field(only=["payout_id"])
    def payout_id(self, root: strawberry.Parent[ledger.LedgerEntry]) -> strawberry.ID | None:
        return strawberry.ID(str(root.payout_id)) if root.payout_id else None
