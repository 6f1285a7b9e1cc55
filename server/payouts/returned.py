"""Whether a completed payout's money came back: of one payout, or in a list's own statement."""

from django.db.models import BooleanField, Case, Exists, OuterRef, Value, When

from .models import Payout
from .return_facts import PayoutReturn
from .states import Status

IS_RETURNED = Exists(PayoutReturn.objects.filter(pk=OuterRef("pk")))


def returned_column() -> Case:
    """For a list of payouts: looked up for the completed ones, by the key."""
    return Case(When(status=Status.COMPLETED, then=IS_RETURNED), default=Value(False), output_field=BooleanField())


def is_returned(payout: Payout) -> bool:
    """By the list's column, where it has one."""
    if payout.status != Status.COMPLETED:
        return False
    told: bool | None = getattr(payout, "was_returned", None)
    return return_of(payout) is not None if told is None else told


def return_of(payout: Payout) -> PayoutReturn | None:
    try:
        return payout.its_return
    except PayoutReturn.DoesNotExist:
        return None
