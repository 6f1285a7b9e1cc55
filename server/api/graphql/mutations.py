"""GraphQL's verbs: each reads its input strictly, calls one verb of the domain, and hands back what came of it."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's types stand for rows of Django models, and it is the rows that are handed back.)
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from uuid import UUID

import strawberry
from strawberry.types import Info

from server.access.callers import Scope
from server.api.auth.identity import identify
from server.api.graphql.permissions import needing
from server.api.graphql.runtime.selections import is_in_the_receipts, leads_on
from server.api.http import batch_items
from server.api.http.parsing import read_amount, read_uuid
from server.errors import InvalidInput, Refusal
from server.merchants import onboarding
from server.payments import receiving
from server.payouts import creation, review, tasks
from server.payouts.creation import PayoutRequest
from server.payouts.idempotency import Acceptance, fetch_accounts
from server.payouts.models import Payout

from .pagination import NOT_GIVEN
from .results import (
    AddBankAccountInput,
    AddBankAccountResult,
    AddBankAccountSuccess,
    AskBankAgainInput,
    AskBankAgainResult,
    AskBankAgainSuccess,
    BatchedPayoutInput,
    CreateMerchantInput,
    CreateMerchantResult,
    CreateMerchantSuccess,
    CreatePayoutInput,
    CreatePayoutResult,
    CreatePayoutsInput,
    CreatePayoutsResult,
    CreatePayoutsSuccess,
    CreatePayoutSuccess,
    RecordPaymentInput,
    RecordPaymentResult,
    RecordPaymentSuccess,
    as_result,
)

OPERATES = needing(Scope.OPERATE)


@strawberry.type
class Mutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS), description="Hold the money and accept the payout, once per idempotency key."
    )
    def create_payout(self, info: Info, input: CreatePayoutInput) -> CreatePayoutResult:
        acceptance = creation.create_payout(
            merchant_id=_paying_merchant(info, input.merchant_id),
            bank_account_id=read_uuid(input.bank_account_id, "bank_account_id"),
            amount_paise=input.amount_paise,
            idempotency_key=input.idempotency_key,
        )
        if not acceptance.replayed:
            tasks.notify_workers()
        return CreatePayoutSuccess(payout=acceptance.as_accepted(), replayed=acceptance.replayed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS),
        description="Up to 1,000 payouts of a merchant in one transaction: each is created, replayed or refused by "
        "itself, as if they came one after the other. Of them and their bank accounts, plain fields can be asked for.",
    )
    def create_payouts(self, info: Info, input: CreatePayoutsInput) -> CreatePayoutsResult:
        if leads_on(info._raw_info):
            raise InvalidInput("Of a batch's payouts and their bank accounts, plain fields alone can be asked for.")
        merchant_id = _paying_merchant(info, input.merchant_id)
        request = info.context.request
        results = batch_items.carry_out(request, identify(request), merchant_id, input.payouts, _read)
        shown = [result.as_accepted() if isinstance(result, Acceptance) else result for result in results]
        if not is_in_the_receipts(info._raw_info):
            fetch_accounts([payout for payout in shown if isinstance(payout, Payout)])
        return CreatePayoutsSuccess(results=[_as_result(*each) for each in zip(results, shown, strict=True)])

    @strawberry.mutation(extensions=OPERATES, description="For operators.")
    def create_merchant(self, input: CreateMerchantInput) -> CreateMerchantResult:
        return CreateMerchantSuccess(merchant=onboarding.create_merchant(name=input.name, email=input.email))  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=OPERATES, description="For operators. A merchant's first account is its primary one."
    )
    def add_bank_account(self, input: AddBankAccountInput) -> AddBankAccountResult:
        account = onboarding.add_bank_account(
            merchant_id=read_uuid(input.merchant_id, "merchant_id"),
            account_holder_name=input.account_holder_name,
            account_number=input.account_number,
            ifsc_code=input.ifsc_code,
            account_type=input.account_type,
            is_primary=bool(input.is_primary),
        )
        return AddBankAccountSuccess(bank_account=account)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=OPERATES, description="For operators: an international payment that came in. Once per reference."
    )
    def record_payment(self, input: RecordPaymentInput) -> RecordPaymentResult:
        payment = receiving.record_payment(
            merchant_id=read_uuid(input.merchant_id, "merchant_id"),
            amount_paise=input.amount_paise,
            reference=input.reference,
            description=input.description or "",
        )
        return RecordPaymentSuccess(entry=payment.entry, replayed=payment.replayed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=OPERATES,
        description="For operators: ask the bank about an unresolved payout now, not when it is due.",
    )
    def ask_bank_again(self, input: AskBankAgainInput) -> AskBankAgainResult:
        payout = review.ask_again(read_uuid(input.payout_id, "payout_id"))
        tasks.notify_workers()
        return AskBankAgainSuccess(payout=payout)  # type: ignore[arg-type]


def _read(item: BatchedPayoutInput) -> PayoutRequest:
    account = read_uuid(item.bank_account_id, "bank_account_id")
    return PayoutRequest(account, read_amount(item.amount_paise, "amount_paise"), item.idempotency_key)


def _as_result(result: Acceptance | Refusal, shown: Payout | Refusal) -> CreatePayoutResult:
    if isinstance(result, Acceptance):
        return CreatePayoutSuccess(payout=shown, replayed=result.replayed)  # type: ignore[arg-type]
    return as_result(result)


def _paying_merchant(info: Info, id: strawberry.ID | None) -> UUID:
    """The caller's own; another than that is answered as one that is unknown."""
    own = identify(info.context.request).merchant_id
    named = read_uuid(id, "merchant_id") if id not in NOT_GIVEN else own
    if named is None:
        raise InvalidInput("Name the merchant, as merchantId.", "merchant_id")
    if own not in {None, named}:
        raise InvalidInput("No active merchant with this id.", "merchant_id")
    return named
