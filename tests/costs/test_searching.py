"""Lists and searches read a page or two of rows among 30,000 payouts."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from server.api.graphql.pagination import write_cursor
from server.payouts.models import Payout
from server.payouts.searching import totals_of
from tests.api.conftest import ApiCaller, graphql
from tests.api.keys import client_of
from tests.conftest import add_account, empty_the_books, guards_off
from tests.support.counting import rows_read
from tests.support.many_payouts import BEGAN, insert_payouts

MANY, PAGE = 30_000, 20
DOCUMENT = """query ($filter: PayoutFilter, $sort: PayoutSort, $after: String, $before: String) {
  payouts(filter: $filter, sort: $sort, first: 20, after: $after, before: $before) {
    edges { node { id amountPaise } } pageInfo { endCursor } } }"""
DAY = {
    "from": (BEGAN + timedelta(hours=500)).isoformat(),
    "to": (BEGAN + timedelta(hours=524)).isoformat(),
}
# Filters, orders, and in how many ways the rows are found: each reads a page.
SEARCHES: dict[str, tuple[dict[str, Any], str, int]] = {
    "all": ({}, "NEWEST_FIRST", 1),
    "oldest": ({}, "OLDEST_FIRST", 1),
    "largest": ({}, "LARGEST_FIRST", 1),
    "smallest": ({}, "SMALLEST_FIRST", 1),
    "failed": ({"statuses": ["FAILED"]}, "NEWEST_FIRST", 1),
    "failed, not cancelled": ({"statuses": ["FAILED"], "cancelled": False}, "NEWEST_FIRST", 1),
    "a day": (DAY, "NEWEST_FIRST", 1),
    "an amount": ({"minPaise": 351, "maxPaise": 351}, "NEWEST_FIRST", 1),
    "largest up to": ({"maxPaise": 500}, "LARGEST_FIRST", 1),
    "text: a seldom payee": ({"text": "jaipur"}, "NEWEST_FIRST", 1),
    "text: a payee and the account": ({"text": "jaipur 9777"}, "NEWEST_FIRST", 1),
    "text: every payee": ({"text": "supplier"}, "NEWEST_FIRST", 12),
    "text: an amount": ({"text": "3.51"}, "NEWEST_FIRST", 2),
    "text: a UTR": ({"text": "utr000000007"}, "NEWEST_FIRST", 1),
}


def rows_for(caller: ApiCaller, given: dict[str, Any], sort: str, **place: str) -> int:
    """With the merchant's own key, so that PostgreSQL plans under row-level security."""
    client = client_of(caller.merchant)
    with transaction.atomic():
        before = rows_read()
        response = graphql(client, DOCUMENT, filter=given, sort=sort, **place).json()
        assert response["data"]["payouts"]["edges"], response
        return rows_read() - before


@pytest.mark.usefixtures("untouched_tables")
def test_a_page_reads_what_it_shows_however_many_payouts_there_are(caller: ApiCaller) -> None:
    merchant = caller.merchant
    suppliers = [add_account(merchant, f"Supplier {n}", f"50100777{4000 + n}") for n in range(12)]
    seldom = add_account(merchant, "Jaipur Block Prints", "50100999777")
    insert_payouts(merchant, [seldom], 3)
    insert_payouts(merchant, suppliers, MANY, first=4)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE bank_accounts")
    read = {name: rows_for(caller, given, sort) for name, (given, sort, _) in SEARCHES.items()}
    middle = Payout.objects.filter(merchant=merchant).order_by("-created_at", "-id")[MANY // 2]
    cursor_there = write_cursor(f"payouts of {merchant.id}", [middle.created_at.isoformat(), str(middle.id)])
    deep = {
        f"{name} {place}": rows_for(caller, SEARCHES[name][0], "NEWEST_FIRST", **{place: cursor_there})
        for name in ("all", "failed")
        for place in ("after", "before")
    }
    read["a seldom account"] = rows_for(caller, {"bankAccountId": str(seldom.id)}, "NEWEST_FIRST")
    empty_the_books()
    most = {name: 2 * (PAGE + 1) * ways for name, (_, _, ways) in SEARCHES.items()}
    assert {name: rows for name, rows in read.items() if rows > most.get(name, PAGE)} == {}
    assert {name: rows for name, rows in deep.items() if rows > 2 * (PAGE + 1)} == {}


@pytest.mark.usefixtures("untouched_tables")
def test_a_failed_payout_is_found_among_thousands_that_were_paid_to_the_same_payee(caller: ApiCaller) -> None:
    account = add_account(caller.merchant, "Jaipur Block Prints", "50100999777")
    insert_payouts(caller.merchant, [account], 1, statuses=("failed",))
    insert_payouts(caller.merchant, [account], 3_000, first=2, statuses=("completed",))
    read = rows_for(caller, {"bankAccountId": str(account.id), "statuses": ["FAILED"]}, "NEWEST_FIRST")
    empty_the_books()
    assert read <= PAGE


@pytest.mark.usefixtures("untouched_tables")
def test_a_scheduled_payout_is_found_among_thousands_that_wait_in_the_queue(caller: ApiCaller) -> None:
    insert_payouts(caller.merchant, [caller.account], 1, statuses=("pending",))
    with guards_off():
        Payout.objects.update(not_before=BEGAN + timedelta(days=90), next_attempt_at=None)
    insert_payouts(caller.merchant, [caller.account], 3_000, first=2, statuses=("pending",))
    read = rows_for(caller, {"scheduled": True}, "NEWEST_FIRST")
    empty_the_books()
    assert read <= PAGE


@pytest.mark.usefixtures("untouched_tables")
def test_a_repeated_search_keeps_no_plan_for_any_values(caller: ApiCaller) -> None:
    account = add_account(caller.merchant, "Jaipur Block Prints", "50100999777")
    insert_payouts(caller.merchant, [account], 3)
    for _ in range(6):
        rows_for(caller, {"statuses": ["FAILED"]}, "NEWEST_FIRST")
        assert totals_of([Payout.objects.filter(merchant=caller.merchant)], 2).count == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%FROM \"payouts\"%'")
        kept = cursor.fetchall()
    empty_the_books()
    assert kept == []


@pytest.mark.usefixtures("untouched_tables")
def test_an_export_reads_what_it_holds_however_many_payouts_there_are(caller: ApiCaller) -> None:
    account = add_account(caller.merchant, "Jaipur Block Prints", "50100999777")
    insert_payouts(caller.merchant, [account], MANY)
    client = client_of(caller.merchant)
    read: dict[str, int] = {}
    wide = {"from": (BEGAN + timedelta(hours=MANY - 4_900)).isoformat()}
    for span, most in ((DAY, 6 * 24), (wide, 7 * 4_901)):
        for given in ({"sort": "newest"}, {"sort": "largest"}, {"sort": "newest", "format": "xlsx"}):
            with transaction.atomic():
                before = rows_read()
                assert client.get("/api/v1/payouts/export/", span | given).status_code == 200
                if (rows := rows_read() - before) > most:
                    read[str(span | given)] = rows
    with transaction.atomic():
        before = rows_read()
        assert client.get("/api/v1/payouts/export/").status_code == 400
        if (rows := rows_read() - before) > 2 * 5_010:
            read["refused"] = rows
    empty_the_books()
    assert read == {}
