"""The balance by day, week and month of India, compared with a walk over all entries."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.india import IST
from server.ledger import periods
from server.ledger.balance import balance_at, balance_of
from server.ledger.models import EntryType, LedgerEntry
from server.ledger.periods import MOST_PERIODS, Bucket, PeriodBalance, balance_by_period
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts.lifecycle import settle_due
from tests.conftest import connected_as, pay
from tests.ledger.test_balance import analyze, entries_read, lengthen
from tests.support.links import RELINK

A_DAY, A_MICROSECOND = timedelta(days=1), timedelta(microseconds=1)
INDIA = timedelta(hours=5, minutes=30)
NOV_10 = date(2026, 11, 10)
# As checkpoints of an older release are.
FORGET = "UPDATE ledger_checkpoints SET lowest_paise = NULL, highest_paise = NULL, in_paise = NULL, out_paise = NULL"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def date_entries(merchant: Merchant, times: dict[int, datetime]) -> None:
    """As if these entries had been made then. Later ones must be later still."""
    with connected_as(settings.DB_OWNER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for seq, moment in times.items():
            cursor.execute(
                "UPDATE ledger_entries SET created_at = %s WHERE merchant_id = %s AND seq = %s",
                [moment, merchant.id, seq],
            )
        cursor.execute(RELINK)


def receive(merchant: Merchant, paise: int) -> None:
    record_payment(merchant_id=merchant.id, amount_paise=paise, reference=uuid4().hex)


def of_days(merchant: Merchant, first: date, last: date) -> list[PeriodBalance]:
    return balance_by_period(merchant.id, first, last, Bucket.DAY)


def test_a_day_begins_at_midnight_in_india(merchant: Merchant) -> None:
    for paise in (1, 20, 300):
        receive(merchant, paise)
    date_entries(
        merchant,
        {
            1: at("2026-11-09T18:29:59+00:00"),
            2: at("2026-11-09T18:30:00+00:00"),
            3: at("2026-11-10T18:29:59.999999+00:00"),
            4: at("2026-11-10T18:30:00+00:00"),
        },
    )
    days = of_days(merchant, NOV_10 - A_DAY, NOV_10 + A_DAY)
    assert [(day.starts_on, day.ends_on) for day in days] == [(NOV_10 + n * A_DAY,) * 2 for n in (-1, 0, 1)]
    assert [(day.open_paise, day.in_paise, day.close_paise) for day in days] == [
        (0, 100_000, 100_000),
        (100_000, 21, 100_021),
        (100_021, 300, 100_321),
    ]


def test_a_day_without_entries_keeps_the_last_balance(merchant: Merchant) -> None:
    pay(merchant, 30_000)
    date_entries(merchant, {1: at("2026-11-08T06:00:00+00:00"), 2: at("2026-11-08T07:00:00+00:00")})
    [before, _, empty, future] = [
        balance_by_period(merchant.id, day, day, Bucket.DAY)[0]
        for day in (date(2026, 11, 7), date(2026, 11, 8), NOV_10, date(2100, 12, 31))
    ]
    assert set(vars(before).values()) == {date(2026, 11, 7), 0}
    for day in (empty, future):
        assert (day.open_paise, day.min_paise, day.max_paise, day.close_paise) == (70_000,) * 4
        assert (day.in_paise, day.out_paise, day.held_open_paise, day.held_close_paise) == (0, 0, 30_000, 30_000)


def test_a_hold_moves_no_money_and_a_settled_payout_takes_it_out_once(merchant: Merchant) -> None:
    pay(merchant, 30_000, Script.PAYS)
    pay(merchant, 20_000, Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    date_entries(merchant, {1: at("2026-01-10T06:00:00+00:00")})
    [today] = {day_of(entry, None) for entry in entries(merchant)[2:]}
    [day] = of_days(merchant, today, today)
    assert (day.in_paise, day.out_paise) == (0, 30_000)
    assert (day.min_paise, day.max_paise, day.close_paise) == (50_000, 100_000, 70_000)


def test_no_balance_between_a_release_and_its_completion(merchant: Merchant) -> None:
    pay(merchant, 30_000, Script.PAYS)
    date_entries(merchant, {1: at("2026-11-08T06:00:00+00:00"), 2: at("2026-11-08T07:00:00+00:00")})
    settle_due(SimulatedBank())
    assert [entry.entry_type for entry in entries(merchant)] == [
        *("payment_received", "payout_hold", "payout_release", "payout_completed")
    ]
    midnight = at("2026-11-10T18:30:00+00:00")
    date_entries(merchant, {3: midnight - A_MICROSECOND, 4: midnight})
    for days in (
        of_days(merchant, NOV_10, NOV_10 + A_DAY),
        of_days(merchant, NOV_10, NOV_10) + of_days(merchant, NOV_10 + A_DAY, NOV_10 + A_DAY),
    ):
        assert [(day.min_paise, day.max_paise, day.close_paise) for day in days] == [(70_000,) * 3] * 2
        assert [(day.out_paise, day.held_close_paise) for day in days] == [(0, 30_000), (30_000, 0)]


def test_weeks_begin_on_monday_and_months_on_their_first_and_both_are_cut_at_the_ends(merchant: Merchant) -> None:
    first, last = date(2027, 12, 30), date(2028, 3, 1)
    weeks = balance_by_period(merchant.id, first, last, Bucket.WEEK)
    assert (weeks[0].starts_on, weeks[0].ends_on) == (first, date(2028, 1, 2))
    assert {week.starts_on.weekday() for week in weeks[1:]} == {0}
    assert (weeks[-1].starts_on, weeks[-1].ends_on) == (date(2028, 2, 28), last)
    months = balance_by_period(merchant.id, first, last, Bucket.MONTH)
    assert [month.starts_on.isoformat() for month in months] == [
        *("2027-12-30", "2028-01-01", "2028-02-01", "2028-03-01")
    ]
    assert [month.ends_on.isoformat() for month in months] == [
        *("2027-12-31", "2028-01-31", "2028-02-29", "2028-03-01")
    ]


@pytest.mark.parametrize(
    ("first", "last", "bucket", "field"),
    [
        (date(1999, 12, 31), NOV_10, Bucket.MONTH, "from"),
        (NOV_10, date(2101, 1, 1), Bucket.MONTH, "to"),
        (date.min, date.max, Bucket.DAY, "from"),
        (NOV_10, NOV_10 - A_DAY, Bucket.DAY, "from"),
        (NOV_10, NOV_10 + MOST_PERIODS * A_DAY, Bucket.DAY, "to"),
        (NOV_10, NOV_10 + 7 * MOST_PERIODS * A_DAY, Bucket.WEEK, "to"),
        (date(2000, 1, 1), date(2100, 12, 31), Bucket.MONTH, "to"),
    ],
)
def test_other_days_are_refused(first: date, last: date, bucket: Bucket, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        balance_by_period(uuid4(), first, last, bucket)
    assert refused.value.field == field


@pytest.mark.parametrize(("bucket", "way"), [(Bucket.MONTH, "choose a shorter bucket"), (Bucket.DAY, "leave out 20")])
def test_more_than_json_holds_is_refused_with_a_way_out(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch, bucket: Bucket, way: str
) -> None:
    monkeypatch.setattr(periods, "MAX_PAISE", 1)
    today = timezone.now().astimezone(IST).date()
    with pytest.raises(InvalidInput, match=way):
        balance_by_period(merchant.id, today, today, bucket)


def test_as_many_periods_as_may_be(merchant: Merchant) -> None:
    days = of_days(merchant, NOV_10, NOV_10 + (MOST_PERIODS - 1) * A_DAY)
    assert len(days) == MOST_PERIODS
    assert days[-1].close_paise == balance_of(merchant.id).available_paise


# --- against a walk over all entries -----------------------------------------------------------------------------


def entries(merchant: Merchant) -> list[LedgerEntry]:
    return list(LedgerEntry.objects.filter(merchant=merchant).order_by("seq"))


def day_of(entry: LedgerEntry, after: LedgerEntry | None) -> date:
    moment = after.created_at if after and is_half(entry, after) else entry.created_at
    return (moment.astimezone(UTC) + INDIA).date()


def is_half(entry: LedgerEntry, after: LedgerEntry | None) -> bool:
    """A release that was committed together with its completion."""
    return bool(
        after
        and after.entry_type == EntryType.PAYOUT_COMPLETED
        and entry.entry_type == EntryType.PAYOUT_RELEASE
        and entry.payout_id == after.payout_id
    )


def everything(merchant: Merchant, bucket: Bucket) -> list[PeriodBalance]:
    [first, *_, last] = [day_of(entry, None) for entry in entries(merchant)]
    return balance_by_period(merchant.id, first, last, bucket)


HOLDS = {EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE}


def walked(merchant: Merchant, periods: list[PeriodBalance]) -> Iterator[PeriodBalance]:
    """The same periods, by adding up every entry."""
    book = entries(merchant)
    for period in periods:
        available = held = came_in = went_out = 0
        opening: tuple[int, int] | None = None
        seen: list[int] = []
        for entry, after in zip(book, [*book[1:], None], strict=True):
            day = day_of(entry, after)
            if day > period.ends_on:
                break
            if day >= period.starts_on and opening is None:
                opening = available, held
            available += entry.amount_paise
            if entry.entry_type in HOLDS:
                held -= entry.amount_paise
            if day >= period.starts_on:
                if entry.entry_type not in HOLDS:
                    came_in += max(entry.amount_paise, 0)
                    went_out += max(-entry.amount_paise, 0)
                if not is_half(entry, after):
                    seen.append(available)
        opening = opening or (available, held)
        states = [opening[0], *seen]
        yield PeriodBalance(
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            open_paise=opening[0],
            close_paise=available,
            min_paise=min(states),
            max_paise=max(states),
            in_paise=came_in,
            out_paise=went_out,
            held_open_paise=opening[1],
            held_close_paise=held,
        )


def live_through(merchant: Merchant, chance: Random, steps: int) -> None:
    for _ in range(steps):
        match chance.randrange(4):
            case 0:
                receive(merchant, chance.randint(1, 50_000))
            case 1 | 2:
                available = balance_of(merchant.id).available_paise
                script = chance.choice([Script.PAYS, Script.PAYS, Script.ACCOUNT_CLOSED])
                if available > 1:
                    pay(merchant, chance.randint(1, available // 2), script)
            case 3:
                settle_due(SimulatedBank())


def scatter(merchant: Merchant, chance: Random) -> None:
    """Over some weeks, often within a microsecond of India's midnight."""
    moment, times = at("2026-10-20T00:00:00+00:00"), {}
    for entry in entries(merchant):
        step = timedelta(seconds=chance.choice([0, 0, 1, 600, 80_000, 200_000]))
        moment += max(step, A_MICROSECOND)
        if chance.random() < 0.4:
            midnight = datetime.combine((moment + INDIA).date() + A_DAY, datetime.min.time(), UTC) - INDIA
            moment = midnight - chance.choice([A_MICROSECOND, timedelta(), timedelta(seconds=1)])
        times[entry.seq] = moment
    date_entries(merchant, times)


