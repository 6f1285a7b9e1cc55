"""International payments that came in, in GraphQL."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its arguments `input`

from typing import Annotated

import strawberry

from server.access.callers import Scope
from server.api.auth.identity import authorize
from server.api.http.parsing import read_uuid
from server.money import read_amount
from server.payments import receiving

from .context import Info
from .errors import ValidationProblem
from .ledger_types import LedgerEntryNode
from .permissions import needing
from .runtime.selections import fields_of_created
from .scalars import Paise

TEXTS = {"reference", "description"}
OF_ITSELF = {"entryType", "amountPaise", "amountInr", "direction", "createdAt", "payoutId"}


@strawberry.input
class RecordPaymentInput:
    merchant_id: strawberry.ID
    amount_paise: Paise
    reference: str = strawberry.field(
        description="Counts once per merchant, in whatever form it is written: case, blanks, composed or full-width "
        "characters make no other reference. One line of up to 100 characters."
    )
    description: str | None = strawberry.field(
        default="", description="Up to 500 characters, in any number of lines. Account numbers in it are masked."
    )


@strawberry.type
class RecordPaymentSuccess:
    entry: LedgerEntryNode
    replayed: bool = strawberry.field(description="True if this reference was recorded before with the same amount.")


RecordPaymentResult = Annotated[RecordPaymentSuccess | ValidationProblem, strawberry.union("RecordPaymentResult")]


@strawberry.type
class PaymentMutation:
    @strawberry.mutation(
        # Not `sequence` and `availableAfterPaise`, which tell of the other entries.
        extensions=needing(Scope.OPERATE, tells=OF_ITSELF | TEXTS),
        description="For operators: record an international payment that came in, once per reference.",
    )
    def record_payment(self, info: Info, input: RecordPaymentInput) -> RecordPaymentResult:
        payment = receiving.record_payment(
            merchant_id=read_uuid(input.merchant_id, "merchant_id"),
            amount_paise=read_amount(input.amount_paise, "amount_paise"),
            reference=input.reference,
            description=input.description or "",
        )
        is_as_sent = receiving.says_what_was_sent(payment.entry, input.reference, input.description or "")
        if not is_as_sent and TEXTS & fields_of_created(info._raw_info):
            authorize(info.context.caller, Scope.READ)  # the first sender's texts; nothing was written now
        return RecordPaymentSuccess(entry=payment.entry, replayed=payment.replayed)  # type: ignore[arg-type]
