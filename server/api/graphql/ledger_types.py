"""The ledger's entries as GraphQL objects, each with the balance after it."""

# mypy: disable-error-code="untyped-decorator"
# (Strawberry's decorators, given arguments, are typed as Any.)

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry
import strawberry_django
from django.db.models import BigIntegerField, F, Func

from server.fees.reading import fee_payout_column
from server.ledger.balance import balance_at
from server.ledger.models import EntryType, LedgerEntry
from server.money import format_inr

from .node import Node
from .payout_types import PayoutNode
from .runtime.columns import column, row_type
from .scalars import Paise

if TYPE_CHECKING:
    from .inward_payments import InwardPaymentNode
    from .inward_reversals import InwardReversalNode
    from .payout_returns import PayoutReturnNode


@strawberry.enum
class Direction(Enum):
    CREDIT = "credit"
    DEBIT = "debit"


def _after(figure: str) -> Func:
    """SQL that computes each entry's running balance within the statement that lists the entries."""
    return Func(
        F("merchant_id"),
        F("seq"),
        template=f"(SELECT {figure} FROM ledger_balance_at(%(expressions)s) b)",
        output_field=BigIntegerField(),
    )


@row_type(LedgerEntry, name="LedgerEntry", description="One movement of money. It never changes after it is written.")
class LedgerEntryNode(Node):
    id: strawberry.ID
    sequence: int = column(field_name="seq", description="The entry's number in the merchant's ledger: 1, 2, 3, …")
    entry_type: EntryType
    amount_paise: Paise = column(description="Signed: positive for a credit.")
    direction: Direction = column(only=["amount_paise"])
    description: str
    created_at: datetime
    payout: PayoutNode | None
    payout_return: Annotated["PayoutReturnNode", strawberry.lazy(".payout_returns")] | None = column(
        description="PAYOUT_RETURNED: the return that owns the entry, which names the payout."
    )
    inward_payment: Annotated["InwardPaymentNode", strawberry.lazy(".inward_payments")] | None = column(
        description="PAYMENT_RECEIVED: what is known of the payment, if that was recorded."
    )
    inward_reversal: Annotated["InwardReversalNode", strawberry.lazy(".inward_reversals")] | None = column(
        description="PAYMENT_REVERSED: the reversal that owns the entry, which names the payment."
    )
    reference: str | None = column(
        description="The reference under which a payment was recorded, as it was sent; null for other entries."
    )

    @strawberry_django.field(
        only=["id", "entry_type"],
        annotate={"fee_payout": lambda _info: fee_payout_column()},
        description="FEE_DEBIT, FEE_TAX_DEBIT, FEE_REFUND, FEE_TAX_REFUND: the payout that the fee is of.",
    )
    def fee_payout_id(self, root: strawberry.Parent[LedgerEntry]) -> strawberry.ID | None:
        found: UUID | None = getattr(root, "fee_payout", None)
        return strawberry.ID(str(found)) if found else None

    @strawberry_django.field(
        only=["merchant_id", "seq"],
        annotate={"available_after": lambda _info: _after("b.available_paise")},
        description="The merchant's available balance after this entry.",
    )
    def available_after_paise(self, root: strawberry.Parent[LedgerEntry]) -> Paise:
        annotated: int | None = getattr(root, "available_after", None)
        if annotated is not None:
            return Paise(annotated)
        return Paise(balance_at(root.merchant_id, root.seq).available_paise)

    @strawberry_django.field(
        only=["merchant_id", "seq"],
        annotate={"total_after": lambda _info: _after("b.available_paise + b.held_paise")},
        description="The merchant's available and held balance together after this entry. Holds and releases leave it "
        "as it was, so it is the running balance of the money that moved.",
    )
    def total_after_paise(self, root: strawberry.Parent[LedgerEntry]) -> Paise:
        annotated: int | None = getattr(root, "total_after", None)
        if annotated is not None:
            return Paise(annotated)
        return Paise(balance_at(root.merchant_id, root.seq).total_paise)

    @strawberry_django.field(only=["amount_paise"], description="For display, unsigned: ₹500.00")
    def amount_inr(self, root: strawberry.Parent[LedgerEntry]) -> str:
        return format_inr(root.amount_paise)

    @strawberry_django.field(only=["payout_id"])
    def payout_id(self, root: strawberry.Parent[LedgerEntry]) -> strawberry.ID | None:
        return strawberry.ID(str(root.payout_id)) if root.payout_id else None
