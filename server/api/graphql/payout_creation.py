"""The two mutations that create payouts."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id`, `input` and `filter`

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.access.large_payouts import require_for_paying
from server.api.http.batch_items import create_batch
from server.api.http.errors import note_refusal
from server.api.http.parsing import read_uuid
from server.errors import IdempotencyKeyForgotten, InvalidInput, Refusal
from server.money import read_amount
from server.payouts import creation, tasks
from server.payouts.creation import MOST_PAYOUTS, PayoutRequest
from server.payouts.details import LONGEST_REFERENCE, GivenDetails, Purpose, read_details
from server.payouts.idempotency import Acceptance, fetch_accounts
from server.payouts.models import Payout
from server.payouts.scheduling import FURTHEST_DAYS
from server.rails.rules import Rail

from .context import Info
from .errors import IdempotencyConflictProblem, InsufficientFundsProblem, ValidationProblem, as_problem
from .forgotten_keys import IdempotencyKeyForgottenProblem, as_forgotten, earlier_payouts
from .lookups import paying_merchant
from .pagination import NOT_GIVEN
from .payout_types import PayoutNode
from .permissions import EVERY_FIELD, needing
from .runtime.inputs import of_scalars
from .runtime.list_lengths import usual_length
from .runtime.selections import is_in_the_receipts, leads_on
from .scalars import Paise

IS_RETRY = (
    "True if this key may have been sent before. The engine then never makes its payout twice: a key whose window is "
    "over, but which has made a payout, gives IdempotencyKeyForgotten."
)
REFERENCE = (
    f"The merchant's own name of what it pays, such as an invoice's number: up to {LONGEST_REFERENCE} characters. Need "
    "not be unique."
)
RETRY_OF = (
    "The failed or returned payout that this one pays again, to the same bank account. Of all that are made in its "
    "place, one at most is open or paid: two people who pay it again cannot pay twice. This holds for ever, "
    "whatever their keys."
)
NOT_BEFORE = (
    f"The payout is not sent to the bank before this moment, at most {FURTHEST_DAYS} days from now. Its money is held "
    "at once, and until then it can be cancelled."
)
RAIL = (
    "The rail by which the payout goes; planPayout says which can carry it. Left out, the engine chooses. It is part "
    "of what the key is for."
)
CLIENT_REFERENCE = (
    "The name under which your program pays, up to 40 characters. No two of a merchant's payouts have the same one, "
    "however old and whatever has become of them: a payout that is asked for twice under two keys is refused the "
    "second time, and the refusal names the first. It is part of what the key is for."
)
NARRATION = "Words for the beneficiary's bank statement: up to 30 letters, digits and blanks."


@of_scalars
@strawberry.input
class CreatePayoutInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    bank_account_id: strawberry.ID
    amount_paise: Paise
    idempotency_key: UUID
    is_retry: bool = strawberry.field(default=False, description=IS_RETRY)
    reference: str | None = strawberry.field(default=UNSET, description=REFERENCE)
    narration: str | None = strawberry.field(default=UNSET, description=NARRATION)
    purpose: Purpose | None = strawberry.field(default=UNSET, description="Why the beneficiary is paid.")
    retry_of: strawberry.ID | None = strawberry.field(default=UNSET, description=RETRY_OF)
    not_before: datetime | None = strawberry.field(default=UNSET, description=NOT_BEFORE)
    rail: Rail | None = strawberry.field(default=UNSET, description=RAIL)
    client_reference: str | None = strawberry.field(default=UNSET, description=CLIENT_REFERENCE)


@of_scalars
@strawberry.input(description="One payout of a batch.")
class BatchedPayoutInput:
    bank_account_id: strawberry.ID
    amount_paise: Paise
    idempotency_key: UUID
    reference: str | None = strawberry.field(default=UNSET, description=REFERENCE)
    narration: str | None = strawberry.field(default=UNSET, description=NARRATION)
    purpose: Purpose | None = strawberry.field(default=UNSET, description="Why the beneficiary is paid.")
    retry_of: strawberry.ID | None = strawberry.field(default=UNSET, description=RETRY_OF)
    not_before: datetime | None = strawberry.field(default=UNSET, description=NOT_BEFORE)
    rail: Rail | None = strawberry.field(default=UNSET, description=RAIL)
    client_reference: str | None = strawberry.field(default=UNSET, description=CLIENT_REFERENCE)


@strawberry.input
class CreatePayoutsInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    payouts: list[BatchedPayoutInput] = strawberry.field(description="1 to 1,000.")
    is_retry: bool = strawberry.field(default=False, description=IS_RETRY)


@strawberry.type
class CreatePayoutSuccess:
    payout: PayoutNode = strawberry.field(
        description="If replayed, as it was first accepted, whatever has become of it since. A client with a "
        "normalized cache would store that state over a newer one: let it not cache this mutation (in Apollo Client: "
        "fetchPolicy: 'no-cache'), or select the id alone and read the payout by it."
    )
    replayed: bool = strawberry.field(
        description="True if this key was accepted before. The payout is then shown as it was accepted."
    )


CreatePayoutResult = Annotated[
    CreatePayoutSuccess
    | InsufficientFundsProblem
    | IdempotencyConflictProblem
    | IdempotencyKeyForgottenProblem
    | ValidationProblem,
    strawberry.union("CreatePayoutResult"),
]


@strawberry.type
class CreatePayoutsSuccess:
    results: list[CreatePayoutResult] = strawberry.field(
        # Each item of the batch is counted as it comes in, and its result is plain fields.
        metadata=usual_length(MOST_PAYOUTS, weight=0),
        description="One result per payout, in order.",
    )


CreatePayoutsResult = Annotated[CreatePayoutsSuccess | ValidationProblem, strawberry.union("CreatePayoutsResult")]


@strawberry.type
class PayoutMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells=EVERY_FIELD),
        description="Hold the money and accept the payout, once per idempotency key.",
    )
    def create_payout(self, info: Info, input: CreatePayoutInput) -> CreatePayoutResult:
        merchant_id = paying_merchant(info, input.merchant_id)
        amount_paise = read_amount(input.amount_paise, "amount_paise")
        require_for_paying(info.context.caller, merchant_id, amount_paise)
        acceptance = creation.create_payout(
            merchant_id=merchant_id,
            bank_account_id=read_uuid(input.bank_account_id, "bank_account_id"),
            amount_paise=amount_paise,
            idempotency_key=input.idempotency_key,
            details=_read_details(input),
            is_retry=input.is_retry,
        )
        if not acceptance.replayed:
            tasks.notify_workers()
        return CreatePayoutSuccess(payout=acceptance.as_accepted(), replayed=acceptance.replayed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells=EVERY_FIELD),
        description="Up to 1,000 payouts of a merchant in one transaction: each is created, replayed or refused by "
        "itself, as if they came one after the other. Only plain fields of the payouts and of their bank accounts can "
        "be selected.",
    )
    def create_payouts(self, info: Info, input: CreatePayoutsInput) -> CreatePayoutsResult:
        if leads_on(info._raw_info):
            raise InvalidInput("Of a batch's payouts and their bank accounts, plain fields alone can be asked for.")
        results = create_batch(
            info.context.caller,
            paying_merchant(info, input.merchant_id),
            input.payouts,
            _read_item,
            is_retry=input.is_retry,
        )
        accepted = {number: each.as_accepted() for number, each in enumerate(results) if isinstance(each, Acceptance)}
        if not is_in_the_receipts(info._raw_info):
            fetch_accounts(list(accepted.values()))
        for each in results:
            if isinstance(each, Refusal):
                note_refusal(info.context.request, each)
        refusals = [each for each in results if isinstance(each, IdempotencyKeyForgotten)]
        earlier = earlier_payouts(refusals, info.context.caller)
        return CreatePayoutsSuccess(
            results=[_as_result(result, accepted.get(number), earlier) for number, result in enumerate(results)]
        )


def _read_item(item: BatchedPayoutInput) -> PayoutRequest:
    return PayoutRequest(
        bank_account_id=read_uuid(item.bank_account_id, "bank_account_id"),
        amount_paise=read_amount(item.amount_paise, "amount_paise"),
        idempotency_key=item.idempotency_key,
        details=_read_details(item),
    )


def _read_details(input: CreatePayoutInput | BatchedPayoutInput) -> GivenDetails | None:
    given = (input.reference, input.narration, input.purpose, input.client_reference)
    reference, narration, purpose, named = (None if value in NOT_GIVEN else value for value in given)
    retry_of = None if input.retry_of in NOT_GIVEN else read_uuid(input.retry_of, "retry_of")
    rail = None if input.rail in NOT_GIVEN else input.rail
    moment = input.not_before or None
    return read_details(reference, narration, purpose, retry_of, moment, rail=rail, client_reference=named)


def _as_result(
    result: Acceptance | Refusal, accepted: Payout | None, earlier: dict[UUID, Payout]
) -> CreatePayoutResult:
    match result:
        case Acceptance(replayed=replayed):
            return CreatePayoutSuccess(payout=accepted, replayed=replayed)  # type: ignore[arg-type]
        case IdempotencyKeyForgotten():
            return as_forgotten(result, earlier)
    return as_problem(result)
