"""Invoices to buyers abroad, and which payment pays which, in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry
import strawberry_django
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput
from server.inward_payments.deadlines import NOT_ADVICE
from server.inward_payments.facts import rate_text
from server.inward_payments.invoices import Invoice, InvoiceMatch, Nature
from server.inward_payments.matching import (
    NO_INVOICE,
    NO_MATCH,
    InvoiceFacts,
    add_invoice,
    match_invoice,
    unmatch_invoice,
)

from .context import Info
from .errors import ValidationProblem
from .foreign_amounts import AMOUNT, ForeignAmount, foreign_amount
from .inward_deadlines import InwardDeadline, deadline_nodes
from .inward_documents import own_inward_payment
from .lookups import existing_merchant_to_read, find_row, paying_merchant
from .merchant_changes import CHANGED
from .node import Node
from .pagination import NEWEST, NOT_GIVEN, CountedConnection, count_of
from .permissions import needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import usual_length

if TYPE_CHECKING:
    from .inward_payments import InwardPaymentNode

strawberry.enum(Nature, name="InwardNature", description="What a payment from abroad was for.")
for value in Nature.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(Nature(value.value).label)

CROSS = "Units of the invoice's currency for one of the payment's, as decimal text."


@row_type(
    InvoiceMatch,
    name="InvoiceMatch",
    description="A part of a payment that pays a part of an invoice. It moves no money. It never changes; it may be "
    "taken back.",
)
class InvoiceMatchNode(Node):
    id: strawberry.ID
    invoice: "InwardInvoiceNode"
    inward_payment: Annotated["InwardPaymentNode", strawberry.lazy(".inward_payments")]
    matched_at: datetime

    @strawberry_django.field(
        select_related=["invoice"],
        only=["invoice_minor", "invoice__currency", "invoice__exponent"],
        description="The part of the invoice.",
    )
    def invoice_amount(self, root: strawberry.Parent[InvoiceMatch]) -> ForeignAmount:
        return foreign_amount(root.invoice.currency, root.invoice_minor, root.invoice.exponent)

    @strawberry_django.field(
        select_related=["inward_payment"],
        only=["inward_minor", "inward_payment__foreign_currency", "inward_payment__exponent"],
        description="The part of the payment.",
    )
    def inward_amount(self, root: strawberry.Parent[InvoiceMatch]) -> ForeignAmount:
        payment = root.inward_payment
        return foreign_amount(payment.foreign_currency, root.inward_minor, payment.exponent)

    @strawberry_django.field(only=["cross_rate"], description=f"{CROSS} Null if they have one currency.")
    def cross_rate(self, root: strawberry.Parent[InvoiceMatch]) -> str | None:
        return rate_text(root.cross_rate)

    @strawberry_django.field(
        select_related=["unmatch"], only=["id", "unmatch__unmatched_at"], description="Null: it holds."
    )
    def unmatched_at(self, root: strawberry.Parent[InvoiceMatch]) -> datetime | None:
        taken_back = getattr(root, "unmatch", None)
        return taken_back and taken_back.unmatched_at


@row_type(Invoice, name="InwardInvoice", description="An invoice to a buyer abroad. It never changes.")
class InwardInvoiceNode(Node):
    id: strawberry.ID
    number: str
    issued_on: date
    buyer: str
    buyer_country: str
    nature: Nature
    hsn_or_sac: str | None = column(description="Of goods or services, for GST.")
    edf_number: str | None = column(description="Of the export declaration form.")
    created_at: datetime
    matches: list[InvoiceMatchNode] = column(
        metadata=usual_length(3), description="What pays it, oldest first; those that were taken back are among them."
    )

    @strawberry_django.field(
        only=["number", "issued_on", "currency", "nature"],
        metadata=usual_length(3),
        description=f"By dated rules, the earliest first. {NOT_ADVICE}",
    )
    def deadlines(self, root: strawberry.Parent[Invoice]) -> list[InwardDeadline]:
        return deadline_nodes([root])

    @strawberry_django.field(only=["currency", "minor", "exponent"])
    def amount(self, root: strawberry.Parent[Invoice]) -> ForeignAmount:
        return foreign_amount(root.currency, root.minor, root.exponent)


@strawberry.input
class AddInvoiceInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    number: str = strawberry.field(description="Once per merchant, in whatever form it is written. 50 characters.")
    issued_on: date
    buyer: str = strawberry.field(description="Up to 140 characters.")
    buyer_country: str = strawberry.field(description="Two letters.")
    currency: str = strawberry.field(description="ISO 4217, in capitals.")
    amount: str = strawberry.field(description=AMOUNT)
    nature: Nature
    hsn_or_sac: str | None = strawberry.field(default=UNSET, description="4 to 8 digits.")
    edf_number: str | None = strawberry.field(default=UNSET, description="Of the export declaration form.")


@strawberry.input
class MatchInvoiceInput:
    invoice_id: strawberry.ID
    inward_payment_id: strawberry.ID
    inward_amount: str = strawberry.field(description=f"The part of the payment. {AMOUNT}")
    invoice_amount: str | None = strawberry.field(
        default=UNSET, description="The part of the invoice, if that has another currency."
    )
    cross_rate: str | None = strawberry.field(default=UNSET, description=f"{CROSS} Only if they have two currencies.")


@strawberry.input
class UnmatchInvoiceInput:
    match_id: strawberry.ID


@strawberry.type
class AddInvoiceSuccess:
    invoice: InwardInvoiceNode
    replayed: bool = strawberry.field(description="True if the same was added before. Then nothing was written.")


@strawberry.type
class MatchInvoiceSuccess:
    match: InvoiceMatchNode


@strawberry.type
class UnmatchInvoiceSuccess:
    match: InvoiceMatchNode
    changed: bool = strawberry.field(description=CHANGED)


AddInvoiceResult = Annotated[AddInvoiceSuccess | ValidationProblem, strawberry.union("AddInvoiceResult")]
MatchInvoiceResult = Annotated[MatchInvoiceSuccess | ValidationProblem, strawberry.union("MatchInvoiceResult")]
UnmatchInvoiceResult = Annotated[UnmatchInvoiceSuccess | ValidationProblem, strawberry.union("UnmatchInvoiceResult")]


@strawberry.type
class InwardInvoiceQuery:
    @strawberry.field(extensions=needing(Scope.READ))
    def inward_invoice(self, info: Info, id: strawberry.ID) -> InwardInvoiceNode | None:
        return find_row(info, Invoice, id)

    @strawberry.field(extensions=needing(Scope.READ), description="Invoices to buyers abroad, last added first.")
    def inward_invoices(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[InwardInvoiceNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(Invoice, info.context.caller).filter(merchant_id=merchant)
        return NEWEST.page(
            info, rows, of=f"inward invoices of {merchant}", first=first, after=after, count=count_of(rows)
        )


@strawberry.type
class InwardInvoiceMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"createdAt"}), description="Note an invoice to a buyer abroad."
    )
    def add_invoice(self, info: Info, input: AddInvoiceInput) -> AddInvoiceResult:
        added = add_invoice(
            paying_merchant(info, input.merchant_id),
            InvoiceFacts(
                number=input.number,
                issued_on=input.issued_on,
                buyer=input.buyer,
                buyer_country=input.buyer_country,
                currency=input.currency,
                amount=input.amount,
                nature=input.nature,
                hsn_or_sac=None if input.hsn_or_sac in NOT_GIVEN else input.hsn_or_sac,
                edf_number=None if input.edf_number in NOT_GIVEN else input.edf_number,
            ),
        )
        return AddInvoiceSuccess(invoice=added.invoice, replayed=added.replayed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"matchedAt"}),
        description="Say that a part of a payment from abroad pays a part of an invoice. Neither may be taken beyond "
        "its amount. No money is moved.",
    )
    def match_invoice(self, info: Info, input: MatchInvoiceInput) -> MatchInvoiceResult:
        key = read_uuid(input.invoice_id, "invoice_id")
        payment = own_inward_payment(info, input.inward_payment_id)
        invoice = rows_of(Invoice, info.context.caller).filter(pk=key, merchant_id=payment.merchant_id).first()
        if invoice is None:
            raise InvalidInput(NO_INVOICE, "invoice_id")
        match = match_invoice(
            invoice,
            payment,
            input.inward_amount,
            None if input.invoice_amount in NOT_GIVEN else input.invoice_amount,
            None if input.cross_rate in NOT_GIVEN else input.cross_rate,
        )
        return MatchInvoiceSuccess(match=match)  # type: ignore[arg-type]

    @strawberry.mutation(extensions=needing(Scope.PAYOUTS), description="Take a match back, whole.")
    def unmatch_invoice(self, info: Info, input: UnmatchInvoiceInput) -> UnmatchInvoiceResult:
        key = read_uuid(input.match_id, "match_id")
        match = rows_of(InvoiceMatch, info.context.caller).filter(pk=key).first()
        if match is None:
            raise InvalidInput(NO_MATCH, "match_id")
        change = unmatch_invoice(match)
        return UnmatchInvoiceSuccess(match=change.row, changed=change.changed)  # type: ignore[arg-type]
