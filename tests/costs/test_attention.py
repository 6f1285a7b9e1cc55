"""What needs an operator is found by index, whatever else is stored."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from server.merchants.models import Merchant
from server.payouts.attention import Item, attention, attention_count
from tests.api.conftest import ApiCaller
from tests.api.test_attention import ATTENTION
from tests.conftest import account_of, empty_the_books, guards_off, make_due, pay
from tests.payouts.test_attention import CHANCE, ended
from tests.payouts.test_review import flagged
from tests.support.counting import round_trips, rows_read

AT_REST = 3_000  # of each merchant
INSERT = """
    INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count,
                         completed_at, bank_reference_id, last_answer, next_attempt_at, created_at)
    SELECT gen_random_uuid(), %s, %s, 1, gen_random_uuid(), 'completed', 1, now(), 'UTR', 'paid', NULL,
           now() - interval '30 days' - n * interval '1 second' FROM generate_series(1, %s) n"""


def rest(merchant: Merchant, payouts: int = AT_REST) -> None:
    """That many more payouts, long since paid."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(INSERT, [merchant.id, account_of(merchant).id, payouts])
        cursor.execute("ANALYZE payouts")


@pytest.fixture
def merchants(new_merchant: Callable[..., Merchant], settings: Settings) -> list[Merchant]:
    """Three, of which each needs somebody for another reason."""
    silent, stuck, failing = new_merchant(), new_merchant(), new_merchant()
    flagged(silent)
    settings.PAYOUT_BANK_FAILURE_RATE, settings.PAYOUT_MAX_RETRIES = 1.0, 1
    ended(failing, *[CHANCE] * 3)
    make_due(pay(stuck, 100))
    return [silent, stuck, failing]


def plan_of(look: Callable[[], Any]) -> str:
    seen: list[tuple[str, Any]] = []

    def see(execute: Callable[..., Any], statement: str, parameters: Any, *rest: Any) -> Any:
        seen.append((statement, parameters))
        return execute(statement, parameters, *rest)

    with connection.execute_wrapper(see):
        look()
    [(statement, parameters)] = seen
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}", parameters)
        return "\n".join(line for [line] in cursor)


def read_by(look: Callable[[], Any]) -> int:
    with transaction.atomic():
        before = rows_read()
        look()
        return rows_read() - before


def later_page() -> list[Item]:
    return attention(50, after=attention(1)[0].position)


LOOKS: dict[str, Callable[[], Any]] = {
    "the first page": lambda: attention(51),
    "a page of REST": lambda: attention(50, offset=1),
    "the count": lambda: attention_count(10_000),
}


def test_payouts_at_rest_cost_nothing(merchants: list[Merchant]) -> None:
    for merchant in merchants:
        rest(merchant, 100)
    few = [read_by(look) for look in [*LOOKS.values(), later_page]]
    for merchant in merchants:
        rest(merchant)
    many = [read_by(look) for look in [*LOOKS.values(), later_page]]
    plans = {name: plan_of(look) for name, look in LOOKS.items()}
    empty_the_books()
    assert many == few
    assert max(many) < 50
    for name, plan in plans.items():
        assert "Seq Scan on payouts" not in plan, (name, plan)
        for index in ("payouts_to_review_oldest", "payouts_due", "payouts_failed", "payouts_by_account"):
            assert index in plan, (name, plan)


def test_a_page_starts_at_its_place_among_thousands_that_need_review(merchants: list[Merchant]) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count,
                                 processing_started_at, next_attempt_at, needs_review, unresolved_since)
            SELECT gen_random_uuid(), %s, %s, 1, gen_random_uuid(), 'processing', 1, now(),
                   now() + interval '1 hour', true, now() - interval '1 day' - n * interval '1 second'
            FROM generate_series(1, 3000) n""",
            [merchants[0].id, account_of(merchants[0]).id],
        )
        cursor.execute("ANALYZE payouts")
    first = attention(50)
    behind = read_by(lambda: attention(50, after=first[-1].position))
    empty_the_books()
    assert behind < 150


def test_a_page_is_two_statements_and_one_for_each_list_however_long_it_is(
    caller: ApiCaller, merchants: list[Merchant]
) -> None:
    for items in (3, 6):
        while len(attention(100)) < items:
            make_due(pay(merchants[0], 100))
        with round_trips() as counted:
            page = caller.ask(ATTENTION).json()["data"]["attention"]
        assert len(page["edges"]) == items
        assert counted.round_trips == len(counted.statements) == 2
        with round_trips() as counted:
            caller.ask("{ attention { edges { node { payout { attempts { id } ledgerEntries { id } } } } } }")
        assert counted.round_trips == 4
        with round_trips() as counted:
            answer = caller.get("attention/", merchant_id=str(merchants[0].id)).json()
        assert answer["count"] == len(answer["results"]) == items - 2
        assert counted.round_trips == 4  # the merchant's existence, the count, the page, its payouts
