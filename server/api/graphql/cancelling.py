"""Cancelling payouts, in GraphQL."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002, ARG002 - the schema calls its arguments `input`; Strawberry fixes a handler's parameters

from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info as AnyInfo
from strawberry.types.field import StrawberryField

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.errors import as_told, note_refusal
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotPossibleNow
from server.payouts import tasks
from server.payouts.cancelling import cancel, read_remark
from server.payouts.models import Payout
from server.payouts.states import Status

from .context import Info
from .errors import ValidationProblem
from .pagination import NOT_GIVEN
from .payout_types import PayoutNode
from .permissions import needing


@strawberry.input
class CancelPayoutInput:
    payout_id: strawberry.ID
    remark: str | None = strawberry.field(default=UNSET, description="Why: up to 300 characters, kept for people.")


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


class NotPossibleNowHandler(strawberry.ExceptionHandler[NotPossibleNow, NotPossibleNowProblem]):
    def handle(self, exception: NotPossibleNow, *, field: StrawberryField, info: AnyInfo) -> Any:
        refusal = as_told(exception, info.context.caller)
        note_refusal(info.context.request, refusal)
        # None for a caller without `read`, whose document does not ask for it (permissions.py).
        status = Status(refusal.status) if isinstance(refusal, NotPossibleNow) and refusal.status else None
        return NotPossibleNowProblem(message=refusal.message, status=status)  # type: ignore[arg-type]


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
