"""Payouts that need review, in GraphQL."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its arguments `input`

from typing import Annotated

import strawberry

from server.access.callers import Scope
from server.api.http.parsing import read_uuid
from server.payouts import review, tasks

from .errors import ValidationProblem
from .payout_types import PayoutNode
from .permissions import needing


@strawberry.input
class AskBankAgainInput:
    payout_id: strawberry.ID


@strawberry.type
class AskBankAgainSuccess:
    payout: PayoutNode


AskBankAgainResult = Annotated[AskBankAgainSuccess | ValidationProblem, strawberry.union("AskBankAgainResult")]


@strawberry.type
class ReviewMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE),
        description="For operators: ask the bank about an open payout now instead of when it is due.",
    )
    def ask_bank_again(self, input: AskBankAgainInput) -> AskBankAgainResult:
        payout = review.ask_again(read_uuid(input.payout_id, "payout_id"))
        tasks.notify_workers()
        return AskBankAgainSuccess(payout=payout)  # type: ignore[arg-type]
