"""When an alert tells the feed, and when it does not."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection

from server.alerts.alerts import create_alert, delete_alert
from server.alerts.checking import check_alerts, due_alerts
from server.alerts.models import Alert, AlertKind
from server.database import row_security
from server.errors import InvalidInput
from server.events.kinds import OF_ALERTS
from server.events.reading import Event, read_page
from server.expected_receipts.receipts import cancel_receipt
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payout_orders.ending import cancel_order
from tests.conftest import guards_off
from tests.support.orders import waiting_order
from tests.support.receipts import due, expected

YESTERDAY = timedelta(days=1)


def told(merchant: Merchant) -> list[Event]:
    check_alerts()
    return read_page(merchant.id, types=OF_ALERTS).events


def receive(merchant: Merchant, paise: int) -> None:
    record_payment(merchant_id=merchant.id, amount_paise=paise, reference=f"MORE {uuid4()}")


def late(merchant: Merchant, paise: int = 700) -> UUID:
    receipt = expected(merchant, paise, reference=f"INV {uuid4()}")
    due(receipt, today() - YESTERDAY)
    return receipt.id


def let_hours_pass(hours: int) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE alerts SET told_at = told_at - make_interval(hours => %s)", [hours])


@pytest.fixture
def poor(new_merchant: Callable[..., Merchant]) -> Merchant:
    return new_merchant(0)


def test_short_orders_are_told_once_until_the_money_sufficed(poor: Merchant) -> None:
    alert = create_alert(poor.id, AlertKind.ORDERS_SHORT, 0).row
    assert told(poor) == []
    first = waiting_order(poor, 500)
    [event] = told(poor)
    assert (event.type, event.alert_id, event.waiting_paise, event.available_paise) == (
        "ORDERS_SHORT",
        alert.id,
        500,
        0,
    )
    other = waiting_order(poor, 300)
    assert len(told(poor)) == 1
    receive(poor, 799)
    assert len(told(poor)) == 1
    receive(poor, 1)
    assert len(told(poor)) == 1
    alert.refresh_from_db()
    assert alert.since is None
    waiting_order(poor, 1)
    assert [(one.waiting_paise, one.available_paise) for one in told(poor)] == [(500, 0), (801, 800)]
    for order in (first, other):
        cancel_order(order)
    assert len(told(poor)) == 2


def test_orders_that_are_short_in_the_quiet_hours_are_told_at_their_end_if_they_are_even_then(poor: Merchant) -> None:
    create_alert(poor.id, AlertKind.ORDERS_SHORT, 24)
    order = waiting_order(poor, 500)
    assert len(told(poor)) == 1
    cancel_order(order)
    assert len(told(poor)) == 1
    order = waiting_order(poor, 500)
    let_hours_pass(23)
    assert len(told(poor)) == 1
    let_hours_pass(1)
    assert len(told(poor)) == 2
    cancel_order(order)
    told(poor)
    order = waiting_order(poor, 500)
    told(poor)
    cancel_order(order)
    let_hours_pass(24)
    assert len(told(poor)) == 2


def test_each_late_receipt_is_told_once(merchant: Merchant) -> None:
    alert = create_alert(merchant.id, AlertKind.RECEIPT_LATE, 0).row
    expected(merchant)
    one, other = late(merchant, 700), late(merchant, 800)
    events = told(merchant)
    assert [(each.expected_receipt_id, each.amount_paise, each.alert_id) for each in events] == [
        (one, 700, alert.id),
        (other, 800, alert.id),
    ]
    assert (events[0].due_on, events[0].type) == (today() - YESTERDAY, "RECEIPT_LATE")
    assert (due_alerts(), len(told(merchant))) == ([], 2)


def test_what_came_or_was_cancelled_is_not_late(merchant: Merchant) -> None:
    create_alert(merchant.id, AlertKind.RECEIPT_LATE, 0)
    cancelled, received = expected(merchant), expected(merchant, 900)
    for receipt in (cancelled, received):
        due(receipt, today() - YESTERDAY)
    cancel_receipt(cancelled)
    receive(merchant, 900)
    assert (due_alerts(), told(merchant)) == ([], [])


def test_late_receipts_wait_for_the_end_of_the_quiet_hours(merchant: Merchant) -> None:
    create_alert(merchant.id, AlertKind.RECEIPT_LATE, 24)
    late(merchant)
    assert len(told(merchant)) == 1
    with guards_off(), connection.cursor() as cursor:  # as if that had been a day before
        cursor.execute("UPDATE alerts SET told_through = told_through - 1")
        cursor.execute("UPDATE expected_receipts SET due_on = due_on - 1")
    still, came = late(merchant), late(merchant, 900)
    assert len(told(merchant)) == 1
    cancel_receipt(type(expected(merchant)).objects.get(pk=came))
    let_hours_pass(24)
    assert [event.expected_receipt_id for event in told(merchant)][1:] == [still]


def test_a_deleted_alert_tells_nothing_and_stays_deleted(merchant: Merchant) -> None:
    alert = delete_alert(create_alert(merchant.id, AlertKind.RECEIPT_LATE).row.id)
    late(merchant)
    with connection.cursor() as cursor:
        cursor.execute("SELECT alert_check(%s)", [alert.id])
    assert told(merchant) == []
    with pytest.raises(DatabaseError, match="is deleted"), connection.cursor() as cursor:
        cursor.execute("UPDATE alerts SET deleted_at = NULL")


def test_the_same_again_changes_nothing_and_other_quiet_hours_are_refused(merchant: Merchant) -> None:
    assert create_alert(merchant.id, AlertKind.ORDERS_SHORT).changed
    assert not create_alert(merchant.id, AlertKind.ORDERS_SHORT).changed
    with pytest.raises(InvalidInput, match="24 quiet hours"):
        create_alert(merchant.id, AlertKind.ORDERS_SHORT, 3)
    assert Alert.objects.count() == 1


def test_a_session_of_another_merchant_checks_nothing(merchant: Merchant) -> None:
    alert = create_alert(merchant.id, AlertKind.RECEIPT_LATE).row
    late(merchant)
    row_security.bind(uuid4())
    try:
        assert due_alerts() == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT alert_check(%s)", [alert.id])
    finally:
        row_security.reset()
    assert read_page(merchant.id, types=OF_ALERTS).events == []


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("change", ["quiet_hours = 6", "kind = 'orders_short'", "created_at = now()"])
def test_what_an_alert_was_created_with_is_kept(merchant: Merchant, change: str) -> None:
    create_alert(merchant.id, AlertKind.RECEIPT_LATE)
    with pytest.raises(DatabaseError, match="was created with cannot change"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE alerts SET {change}")
    with pytest.raises(DatabaseError, match="alerts"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM alerts")


def test_the_engine_itself_may_delete_an_alert_and_write_nothing_else_of_it(merchant: Merchant) -> None:
    create_alert(merchant.id, AlertKind.RECEIPT_LATE)
    for column in ("since", "is_untold", "told_at", "told_through", "quiet_hours"):
        with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE alerts SET {column} = {column}")
