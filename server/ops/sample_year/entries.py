"""The ledger of the year: what happened, in its order, as entries."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import itemgetter
from random import Random
from typing import NamedTuple
from uuid import UUID

from server.ledger.links import genesis, link_of
from server.ledger.models import EntryType, LedgerEntry
from server.merchants.models import Merchant
from server.payouts.states import Status

from .course import Course
from .funding import Payment
from .plan import id_at

A_MOMENT = timedelta(microseconds=1)


class Line(NamedTuple):
    entry_type: EntryType
    paise: int
    description: str
    payout: UUID | None = None
    reference: str | None = None


def entries_of(merchant: Merchant, courses: list[Course], payments: list[Payment], dice: Random) -> list[LedgerEntry]:
    """Numbered, at times that never run backwards; no balance is below zero after any of them."""
    entries: list[LedgerEntry] = []
    available, at = 0, datetime.min
    link = genesis(merchant.id)
    for moment, lines in sorted(_events(courses, payments), key=itemgetter(0)):
        for line in lines:
            at = max(moment, at + A_MOMENT) if entries else moment
            available += line.entry_type.sign * line.paise
            if available < 0:  # the guard that would refuse it is off
                raise ValueError(f"the sample year overdraws at {at}")
            entry = LedgerEntry(
                id=id_at(at, dice),
                merchant=merchant,
                seq=len(entries) + 1,
                entry_type=line.entry_type,
                amount_paise=line.entry_type.sign * line.paise,
                payout_id=line.payout,
                reference=line.reference,
                description=line.description,
                created_at=at,
            )
            entry.link = link = link_of(link, entry)
            entries.append(entry)
    return entries


def _events(courses: list[Course], payments: list[Payment]) -> Iterator[tuple[datetime, list[Line]]]:
    """Each with the entries of one transaction, in the engine's words (`server/payouts/sql/record_outcome.sql`)."""
    for payment in payments:
        received = EntryType.PAYMENT_RECEIVED
        yield payment.at, [Line(received, payment.paise, payment.description, reference=payment.reference)]
    for course in courses:
        payout, paise = course.payout.id, course.payout.paise
        yield course.payout.at, [Line(EntryType.PAYOUT_HOLD, paise, "Held for a payout", payout)]
        if not course.ended:
            continue
        if course.status == Status.FAILED:
            yield course.ended, [Line(EntryType.PAYOUT_RELEASE, paise, "Payout failed, hold released", payout)]
        else:
            yield (
                course.ended,
                [
                    Line(EntryType.PAYOUT_RELEASE, paise, "Payout settled, hold released", payout),
                    Line(EntryType.PAYOUT_COMPLETED, paise, f"Paid by the bank, UTR {course.utr}", payout),
                ],
            )
