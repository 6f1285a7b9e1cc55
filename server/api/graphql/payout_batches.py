"""Paying several at once in GraphQL: the dry run, batches, and their payment."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry import UNSET
from strawberry.utils.str_converters import to_camel_case

from server.access.callers import Scope
from server.access.large_payouts import require_for_paying
from server.api.auth.tenant_scope import rows_of
from server.api.http import rate_limits
from server.api.http.errors import graphql_message
from server.api.http.parsing import read_uuid
from server.batches import creating, paying
from server.batches.models import MOST_ROWS, PayoutBatch
from server.batches.retrying import retry_batch
from server.errors import InvalidInput, InvalidRows, RowFault
from server.payouts import tasks
from server.payouts.details import Purpose, in_utc
from server.payouts.scheduling import FURTHEST_DAYS

from .batch_types import PayoutBatchNode
from .context import Info
from .errors import IdempotencyConflictProblem, ValidationProblem
from .lookups import existing_merchant_to_read, find_row, paying_merchant
from .pagination import NEWEST, NOT_GIVEN, CountedConnection, count_of
from .payout_creation import NARRATION, REFERENCE
from .permissions import EVERY_FIELD, needing
from .runtime.inputs import of_scalars
from .runtime.list_lengths import also_costs, usual_length
from .scalars import Paise

BATCH_ID = "Made by the client, so that creating the batch again is safe: the same batch is a replay."
PROGRESS_COSTS = 50  # objects


@of_scalars
@strawberry.input(
    description="One payout of a batch. What is missing or wrong in a row is told by the row, not by the document."
)
class PayoutBatchRowInput:
    bank_account_id: strawberry.ID | None = UNSET
    amount_paise: Paise | None = UNSET
    reference: str | None = strawberry.field(default=UNSET, description=REFERENCE)
    narration: str | None = strawberry.field(default=UNSET, description=NARRATION)
    purpose: Purpose | None = strawberry.field(default=UNSET, description="Why the beneficiary is paid.")


@strawberry.input
class CreatePayoutBatchInput:
    id: UUID = strawberry.field(description=BATCH_ID)
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    name: str = strawberry.field(description="1 to 100 characters.")
    rows: list[PayoutBatchRowInput] = strawberry.field(description="1 to 1,000.")
    retry_of: strawberry.ID | None = strawberry.field(
        default=UNSET,
        description="The batch whose failed or returned rows these are. A batch is retried by one other at most.",
    )
    repeat_of: strawberry.ID | None = strawberry.field(
        default=UNSET, description="The earlier batch whose rows these were made from."
    )
    not_before: datetime | None = strawberry.field(
        default=UNSET,
        description=f"None of its payouts is sent to the bank before this moment, at most {FURTHEST_DAYS} days from "
        "now. Their money is held when the batch is paid. Once it has come, rows are paid at once.",
    )


@strawberry.input
class RetryPayoutBatchInput:
    id: UUID = strawberry.field(description=f"Of the new batch. {BATCH_ID}")
    batch_id: strawberry.ID
    name: str = strawberry.field(description="1 to 100 characters.")


@strawberry.input
class PayPayoutBatchInput:
    batch_id: strawberry.ID


@strawberry.type(name="PayoutBatchRowFault", description="What is wrong with a row.")
class RowFaultNode:
    row: int = strawberry.field(description="1, 2, 3, …")
    field: str | None
    message: str


@strawberry.type(name="PayoutBatchRowsToFix", description="Nothing was stored, as these rows have something to fix.")
class RowsToFix:
    message: str
    faults: list[RowFaultNode] = strawberry.field(metadata=usual_length(2))


@strawberry.type
class CreatePayoutBatchSuccess:
    batch: PayoutBatchNode
    replayed: bool = strawberry.field(description="True if the same batch was created under this id before.")


@strawberry.type
class RetryPayoutBatchSuccess:
    batch: PayoutBatchNode
    replayed: bool = strawberry.field(description="True if this retry was created under this id before.")


@strawberry.type
class PayPayoutBatchSuccess:
    batch: PayoutBatchNode
    created: int = strawberry.field(description="Payouts that this call made.")
    refused: int = strawberry.field(
        description="Rows that this call could not pay. `rows(state: REFUSED)` of the batch has the reasons; another "
        "call tries them again."
    )


CreatePayoutBatchResult = Annotated[
    CreatePayoutBatchSuccess | RowsToFix | IdempotencyConflictProblem | ValidationProblem,
    strawberry.union("CreatePayoutBatchResult"),
]
RetryPayoutBatchResult = Annotated[
    RetryPayoutBatchSuccess | IdempotencyConflictProblem | ValidationProblem,
    strawberry.union("RetryPayoutBatchResult"),
]
PayPayoutBatchResult = Annotated[PayPayoutBatchSuccess | ValidationProblem, strawberry.union("PayPayoutBatchResult")]


def sent(row: PayoutBatchRowInput) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if value not in NOT_GIVEN}


def as_fault(fault: RowFault) -> RowFaultNode:
    message = graphql_message(InvalidInput(fault.message))
    return RowFaultNode(row=fault.row, field=fault.field and to_camel_case(fault.field), message=message)


def own_batch(info: Info, batch_id: strawberry.ID) -> PayoutBatch:
    """Raises InvalidInput for an unknown batch and for another merchant's."""
    batch = rows_of(PayoutBatch, info.context.caller).filter(pk=read_uuid(batch_id, "batch_id")).first()
    if batch is None:
        raise InvalidInput("No such batch.", "batch_id")
    return batch


