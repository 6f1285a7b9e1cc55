"""When a monitor tells the feed, and when it does not."""

from contextlib import ExitStack
from uuid import UUID

import pytest
from django.db import connection, transaction

from server.balance_monitors import checking
from server.balance_monitors.checking import check_monitors
from server.balance_monitors.models import BalanceMonitor
from server.balance_monitors.monitors import create_monitor, delete_monitor
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.events.kinds import EventType
from server.events.reading import Event, read_page
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts import lifecycle
from tests.conftest import guards_off, pay
from tests.support.racing import at_once, in_the_background, waits_for_a_lock
from tests.support.servers import PATIENCE_SECONDS, wait_until

HAS = 100_000  # paise, that the merchant begins with


def told(merchant: Merchant) -> list[Event]:
    return read_page(merchant.id, types=[EventType.BALANCE_LOW]).events


def monitor(merchant: Merchant, below: int, quiet_hours: int = 0) -> BalanceMonitor:
    return create_monitor(merchant.id, below_paise=below, quiet_hours=quiet_hours).row


def receive(merchant: Merchant, paise: int) -> None:
    record_payment(merchant_id=merchant.id, amount_paise=paise, reference=f"MORE {LedgerEntry.objects.count()}")


def let_hours_pass(monitor: BalanceMonitor, hours: int) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE balance_monitors SET told_at = told_at - make_interval(hours => %s) WHERE id = %s",
            [hours, monitor.id],
        )


def test_a_balance_that_falls_below_is_told_once_until_it_has_recovered(merchant: Merchant) -> None:
    watching = monitor(merchant, HAS)
    assert check_monitors() == 0
    payout = pay(merchant, 1)
    assert [check_monitors() for _ in range(2)] == [1, 0]
    [event] = told(merchant)
    assert (event.balance_monitor_id, event.below_paise, event.available_paise) == (watching.id, HAS, HAS - 1)
    assert (event.amount_paise, event.payout_id) == (0, None)
    watching.refresh_from_db()
    hold = LedgerEntry.objects.get(payout=payout)
    assert (watching.low_since, watching.lowest_paise) == (hold.created_at, HAS - 1)

    pay(merchant, 2)
    check_monitors()
    assert len(told(merchant)) == 1
    watching.refresh_from_db()
    assert (watching.low_since, watching.lowest_paise) == (hold.created_at, HAS - 3)

    receive(merchant, 3)
    check_monitors()
    watching.refresh_from_db()
    assert (watching.low_since, watching.lowest_paise, watching.is_untold) == (None, None, False)
    pay(merchant, 1)
    check_monitors()
    assert [one.available_paise for one in told(merchant)] == [HAS - 1, HAS - 1]


def test_exactly_the_amount_suffices(merchant: Merchant) -> None:
    monitor(merchant, HAS - 1)
    pay(merchant, 1)
    check_monitors()
    assert told(merchant) == []


def test_a_monitor_that_begins_below_tells_it_with_the_first_check(merchant: Merchant) -> None:
    assert monitor(merchant, HAS + 1).lowest_paise == HAS
    assert check_monitors() == 1
    [event] = told(merchant)
    assert event.available_paise == HAS


def test_a_fall_that_is_over_before_the_check_is_told_too(merchant: Merchant) -> None:
    watching = monitor(merchant, HAS)
    pay(merchant, 400)
    receive(merchant, 500)
    check_monitors()
    [event] = told(merchant)
    assert event.available_paise == HAS + 100
    watching.refresh_from_db()
    assert watching.low_since is None


def test_in_the_quiet_hours_nothing_is_told_and_at_their_end_what_is_low_even_then(merchant: Merchant) -> None:
    watching = monitor(merchant, HAS, quiet_hours=24)
    pay(merchant, 1)
    check_monitors()
    for _ in range(2):
        receive(merchant, 1)
        pay(merchant, 1)
        check_monitors()
    assert len(told(merchant)) == 1
    let_hours_pass(watching, 23)
    assert check_monitors() == 0
    let_hours_pass(watching, 1)
    assert check_monitors() == 1
    assert len(told(merchant)) == 2

    receive(merchant, 1)
    pay(merchant, 1)
    check_monitors()
    receive(merchant, 1)
    check_monitors()
    let_hours_pass(watching, 24)
    assert check_monitors() == 0, "it fell in the quiet hours and has recovered in them"


@pytest.mark.parametrize("most", [1, 2, 3, 7])
def test_what_is_told_does_not_depend_on_how_much_is_read_at_once(
    merchant: Merchant, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between a payout's release and its completion, which are two entries, no balance ever was."""
    monkeypatch.setattr(checking, "ENTRIES", most)
    monitor(merchant, HAS)
    for script in (Script.PAYS, Script.ACCOUNT_CLOSED, Script.PAYS):
        pay(merchant, 10, script)
    while lifecycle.settle_due(SimulatedBank()):
        pass
    assert check_monitors() == 1
    assert len(told(merchant)) == 1
    [watching] = BalanceMonitor.objects.all()
    assert watching.checked_seq == LedgerEntry.objects.count()


@pytest.mark.parametrize("most", [1, 2, 9])
def test_the_moment_between_a_release_and_its_completion_is_no_balance(
    merchant: Merchant, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the release alone it would suffice, and then fall anew."""
    monkeypatch.setattr(checking, "ENTRIES", most)
    monitor(merchant, HAS)
    pay(merchant, 10)
    check_monitors()
    lifecycle.settle_due(SimulatedBank())
    check_monitors()
    assert len(told(merchant)) == 1


def test_a_check_waits_for_the_entry_that_is_being_written(merchant: Merchant) -> None:
    """So that the event stands in the feed behind all that it speaks of."""
    watching = monitor(merchant, HAS + 1)
    with ExitStack() as waiting:
        with transaction.atomic():
            Merchant.objects.lock(merchant.id)
            checked = waiting.enter_context(in_the_background(check_monitors))
            wait_until(waits_for_a_lock)
            receive(merchant, 1)
        assert checked.result(timeout=PATIENCE_SECONDS) == 1
    watching.refresh_from_db()
    [event] = told(merchant)
    assert (watching.checked_seq, event.position, event.available_paise) == (2, (2, 1), HAS + 1)


def test_each_amount_is_told_by_itself_and_a_deleted_one_never(merchant: Merchant) -> None:
    high, low, gone = monitor(merchant, HAS), monitor(merchant, HAS - 10), monitor(merchant, HAS - 5)
    delete_monitor(gone.id)
    pay(merchant, 5)
    check_monitors()
    assert [event.balance_monitor_id for event in told(merchant)] == [high.id]
    pay(merchant, 6)
    check_monitors()
    assert [event.balance_monitor_id for event in told(merchant)] == [high.id, low.id]


def test_checks_at_the_same_time_tell_it_once(merchant: Merchant) -> None:
    monitor(merchant, HAS)
    pay(merchant, 1)
    at_once(4, lambda _: check_monitors())
    assert len(told(merchant)) == 1


def test_one_monitor_that_fails_keeps_no_other_from_its_check(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, other = monitor(merchant, HAS), monitor(merchant, HAS - 1)
    pay(merchant, 5)
    check = checking._check

    def fails_for_one(monitor_id: UUID) -> bool:
        if monitor_id == broken.id:
            raise RuntimeError
        return check(monitor_id)

    with monkeypatch.context() as patched:
        patched.setattr(checking, "_check", fails_for_one)
        check_monitors()
    assert [event.balance_monitor_id for event in told(merchant)] == [other.id]
    check_monitors()
    assert [event.balance_monitor_id for event in told(merchant)] == [other.id, broken.id]
