"""Payouts that RazorpayX took back after it had called them processed: what it says of them, for whoever gives the
money back. It happens within three working days (its "Payout Best Practices")."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from server.bank import submissions
from server.bank.models import BankSubmission
from server.bank.submissions import State

from . import meanings, trouble, wording
from .api import Api, Declined, Silent
from .connection import Deadline
from .payloads import Told

PAGE = 100  # the most that RazorpayX shows at once


class Unheard(Exception):  # noqa: N818
    """RazorpayX did not say."""


def book_reversals(made_since: datetime) -> None:
    """Of payouts made since then that we had heard to be paid: each becomes a return in the book once.
    Raises Unheard."""
    for told in _reversed(made_since):
        row = _row_of(told)
        if row is None or row.state != State.PAID or row.reversed_at:
            continue  # not ours; never heard to be paid, so it has failed, or will; or booked before
        submissions.note_told(row.reference, told.id, told.status, unpaid=meanings.why_unpaid(told))


def _reversed(made_since: datetime) -> Iterator[Told]:
    """Every page, until one has nothing new: they may be shorter than we ask for."""
    seen = set[str]()
    while True:
        api = Api(Deadline(settings.PAYOUT_BANK_DEADLINE_SECONDS))
        page = api.listed(
            {
                "account_number": settings.PAYOUT_RAZORPAYX_ACCOUNT_NUMBER,
                "status": meanings.REVERSED,
                "from": int(made_since.timestamp()),
                "count": PAGE,
                "skip": len(seen),
            }
        )
        if isinstance(page, Declined) and page.status in meanings.ABOUT_US:
            trouble.tell(page)
        if isinstance(page, Silent | Declined):
            raise Unheard
        new = [told for told in page if told.id not in seen]
        if not new:
            return
        seen.update(told.id for told in new)
        yield from new


def _row_of(told: Told) -> BankSubmission | None:
    """By both names: a payout made by hand may have any reference."""
    row = BankSubmission.objects.filter(bank_id=told.id).first()
    return row if row and row.reference == wording.reference_of(told.reference) else None
