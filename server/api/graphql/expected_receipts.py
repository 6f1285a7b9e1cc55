"""Expected receipts in GraphQL: payments that a merchant says are to come."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id`, `input` and `state`

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry
import strawberry_django
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.errors import as_told
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotPossibleNow
from server.expected_receipts import receipts
from server.expected_receipts.models import LONGEST_PAYER, LONGEST_REFERENCE, ExpectedReceipt, ReceiptState, in_state
from server.expected_receipts.receipts import ReceiptFacts

from .context import Info
from .errors import IdempotencyConflictProblem, ValidationProblem
from .ledger_types import LedgerEntryNode
from .lookups import existing_merchant_to_read, find_row, paying_merchant
from .merchant_changes import CHANGED
from .node import Node
from .pagination import NEWEST, NOT_GIVEN, CountedConnection, count_of
from .permissions import needing
from .runtime.columns import column, row_type
from .runtime.inputs import of_scalars
from .scalars import Paise

strawberry.enum(
    ReceiptState, name="ExpectedReceiptState", description="What has become of an expected receipt, today in India."
)
for value in ReceiptState.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(ReceiptState(value.value).label)

REFERENCE = f"The payment's reference, in whatever form it is written: up to {LONGEST_REFERENCE} characters."


@row_type(
    ExpectedReceipt,
    name="ExpectedReceipt",
    description="A payment that the merchant expects. The first later payment within its bounds, with its reference if "
    "it has one, satisfies it. It is part of no balance.",
)
class ExpectedReceiptNode(Node):
    id: strawberry.ID
    idempotency_key: UUID
    payer: str | None = column(description="For people: no payment is compared with it.")
    reference: str | None = column(description="The payment has it. Null: any payment within the bounds will do.")
    at_least_paise: Paise
    at_most_paise: Paise
    due_on: date = column(description="The last day, in India, on which it is not late.")
    created_at: datetime

    @strawberry_django.field(only=["merchant_id"])
    def merchant_id(self, root: strawberry.Parent[ExpectedReceipt]) -> strawberry.ID:
        return strawberry.ID(str(root.merchant_id))

    @strawberry_django.field(
        select_related=["end"],
        only=["id", "due_on", "end__entry_id"],
        description="It follows from the day and the end.",
    )
    def state(self, root: strawberry.Parent[ExpectedReceipt]) -> ReceiptState:
        return root.state

    @strawberry_django.field(
        select_related=["end"], only=["id", "end__ended_at"], description="When its payment came, or it was cancelled."
    )
    def ended_at(self, root: strawberry.Parent[ExpectedReceipt]) -> datetime | None:
        end = getattr(root, "end", None)
        return end and end.ended_at

    @strawberry_django.field(
        select_related=["end__entry"], only=["id", "end__entry"], description="RECEIVED: the payment that satisfied it."
    )
    def payment(self, root: strawberry.Parent[ExpectedReceipt]) -> LedgerEntryNode | None:
        end = getattr(root, "end", None)
        return end and end.entry


@of_scalars
@strawberry.input
class ExpectReceiptInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    idempotency_key: UUID = strawberry.field(description="Of expected receipts alone; remembered for ever.")
    at_least_paise: Paise
    at_most_paise: Paise = strawberry.field(description="The same as atLeastPaise for one exact amount.")
    due_on: date = strawberry.field(
        description=f"The last day, in India, on which it is not late: today or later, within {receipts.FURTHEST_DAYS} "
        "days."
    )
    payer: str | None = strawberry.field(
        default=UNSET, description=f"For people, up to {LONGEST_PAYER} characters: no payment is compared with it."
    )
    reference: str | None = strawberry.field(default=UNSET, description=REFERENCE)


@strawberry.input
class CancelExpectedReceiptInput:
    id: strawberry.ID


@strawberry.type
class ExpectReceiptSuccess:
    expected_receipt: ExpectedReceiptNode
    replayed: bool = strawberry.field(description="True if this key was used for this receipt before.")


@strawberry.type
class CancelExpectedReceiptSuccess:
    expected_receipt: ExpectedReceiptNode
    changed: bool = strawberry.field(description=CHANGED)


ExpectReceiptResult = Annotated[
    ExpectReceiptSuccess | IdempotencyConflictProblem | ValidationProblem, strawberry.union("ExpectReceiptResult")
]
CancelExpectedReceiptResult = Annotated[
    CancelExpectedReceiptSuccess | ValidationProblem, strawberry.union("CancelExpectedReceiptResult")
]


@strawberry.type
class ExpectedReceiptQuery:
    @strawberry.field(extensions=needing(Scope.READ))
    def expected_receipt(self, info: Info, id: strawberry.ID) -> ExpectedReceiptNode | None:
        return find_row(info, ExpectedReceipt, id)

    @strawberry.field(extensions=needing(Scope.READ), description="Last said first.")
    def expected_receipts(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        state: ReceiptState | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[ExpectedReceiptNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(ExpectedReceipt, info.context.caller).filter(merchant_id=merchant)
        if state not in NOT_GIVEN:
            rows = in_state(rows, state)
        return NEWEST.page(
            info, rows, of=f"expected receipts of {merchant}", first=first, after=after, count=count_of(rows)
        )


@strawberry.type
class ExpectedReceiptMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"createdAt"}),
        description="Say that a payment is to come. RECEIPT_RECEIVED tells the feed when it has.",
    )
    def expect_receipt(self, info: Info, input: ExpectReceiptInput) -> ExpectReceiptResult:
        facts = ReceiptFacts(
            at_least_paise=input.at_least_paise,
            at_most_paise=input.at_most_paise,
            due_on=input.due_on,
            payer=None if input.payer in NOT_GIVEN else input.payer,
            reference=None if input.reference in NOT_GIVEN else input.reference,
        )
        expected = receipts.expect_receipt(paying_merchant(info, input.merchant_id), facts, input.idempotency_key)
        return ExpectReceiptSuccess(
            expected_receipt=expected.receipt,  # type: ignore[arg-type]
            replayed=expected.replayed,
        )

    @strawberry.mutation(extensions=needing(Scope.PAYOUTS), description="It is expected no more.")
    def cancel_expected_receipt(self, info: Info, input: CancelExpectedReceiptInput) -> CancelExpectedReceiptResult:
        key = read_uuid(input.id, "id")
        receipt = rows_of(ExpectedReceipt, info.context.caller).filter(pk=key).first()
        if receipt is None:
            raise InvalidInput("No such expected receipt.", "id")
        try:
            _, changed = receipts.cancel_receipt(receipt)
        except NotPossibleNow as ended:
            raise InvalidInput(as_told(ended, info.context.caller).message, "id") from None
        receipt.refresh_from_db()
        return CancelExpectedReceiptSuccess(expected_receipt=receipt, changed=changed)  # type: ignore[arg-type]
