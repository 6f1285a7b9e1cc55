"""What a creation's decisions mean for its callers: acceptances, and refusals in words."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from server.errors import (
    IdempotencyConflict,
    IdempotencyKeyForgotten,
    InsufficientFunds,
    InvalidInput,
    Refusal,
    Unavailable,
)
from server.merchants.models import Merchant

from .creation_words import NO_ACCOUNT, NO_MERCHANT, OF_AN_ORDER, RETIRED, SUSPENDED, is_named, no_retry
from .details import GivenDetails
from .idempotency import Acceptance, payouts_under
from .scheduling import cannot_be_scheduled


class Decision(NamedTuple):
    """A row of the verb's result."""

    outcome: str
    payout_id: UUID | None
    # Of `no_account`: "retired" if the account is; of `no_retry`, `no_time`: why; of `no_name`: the payout that has it.
    receipt: str | None
    available_paise: int | None


class Asked(Protocol):
    """What an answer tells of its request (`creation.PayoutRequest`)."""

    @property
    def idempotency_key(self) -> UUID: ...
    @property
    def details(self) -> GivenDetails | None: ...


def results_of(
    merchant_id: UUID, requests: Sequence[Asked], decisions: Sequence[Decision], no_rail: Mapping[int, InvalidInput]
) -> list[Acceptance | Refusal]:
    """Each payout's acceptance or refusal. Raises the refusals that concern the whole call."""
    outcomes = {decision.outcome for decision in decisions}
    if outcomes == {"locked"}:
        raise Unavailable
    stopped = _stopped(merchant_id) if "no_merchant" in outcomes else None
    if stopped and len(outcomes) == 1:
        raise stopped
    forgotten = [r.idempotency_key for r, d in zip(requests, decisions, strict=True) if d.outcome == "forgotten"]
    earlier = payouts_under(merchant_id, forgotten) if forgotten else {}
    return [
        stopped
        if stopped and decision.outcome == "no_merchant"  # in a batch of which other payouts are replayed
        else no_rail[number]
        if decision.outcome == "no_rail"
        else _result_of(merchant_id, request, decision, earlier.get(request.idempotency_key, []))
        for number, (request, decision) in enumerate(zip(requests, decisions, strict=True))
    ]


def _result_of(merchant_id: UUID, request: Asked, decision: Decision, earlier: list[UUID]) -> Acceptance | Refusal:
    match decision:
        case Decision("created" | "replayed" as outcome, UUID() as payout_id, str(receipt)):
            return Acceptance(merchant_id, payout_id, receipt, outcome == "replayed", request.details)
        case Decision("conflict", receipt=whose):
            return IdempotencyConflict(OF_AN_ORDER) if whose == "order" else IdempotencyConflict()
        case Decision("forgotten"):
            return IdempotencyKeyForgotten(earlier)
        case Decision("no_account", receipt=why):
            return InvalidInput(RETIRED if why == "retired" else NO_ACCOUNT, "bank_account_id")
        case Decision("no_time" | "no_retry" | "no_name" as outcome, receipt=str(why)):
            return WHY_NOT[outcome](why)
        case Decision("no_money", available_paise=int(available)):
            return InsufficientFunds(available)
    raise AssertionError(decision)


WHY_NOT: dict[str, Callable[[str], InvalidInput]] = {
    "no_time": cannot_be_scheduled,
    "no_retry": no_retry,
    "no_name": is_named,
}


def _stopped(merchant_id: UUID) -> InvalidInput:
    """Why no payout of this merchant is made. Whoever may not see the merchant hears that there is none."""
    is_suspended = Merchant.objects.filter(pk=merchant_id).exists()
    return InvalidInput(SUSPENDED if is_suspended else NO_MERCHANT, "merchant_id")
