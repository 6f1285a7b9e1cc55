"""Payouts in GraphQL: queries, and the two mutations that create them."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id`, `input` and `filter`

from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import UNSET
from strawberry_django.optimizer import optimize

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.batch_items import create_batch
from server.api.http.errors import note_refusal
from server.api.http.parsing import read_uuid
from server.errors import IdempotencyKeyForgotten, InvalidInput, NotFound, Refusal
from server.merchants.models import BankAccount
from server.money import read_amount
from server.payouts import creation, tasks
from server.payouts.creation import MOST_PAYOUTS, PayoutRequest
from server.payouts.details import LONGEST_REFERENCE, GivenDetails, Purpose, read_details
from server.payouts.finding import utr_forms
from server.payouts.idempotency import Acceptance, fetch_accounts
from server.payouts.models import Payout
from server.payouts.revision import revision_of
from server.payouts.searching import totals_of, ways_to
from server.payouts.similar import MOST_SHOWN, similar_payouts
from server.payouts.states import Status

from .context import Info
from .errors import IdempotencyConflictProblem, InsufficientFundsProblem, ValidationProblem, as_problem
from .forgotten_keys import IdempotencyKeyForgottenProblem, as_forgotten, earlier_payouts
from .lookups import existing_merchant_to_read, find_row, merchant_to_read, paying_merchant
from .pagination import COUNTING_COSTS, NOT_GIVEN, CountedConnection
from .payout_filter import KEYSETS, PayoutFilterInput, PayoutSort, read_filter
from .permissions import EVERY_FIELD, needing
from .runtime.inputs import of_scalars
from .runtime.list_lengths import also_costs, usual_length
from .runtime.selections import is_in_the_receipts, leads_on
from .scalars import Paise
from .types import PayoutNode

IS_RETRY = (
    "True if this key may have been sent before. The engine then never makes its payout twice: a key whose window is "
    "over, but which has made a payout, gives IdempotencyKeyForgotten."
)
REFERENCE = (
    f"The merchant's own name of what it pays, such as an invoice's number: up to {LONGEST_REFERENCE} characters. Need "
    "not be unique."
)
NARRATION = "Words for the payee's bank statement: up to 30 letters, digits and blanks."


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
    purpose: Purpose | None = strawberry.field(default=UNSET, description="Why the payee is paid.")


@of_scalars
@strawberry.input(description="One payout of a batch.")
class BatchedPayoutInput:
    bank_account_id: strawberry.ID
    amount_paise: Paise
    idempotency_key: UUID
    reference: str | None = strawberry.field(default=UNSET, description=REFERENCE)
    narration: str | None = strawberry.field(default=UNSET, description=NARRATION)
    purpose: Purpose | None = strawberry.field(default=UNSET, description="Why the payee is paid.")


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


@strawberry.type(name="PayoutTotals")
class PayoutTotalsNode:
    count: int
    sum_paise: Paise | None = strawberry.field(
        description="Null if it is above 2^53 − 1, which no JSON number holds exactly in every client."
    )
    is_complete: bool = strawberry.field(description="False if there are more payouts than atMost.")


@strawberry.type
class PayoutQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="Newest first unless `sort` says otherwise. needsReview: true for only payouts that need review, "
        "false for only the others. They and `status` narrow what the filter leaves.",
    )
    def payouts(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        status: Status | None = UNSET,
        needs_review: bool | None = UNSET,
        filter: PayoutFilterInput | None = UNSET,
        sort: PayoutSort = PayoutSort.NEWEST_FIRST,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[PayoutNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(Payout, info.context.caller)
        if status:
            rows = rows.filter(status=status)
        if needs_review not in NOT_GIVEN:
            rows = rows.filter(needs_review=needs_review)
        ways = ways_to(rows, merchant, read_filter(filter))
        return KEYSETS[sort].page(
            info,
            ways,
            of=f"payouts of {merchant}" if sort is PayoutSort.NEWEST_FIRST else f"payouts of {merchant}, {sort.value}",
            first=first,
            after=after,
            count=lambda at_most: totals_of(ways, at_most).count,
        )

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=also_costs(COUNTING_COSTS),
        description="How many payouts pass the filter, and the sum of their amounts. With atMost, of the newest atMost "
        "if there are more.",
    )
    def payout_totals(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        filter: PayoutFilterInput | None = UNSET,
        at_most: int | None = UNSET,
    ) -> PayoutTotalsNode:
        merchant = existing_merchant_to_read(info, merchant_id)
        if at_most not in NOT_GIVEN and at_most < 1:
            raise InvalidInput("atMost must be a positive integer.", "at_most")
        ways = ways_to(rows_of(Payout, info.context.caller), merchant, read_filter(filter))
        totals = totals_of(ways, None if at_most in NOT_GIVEN else at_most)
        return PayoutTotalsNode(
            count=totals.count,
            sum_paise=None if totals.sum_paise is None else Paise(totals.sum_paise),
            is_complete=totals.is_complete,
        )

    @strawberry.field(
        extensions=needing(Scope.READ),
        description="An opaque value that differs after every change to the merchant's ledger or payouts, and usually "
        "stays the same until then. If it is a query's first field, the rest of the response is at least as new.",
    )
    def revision(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> str:
        merchant = merchant_to_read(info, merchant_id)
        revision = revision_of(merchant)
        if revision is None:
            raise NotFound("merchant")
        info.context.existing.add(merchant)
        return revision

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=usual_length(MOST_SHOWN),
        description="Payouts of this amount to this bank account in the last seven days that have not failed, newest "
        f"first; at most {MOST_SHOWN}. A form shows them before it pays the same again.",
    )
    def similar_payouts(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        bank_account_id: strawberry.ID,
        amount_paise: Paise,
    ) -> list[PayoutNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        account = find_row(info, BankAccount, bank_account_id)
        if account is None or account.merchant_id != merchant:
            raise NotFound("bank account")
        found = similar_payouts(merchant, account.id, read_amount(amount_paise, "amount_paise"))
        rows = rows_of(Payout, info.context.caller).filter(pk__in=found).order_by("-created_at", "-id")
        return optimize(rows, info)  # type: ignore[return-value]

    @strawberry.field(extensions=needing(Scope.READ))
    def payout(self, info: Info, id: strawberry.ID) -> PayoutNode | None:
        return find_row(info, Payout, id)

    @strawberry.field(
        extensions=needing(Scope.READ),
        description="The payout that the bank gave this UTR, of any merchant that the caller may see. Blanks in it and "
        "small letters do not matter. Null for one that is unknown or not the caller's to see.",
    )
    def payout_by_utr(self, info: Info, utr: str) -> PayoutNode | None:
        rows = rows_of(Payout, info.context.caller).filter(bank_reference_id__in=utr_forms(utr))
        return optimize(rows.order_by("-created_at", "-id"), info).first()  # type: ignore[return-value]


@strawberry.type
class PayoutMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells=EVERY_FIELD),
        description="Hold the money and accept the payout, once per idempotency key.",
    )
    def create_payout(self, info: Info, input: CreatePayoutInput) -> CreatePayoutResult:
        acceptance = creation.create_payout(
            merchant_id=paying_merchant(info, input.merchant_id),
            bank_account_id=read_uuid(input.bank_account_id, "bank_account_id"),
            amount_paise=read_amount(input.amount_paise, "amount_paise"),
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
    given = (None if value in NOT_GIVEN else value for value in (input.reference, input.narration, input.purpose))
    return read_details(*given)


def _as_result(
    result: Acceptance | Refusal, accepted: Payout | None, earlier: dict[UUID, Payout]
) -> CreatePayoutResult:
    match result:
        case Acceptance(replayed=replayed):
            return CreatePayoutSuccess(payout=accepted, replayed=replayed)  # type: ignore[arg-type]
        case IdempotencyKeyForgotten():
            return as_forgotten(result, earlier)
    return as_problem(result)
