"""Lineage as it is read from real ledgers equals a queue over their entries."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.ledger.models import EntryType, LedgerEntry
from server.ledger.periods import today
from server.lineage.flows import Way, way_of
from server.lineage.overlap import Slice
from server.lineage.reading import (
    Page,
    Stretch,
    forecast_of_payout,
    read_funding,
    read_page,
    stretch_of_days,
    stretch_of_receipt,
    sums_at,
)
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.conftest import connected_as, pay
from tests.ledger.conftest import unowned_fees  # noqa: F401 - a fixture
from tests.ledger.test_explaining import lengthen
from tests.lineage.queue import Part, queued
from tests.support.fees import charge_fees
from tests.support.inward import reversed_payment
from tests.support.returns import returned_payout

MANY = 1_000


def moved(merchant: Merchant) -> list[tuple[int, int]]:
    rows = (
        LedgerEntry.objects.filter(merchant=merchant).order_by("seq").values_list("seq", "entry_type", "amount_paise")
    )
    return [(seq, paise) for seq, kind, paise in rows if way_of(EntryType(kind)) is not Way.NEITHER]


def all_of(stretch: Stretch, first: int = MANY) -> list[Slice]:
    return pages(lambda after: read_page(stretch, first, after), first)


def pages(read: Callable[[int | None], Page], first: int) -> list[Slice]:
    found: list[Slice] = []
    after = None
    while True:
        page = read(after)
        found += page.slices
        assert len(page.slices) <= first
        if page.next is None:
            return found
        assert len(page.slices) == first
        after = page.next


def funding(payout: Payout, first: int = MANY) -> list[Slice]:
    return pages(lambda after: read_funding(payout.id, first, after), first)


def everything(merchant: Merchant) -> Stretch:
    return Stretch(merchant.id, 0, sums_at(merchant.id)[1])


def parts(slices: list[Slice]) -> list[Part]:
    return [Part(each.outflow or 0, each.source.seq, each.source_at, each.paise) for each in slices]


def receive(merchant: Merchant, paise: int, reference: str) -> LedgerEntry:
    return record_payment(merchant_id=merchant.id, amount_paise=paise, reference=reference).entry


def test_a_payout_is_funded_by_the_oldest_receipts(new_merchant: Callable[..., Merchant]) -> None:
    merchant = new_merchant(paise=100)
    receive(merchant, 300, "B")
    first, failed, second = pay(merchant, 150), pay(merchant, 90, Script.ACCOUNT_CLOSED), pay(merchant, 50)
    forecast = all_of(forecast_of_payout(first))
    assert [(each.source.seq, each.source_at, each.paise, each.outflow) for each in forecast] == [
        (1, 0, 100, None),
        (2, 0, 50, None),
    ]
    assert funding(first) == []
    settle_due(SimulatedBank())
    entries = moved(merchant)
    completed = {
        payout.id: LedgerEntry.objects.get(payout=payout, entry_type=EntryType.PAYOUT_COMPLETED).seq
        for payout in (first, second)
    }
    by_outflow = {
        payout.id: [part for part in queued(entries) if part.outflow == completed[payout.id]]
        for payout in (first, second)
    }
    for payout in (first, second):
        assert parts(funding(payout)) == by_outflow[payout.id]
    assert {part.source for part in by_outflow[first.id]} | {part.source for part in by_outflow[second.id]} == {1, 2}
    assert funding(failed) == []
    assert parts(all_of(stretch_of_receipt(merchant.id, 1, 100))) == [p for p in queued(entries) if p.source == 1]
    assert parts(all_of(stretch_of_receipt(merchant.id, 2, 300))) == [p for p in queued(entries) if p.source == 2]
    assert parts(all_of(stretch_of_days(merchant.id, today(), today()))) == queued(entries)
    assert all_of(stretch_of_days(merchant.id, date(2026, 1, 1), date(2026, 1, 2))) == []


def test_what_came_back_is_of_what_it_had_come_from(new_merchant: Callable[..., Merchant]) -> None:
    merchant = new_merchant(paise=1_000)
    charge_fees(merchant)
    receive(merchant, 100_000, "B")
    returned = returned_payout(merchant, 800)
    again = returned_payout(merchant, 100_000)
    last = pay(merchant, 100_000)
    settle_due(SimulatedBank())
    entries = moved(merchant)
    direct = queued(entries)
    for payout in (again, last):
        slices = funding(payout)
        assert {each.source.entry_type for each in slices} == {EntryType.PAYMENT_RECEIVED}
        assert sum(each.paise for each in slices) == payout.amount_paise
        completed = LedgerEntry.objects.get(payout=payout, entry_type=EntryType.PAYOUT_COMPLETED).seq
        assert sum(part.paise for part in direct if part.outflow == completed) == payout.amount_paise
        assert funding(payout, 1) == slices
    assert (again.id, returned.id) in {each.via for each in funding(last)}
    assert unrolled(direct) == parts(all_of(everything(merchant)))


def test_a_recalled_payment_goes_out_as_anything_else_does(new_merchant: Callable[..., Merchant]) -> None:
    merchant = new_merchant(paise=1_000)
    reversed_payment(merchant, 5_000)
    payout = pay(merchant, 7_000)
    settle_due(SimulatedBank())
    recalled = LedgerEntry.objects.get(merchant=merchant, entry_type=EntryType.PAYMENT_REVERSED).seq
    direct = queued(moved(merchant))
    assert parts(all_of(everything(merchant))) == direct
    assert [part for part in direct if part.outflow == recalled] == [
        Part(recalled, 1, 0, 1_000),
        Part(recalled, 2, 0, 4_000),
    ]
    assert [(each.source.seq, each.source_at, each.paise) for each in funding(payout)] == [(2, 4_000, 7_000)]


def unrolled(direct: list[Part]) -> list[Part]:
    """What a queue gives, with each part of what came back taken from what that had taken, paisa by paisa."""
    types = dict(LedgerEntry.objects.values_list("seq", "entry_type"))
    gave = {
        entry.seq: LedgerEntry.objects.get(payout=entry.payout_return.payout, entry_type=EntryType.PAYOUT_COMPLETED).seq
        for entry in LedgerEntry.objects.filter(entry_type=EntryType.PAYOUT_RETURNED)
    }
    for entry in LedgerEntry.objects.filter(entry_type=EntryType.FEE_REFUND):
        gave[entry.seq] = entry.fee_refund.charge.fee_entry.seq  # type: ignore[union-attr]
    for entry in LedgerEntry.objects.filter(entry_type=EntryType.FEE_TAX_REFUND):
        gave[entry.seq] = entry.fee_tax_refund.charge.tax_entry.seq  # type: ignore[union-attr]
    assert {types[seq] for seq in gave} <= {"payout_returned", "fee_refund", "fee_tax_refund"}
    paisa: dict[int, list[tuple[int, int]]] = {}
    for part in direct:
        for at in range(part.source_at, part.source_at + part.paise):
            origin = paisa[gave[part.source]][at] if part.source in gave else (part.source, at)
            paisa.setdefault(part.outflow, []).append(origin)
    found: list[Part] = []
    last_source = 0
    for part in direct:
        mine = paisa[part.outflow]
        taken = sum(p.paise for p in direct[: direct.index(part)] if p.outflow == part.outflow)
        for source, at in mine[taken : taken + part.paise]:
            same = found and last_source == part.source and found[-1][:2] == (part.outflow, source)
            if same and found[-1].source_at + found[-1].paise == at:
                found[-1] = found[-1]._replace(paise=found[-1].paise + 1)
            else:
                found.append(Part(part.outflow, source, at, 1))
            last_source = part.source
    return found


@pytest.mark.usefixtures("unowned_fees")
@hypothesis_settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 700), st.integers(2, 5)), min_size=3, max_size=5), st.integers())
def test_over_type_checkpoints_lineage_is_the_queue_of_all_entries(
    new_merchant: Callable[..., Merchant], lengths: list[tuple[int, int]], seed: int
) -> None:
    merchant, random = new_merchant(), Random(seed)
    for more, every in lengths:
        lengthen(merchant, more, every)
    expected = queued(moved(merchant))
    stretch = everything(merchant)
    pages = random.choice([7, 50, 200])
    assert parts(all_of(stretch, pages)) == expected
    sources = {seq: paise for seq, paise in moved(merchant) if paise > 0}
    picked = random.sample(sorted(sources), min(5, len(sources)))

    def of_receipts() -> list[list[Part]]:
        return [parts(all_of(stretch_of_receipt(merchant.id, seq, sources[seq]))) for seq in picked]

    assert of_receipts() == [[part for part in expected if part.source == seq] for seq in picked]
    with connected_as(settings.DB_OWNER), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_type_checkpoints WHERE merchant_id = %s", [merchant.id])
    assert of_receipts() == [[part for part in expected if part.source == seq] for seq in picked]
