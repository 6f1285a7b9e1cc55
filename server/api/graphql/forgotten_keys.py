"""A retry whose idempotency key is forgotten, in GraphQL: the union member that shows the earlier payouts."""

from typing import Any
from uuid import UUID

import strawberry
from strawberry.types import Info
from strawberry.types.field import StrawberryField

from server.access.callers import Caller
from server.api.auth.tenant_scope import rows_of
from server.api.http.errors import note_refusal
from server.errors import IdempotencyKeyForgotten
from server.payouts.models import Payout

from .payout_types import PayoutNode
from .runtime.list_lengths import usual_length


@strawberry.type(name="IdempotencyKeyForgotten")
class IdempotencyKeyForgottenProblem:
    message: str
    payouts: list[PayoutNode] = strawberry.field(
        metadata=usual_length(1),
        description="The payouts that this key has made, newest first, as they are now; at most ten.",
    )


def earlier_payouts(refusals: list[IdempotencyKeyForgotten], caller: Caller) -> dict[UUID, Payout]:
    """All payouts that the refusals name, in one statement; none if there are no refusals."""
    ids = [payout_id for refusal in refusals for payout_id in refusal.payout_ids]
    return rows_of(Payout, caller).select_related("bank_account", "merchant").in_bulk(ids)


def as_forgotten(refusal: IdempotencyKeyForgotten, earlier: dict[UUID, Payout]) -> IdempotencyKeyForgottenProblem:
    payouts: list[Any] = [earlier[payout_id] for payout_id in refusal.payout_ids]
    return IdempotencyKeyForgottenProblem(message=refusal.message, payouts=payouts)


class IdempotencyKeyForgottenHandler(
    strawberry.ExceptionHandler[IdempotencyKeyForgotten, IdempotencyKeyForgottenProblem]
):
    def handle(self, exception: IdempotencyKeyForgotten, *, field: StrawberryField, info: Info) -> Any:  # noqa: ARG002
        note_refusal(info.context.request, exception)
        return as_forgotten(exception, earlier_payouts([exception], info.context.caller))
