"""Orders a payout: it is made now if the money is there and no order is before it, else as soon as both are so.

An order is a promise and touches no balance. Its key is one of the merchant's idempotency keys: the same order again is
a replay, for ever. A key that has made a payout orders none, and an order's key makes no payout but the order's own:
else a client that lost the answer to an order, and then creates the payout, would pay twice.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from server.audit_log.context import current_context
from server.audit_log.recording import record
from server.errors import IdempotencyConflict, InvalidInput
from server.failpoints import around
from server.merchants.models import BankAccount, Merchant
from server.money import MAX_PAISE
from server.payouts.creation import PayoutRequest
from server.payouts.creation_words import NO_ACCOUNT, NO_MERCHANT, RETIRED, SUSPENDED, no_retry
from server.payouts.details import GivenDetails
from server.payouts.pricing import refused_rails
from server.payouts.scheduling import FURTHEST_DAYS, cannot_be_scheduled

from .models import PayoutOrder
from .promised import promised_by

USUAL_WAIT = timedelta(days=4)
FURTHEST = timedelta(days=FURTHEST_DAYS)  # as sql/keys_and_times.sql
NOT_UNTIL = {
    "past": "expires_at must be a moment that is still to come.",
    "early": "expires_at must be later than not_before.",
    "far": f"expires_at must be within {FURTHEST_DAYS} days.",
}
OF_A_PAYOUT = "This idempotency key has made a payout already. An order needs a key of its own."
OF_AN_ORDER = "This idempotency key was already used for an order with another amount, bank account, time or details."
TOO_MUCH = "This merchant's waiting orders would pass 2^53 - 1 paise."
ASKED = """
    SELECT payout_key_is_used(%(merchant)s, %(key)s), payout_schedule_refusal(%(not_before)s),
           payout_order_expiry_refusal(%(not_before)s, %(expires_at)s),
           CASE WHEN %(retry_of)s::uuid IS NOT NULL
                THEN payout_retry_refusal(%(merchant)s, %(account)s, %(retry_of)s) END"""


@dataclass(frozen=True)
class OrderRequest:
    """`amount_paise` comes from `money.read_amount`. `details` have no `not_before` of their own."""

    bank_account_id: UUID
    amount_paise: int
    idempotency_key: UUID
    details: GivenDetails | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None  # by default four days after the moment from which it may be funded

    def is_that_of(self, order: PayoutOrder) -> bool:
        expires_at = order.expires_at if order.is_expiry_given else None
        mine = (self.bank_account_id, self.amount_paise, self.details, self.not_before, self.expires_at)
        return mine == (order.bank_account_id, order.amount_paise, order.details, order.not_before, expires_at)

    def as_payout(self) -> PayoutRequest:
        return PayoutRequest(self.bank_account_id, self.amount_paise, self.idempotency_key, self.details)


class Ordered(NamedTuple):
    order: PayoutOrder
    replayed: bool


def place_order(merchant_id: UUID, request: OrderRequest) -> Ordered:
    """Keep it; `funding.fund` makes its payout. Raises InvalidInput, IdempotencyConflict and Unavailable; then nothing
    has changed."""
    if known := _known(merchant_id, request):
        return known
    no_rail = _refused_rail(merchant_id, request)
    with around("order"), transaction.atomic(durable=True):
        merchant = Merchant.objects.lock(merchant_id)
        # Behind the lock the key is looked up again: a racing request may have placed it while we waited.
        if known := _known(merchant_id, request):
            return known
        order = _new(merchant, merchant_id, request)
        if no_rail:
            raise no_rail
        order.save(force_insert=True)
        record("payout_order.placed", merchant_id=merchant_id, subject_id=order.id)
    order.refresh_from_db()
    return Ordered(order, replayed=False)


def _known(merchant_id: UUID, request: OrderRequest) -> Ordered | None:
    order = PayoutOrder.objects.filter(merchant_id=merchant_id, idempotency_key=request.idempotency_key).first()
    if order and not request.is_that_of(order):
        raise IdempotencyConflict(OF_AN_ORDER)
    return Ordered(order, replayed=True) if order else None


def _new(merchant: Merchant | None, merchant_id: UUID, request: OrderRequest) -> PayoutOrder:
    """In the order in which a creation decides."""
    if merchant is None or not merchant.is_active:
        raise InvalidInput(SUSPENDED if merchant else NO_MERCHANT, "merchant_id")
    details = request.details or GivenDetails()
    expires_at = request.expires_at or _usual_expiry(request.not_before)
    is_used, not_before, not_until, not_retried = _asked(merchant_id, request, details.retry_of, expires_at)
    if is_used:
        raise IdempotencyConflict(OF_A_PAYOUT)
    account = BankAccount.objects.filter(pk=request.bank_account_id, merchant_id=merchant_id).first()
    if account is None or account.retired_at:
        raise InvalidInput(RETIRED if account else NO_ACCOUNT, "bank_account_id")
    if not_before:
        raise cannot_be_scheduled(not_before)
    if not_until:
        raise InvalidInput(NOT_UNTIL[not_until], "expires_at")
    if not_retried:
        raise no_retry(not_retried)
    if promised_by(merchant_id) + request.amount_paise > MAX_PAISE:
        raise InvalidInput(TOO_MUCH, "amount_paise")
    actor = current_context().actor
    return PayoutOrder(
        merchant_id=merchant_id,
        idempotency_key=request.idempotency_key,
        bank_account_id=request.bank_account_id,
        amount_paise=request.amount_paise,
        reference=details.reference,
        narration=details.narration,
        purpose=details.purpose,
        retry_of=details.retry_of,
        rail=details.rail and details.rail.value,
        not_before=request.not_before,
        expires_at=expires_at,
        is_expiry_given=request.expires_at is not None,
        made_by_kind=actor.kind.value,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )


def _asked(
    merchant_id: UUID, request: OrderRequest, retry_of: UUID | None, expires_at: datetime
) -> tuple[bool, str | None, str | None, str | None]:
    values = {"merchant": merchant_id, "key": request.idempotency_key, "account": request.bank_account_id}
    times = {"not_before": request.not_before, "expires_at": expires_at}
    with connection.cursor() as cursor:
        cursor.execute(ASKED, values | times | {"retry_of": retry_of})
        return cursor.fetchone()  # type: ignore[no-any-return]


def read_moment(moment: datetime | None, field: str) -> datetime | None:
    """The same moment is the same for a key, whatever its offset. Raises InvalidInput."""
    try:
        return moment and moment.astimezone(UTC)
    except OverflowError:  # at either end of the calendar
        raise InvalidInput(f"{field} must be a moment that is near.", field) from None


def _usual_expiry(not_before: datetime | None) -> datetime:
    now = timezone.now()
    # A minute less than the furthest: the database's clock decides, and may be behind.
    return min(max(not_before or now, now) + USUAL_WAIT, now + FURTHEST - timedelta(minutes=1))


def _refused_rail(merchant_id: UUID, request: OrderRequest) -> InvalidInput | None:
    """As of the moment from which it may be made. It is judged again when it is made."""
    if not (request.details and request.details.rail):
        return None
    then = replace(request.as_payout(), details=replace(request.details, not_before=request.not_before))
    return refused_rails(merchant_id, [then]).get(0)
