"""similarPayouts: what a payment form shows before it pays the same amount to the same account again."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import BankAccount
from server.payouts import similar
from server.payouts.creation import PayoutRequest, create_payouts
from server.payouts.details import GivenDetails
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, no_row_changes
from tests.conftest import account_of, guards_off, pay
from tests.support.counting import rows_read

DOCUMENT = """query ($m: ID, $a: ID!, $p: Paise!) {
  similarPayouts(merchantId: $m, bankAccountId: $a, amountPaise: $p) { id status bankAccount { id } }
}"""


def ask(caller: ApiCaller, paise: Any = 500, account: object = None, merchant: object = None) -> dict[str, Any]:
    account, merchant = account or caller.account.id, merchant or caller.merchant.id
    with no_row_changes():
        answer: dict[str, Any] = caller.ask(DOCUMENT, m=str(merchant), a=str(account), p=paise).json()
    return answer


def found(caller: ApiCaller, paise: int = 500, account: BankAccount | None = None) -> list[str]:
    return [each["id"] for each in ask(caller, paise, account and account.id)["data"]["similarPayouts"]]


def age(payout: Payout, days: float) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payouts SET created_at = created_at - make_interval(secs => %s) WHERE id = %s",
            [days * 86_400, payout.id],
        )


def test_payouts_of_this_amount_to_this_account_are_found_newest_first(caller: ApiCaller) -> None:
    first, second = (pay(caller.merchant, 500) for _ in range(2))
    pay(caller.merchant, 501)
    other = account_of(caller.merchant, Script.REFUSES_TWICE_THEN_PAYS)
    elsewhere = pay(caller.merchant, 500, Script.REFUSES_TWICE_THEN_PAYS)
    assert found(caller) == [str(second.id), str(first.id)]
    assert found(caller, account=other) == [str(elsewhere.id)]
    assert found(caller, 499) == []


def test_a_scheduled_one_counts_for_as_long_as_it_waits(caller: ApiCaller) -> None:
    soon = datetime.now(UTC) + timedelta(days=20)
    waiting = pay(caller.merchant, 500, details=GivenDetails(not_before=soon))
    age(waiting, 60)
    age(pay(caller.merchant, 500), 60)
    assert found(caller) == [str(waiting.id)]


def test_completed_and_open_ones_count_and_failed_ones_do_not(caller: ApiCaller) -> None:
    closed = account_of(caller.merchant, Script.ACCOUNT_CLOSED)
    pay(caller.merchant, 500, Script.ACCOUNT_CLOSED)
    completed = pay(caller.merchant, 500)
    settle_due(SimulatedBank())
    pending = pay(caller.merchant, 500)
    assert found(caller, account=closed) == []
    assert [each["status"] for each in ask(caller)["data"]["similarPayouts"]] == ["PENDING", "COMPLETED"]
    assert found(caller) == [str(pending.id), str(completed.id)]


def test_they_are_found_for_seven_days(caller: ApiCaller) -> None:
    old, recent = pay(caller.merchant, 500), pay(caller.merchant, 500)
    age(old, 7.01)
    age(recent, 6.99)
    assert found(caller) == [str(recent.id)]


def test_at_most_ten_are_shown(caller: ApiCaller) -> None:
    made = [pay(caller.merchant, 500) for _ in range(11)]
    assert found(caller) == [str(payout.id) for payout in made[:0:-1]]


@pytest.mark.parametrize("paise", [0, -1, 1.0, "500", True, None, 2**53])
def test_an_amount_that_cannot_be_paid_is_refused(caller: ApiCaller, paise: object) -> None:
    assert ask(caller, paise)["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_an_account_that_is_not_the_merchants_is_not_found(caller: ApiCaller, stranger: ApiCaller) -> None:
    pay(stranger.merchant, 500)
    for account in (stranger.account.id, uuid4(), "an account"):
        [error] = ask(caller, account=account)["errors"]
        assert (error["extensions"]["code"], error["message"]) == ("NOT_FOUND", "No such bank account.")
    [error] = ask(caller, merchant=uuid4())["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"


def test_the_look_is_by_an_index_and_reads_on_past_a_payroll(caller: ApiCaller) -> None:
    old = pay(caller.merchant, 500)
    create_payouts(caller.merchant.id, [PayoutRequest(caller.account.id, 1, uuid4()) for _ in range(300)])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {similar.SIMILAR}", [caller.merchant.id, caller.account.id, 500, 10])
        plan = "\n".join(line for [line] in cursor)
    assert "payouts_by_amount" in plan or "payouts_by_account" in plan
    before = rows_read_for(caller)
    assert before <= 2, plan
    assert found(caller) == [str(old.id)]


def rows_read_for(caller: ApiCaller) -> int:
    with transaction.atomic():
        before = rows_read()
        assert similar.similar_payouts(caller.merchant.id, caller.account.id, 500)
        return rows_read() - before
