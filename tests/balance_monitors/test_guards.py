"""The database keeps the rules of balance monitors, whoever writes."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from server.balance_monitors.checking import check_monitors, due_monitors
from server.balance_monitors.models import BalanceMonitor
from server.balance_monitors.monitors import create_monitor, delete_monitor
from server.database import row_security
from server.events.models import MerchantEvent
from server.merchants.models import Merchant
from tests.conftest import pay

MONITOR = (
    "INSERT INTO balance_monitors"
    " (id, merchant_id, below_paise, quiet_hours, checked_seq, is_untold, told_at, low_since)"
    " VALUES (gen_random_uuid(), %s, %s, 0, 77, true, now(), now())"
)


def run(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def refused(sql: str, why: str, *parameters: Any) -> None:
    with pytest.raises(DatabaseError, match=re.escape(why)):
        run(sql, *parameters)


@pytest.mark.usefixtures("as_the_owner")
def test_a_monitor_begins_where_the_ledger_is(merchant: Merchant) -> None:
    run(MONITOR, merchant.id, 100_000)
    [suffices] = BalanceMonitor.objects.all()
    assert (suffices.checked_seq, suffices.is_untold, suffices.told_at, suffices.low_since) == (1, False, None, None)
    run(MONITOR, merchant.id, 100_001)
    low = BalanceMonitor.objects.get(below_paise=100_001)
    assert (low.checked_seq, low.is_untold, low.told_at, low.low_since) == (1, True, None, low.created_at)


@pytest.mark.usefixtures("as_the_owner")
def test_an_amount_has_one_monitor_and_a_merchant_ten(merchant: Merchant) -> None:
    run(MONITOR, merchant.id, 1)
    refused(MONITOR, "balance_monitor_once", merchant.id, 1)
    for paise in range(2, 11):
        run(MONITOR, merchant.id, paise)
    refused(MONITOR, "a merchant has ten at most", merchant.id, 11)
    delete_monitor(BalanceMonitor.objects.get(below_paise=1).id)
    run(MONITOR, merchant.id, 1)


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("below_paise = 6", "was created with cannot change"),
        ("quiet_hours = 6", "was created with cannot change"),
        ("created_at = now()", "was created with cannot change"),
        ("merchant_id = gen_random_uuid()", "was created with cannot change"),
        ("checked_seq = checked_seq - 1", "reads the ledger forwards"),
        ("low_since = now()", "balance_monitor_low_since_it_fell"),
        ("is_untold = true", "balance_monitor_low_since_it_fell"),
    ],
)
def test_what_a_monitor_was_created_with_and_saw_is_kept(merchant: Merchant, change: str, why: str) -> None:
    create_monitor(merchant.id, below_paise=5)
    refused(f"UPDATE balance_monitors SET {change}", why)


@pytest.mark.usefixtures("as_the_owner")
def test_a_deleted_one_stays_deleted_and_no_row_goes(merchant: Merchant) -> None:
    deleted = delete_monitor(create_monitor(merchant.id, below_paise=100_001).row.id)
    run("SELECT balance_monitor_check(%s, 100)", deleted.id)
    assert not MerchantEvent.objects.exists()
    refused("UPDATE balance_monitors SET deleted_at = NULL", "is deleted")
    refused("DELETE FROM balance_monitors", "balance_monitors")


def test_the_engine_itself_may_delete_a_monitor_and_write_nothing_else_of_it(merchant: Merchant) -> None:
    create_monitor(merchant.id, below_paise=5)
    for column in ("checked_seq", "low_since", "is_untold", "lowest_paise", "told_at", "below_paise"):
        refused(f"UPDATE balance_monitors SET {column} = {column}", "permission denied")
    run("UPDATE balance_monitors SET deleted_at = now()")


def test_a_session_of_another_merchant_checks_nothing(merchant: Merchant) -> None:
    monitor = create_monitor(merchant.id, below_paise=100_000).row
    pay(merchant, 1)
    row_security.bind(uuid4())
    try:
        assert due_monitors() == []
        run("SELECT balance_monitor_check(%s, 100)", monitor.id)
    finally:
        row_security.reset()
    assert not MerchantEvent.objects.exists()
    assert check_monitors() == 1
    assert MerchantEvent.objects.get().subject_id == monitor.id
