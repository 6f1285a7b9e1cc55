"""Which receipt paid what, read from the ledger: of one payout, of one receipt, or of some days.

Each is a stretch of all that ever went out, in paise. A page of it begins at a place in there, so the thousandth costs
what the first does.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from server.errors import InvalidInput
from server.india import IST
from server.inward_payments.models import InwardPayment
from server.ledger.models import EntryType, LedgerEntry
from server.ledger.periods import EARLIEST, LATEST
from server.payouts.models import Payout

from .flows import GIVES_BACK
from .overlap import Flow, GaveBack, Slice, behind, foreign_share, overlap

MOST_VIA = 20  # times that money came back and was paid again: what was before is left out
NO_PLACE = "after must be the next of an earlier page of this list."
A_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """The paise [start, until) of all that went out. A forecast's have not gone out yet."""

    merchant_id: UUID
    start: int
    until: int
    is_forecast: bool = False


class Page(NamedTuple):
    merchant_id: UUID
    slices: list[Slice]
    next: int | None  # the place where the following page begins


def forecast_of_payout(payout: Payout) -> Stretch:
    """As if it were completed now, before every other open payout."""
    _, gone = sums_at(payout.merchant_id)
    return Stretch(payout.merchant_id, gone, gone + payout.amount_paise, is_forecast=True)


def stretch_of_receipt(merchant_id: UUID, seq: int, paise: int) -> Stretch:
    """What has gone out of an entry that came in."""
    came_in, _ = sums_at(merchant_id, seq)
    _, gone = sums_at(merchant_id)
    return Stretch(merchant_id, came_in - paise, min(came_in, gone))


def stretch_of_days(merchant_id: UUID, first: date, last: date) -> Stretch:
    """What went out on days of India, both included. Raises InvalidInput."""
    for field, day in (("from", first), ("to", last)):
        if not EARLIEST <= day <= LATEST:
            raise InvalidInput(f"{field} must be a day from {EARLIEST} to {LATEST}.", field)
    if first > last:
        raise InvalidInput("from must not be after to.", "from")
    bounds = [datetime.combine(day, time(), IST) for day in (first, last + A_DAY)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.gone FROM unnest(%(bounds)s::timestamptz[]) WITH ORDINALITY b (moment, n),"
            " LATERAL lineage_sums(%(merchant)s, ledger_entries_before(%(merchant)s, b.moment)) s ORDER BY b.n",
            {"merchant": merchant_id, "bounds": bounds},
        )
        (start,), (until,) = cursor
    return Stretch(merchant_id, start, until)


def sums_at(merchant_id: UUID, seq: int = 2**63 - 1) -> tuple[int, int]:
    """All that came in and all that went out, up to an entry."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT came_in, gone FROM lineage_sums(%s, %s)", [merchant_id, seq])
        came_in, gone = cursor.fetchone()
        return came_in, gone


def read_page(stretch: Stretch, first: int, after: int | None = None) -> Page:
    """`after` is an earlier page's `next`. Raises InvalidInput."""
    start = stretch.start if after is None else after
    _require_place(start, stretch)
    if not first or start >= stretch.until:
        return _page(stretch, [], start)
    ways = [True] if stretch.is_forecast else [True, False]
    came, *went = _flows(stretch.merchant_id, [(start, stretch.until)] * len(ways), ways, first)
    outflows: list[tuple[int | None, int, int]] = [(None, start, stretch.until)]
    if went:
        outflows = [(each.seq, max(each.before, start), min(each.after, stretch.until)) for each in went[0]]
    return _page(stretch, _traced(stretch.merchant_id, list(overlap(came, outflows))[:first], first), start)


def read_funding(payout_id: UUID, first: int, after: int | None = None) -> Page:
    """Of a payout's amount; empty before it is completed. One statement, unless what paid it had come back before.
    Raises InvalidInput."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM lineage_of_payout(%s, %s, %s)", [payout_id, after, first])
        rows = cursor.fetchall()
    merchant_id, outflow, since, until = rows[0][:4] if rows else (UUID(int=0), None, 0, 0)
    stretch = Stretch(merchant_id, since, until)
    start = since if after is None else after
    _require_place(start, stretch)
    came = [Flow(seq, EntryType(kind), before, paise) for *_, seq, kind, before, paise in rows if seq is not None]
    return _page(stretch, _traced(merchant_id, list(overlap(came, [(outflow, start, until)])), first), start)


def _require_place(place: int, stretch: Stretch) -> None:
    if not stretch.start <= place <= max(stretch.until, stretch.start):
        raise InvalidInput(NO_PLACE, "after")


def _page(stretch: Stretch, slices: list[Slice], start: int) -> Page:
    end = slices[-1].end if slices else start
    return Page(stretch.merchant_id, slices, end if end < stretch.until else None)


def entries_of(rows: QuerySet[LedgerEntry], page: Page) -> dict[int, LedgerEntry]:
    """The entries at both ends of a page's slices, with what is known of each as a payment from abroad."""
    seqs = {each.source.seq for each in page.slices}.union(each.outflow for each in page.slices if each.outflow)
    found = rows.filter(merchant_id=page.merchant_id, seq__in=seqs).select_related("inward_payment")
    return {each.seq: each for each in found} if seqs else {}


def share_of(piece: Slice, payment: InwardPayment) -> int:
    """Of the source's foreign amount, in its minor units."""
    return foreign_share(payment.foreign_minor, piece.source.paise, piece.source_at, piece.paise)


def _traced(merchant_id: UUID, slices: list[Slice], most: int) -> list[Slice]:
    """With the origin of what came back instead of it: two statements for each time that it did."""
    for _ in range(MOST_VIA):
        returned = {each.source.seq for each in slices if each.source.entry_type in GIVES_BACK}
        gave = _given_back(merchant_id, returned) if returned else {}
        back = [each for each in slices if each.source.seq in gave]
        if not back:
            break
        starts = [gave[each.source.seq].gone + each.source_at for each in back]
        ranges = [(start, start + each.paise) for start, each in zip(starts, back, strict=True)]
        # What is known of each is complete, or more than a page has room for.
        origins = iter(_flows(merchant_id, ranges, [True] * len(back), most))
        slices = [
            part
            for each in slices
            for part in ([each] if each.source.seq not in gave else behind(each, gave[each.source.seq], next(origins)))
        ][:most]
    return slices


def _flows(merchant_id: UUID, ranges: Sequence[tuple[int, int]], is_in: Sequence[bool], most: int) -> list[list[Flow]]:
    """Of each range what overlaps it, at most `most` of each."""
    found: list[list[Flow]] = [[] for _ in ranges]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.n, f.seq, f.entry_type, f.before, f.paise"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::boolean[]) WITH ORDINALITY r (since, until, is_in, n),"
            " LATERAL lineage_flow(%s, r.is_in, r.since, r.until, %s) f ORDER BY r.n, f.seq",
            [[since for since, _ in ranges], [until for _, until in ranges], list(is_in), merchant_id, most],
        )
        for n, seq, entry_type, before, paise in cursor:
            found[n - 1].append(Flow(seq, EntryType(entry_type), before, paise))
    return found


def _given_back(merchant_id: UUID, seqs: set[int]) -> dict[int, GaveBack]:
    """By the number of the entry with which something came back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.seq, g.payout, s.gone FROM lineage_given_back(%(merchant)s, %(seqs)s) g,"
            " LATERAL lineage_sums(%(merchant)s, g.outflow - 1) s",
            {"merchant": merchant_id, "seqs": list(seqs)},
        )
        return {seq: GaveBack(*gave) for seq, *gave in cursor}
