"""The database keeps the rules of payout orders, whoever writes."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection

from server.merchants.accounts import retire_bank_account
from server.merchants.models import Merchant
from server.merchants.suspension import suspend_merchant
from server.payout_orders.ending import cancel_order, end_expired
from server.payout_orders.funding import fund
from server.payout_orders.models import PayoutOrderBook
from server.payouts.models import Payout
from tests.conftest import account_of, add_account, pay

from .conftest import let_days_pass, order

PLACE = (
    "INSERT INTO payout_orders (id, merchant_id, idempotency_key, bank_account_id, amount_paise, expires_at,"
    " not_before, is_expiry_given, made_by_kind, made_by_id, made_by_name, state, payout_id, refused_because, seq)"
    " VALUES (gen_random_uuid(), %(merchant)s, %(key)s, %(account)s, 5, now() + %(days)s * interval '1 day',"
    " now() + %(from)s * interval '1 day', true, 'open', '', '', 'refused', NULL, 'x', 77)"
)

pytestmark = pytest.mark.usefixtures("as_the_owner")


def run(sql: str, *parameters: Any, **named: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, named or parameters or None)


def refused(why: str, sql: str, *parameters: Any, **named: Any) -> None:
    with pytest.raises(DatabaseError, match=re.escape(why)):
        run(sql, *parameters, **named)


def placing(merchant: Merchant, **given: Any) -> dict[str, Any]:
    return {
        "merchant": merchant.id,
        "key": uuid4(),
        "account": account_of(merchant).id,
        "days": 4,
        "from": None,
    } | given


def test_an_order_begins_as_one_that_waits_with_the_next_number(poor: Merchant) -> None:
    for _ in range(2):
        run(PLACE, **placing(poor))
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, state, refused_because FROM payout_orders ORDER BY seq")
        assert cursor.fetchall() == [(1, "waiting", None), (2, "waiting", None)]
    book = PayoutOrderBook.objects.get()
    assert (book.last_seq, book.waiting, book.waiting_paise) == (2, 2, 10)


def test_an_order_that_no_payout_could_follow_is_refused(poor: Merchant, merchant: Merchant) -> None:
    refused("retired, or not of merchant", PLACE, **placing(poor, account=account_of(merchant).id))
    old = add_account(poor, "Old", "501000000009").id
    retire_bank_account(old)
    refused("retired, or not of merchant", PLACE, **placing(poor, account=old))
    refused("has made a payout", PLACE, **placing(merchant, key=pay(merchant, 5).idempotency_key))
    for days, begins in ((-1, None), (94, None), (4, -1), (93, 94), (2, 3)):
        refused("cannot wait from", PLACE, **placing(poor, days=days, **{"from": begins}))
    suspend_merchant(poor.id, reason="Documents are missing")
    refused("is suspended", PLACE, **placing(poor))
    refused("is suspended", PLACE, **placing(poor) | {"merchant": uuid4()})


def test_a_forgotten_key_is_refused_too(merchant: Merchant) -> None:
    key = pay(merchant, 5).idempotency_key
    run("DELETE FROM idempotency_records")
    refused("has made a payout", PLACE, **placing(merchant, key=key))


@pytest.mark.parametrize(
    "change",
    [
        "amount_paise = 6",
        "idempotency_key = gen_random_uuid()",
        "expires_at = now() + interval '9 days'",
        "reference = 'x'",
        "seq = 9",
        "made_by_id = 'somebody'",
    ],
)
def test_what_was_ordered_never_changes(poor: Merchant, change: str) -> None:
    order(poor)
    refused("was placed with cannot change", f"UPDATE payout_orders SET {change}")


def test_an_order_ends_once(poor: Merchant) -> None:
    cancel_order(order(poor))
    for state in ("waiting", "refused", "expired"):
        refused("which it stays", f"UPDATE payout_orders SET state = '{state}'")


def test_it_is_funded_by_its_own_payout_alone(merchant: Merchant) -> None:
    placed = order(merchant, 10)
    other = pay(merchant, 10)
    refused("is not what", "UPDATE payout_orders SET state = 'funded', payout_id = %s", other.id)
    refused("is not what", "UPDATE payout_orders SET state = 'funded', payout_id = %s", uuid4())
    refused(
        "payout_order_funded_has_its_payout", "UPDATE payout_orders SET state = 'cancelled', payout_id = %s", other.id
    )
    assert placed.payout_id is None


def test_it_is_not_funded_after_its_time(merchant: Merchant) -> None:
    placed = order(merchant, 10)
    let_days_pass(placed, 5)
    sql = """DO $$ DECLARE made uuid := gen_random_uuid(); BEGIN
        INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count)
        SELECT made, merchant_id, bank_account_id, amount_paise, idempotency_key, 'pending', 0 FROM payout_orders;
        UPDATE payout_orders SET state = 'funded', payout_id = made; END $$"""
    refused("it is not the time of", sql)
    assert not Payout.objects.exists()
    assert end_expired() == 1


def test_it_expires_when_its_time_is_over(poor: Merchant) -> None:
    placed = order(poor)
    refused("waits until", "UPDATE payout_orders SET state = 'expired'")
    let_days_pass(placed, 5)
    run("UPDATE payout_orders SET state = 'expired'")


def test_a_refusal_says_why(poor: Merchant) -> None:
    order(poor)
    refused("payout_order_refused_says_why", "UPDATE payout_orders SET state = 'refused'")
    refused("payout_order_refused_says_why", "UPDATE payout_orders SET state = 'refused', refused_because = ''")


def test_orders_and_books_stay(poor: Merchant) -> None:
    order(poor)
    for table in ("payout_orders", "payout_order_books"):
        refused("its rows are kept", f"DELETE FROM {table}")


def test_an_account_of_another_merchant_is_refused_without_the_guard_too(poor: Merchant, merchant: Merchant) -> None:
    sql = (
        "ALTER TABLE payout_orders DISABLE TRIGGER USER;"
        " INSERT INTO payout_orders (id, merchant_id, idempotency_key, seq, bank_account_id, amount_paise, state,"
        " expires_at, is_expiry_given, made_by_kind, made_by_id, made_by_name) VALUES"
        f" (gen_random_uuid(), '{poor.id}', gen_random_uuid(), 1, '{account_of(merchant).id}', 5, 'waiting', now(),"
        " false, 'open', '', '')"
    )
    with pytest.raises(IntegrityError, match="payout_order_to_an_account_of_its_merchant"):
        run(sql)  # one message, hence one transaction


def test_a_moment_that_has_come_since_the_caller_was_judged_is_no_fault(poor: Merchant) -> None:
    """Else a caller whose moment is near would now and then get an error of the server."""
    run(PLACE, **placing(poor, **{"from": -1 / 86_400}))
    assert fund(poor.id) == 0