@pytest.mark.parametrize("way", ["ledger_periods", "ledger_long_periods"])
@pytest.mark.parametrize("seed", range(6))
def test_periods_are_what_a_walk_over_all_entries_finds(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch, seed: int, way: str
) -> None:
    monkeypatch.setattr(periods, "PERIODS", way)
    chance = Random(seed)
    live_through(merchant, chance, 40)
    scatter(merchant, chance)
    for bucket in Bucket:
        found = everything(merchant, bucket)
        assert found == list(walked(merchant, found))
        part = balance_by_period(merchant.id, date(2026, 10, 25), date(2026, 11, 3), bucket)
        assert part == list(walked(merchant, part))
        _adds_up(merchant, found)


def _adds_up(merchant: Merchant, periods: list[PeriodBalance]) -> None:
    for before, after in itertools.pairwise(periods):
        assert (before.close_paise, before.held_close_paise) == (after.open_paise, after.held_open_paise)
        assert before.ends_on + A_DAY == after.starts_on
    for period in periods:
        total_before = period.open_paise + period.held_open_paise
        assert period.in_paise - period.out_paise == period.close_paise + period.held_close_paise - total_before
        assert 0 <= period.min_paise <= min(period.open_paise, period.close_paise)
        assert period.max_paise >= max(period.open_paise, period.close_paise)
    last = balance_at(merchant.id, balance_of(merchant.id).seq)
    assert (periods[-1].close_paise, periods[-1].held_close_paise) == (last.available_paise, last.held_paise)


