"""Cancelling a payout: a request, which the bank carries out.

Whether a payout was paid is known by the bank alone, so nothing is cancelled here. The request makes the payout due at
once; whoever claims it tells the bank never to pay it, and sends it no more (`lifecycle.py`). The bank's answer ends
the payout as ever: voided, it has failed and the money is available again; paid, it is completed, and the request came
too late. Until then the money stays held.
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db import models, transaction

from server.audit_log.recording import record_each
from server.bank.failures import FailureCode, Reason
from server.errors import InvalidInput, NotPossibleNow
from server.failpoints import around
from server.merchants.models import Merchant
from server.text import clean_text

from .models import LONGEST_REMARK, Payout, PayoutCancellation
from .states import FINAL, Status

TOO_LATE = {
    Status.COMPLETED: "This payout is completed: the bank has paid it.",
    Status.FAILED: "This payout has failed: it was not paid, and never will be.",
}


class CancelOutcome(models.TextChoices):
    REQUESTED = "requested", "The bank has not confirmed it yet. The money stays held."
    CANCELLED = "cancelled", "The bank will never pay the payout. The money is available again."
    TOO_LATE = "too_late", "The bank had paid the payout."


class Cancelling(NamedTuple):
    payout: Payout
    is_new: bool  # False: it was asked for before


def cancel(payout: Payout, remark: str | None = None) -> Cancelling:
    """Ask for it. The same again changes nothing, whatever has become of the payout since.

    Raises NotPossibleNow for a payout that has ended without such a request, and Unavailable.
    """
    result = cancel_together(payout.merchant_id, [payout.id], remark)[payout.id]
    if isinstance(result, NotPossibleNow):
        raise result
    return result


def cancel_together(
    merchant_id: UUID, payout_ids: Collection[UUID], remark: str | None = None
) -> dict[UUID, Cancelling | NotPossibleNow]:
    """Ask for each of these payouts of one merchant, as if it came alone, in one transaction. The refusal of one that
    has ended is returned, not raised. Raises Unavailable; then none was asked for."""
    with around("cancel"), transaction.atomic(durable=True):
        Merchant.objects.lock(merchant_id)
        rows = Payout.objects.filter(merchant_id=merchant_id, pk__in=payout_ids)
        before = list(rows.select_for_update(no_key=True).order_by("pk"))
        asked = {each.id for each in before if each.cancel_requested_at is None and each.status not in FINAL}
        PayoutCancellation.objects.bulk_create(
            PayoutCancellation(payout_id=each, merchant_id=merchant_id, remark=remark) for each in sorted(asked)
        )
        record_each("payout.cancel_requested", merchant_id=merchant_id, subject_ids=sorted(asked))
        now = rows.select_related("cancellation").in_bulk()
    return {each.id: _result(now[each.id], is_new=each.id in asked) for each in before}


def _result(payout: Payout, *, is_new: bool) -> Cancelling | NotPossibleNow:
    if payout.cancel_requested_at is None:
        return NotPossibleNow(TOO_LATE[Status(payout.status)], payout.status)
    return Cancelling(payout, is_new)


def read_remark(value: object) -> str | None:
    """Why, in the merchant's own words: up to 300 characters. Raises InvalidInput."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidInput("remark must be a string.", "remark")
    return clean_text(value, "remark", LONGEST_REMARK, may_be_empty=True) or None


def is_requested(payout_id: UUID) -> bool:
    """By now: the request may have come after the payout was claimed."""
    return Payout.objects.filter(pk=payout_id, cancel_requested_at__isnull=False).exists()


CANCELLED = Reason("Cancelled on request, before the bank paid.", FailureCode.CANCELLED)
REASONS = {
    PayoutCancellation.Kind.ASKED: CANCELLED,
    PayoutCancellation.Kind.APPROVAL_REJECTED: Reason(
        "Its approval was rejected, before the bank paid.", FailureCode.APPROVAL_REJECTED
    ),
    PayoutCancellation.Kind.APPROVAL_EXPIRED: Reason(
        "Too few people approved it in time.", FailureCode.APPROVAL_EXPIRED
    ),
}


def reason_of(payout_id: UUID) -> Reason:
    """Of a payout that is to be cancelled: for the bank, and for whoever asks later."""
    kinds = PayoutCancellation.objects.filter(pk=payout_id).values_list("kind", flat=True)
    return REASONS[PayoutCancellation.Kind(kinds.get())]


def outcome_of(payout: Payout) -> CancelOutcome | None:
    """None if nobody has asked to cancel the payout."""
    if payout.cancel_requested_at is None:
        return None
    ends = {Status.COMPLETED: CancelOutcome.TOO_LATE, Status.FAILED: CancelOutcome.CANCELLED}
    return ends.get(Status(payout.status), CancelOutcome.REQUESTED)
