"""A payment from abroad that was recalled, in GraphQL: what is told of it, and how an operator takes it back."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its arguments `input`

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from server.access.callers import Scope
from server.inward_payments.reversals import LONGEST_REASON, InwardReversal
from server.inward_payments.reversing import reverse_payment
from server.money import read_amount

from .context import Info
from .errors import InsufficientFundsProblem, ValidationProblem
from .inward_documents import own_inward_payment
from .ledger_types import LedgerEntryNode
from .permissions import needing
from .runtime.columns import column, row_type
from .scalars import Paise

if TYPE_CHECKING:
    from .inward_payments import InwardPaymentNode


@row_type(
    InwardReversal,
    name="InwardReversal",
    description="A payment from abroad was recalled, and its money taken back. Once per payment.",
)
class InwardReversalNode:
    at: datetime = column(field_name="reversed_at", description="When it was taken back.")
    amount_paise: Paise = column(description="Positive, and at most the payment's netPaise.")
    reason: str = column(description="For people.")
    inward_payment: Annotated["InwardPaymentNode", strawberry.lazy(".inward_payments")]
    entry: LedgerEntryNode = column(description="PAYMENT_REVERSED.")


@strawberry.input
class ReverseInwardPaymentInput:
    inward_payment_id: strawberry.ID
    amount_paise: Paise = strawberry.field(description="What is taken back: at most the payment's netPaise.")
    reason: str = strawberry.field(
        description=f"Up to {LONGEST_REASON} characters, which the merchant reads. Account numbers in it are masked."
    )


@strawberry.type
class ReverseInwardPaymentSuccess:
    inward_payment: Annotated["InwardPaymentNode", strawberry.lazy(".inward_payments")]
    replayed: bool = strawberry.field(
        description="True if it was taken back before by the same amount. Then nothing was written."
    )


ReverseInwardPaymentResult = Annotated[
    ReverseInwardPaymentSuccess | InsufficientFundsProblem | ValidationProblem,
    strawberry.union("ReverseInwardPaymentResult"),
]


@strawberry.type
class InwardReversalMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE),
        description="For operators: take back a payment from abroad that its bank recalled, once. InsufficientFunds: "
        "nothing was posted; the audit log has the open claim, and the same call may be made again.",
    )
    def reverse_inward_payment(self, info: Info, input: ReverseInwardPaymentInput) -> ReverseInwardPaymentResult:
        payment = own_inward_payment(info, input.inward_payment_id)
        done = reverse_payment(payment, read_amount(input.amount_paise, "amount_paise"), input.reason)
        return ReverseInwardPaymentSuccess(inward_payment=payment, replayed=done.replayed)  # type: ignore[arg-type]
