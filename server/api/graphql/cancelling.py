"""Cancelling payouts, in GraphQL: one, many, and what is left of a batch."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002, ARG002 - the schema calls its arguments `input`; Strawberry fixes a handler's parameters

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info as AnyInfo
from strawberry.types.field import StrawberryField

from server.access.callers import Scope
from server.api.auth.cancel_items import cancel_each
from server.api.auth.tenant_scope import rows_of
from server.api.http import rate_limits
from server.api.http.errors import as_told, note_refusal
from server.api.http.parsing import read_uuid
from server.batches.cancelling import cancel_batch
from server.batches.models import PayoutBatch
from server.errors import InvalidInput, NotPossibleNow, Refusal
from server.payouts import tasks
from server.payouts.cancelling import Cancelling, CancelOutcome, cancel, outcome_of, read_remark
from server.payouts.creation import MOST_PAYOUTS
from server.payouts.models import Payout
from server.payouts.states import Status

from .batch_types import PayoutBatchNode
from .context import Info
from .errors import ValidationProblem, as_problem
from .pagination import NOT_GIVEN
from .payout_types import PayoutNode
from .permissions import needing
from .runtime.list_lengths import usual_length

REMARK = "Why: up to 300 characters, kept for people."


@strawberry.input
class CancelPayoutInput:
    payout_id: strawberry.ID
    remark: str | None = strawberry.field(default=UNSET, description=REMARK)


@strawberry.input
class CancelPayoutsInput:
    payout_ids: list[strawberry.ID] = strawberry.field(description=f"1 to {MOST_PAYOUTS:,}.")
    remark: str | None = strawberry.field(default=UNSET, description=f"{REMARK} Of all of them.")


@strawberry.input
class CancelPayoutBatchInput:
    batch_id: strawberry.ID
    remark: str | None = strawberry.field(default=UNSET, description=f"{REMARK} Of all of its payouts.")


@strawberry.type
class CancelPayoutSuccess:
    payout: PayoutNode
    replayed: bool = strawberry.field(description="True if it was asked for before. Then nothing was written.")


@strawberry.type(name="NotPossibleNow", description="The row's state forbids it. Nothing was changed.")
class NotPossibleNowProblem:
    message: str
    status: Status


CancelPayoutResult = Annotated[
    CancelPayoutSuccess | NotPossibleNowProblem | ValidationProblem, strawberry.union("CancelPayoutResult")
]


@strawberry.type(name="RequestedCancellation", description="That somebody asked to cancel this payout.")
class RequestedCancellationNode:
    payout_id: strawberry.ID
    requested_at: datetime
    outcome: CancelOutcome


@strawberry.type(description="It was asked to cancel the payout, by this call or before.")
class CancelRequested:
    cancellation: RequestedCancellationNode
    replayed: bool = strawberry.field(description="True if it was asked for before. Then nothing was written.")


CancelPayoutsItem = Annotated[
    CancelRequested | NotPossibleNowProblem | ValidationProblem, strawberry.union("CancelPayoutsItem")
]


@strawberry.type
class CancelPayoutsSuccess:
    results: list[CancelPayoutsItem] = strawberry.field(
        # Each id is counted as it comes in, and its result is plain fields.
        metadata=usual_length(MOST_PAYOUTS, weight=0),
        description="One result per id, in order.",
    )


CancelPayoutsResult = Annotated[CancelPayoutsSuccess | ValidationProblem, strawberry.union("CancelPayoutsResult")]


@strawberry.type
class CancelPayoutBatchSuccess:
    batch: PayoutBatchNode
    requested: int = strawberry.field(description="So many of its payouts, by this call.")
    replayed: int = strawberry.field(description="So many were asked for before.")
    ended: int = strawberry.field(description="So many have ended, which stay as they are.")


CancelPayoutBatchResult = Annotated[
    CancelPayoutBatchSuccess | ValidationProblem, strawberry.union("CancelPayoutBatchResult")
]


class NotPossibleNowHandler(strawberry.ExceptionHandler[NotPossibleNow, NotPossibleNowProblem]):
    def handle(self, exception: NotPossibleNow, *, field: StrawberryField, info: AnyInfo) -> Any:
        refusal = as_told(exception, info.context.caller)
        note_refusal(info.context.request, refusal)
        return _not_possible(refusal)


@strawberry.type
class CancellingMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS),
        description="Ask the bank never to pay an open payout. The answer says that it was asked for, not that it is "
        "done: the money stays held until the bank has confirmed it, and the payout completes if the bank had paid it. "
        "A payout that waits is not sent any more. The same again changes nothing.",
    )
    def cancel_payout(self, info: Info, input: CancelPayoutInput) -> CancelPayoutResult:
        remark = read_remark(None if input.remark in NOT_GIVEN else input.remark)
        payout = rows_of(Payout, info.context.caller).filter(pk=read_uuid(input.payout_id, "payout_id")).first()
        if payout is None:
            raise InvalidInput("No such payout.", "payout_id")
        asked = cancel(payout, remark)
        if asked.is_new:
            tasks.notify_workers()
        return CancelPayoutSuccess(payout=asked.payout, replayed=not asked.is_new)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"payoutId", "requestedAt"}),
        description=f"As cancelPayout, of up to {MOST_PAYOUTS:,} payouts in one transaction: each is asked for, "
        "replayed or refused by itself. Sending it again is safe.",
    )
    def cancel_payouts(self, info: Info, input: CancelPayoutsInput) -> CancelPayoutsResult:
        remark = read_remark(None if input.remark in NOT_GIVEN else input.remark)
        results = cancel_each(info.context.caller, input.payout_ids, remark)
        for each in results:
            if isinstance(each, Refusal):
                note_refusal(info.context.request, each)
        return CancelPayoutsSuccess(results=list(map(_as_result, results)))

    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS),
        description="As cancelPayout, of every open payout of a batch. A row that has no payout can still be paid. "
        "Sending it again is safe.",
    )
    def cancel_payout_batch(self, info: Info, input: CancelPayoutBatchInput) -> CancelPayoutBatchResult:
        remark = read_remark(None if input.remark in NOT_GIVEN else input.remark)
        batch = rows_of(PayoutBatch, info.context.caller).filter(pk=read_uuid(input.batch_id, "batch_id")).first()
        if batch is None:
            raise InvalidInput("No such batch.", "batch_id")
        rate_limits.count_batch(info.context.request, info.context.caller, batch.row_count)
        done = cancel_batch(batch, remark)
        if done.requested:
            tasks.notify_workers()
        return CancelPayoutBatchSuccess(batch=batch, **done._asdict())  # type: ignore[arg-type]


def _as_result(result: Cancelling | Refusal) -> CancelPayoutsItem:
    if isinstance(result, Cancelling):
        asked = result.payout
        told = RequestedCancellationNode(
            payout_id=strawberry.ID(str(asked.id)),
            requested_at=asked.cancel_requested_at,  # type: ignore[arg-type]
            outcome=outcome_of(asked),  # type: ignore[arg-type]
        )
        return CancelRequested(cancellation=told, replayed=not result.is_new)
    return _not_possible(result) if isinstance(result, NotPossibleNow) else as_problem(result)  # type: ignore[return-value]


def _not_possible(refusal: Refusal) -> NotPossibleNowProblem:
    # None for a caller without `read`, whose document does not ask for it (permissions.py).
    status = Status(refusal.status) if isinstance(refusal, NotPossibleNow) and refusal.status else None
    return NotPossibleNowProblem(message=refusal.message, status=status)  # type: ignore[arg-type]
