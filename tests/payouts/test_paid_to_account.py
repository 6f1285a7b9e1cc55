"""What was paid to a bank account: last, and in this Indian financial year."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.india import start_of_financial_year
from server.merchants.models import BankAccount, Merchant
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.payouts.paid_to_account import of_each_row, paid_to, read
from tests.api.conftest import graphql
from tests.api.keys import client_of
from tests.conftest import account_of, add_account, empty_the_books, pay
from tests.support.many_payouts import BEGAN, insert_payouts
from tests.support.returns import hear, returned_payout


@pytest.mark.parametrize(
    ("at", "start"),
    [
        ("2027-03-31T18:29:59+00:00", "2026-03-31T18:30:00+00:00"),
        ("2027-03-31T18:30:00+00:00", "2027-03-31T18:30:00+00:00"),
        ("2026-11-28T12:00:00+00:00", "2026-03-31T18:30:00+00:00"),
    ],
)
def test_a_financial_year_begins_on_1_april_in_india(at: str, start: str) -> None:
    assert start_of_financial_year(datetime.fromisoformat(at)) == datetime.fromisoformat(start)


def test_what_was_paid_is_summed_since_a_day_and_no_other_account_counts(merchant: Merchant) -> None:
    account, other = account_of(merchant), add_account(merchant, "Other", "50100999001111")
    insert_payouts(merchant, [account, other], 900)
    since = BEGAN + timedelta(hours=800)
    paid = Payout.objects.filter(bank_account=account, status="completed")
    last = paid.latest("completed_at")
    found = paid_to(merchant.id, account.id, since)
    assert (found.last_paid_at, found.last_paid_paise) == (last.completed_at, last.amount_paise)
    of_this_year = [payout.amount_paise for payout in paid if payout.completed_at and payout.completed_at >= since]
    assert (found.paise, found.payouts, found.is_complete) == (sum(of_this_year), len(of_this_year), True)
    assert 0 < found.payouts < paid.count()
    row = BankAccount.objects.annotate(row=of_each_row(since)).get(pk=account.pk)
    assert read(row.row) == found
    empty_the_books()


def test_an_account_that_was_never_paid_has_nothing(merchant: Merchant) -> None:
    account = account_of(merchant)
    insert_payouts(merchant, [account], 3, statuses=["failed", "pending"])
    assert paid_to(merchant.id, account.id) == (None, None, 0, 0, True)
    empty_the_books()


def test_what_came_back_was_not_paid(merchant: Merchant) -> None:
    kept = returned_payout(merchant, 700)
    account = kept.bank_account_id
    assert paid_to(merchant.id, account) == (None, None, 0, 0, True)
    pay(merchant, 500, Script.PAYS_THEN_RETURNS)
    settle_due(SimulatedBank())
    found = paid_to(merchant.id, account)
    assert (found.last_paid_paise, found.paise, found.payouts) == (500, 500, 1)
    pay(merchant, 900, Script.PAYS_THEN_RETURNS)
    settle_due(SimulatedBank())
    assert paid_to(merchant.id, account)[1:4] == (900, 1_400, 2)
    hear()
    assert paid_to(merchant.id, account) == (None, None, 0, 0, True)


def test_a_sum_that_leaves_payouts_out_says_so(merchant: Merchant) -> None:
    account = account_of(merchant)
    insert_payouts(merchant, [account], 2500)
    assert paid_to(merchant.id, account.id, BEGAN).is_complete is False
    assert paid_to(merchant.id, account.id, BEGAN + timedelta(hours=1501)).is_complete is False
    assert paid_to(merchant.id, account.id, BEGAN + timedelta(hours=1502, days=31)).is_complete is True
    assert paid_to(merchant.id, account.id, BEGAN).payouts == 400
    empty_the_books()


@pytest.mark.parametrize(
    "document",
    [
        "{ beneficiaries(first: 10) { edges { node { paid { lastPaidAt payoutsThisYear isComplete } } } } }",
        "{ merchant(id: $m) { bankAccounts { paid { lastPaidAt } } } }",
        "{ payouts(first: 10) { edges { node { bankAccount { paid { lastPaidAt thisYearPaise } } } } } }",
    ],
)
def test_a_page_asks_for_all_of_its_accounts_at_once(merchant: Merchant, document: str) -> None:
    accounts = [add_account(merchant, f"Supplier {n}", f"50100777{4000 + n}") for n in range(9)]
    insert_payouts(merchant, accounts, 90)
    client = client_of(merchant)
    client.get("/api/v1/balance/")  # notes the key's first use
    with CaptureQueriesContext(
        connection,
    ) as asked:
        body = graphql(client, document.replace("$m", f'"{merchant.id}"')).json()
    assert "errors" not in body
    assert str(body).count("lastPaidAt") >= 9
    assert len(asked) <= 7, [query["sql"][:100] for query in asked]
    empty_the_books()
