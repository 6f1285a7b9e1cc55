"""The return of a completed payout, in GraphQL: what is told of it, and how an operator records one."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its arguments `input`

from datetime import date, datetime
from typing import Annotated

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput
from server.money import read_amount
from server.payouts.models import Payout
from server.payouts.return_facts import LONGEST_REASON, PayoutReturn
from server.payouts.returning import CODES as KNOWN_CODES
from server.payouts.returning import ToldReturn, read_code, record_by_hand

from .context import Info
from .errors import ValidationProblem
from .ledger_types import LedgerEntryNode
from .pagination import NOT_GIVEN
from .payout_types import PayoutNode
from .permissions import needing
from .runtime.columns import column, row_type
from .scalars import Paise

CODES = ", ".join(KNOWN_CODES)

strawberry.enum(PayoutReturn.Learned, name="ReturnLearned", description="From whom the engine knows of a return.")


@row_type(PayoutReturn, name="PayoutReturn", description="A completed payout's money came back, whole.")
class PayoutReturnNode:
    at: datetime = column(field_name="returned_at", description="When it was recorded, and available again.")
    reference: str = column(field_name="return_reference", description="The bank's, of the return.")
    reason_code: str = column(description=f"For programs: {CODES}. More are added.")
    reason: str = column(description="For people.")
    value_on: date = column(description="The day on which the money was back at the bank.")
    learned: PayoutReturn.Learned
    payout: PayoutNode
    entry: LedgerEntryNode


@strawberry.input
class RecordPayoutReturnInput:
    payout_id: strawberry.ID
    amount_paise: Paise = strawberry.field(description="All of the payout's. A part is a new payment.")
    return_reference: str = strawberry.field(
        description="The bank's, of the return: up to 64 characters, once at the bank."
    )
    value_on: date = strawberry.field(description="The day on which the money was back at the bank.")
    reason: str = strawberry.field(
        description=f"Up to {LONGEST_REASON} characters, which the merchant reads. Account numbers in it are masked."
    )
    reason_code: str | None = strawberry.field(default=UNSET, description=f"One of {CODES}.")


@strawberry.type
class RecordPayoutReturnSuccess:
    payout: PayoutNode
    replayed: bool = strawberry.field(description="True if this return was recorded before. Then nothing was written.")


RecordPayoutReturnResult = Annotated[
    RecordPayoutReturnSuccess | ValidationProblem, strawberry.union("RecordPayoutReturnResult")
]


@strawberry.type
class PayoutReturnMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE),
        description="For operators: record that a completed payout's money came back, before the bank tells the "
        "engine. The same return again changes nothing, whoever told it first.",
    )
    def record_payout_return(self, info: Info, input: RecordPayoutReturnInput) -> RecordPayoutReturnResult:
        payout_id = read_uuid(input.payout_id, "payout_id")
        told = ToldReturn(
            amount_paise=read_amount(input.amount_paise, "amount_paise"),
            reference=input.return_reference,
            reason=input.reason,
            value_on=input.value_on,
            code=read_code(None if input.reason_code in NOT_GIVEN else input.reason_code),
        )
        payout = rows_of(Payout, info.context.caller).filter(pk=payout_id).first()
        if payout is None:
            raise InvalidInput("No such payout.", "payout_id")
        recorded = record_by_hand(payout, told)
        return RecordPayoutReturnSuccess(payout=recorded.payout, replayed=recorded.replayed)  # type: ignore[arg-type]
