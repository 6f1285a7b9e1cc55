from collections.abc import Callable
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.ledger.balance import Balance, balance_of, history_of
from server.ledger.models import LedgerCheckpoint, LedgerEntry
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts import lifecycle
from tests.conftest import connected_as, empty_the_books, owner_connection, pay


def test_a_merchant_without_entries_has_nothing(new_merchant: Callable[..., Merchant]) -> None:
    assert balance_of(new_merchant(paise=0).id) == Balance(seq=0, available_paise=0, held_paise=0)


def test_a_hold_moves_money_from_available_to_held(merchant: Merchant) -> None:
    pay(merchant, 30_000)
    balance = balance_of(merchant.id)
    assert (balance.available_paise, balance.held_paise, balance.total_paise) == (70_000, 30_000, 100_000)


def test_a_balance_is_one_statement_at_any_length(
    merchant: Merchant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lengthen(merchant, 250)
    with django_assert_num_queries(1):
        assert balance_of(merchant.id).available_paise == 100_000 + 250


def test_checkpoints_are_written_every_25_entries(merchant: Merchant) -> None:
    lengthen(merchant, 60)
    checkpoints = LedgerCheckpoint.objects.filter(merchant=merchant).order_by("seq")
    assert [(c.seq, c.available_paise) for c in checkpoints] == [(25, 100_024), (50, 100_049)]


@pytest.mark.usefixtures("as_the_owner")
def test_dropping_every_checkpoint_changes_no_balance(merchant: Merchant) -> None:
    lengthen(merchant, 250)
    pay(merchant)
    before = balance_of(merchant.id)
    LedgerCheckpoint.objects.all().delete()
    assert balance_of(merchant.id) == before
    lengthen(merchant, 25)
    assert LedgerCheckpoint.objects.filter(merchant=merchant).count() == 1
    assert balance_of(merchant.id).available_paise == before.available_paise + 25


@pytest.mark.parametrize("entries", [1_013, 20_013])
def test_a_balance_reads_the_entries_after_the_checkpoint_and_no_others(merchant: Merchant, entries: int) -> None:
    lengthen(merchant, entries)
    analyze()
    with transaction.atomic():
        before = entries_read()
        assert balance_of(merchant.id).available_paise == 100_000 + entries
        assert entries_read() - before == 14


def test_the_history_is_true_at_every_point(merchant: Merchant) -> None:
    lengthen(merchant, 230)
    pay(merchant, 30_000)
    points = history_of(merchant.id, 10)
    assert [point.sequence for point in points] == [1, 27, 52, 78, 104, 129, 155, 181, 206, 232]
    assert [point.available_paise for point in points[:-1]] == [99_999 + point.sequence for point in points[:-1]]
    assert (points[-1].available_paise, points[-1].held_paise) == (70_230, 30_000)
    assert [point.at for point in points] == sorted(point.at for point in points)


def test_the_history_shows_no_moment_that_never_was(merchant: Merchant) -> None:
    for _ in range(20):
        pay(merchant, 30_000, Script.PAYS)
        lifecycle.settle_due(SimulatedBank())
        record_payment(merchant_id=merchant.id, amount_paise=30_000, reference=uuid4().hex)
    for number in (7, 13, 60):
        points = history_of(merchant.id, number)
        # Between a release and its completion 100,000 would seem available again.
        assert {point.available_paise for point in points[1:]} <= {70_000, 100_000}
        assert {point.available_paise for point in points if point.sequence % 4 == 3} == set()
        assert points[-1].sequence == 81


def test_a_short_history_has_each_entry_once(merchant: Merchant) -> None:
    lengthen(merchant, 2)
    assert [point.sequence for point in history_of(merchant.id, 60)] == [1, 2, 3]
    assert [point.sequence for point in history_of(merchant.id, 1)] == [1]


def test_a_merchant_without_entries_has_no_history(new_merchant: Callable[..., Merchant]) -> None:
    assert history_of(new_merchant(paise=0).id, 60) == []


@pytest.mark.parametrize("entries", [3_000, 12_000])
def test_a_history_costs_its_points_and_not_the_ledger(merchant: Merchant, entries: int) -> None:
    lengthen(merchant, entries)
    analyze()
    with transaction.atomic():
        before = entries_read()
        assert len(history_of(merchant.id, 10)) == 10
        assert entries_read() - before <= 10 * 101 + 1


def test_entries_are_numbered_per_merchant(new_merchant: Callable[..., Merchant]) -> None:
    for merchant in (new_merchant(), new_merchant()):
        lengthen(merchant, 3)
        numbers = LedgerEntry.objects.filter(merchant=merchant).order_by("seq").values_list("seq", flat=True)
        assert list(numbers) == [1, 2, 3, 4]


def lengthen(merchant: Merchant, entries: int) -> None:
    """Many entries in few statements, past Python and not past the guards."""
    most = 250  # so that no statement takes longer than a caller would wait for one
    with connection.cursor() as cursor:
        for first in range(0, entries, most):
            cursor.execute(
                "INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, description, reference)"
                " SELECT gen_random_uuid(), %s, 'payment_received', 1, '', gen_random_uuid()::text"
                " FROM generate_series(1, %s)",
                [merchant.id, min(most, entries - first)],
            )


def analyze() -> None:
    """Autovacuum would, after a while."""
    with connected_as(settings.DB_OWNER), connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_entries, ledger_checkpoints")


def entries_read() -> int:
    """How many rows of the ledger this transaction has looked at so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'ledger_entries'"
        )
        [read] = cursor.fetchone()
        return int(read)


def test_a_session_plans_a_repeated_query_once(merchant: Merchant) -> None:
    connection.close()
    for _ in range(10):
        balance_of(merchant.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%FROM ledger_balance(%'"
        )
        assert cursor.fetchall() == [(7,)]  # its first three were each planned for themselves


def test_a_balance_of_300_000_entries_reads_forty_pages_at_most(merchant: Merchant) -> None:
    entries = 300_000  # the indexes are as deep as at a million
    owner = owner_connection()
    owner.execute(
        "INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, description, reference, link)"
        " SELECT gen_random_uuid(), %s, seq, 'payment_received', 1, '', seq::text, '' FROM generate_series(2, %s) seq",
        [merchant.id, entries],
    )
    owner.execute(
        "INSERT INTO ledger_checkpoints (merchant_id, seq, available_paise, held_paise)"
        " SELECT %s, seq, 99999 + seq, 0 FROM generate_series(100, %s, 100) seq",
        [merchant.id, entries - 1],
    )
    analyze()
    for _ in range(10):  # the plan for any merchant, and then this one's pages
        assert balance_of(merchant.id) == Balance(entries, 99_999 + entries, 0)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM ledger_balance(%s)", [merchant.id])
        [[explained]] = cursor.fetchone()
    empty_the_books()  # the audit of them would prove nothing more
    plan = explained["Plan"]
    assert 0 < plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] <= 40
