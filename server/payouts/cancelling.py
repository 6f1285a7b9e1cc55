"""Cancelling a payout: a request, which the bank carries out.

Whether a payout was paid is known by the bank alone, so nothing is cancelled here. The request makes the payout due at
once; whoever claims it tells the bank never to pay it, and sends it no more (`lifecycle.py`). The bank's answer ends
the payout as ever: voided, it has failed and the money is available again; paid, it is completed, and the request came
too late. Until then the money stays held.
"""

from typing import NamedTuple
from uuid import UUID

from django.db import models, transaction

from server.audit_log.recording import record
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
    with around("cancel"), transaction.atomic(durable=True):
        Merchant.objects.lock(payout.merchant_id)
        payout = Payout.objects.select_for_update(no_key=True).get(pk=payout.pk)
        if payout.cancel_requested_at is not None:
            return Cancelling(payout, is_new=False)
        if payout.status in FINAL:
            raise NotPossibleNow(TOO_LATE[Status(payout.status)], payout.status)
        PayoutCancellation(payout=payout, merchant_id=payout.merchant_id, remark=remark).save(force_insert=True)
        record("payout.cancel_requested", merchant_id=payout.merchant_id, subject_id=payout.id)
        payout.refresh_from_db()
    return Cancelling(payout, is_new=True)


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
