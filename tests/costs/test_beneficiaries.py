"""A page of beneficiaries costs the same, however many payouts there are."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from server.merchants.account_details import AccountDetails
from server.merchants.adding_many import add_bank_accounts
from server.merchants.models import BankAccount, Merchant
from tests.api.conftest import graphql
from tests.api.keys import client_of
from tests.conftest import empty_the_books
from tests.support.counting import round_trips, rows_read
from tests.support.many_payouts import insert_payouts

MOST_OF_ONE = 1000  # payouts that are read of an account (paid_to_account.sql)
PAGE = """query ($search: String) { beneficiaries(search: $search, retired: false, first: 20) { totalCount(atMost: 100)
  edges { node { id paid { lastPaidAt thisYearPaise } } } } }"""


def details(number: int) -> AccountDetails:
    return AccountDetails(
        f"Supplier {number}", f"50100{number:09}", "HDFC0001234", BankAccount.AccountType.CURRENT, group="Suppliers"
    )


def rows_for_a_page(merchant: Merchant, search: str | None = None) -> int:
    client = client_of(merchant)
    with transaction.atomic():
        before = rows_read()
        page = graphql(client, PAGE, search=search).json()["data"]["beneficiaries"]
        assert len(page["edges"]) == 20
        return rows_read() - before


@pytest.mark.usefixtures("untouched_tables")
def test_a_page_reads_its_accounts_and_at_most_a_thousand_payouts_of_each(
    merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    for each in (merchant, new_merchant()):
        add_bank_accounts(each.id, [details(number) for number in range(1, 301)], dry_run=False)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE bank_accounts")
    few = rows_for_a_page(merchant)
    newest = list(BankAccount.objects.filter(merchant=merchant).order_by("-created_at", "-id")[:30])
    insert_payouts(merchant, newest[22:], 20_000)  # to accounts of other pages
    assert rows_for_a_page(merchant) == few
    insert_payouts(merchant, newest[:1], 3_000, first=20_001)
    assert rows_for_a_page(merchant) == few + MOST_OF_ONE
    assert rows_for_a_page(merchant, "suppliers") == few + MOST_OF_ONE
    empty_the_books()


def test_a_file_is_added_in_as_many_statements_as_one_row(merchant: Merchant) -> None:
    counts = []
    for rows in (range(1, 2), range(2, 402)):
        with round_trips() as counted:
            add_bank_accounts(merchant.id, [details(number) for number in rows], dry_run=False)
        counts.append(len(counted.statements))
    assert counts[1] <= counts[0] + 2
