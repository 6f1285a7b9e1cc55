"""The thousandth page reads no more rows than the first."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller
from tests.conftest import account_of, empty_the_books, guards_off, pay
from tests.support.counting import round_trips, rows_read

PAGE, DEEP = 50, 1_000
ROWS = PAGE * (DEEP + 1)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)

PAYOUTS = """query ($m: ID!, $after: String) { list: payouts(merchantId: $m, first: 50, after: $after) {
  %s edges { cursor node { id status bankAccount { accountNumberMasked } } } pageInfo { hasNextPage endCursor } } }"""
LEDGER = """query ($m: ID!, $after: String) { list: ledger(merchantId: $m, first: 50, after: $after) {
  %s edges { cursor node { sequence amountPaise payout { id } } } pageInfo { hasNextPage endCursor } } }"""


@pytest.fixture
def long_lists(merchant: Merchant) -> None:
    """50,050 payouts, a second apart, and as many entries."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count,
                                 completed_at, bank_reference_id, last_answer, next_attempt_at, created_at)
            SELECT gen_random_uuid(), %s, %s, 1, gen_random_uuid(), 'completed', 1, now(), 'UTR', 'paid', NULL,
                   %s + n * interval '1 second' FROM generate_series(1, %s) n
            """,
            [merchant.id, account_of(merchant).id, BEGAN, ROWS],
        )
        cursor.execute(
            """
            INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, description, reference, link)
            SELECT gen_random_uuid(), %s, n + 1, 'payment_received', 1, '', n::text, '' FROM generate_series(1, %s) n
            """,
            [merchant.id, ROWS],
        )
        cursor.execute("ANALYZE payouts, ledger_entries")  # as autovacuum would after a while


def after(of: str, merchant_id: UUID, *position: object) -> str:
    return base64.urlsafe_b64encode(json.dumps([f"{of} of {merchant_id}", *position]).encode()).decode()


def read_for(caller: ApiCaller, document: str, cursor: str | None) -> int:
    """The number of list rows that a page reads."""
    with transaction.atomic():
        before = rows_read()
        response = caller.ask(document % "", m=str(caller.merchant.id), after=cursor).json()
        assert len(response["data"]["list"]["edges"]) == PAGE
        return rows_read() - before


@pytest.mark.usefixtures("long_lists")
def test_the_thousandth_page_reads_what_the_first_one_reads(caller: ApiCaller) -> None:
    merchant = caller.merchant.id
    last_payouts = after("payouts", merchant, (BEGAN + timedelta(seconds=PAGE + 2)).isoformat(), str(UUID(int=0)))
    last_entries = after("ledger", merchant, PAGE + 3)
    payouts = [read_for(caller, PAYOUTS, cursor) for cursor in (None, last_payouts)]
    entries = [read_for(caller, LEDGER, cursor) for cursor in (None, last_entries)]
    empty_the_books()
    # The page, and one more row to learn whether there is another page.
    assert entries == [PAGE + 1, PAGE + 1]
    assert payouts[0] == PAGE + 1
    assert payouts[1] <= PAGE + 3  # rows as old as the cursor's


@pytest.mark.usefixtures("long_lists")
def test_a_count_stops_at_the_requested_limit(caller: ApiCaller) -> None:
    counts, statements = [], []
    for more in ("totalCount", "totalCount(atMost: 1000)", "totalCount(atMost: 100000)"):
        with round_trips() as counted:
            response = caller.ask(PAYOUTS % more, m=str(caller.merchant.id)).json()
        counts.append(response["data"]["list"]["totalCount"])
        statements += [text for text in counted.statements if "count(*)" in text]
    few = caller.ask("query ($m: ID!) { ledger(merchantId: $m) { totalCount(atMost: 0) } }", m=str(caller.merchant.id))
    empty_the_books()
    assert counts == [ROWS, 1_000, ROWS]
    assert [re.findall(r"LIMIT (\d+)", text) for text in statements] == [[], ["1001"], ["100001"]]
    assert few.json()["errors"][0]["extensions"] | {"requestId": ""} == {
        "code": "BAD_USER_INPUT",
        "field": "atMost",
        "requestId": "",
    }


def test_a_list_of_one_page_is_counted_from_its_rows(caller: ApiCaller) -> None:
    for _ in range(3):
        pay(caller.merchant, 1)
    caller.ask(PAYOUTS % "totalCount", m=str(caller.merchant.id))
    with round_trips() as counted:
        response = caller.ask(PAYOUTS % "totalCount", m=str(caller.merchant.id)).json()
    assert response["data"]["list"]["totalCount"] == 3
    assert counted.round_trips == 2  # the merchant's existence, and the page