# --- what it costs -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entries_before", [3_000, 12_000])
def test_a_day_costs_its_entries_and_not_the_ledger(
    merchant: Merchant, entries_before: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lengthen(merchant, entries_before)
    with connected_as(settings.DB_OWNER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE ledger_entries SET created_at = created_at - interval '40 days' WHERE merchant_id = %s",
            [merchant.id],
        )
        cursor.execute(RELINK)
    lengthen(merchant, 50)
    analyze()
    today = (datetime.now(UTC) + INDIA).date()
    with transaction.atomic():
        before = entries_read()
        with django_assert_num_queries(2):  # the periods, and the number of rows read
            days = of_days(merchant, today - 29 * A_DAY, today)
            read = entries_read() - before
    assert sum(day.in_paise for day in days) == 50
    # Fifty, the entries after one checkpoint, and two searches by number.
    assert read <= 50 + 25 + 2 * (14 + 5)


def test_many_entries_cost_their_checkpoints(merchant: Merchant) -> None:
    lengthen(merchant, 12_000)
    analyze()
    today = (datetime.now(UTC) + INDIA).date()
    with transaction.atomic():
        before = entries_read()
        [day] = of_days(merchant, today, today)
        assert entries_read() - before <= 3 * 2 * 14 + 4 * 25  # searches by number, and what no checkpoint stands for
    assert (day.in_paise, day.out_paise, day.max_paise) == (112_000, 0, 112_000)


@pytest.mark.parametrize("lost", ["DELETE FROM ledger_checkpoints WHERE seq % 50 = 0", FORGET])
def test_without_a_checkpoint_the_entries_are_read(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    monkeypatch.setattr(periods, "PERIODS", "ledger_long_periods")
    live_through(merchant, Random(7), 60)
    scatter(merchant, Random(7))
    with connected_as(settings.DB_OWNER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(lost)
    found = everything(merchant, Bucket.MONTH)
    assert found == list(walked(merchant, found))


def test_an_unknown_merchant_has_nothing(new_merchant: Callable[..., Merchant]) -> None:
    for merchant_id in (uuid4(), new_merchant(paise=0).id):
        [day] = balance_by_period(merchant_id, NOV_10, NOV_10, Bucket.DAY)
        assert set(vars(day).values()) == {NOV_10, 0}
