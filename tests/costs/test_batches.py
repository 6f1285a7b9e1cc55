"""A batch of a thousand rows takes as many statements as one of two, and reads no more rows however many payouts there
are."""

import json
from collections.abc import Callable
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from server.bank.simulator import SimulatedBank
from server.batches.creating import create_batch
from server.batches.models import MOST_ROWS
from server.batches.paying import Paid, pay_batch
from server.batches.previewing import preview
from server.merchants.models import BankAccount, Merchant
from server.payouts import lifecycle
from tests.api.conftest import ApiCaller
from tests.api.keys import client_of
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import add_account, empty_the_books, pay
from tests.support.counting import round_trips, rows_read
from tests.support.many_payouts import insert_payouts

ACCOUNTS = 10
LONGEST_SECONDS = 20  # on a busy machine; on an idle one it takes a second


def accounts_of(merchant: Merchant) -> list[BankAccount]:
    return [add_account(merchant, f"Supplier {n}", f"50100777{4000 + n}") for n in range(ACCOUNTS)]


def rows_to(accounts: list[BankAccount], count: int) -> list[dict[str, Any]]:
    return [
        {"bank_account_id": str(accounts[n % ACCOUNTS].id), "amount_paise": 1 + n, "reference": f"INV-{n}"}
        for n in range(count)
    ]


def statements_of(act: Callable[[], object]) -> int:
    with round_trips() as counted:
        act()
    return len(counted.statements)


def test_a_dry_run_is_the_same_statements_for_any_number_of_rows(merchant: Merchant) -> None:
    accounts = accounts_of(merchant)
    few, many = (rows_to(accounts, count) for count in (2, MOST_ROWS))
    preview(merchant.id, few)
    # One of them is for a fee plan.
    assert statements_of(lambda: preview(merchant.id, few)) == statements_of(lambda: preview(merchant.id, many)) == 5


def test_a_dry_run_reads_no_more_however_many_payouts_there_are(merchant: Merchant) -> None:
    accounts = accounts_of(merchant)
    rows = rows_to(accounts, MOST_ROWS)
    read = []
    for count, first in ((3_000, 9_000), (30_000, 12_000)):  # from last week on
        insert_payouts(merchant, accounts, count, first=first)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE bank_accounts, payout_details")
        with transaction.atomic():
            before = rows_read()
            found = preview(merchant.id, rows)
            read.append(rows_read() - before)
        assert {row.verdict.value for row in found.rows} >= {"maybe_paid"}
    empty_the_books()
    assert max(read) <= 6_000
    assert read[1] <= 2 * read[0]


def test_a_thousand_rows_are_stored_and_paid_in_a_bounded_time(new_merchant: Callable[..., Merchant]) -> None:
    merchant = new_merchant(MOST_ROWS * MOST_ROWS)
    rows = rows_to(accounts_of(merchant), MOST_ROWS)
    statements = {}
    for count in (2, MOST_ROWS):
        begun, made = monotonic(), uuid4()
        created = statements_of(lambda n=count, made=made: make(merchant, made, rows[:n]))  # type: ignore[misc]
        batch = make(merchant, made, rows[:count])
        paid: list[Paid] = []
        paying = statements_of(lambda batch=batch, paid=paid: paid.append(pay_batch(batch)))  # type: ignore[misc]
        assert paid == [Paid(created=count, refused=0)]
        assert monotonic() - begun < LONGEST_SECONDS
        statements[count] = (created, paying)
    assert statements[2] == statements[MOST_ROWS]


def make(merchant: Merchant, batch_id: UUID, rows: list[dict[str, Any]]) -> Any:
    return create_batch(merchant_id=merchant.id, batch_id=batch_id, name="November", rows=rows).batch


def test_a_page_of_batches_is_the_same_statements_however_long_it_is(caller: ApiCaller) -> None:
    document = """{ payoutBatches { totalCount edges { node { name madeBy { name } merchant { name }
        progress { status completed { sumPaise } } } } } }"""
    client = client_of(caller.merchant)

    def ask() -> None:
        body = json.dumps({"query": document})
        assert "errors" not in client.post("/graphql/", body, content_type="application/json").json()

    batch_of(caller.merchant)
    ask()
    one = statements_of(ask)
    for _ in range(5):
        pay_batch(batch_of(caller.merchant, sent_row(caller.merchant, 5)))
    lifecycle.settle_due(SimulatedBank())
    assert statements_of(ask) == one


@pytest.mark.parametrize("owner", ["operator", "merchant"])
def test_a_payouts_batch_is_named_within_the_statement_that_lists_it(caller: ApiCaller, owner: str) -> None:
    client = client_of(None if owner == "operator" else caller.merchant)
    document = """query ($m: ID) { payouts(merchantId: $m) { edges { node { id %s } } } }"""

    def ask(selected: str) -> int:
        body = {"query": document % selected, "variables": {"m": str(caller.merchant.id)}}
        answer: list[Any] = []

        def send() -> None:
            answer.append(client.post("/graphql/", json.dumps(body), content_type="application/json").json())

        count = statements_of(send)
        assert "errors" not in answer[0]
        return count

    for batches in (1, 4):
        for _ in range(batches):
            pay_batch(batch_of(caller.merchant, sent_row(caller.merchant, 5), sent_row(caller.merchant, 6)))
        pay(caller.merchant)
        ask("batch { id name }")
        assert ask("batch { id name }") == ask("")


@pytest.mark.parametrize("count", [1, 20])
def test_a_batchs_rows_are_read_with_one_statement_for_each_edge(caller: ApiCaller, count: int) -> None:
    document = """query ($id: ID!) { payoutBatch(id: $id) { name rows { number state
        bankAccount { accountHolderName } payout { status ledgerEntries { amountPaise } } refusal { message } } } }"""
    batch = batch_of(caller.merchant, *(sent_row(caller.merchant, 5 + n) for n in range(count)))
    pay_batch(batch)
    caller.ask(document, id=str(batch.id))
    with round_trips() as counted:
        assert "errors" not in caller.ask(document, id=str(batch.id)).json()
    selects = [statement for statement in counted.statements if statement.lstrip().startswith("SELECT")]
    assert len(selects) == 5  # the batch, its rows, payouts, their entries, accounts