@strawberry.type
class PayoutBatchQuery:
    @strawberry.field(extensions=needing(Scope.READ), metadata=also_costs(PROGRESS_COSTS))
    def payout_batch(self, info: Info, id: strawberry.ID) -> PayoutBatchNode | None:
        return find_row(info, PayoutBatch, id)

    @strawberry.field(extensions=needing(Scope.READ), description="Newest first.")
    def payout_batches(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[PayoutBatchNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(PayoutBatch, info.context.caller).filter(merchant_id=merchant)
        return NEWEST.page(
            info, rows, of=f"payout batches of {merchant}", first=first, after=after, count=count_of(rows)
        )


@strawberry.type
class PayoutBatchMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells=EVERY_FIELD),
        description=f"Store up to {MOST_ROWS:,} rows as a batch, all of them or none. It pays nothing.",
    )
    def create_payout_batch(self, info: Info, input: CreatePayoutBatchInput) -> CreatePayoutBatchResult:
        try:
            created = creating.create_batch(
                merchant_id=paying_merchant(info, input.merchant_id),
                batch_id=input.id,
                name=input.name,
                rows=list(map(sent, input.rows)),
                retry_of=_earlier(input.retry_of, "retry_of"),
                repeat_of=_earlier(input.repeat_of, "repeat_of"),
                not_before=in_utc(input.not_before or None),
            )
        except InvalidRows as refusal:
            return RowsToFix(message=refusal.message, faults=list(map(as_fault, refusal.faults)))
        return CreatePayoutBatchSuccess(batch=created.batch, replayed=created.replayed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS),
        description="Store another batch of the rows whose payouts have failed, once all payouts of the batch have "
        "ended. It pays nothing.",
    )
    def retry_payout_batch(self, info: Info, input: RetryPayoutBatchInput) -> RetryPayoutBatchResult:
        created = retry_batch(own_batch(info, input.batch_id), batch_id=input.id, name=input.name)
        return RetryPayoutBatchSuccess(batch=created.batch, replayed=created.replayed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS),
        description="Make a payout of each row that has none. Sending it again is safe, at any time: no row is ever "
        "paid twice.",
    )
    def pay_payout_batch(self, info: Info, input: PayPayoutBatchInput) -> PayPayoutBatchResult:
        batch = own_batch(info, input.batch_id)
        rate_limits.count_batch(info.context.request, info.context.caller, batch.row_count)
        require_for_paying(info.context.caller, batch.merchant_id, batch.total_paise)
        paid = paying.pay_batch(batch)
        if paid.created:
            tasks.notify_workers()
        return PayPayoutBatchSuccess(batch=batch, created=paid.created, refused=paid.refused)  # type: ignore[arg-type]


def _earlier(batch_id: strawberry.ID | None, field: str) -> UUID | None:
    return None if batch_id in NOT_GIVEN else read_uuid(batch_id, field)
