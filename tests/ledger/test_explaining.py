"""What a balance is made of equals a naive sum of the entries, at every entry and with or without type checkpoints."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.ledger.explaining import ExplainedBalance, explain_balance
from server.ledger.models import LedgerEntry, LedgerTypeCheckpoint
from server.merchants.models import Merchant
from server.payouts.lifecycle import settle_due
from tests.conftest import connected_as, guards_off, pay
from tests.ledger.test_balance import analyze, entries_read
from tests.ledger.test_periods import date_entries

A_MICROSECOND = timedelta(microseconds=1)
# Written past Python, through every trigger: a payment at each third place, else fees.
LENGTHEN = """
    INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, reference, description)
    SELECT gen_random_uuid(), %(merchant)s, %(have)s + n,
           CASE WHEN n %% %(every)s = 0 THEN 'payment_received' ELSE 'fee_debit' END,
           CASE WHEN n %% %(every)s = 0 THEN 1000 + n ELSE -1 - n %% 7 END,
           CASE WHEN n %% %(every)s = 0 THEN gen_random_uuid()::text END, 'x'
    FROM generate_series(1, %(more)s) n"""


def lengthen(merchant: Merchant, more: int, every: int) -> None:
    have = explain_balance(merchant.id).head
    with connected_as(settings.DB_OWNER), connection.cursor() as cursor:
        cursor.execute(LENGTHEN, {"merchant": merchant.id, "have": have, "more": more, "every": every})


def naive(merchant: Merchant, upto: int) -> dict[str, tuple[int, int]]:
    sums: dict[str, tuple[int, int]] = {}
    entries = LedgerEntry.objects.filter(merchant=merchant, seq__lte=upto).order_by("seq")
    for entry_type, paise in entries.values_list("entry_type", "amount_paise"):
        count, total = sums.get(entry_type, (0, 0))
        sums[entry_type] = count + 1, total + paise
    return sums


def lines(found: ExplainedBalance) -> dict[str, tuple[int, int]]:
    assert sum(line.paise for line in found.lines) == found.balance.available_paise
    return {line.entry_type.value: (line.entries, line.paise) for line in found.lines}


def after(merchant: Merchant, upto: int) -> dict[str, tuple[int, int]]:
    found = explain_balance(merchant.id, sequence=upto)
    assert found.balance.seq == upto
    return lines(found)


def test_the_lines_are_the_sums_by_type_after_each_entry(merchant: Merchant) -> None:
    for script in (Script.PAYS, Script.ACCOUNT_CLOSED, Script.STAYS_IN_PROGRESS):
        pay(merchant, 100, script)
    settle_due(SimulatedBank())
    newest = explain_balance(merchant.id)
    assert newest.head == newest.balance.seq == LedgerEntry.objects.count()
    for upto in range(newest.head + 1):
        assert after(merchant, upto) == naive(merchant, upto)
    assert after(merchant, 0) == {}
    assert explain_balance(merchant.id, sequence=0).at is None


@pytest.mark.usefixtures("unowned_fees")
@hypothesis_settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 700), st.integers(2, 5)), min_size=3, max_size=5), st.integers())
def test_over_type_checkpoints_the_lines_are_the_same_sums(
    new_merchant: Callable[..., Merchant], parts: list[tuple[int, int]], seed: int
) -> None:
    merchant = new_merchant()
    for more, every in parts:
        lengthen(merchant, more, every)
    head, random = explain_balance(merchant.id).head, Random(seed)
    kept = LedgerTypeCheckpoint.objects.filter(merchant=merchant)
    assert set(kept.values_list("seq", flat=True)) == {n * 500 for n in range(1, head // 500 + 1)}
    asked = sorted({head, head // 500 * 500, *(random.randint(0, head) for _ in range(8))})
    expected = [naive(merchant, upto) for upto in asked]
    assert [after(merchant, upto) for upto in asked] == expected
    with connected_as(settings.DB_OWNER), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_type_checkpoints WHERE merchant_id = %s", [merchant.id])
    assert [after(merchant, upto) for upto in asked] == expected
    lengthen(merchant, 1000, 3)
    assert after(merchant, head + 1000) == naive(merchant, head + 1000)
    assert kept.exists()


def test_a_moment_has_what_was_written_by_then(merchant: Merchant) -> None:
    pay(merchant, 30_000, Script.PAYS)
    settle_due(SimulatedBank())
    times = [datetime(2026, 11, 8, 6, tzinfo=UTC) + n * timedelta(hours=1) for n in range(2)]
    done = times[1] + timedelta(hours=1)
    date_entries(merchant, {1: times[0], 2: times[1], 3: done, 4: done + A_MICROSECOND})
    found = {
        moment: explain_balance(merchant.id, at=moment).balance.seq
        for moment in (times[0] - A_MICROSECOND, times[0], times[1] - A_MICROSECOND, times[1], done + A_MICROSECOND)
    }
    assert list(found.values()) == [0, 1, 1, 2, 4]
    # The release is of its completion's moment: no such balance ever was.
    assert explain_balance(merchant.id, at=done).balance.seq == 2
    nothing = explain_balance(merchant.id, at=datetime(1, 1, 1, tzinfo=UTC))
    assert (nothing.balance.seq, nothing.balance.available_paise, nothing.balance.held_paise) == (0, 0, 0)
    assert (nothing.lines, nothing.at) == ([], None)


def test_bad_input_is_refused_by_its_name(merchant: Merchant) -> None:
    now = datetime.now(UTC)
    for given_, field in [
        ({"at": now, "sequence": 1}, "at_sequence"),
        ({"sequence": -1}, "at_sequence"),
        ({"sequence": 2}, "at_sequence"),
        ({"sequence": 2**62}, "at_sequence"),
        ({"at": now + timedelta(hours=1)}, "at"),
        ({"at": datetime(9999, 12, 31, tzinfo=UTC)}, "at"),
    ]:
        with pytest.raises(InvalidInput) as refused:
            explain_balance(merchant.id, **given_)  # type: ignore[arg-type]
        assert refused.value.field == field


def test_it_is_one_statement(merchant: Merchant, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        explain_balance(merchant.id)


@pytest.mark.usefixtures("unowned_fees")
def test_it_reads_a_type_checkpoint_and_less_than_500_entries(merchant: Merchant) -> None:
    lengthen(merchant, 1_400, 3)
    analyze()
    with transaction.atomic():
        before = entries_read()
        explain_balance(merchant.id)
        assert entries_read() - before < 500 + 25 + 5


def test_an_unknown_merchant_has_nothing(database: None) -> None:
    found = explain_balance(uuid4())
    assert (found.lines, found.head, found.balance.total_paise) == ([], 0, 0)


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("constraint", "seq", "entries"),
    [("type_checkpoint_of_an_entry", 500, 1), ("type_checkpoint_counts_something", 1, 0)],
)
def test_a_type_checkpoint_is_of_an_entry_and_counts_something(
    merchant: Merchant, constraint: str, seq: int, entries: int
) -> None:
    row = (
        "INSERT INTO ledger_type_checkpoints (merchant_id, seq, entry_type, entries, paise) VALUES (%s, %s, %s, %s, 5)"
    )
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(row, [merchant.id, seq, "payment_received", entries])


@pytest.mark.usefixtures("as_the_owner")
def test_a_type_checkpoint_is_never_changed(merchant: Merchant) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_type_checkpoints (merchant_id, seq, entry_type, entries, paise)"
            " VALUES (%s, 1000, 'payment_received', 1, 5)",
            [merchant.id],
        )
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_type_checkpoints SET paise = 6")
    LedgerTypeCheckpoint.objects.all().delete()
