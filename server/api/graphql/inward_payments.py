"""Payments from abroad in GraphQL: what they were, beside the ledger's entry."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry
import strawberry_django
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.inward_payments.deadlines import NOT_ADVICE
from server.inward_payments.documents import lacking
from server.inward_payments.facts import InwardFacts, rate_text
from server.inward_payments.invoices import Nature
from server.inward_payments.listing import within
from server.inward_payments.models import Channel, InwardPayment
from server.inward_payments.papers import DocumentKind
from server.inward_payments.purposes import known_purposes, warnings_of
from server.inward_payments.recording import record_inward_payment
from server.lineage.reading import stretch_of_receipt
from server.money import read_amount

from .context import Info
from .errors import ValidationProblem
from .foreign_amounts import AMOUNT, ForeignAmount, foreign_amount
from .inward_deadlines import InwardDeadline, deadline_nodes
from .inward_documents import InwardDocumentNode
from .inward_invoices import InvoiceMatchNode
from .inward_reversals import InwardReversalNode
from .ledger import HIGHEST_SEQUENCE
from .ledger_types import LedgerEntryNode
from .lineage_types import OF_PAGES, FundingPage, funding_page
from .lookups import existing_merchant_to_read, find_row
from .node import Node
from .pagination import NOT_GIVEN, CountedConnection, count_of
from .permissions import EVERY_FIELD, needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import DEFAULT_FIRST, usual_length
from .scalars import Paise

strawberry.enum(Channel, name="InwardChannel", description="How a payment from abroad came.")
for value in Channel.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(Channel(value.value).label)

RATE = "Rupees for one unit of the currency, as decimal text such as 83.1250. It explains the gross amount to a paisa."


@strawberry.type(description="RBI's code for why money came.")
class PurposeCode:
    code: str
    words: str | None = strawberry.field(description="Null for a code that this engine's list lacks.")


@row_type(
    InwardPayment,
    name="InwardPayment",
    description="What is known of a payment from abroad, as its bank told it. It never changes. The rupees are the "
    "bank's, and what counts; the rate explains them.",
)
class InwardPaymentNode(Node):
    id: strawberry.ID
    sequence: int = column(field_name="seq", description="The number of its entry in the merchant's ledger.")
    channel: Channel
    gross_paise: Paise = column(description="What the foreign amount was worth in rupees.")
    charges_paise: Paise = column(description="What the banks kept, without tax.")
    charges_tax_paise: Paise = column(description="The tax on that.")
    net_paise: Paise = column(description="What was credited: the entry's amount.")
    value_on: date = column(description="The day on which the bank had the money.")
    remitter_name: str = column(description="Who sent it. Account numbers are masked.")
    remitter_country: str = column(description="Two letters.")
    remitter_bank_bic: str | None
    uetr: UUID | None = column(description="The transfer's own id in SWIFT.")
    nature: Nature
    is_advance: bool = column(description="It was paid before what it pays for.")
    recorded_at: datetime
    entry: LedgerEntryNode
    reversed: InwardReversalNode | None = column(
        field_name="reversal", description="Its bank recalled it, and it was taken back. Null: it was not."
    )
    documents: list[InwardDocumentNode] = column(
        metadata=usual_length(3), description="Its papers, oldest first; those that were replaced are among them."
    )

    matches: list[InvoiceMatchNode] = column(
        metadata=usual_length(3), description="Which invoices it pays, oldest first; those taken back are among them."
    )

    @strawberry_django.field(
        prefetch_related=["matches__invoice", "matches__unmatch"],
        only=["id"],
        metadata=usual_length(6),
        description=f"Of the invoices that it pays, by dated rules, the earliest first. {NOT_ADVICE}",
    )
    def deadlines(self, root: strawberry.Parent[InwardPayment]) -> list[InwardDeadline]:
        live = [match for match in root.matches.all() if not hasattr(match, "unmatch")]
        return deadline_nodes({match.invoice_id: match.invoice for match in live}.values())

    @strawberry_django.field(
        only=["merchant_id", "seq", "net_paise"],
        metadata=OF_PAGES,
        description="What has gone out of it, by first in, first out. What came back of that is paid again from an "
        "entry of its own.",
    )
    def paid_out(
        self,
        info: Info,
        root: strawberry.Parent[InwardPayment],
        first: int | None = DEFAULT_FIRST,
        after: str | None = UNSET,
    ) -> FundingPage:
        return funding_page(info, stretch_of_receipt(root.merchant_id, root.seq, root.net_paise), first, after)

    @strawberry_django.field(only=["foreign_currency", "foreign_minor", "exponent"])
    def foreign(self, root: strawberry.Parent[InwardPayment]) -> ForeignAmount:
        return foreign_amount(root.foreign_currency, root.foreign_minor, root.exponent)

    @strawberry_django.field(only=["rate"], description=f"{RATE} Null if it was not told.")
    def rate(self, root: strawberry.Parent[InwardPayment]) -> str | None:
        return rate_text(root.rate)

    @strawberry_django.field(only=["purpose_code"])
    def purpose_code(self, root: strawberry.Parent[InwardPayment]) -> PurposeCode:
        return PurposeCode(code=root.purpose_code, words=known_purposes().get(root.purpose_code))


@strawberry.input
class RecordInwardPaymentInput:
    merchant_id: strawberry.ID
    reference: str = strawberry.field(
        description="Counts once per merchant, as recordPayment's does, and together with that."
    )
    channel: Channel
    foreign_currency: str = strawberry.field(description="ISO 4217, in capitals. INR by the channel VOSTRO alone.")
    foreign_amount: str = strawberry.field(description=AMOUNT)
    rate: str | None = strawberry.field(default=UNSET, description=RATE)
    gross_paise: Paise
    charges_paise: Paise = strawberry.field(default=0, description="What the banks kept, without tax.")
    charges_tax_paise: Paise = strawberry.field(default=0, description="The tax on that.")
    net_paise: Paise = strawberry.field(description="What is credited: gross less charges and their tax.")
    value_on: date = strawberry.field(description="The day on which the bank had the money.")
    remitter_name: str = strawberry.field(description="Up to 140 characters. Account numbers in it are masked.")
    remitter_country: str = strawberry.field(description="Two letters.")
    remitter_bank_bic: str | None = strawberry.field(default=UNSET, description="8 or 11 characters.")
    uetr: UUID | None = strawberry.field(default=UNSET, description="Of version 4, as SWIFT makes them.")
    purpose_code: str = strawberry.field(description="RBI's, of a receipt: P0802.")
    nature: Nature
    is_advance: bool = strawberry.field(default=False, description="It was paid before what it pays for.")
    description: str | None = strawberry.field(
        default="",
        description="Of the entry. Up to 500 characters, in any number of lines. Account numbers are masked.",
    )


@strawberry.type
class RecordInwardPaymentSuccess:
    inward_payment: InwardPaymentNode
    replayed: bool = strawberry.field(description="True if this reference was recorded before with the same facts.")
    warnings: list[str] = strawberry.field(description="What a person should look at. It was recorded all the same.")


RecordInwardPaymentResult = Annotated[
    RecordInwardPaymentSuccess | ValidationProblem, strawberry.union("RecordInwardPaymentResult")
]


@strawberry.type
class InwardPaymentQuery:
    @strawberry.field(extensions=needing(Scope.READ))
    def inward_payment(self, info: Info, id: strawberry.ID) -> InwardPaymentNode | None:
        return find_row(info, InwardPayment, id)

    @strawberry.field(
        extensions=needing(Scope.READ),
        description="Payments from abroad, newest entry first. `from` and `to` are days on which the bank had the "
        "money, both included. `missing`: those that have no live document of any of these kinds.",
    )
    def inward_payments(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        first_day: Annotated[date | None, strawberry.argument(name="from")] = UNSET,
        last_day: Annotated[date | None, strawberry.argument(name="to")] = UNSET,
        missing: list[DocumentKind] | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[InwardPaymentNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(InwardPayment, info.context.caller).filter(merchant_id=merchant)
        rows = lacking(within(rows, first_day or None, last_day or None), missing or [])
        return HIGHEST_SEQUENCE.page(
            info, rows, of=f"inward payments of {merchant}", first=first, after=after, count=count_of(rows)
        )


@strawberry.type
class InwardPaymentMutation:
    @strawberry.mutation(
        # A replay has been sent whole.
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: record an international payment that came in, with all that its bank told of it. "
        "It makes the entry that recordPayment makes, once per reference.",
    )
    def record_inward_payment(self, input: RecordInwardPaymentInput) -> RecordInwardPaymentResult:
        recorded = record_inward_payment(
            merchant_id=read_uuid(input.merchant_id, "merchant_id"),
            reference=input.reference,
            facts=_facts(input),
            description=input.description or "",
        )
        return RecordInwardPaymentSuccess(
            inward_payment=recorded.payment,  # type: ignore[arg-type]
            replayed=recorded.replayed,
            warnings=warnings_of(recorded.payment.purpose_code),
        )


def _facts(input: RecordInwardPaymentInput) -> InwardFacts:
    return InwardFacts(
        channel=input.channel,
        foreign_currency=input.foreign_currency,
        foreign_amount=input.foreign_amount,
        rate=None if input.rate in NOT_GIVEN else input.rate,
        gross_paise=read_amount(input.gross_paise, "gross_paise"),
        charges_paise=input.charges_paise,
        charges_tax_paise=input.charges_tax_paise,
        net_paise=read_amount(input.net_paise, "net_paise"),
        value_on=input.value_on,
        remitter_name=input.remitter_name,
        remitter_country=input.remitter_country,
        remitter_bank_bic=None if input.remitter_bank_bic in NOT_GIVEN else input.remitter_bank_bic,
        uetr=None if input.uetr in NOT_GIVEN else input.uetr,
        purpose_code=input.purpose_code,
        nature=input.nature,
        is_advance=input.is_advance,
    )
