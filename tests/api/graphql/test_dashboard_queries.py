"""The dashboard's queries beyond plain lists: histories, running balances, attempts, the engine's setup."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from server.bank.scripts import DESCRIPTIONS, Script
from server.bank.simulator import SimulatedBank
from server.payouts.lifecycle import settle_due
from tests.api.conftest import ApiCaller, ApiResponse
from tests.conftest import pay

HISTORY = """query ($m: ID!, $points: Int! = 60) {
  balanceHistory(merchantId: $m, points: $points) { at sequence availablePaise heldPaise } }"""
LEDGER = """query ($m: ID!, $types: [LedgerEntryType!]) {
  ledger(merchantId: $m, types: $types) {
    totalCount edges { node { sequence entryType amountPaise availableAfterPaise totalAfterPaise } } } }"""
PAYOUTS = """query ($m: ID!) { payouts(merchantId: $m) { edges { node {
  nextAttemptAt bankAccount { bankName } attempts { number call answer reason startedAt endedAt } } } } }"""


def ask(caller: ApiCaller, document: str, **variables: object) -> ApiResponse:
    return caller.ask(document, m=str(caller.merchant.id), **variables)


def nodes(response: ApiResponse, of: str) -> list[dict[str, object]]:
    return [edge["node"] for edge in response.json()["data"][of]["edges"]]


def test_the_history_ends_with_the_balance(caller: ApiCaller) -> None:
    pay(caller.merchant, 30_000)
    points = ask(caller, HISTORY).json()["data"]["balanceHistory"]
    assert [(point["sequence"], point["availablePaise"], point["heldPaise"]) for point in points] == [
        (1, 100_000, 0),
        (2, 70_000, 30_000),
    ]
    assert all(datetime.fromisoformat(point["at"]).tzinfo for point in points)


@pytest.mark.parametrize("points", [0, -1, 201])
def test_a_history_has_a_limit(caller: ApiCaller, points: int) -> None:
    [error] = ask(caller, HISTORY, points=points).json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "from 1 to 200" in error["message"]


def test_the_ledger_shows_a_running_balance(caller: ApiCaller) -> None:
    pay(caller.merchant, 30_000)
    settle_due(SimulatedBank())
    entries = nodes(ask(caller, LEDGER), "ledger")
    assert [(entry["sequence"], entry["amountPaise"], entry["availableAfterPaise"]) for entry in entries] == [
        (4, -30_000, 70_000),
        (3, 30_000, 100_000),
        (2, -30_000, 70_000),
        (1, 100_000, 100_000),
    ]


def test_the_ledger_is_filtered_by_type_and_keeps_its_running_balance(caller: ApiCaller) -> None:
    pay(caller.merchant, 30_000)
    settle_due(SimulatedBank())
    response = ask(caller, LEDGER, types=["PAYOUT_HOLD", "PAYOUT_RELEASE"])
    assert response.json()["data"]["ledger"]["totalCount"] == 2
    assert [(entry["sequence"], entry["availableAfterPaise"]) for entry in nodes(response, "ledger")] == [
        (3, 100_000),
        (2, 70_000),
    ]


def test_a_payout_lists_its_attempts_at_the_bank(caller: ApiCaller) -> None:
    pay(caller.merchant, 100, Script.TIMES_OUT_THOUGH_IT_PAID)
    settle_due(SimulatedBank())
    [payout] = nodes(ask(caller, PAYOUTS), "payouts")
    attempts = payout["attempts"]
    assert isinstance(attempts, list)
    assert [(attempt["number"], attempt["call"], attempt["answer"]) for attempt in attempts] == [
        (1, "SUBMIT", "NO_ANSWER"),
        (1, "ASK", "PAID"),
    ]
    assert payout["nextAttemptAt"] is None
    assert payout["bankAccount"] == {"bankName": "HDFC Bank"}


def test_a_statement_of_money_that_moved_adds_up(caller: ApiCaller) -> None:
    pay(caller.merchant, 30_000)
    settle_due(SimulatedBank())
    pay(caller.merchant, 5_000)
    document = """query ($m: ID!, $types: [LedgerEntryType!]) { ledger(merchantId: $m, types: $types) {
      edges { node { amountPaise totalAfterPaise } } } }"""
    entries = nodes(ask(caller, document), "ledger")
    assert [entry["totalAfterPaise"] for entry in entries] == [70_000, 70_000, 100_000, 100_000, 100_000]
    moved = nodes(ask(caller, document, types=["PAYMENT_RECEIVED", "PAYOUT_COMPLETED"]), "ledger")
    assert [(entry["amountPaise"], entry["totalAfterPaise"]) for entry in moved] == [
        (-30_000, 70_000),
        (100_000, 100_000),
    ]


@pytest.mark.parametrize(("document", "of"), [(LEDGER, "ledger"), (PAYOUTS, "payouts")])
def test_a_longer_list_takes_no_more_statements(caller: ApiCaller, document: str, of: str) -> None:
    counts = []
    for payouts in (1, 12):
        for _ in range(payouts):
            pay(caller.merchant, 100)
        settle_due(SimulatedBank())
        with CaptureQueriesContext(connection) as queries:
            assert len(nodes(ask(caller, document), of)) >= payouts
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_engine_describes_its_setup(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 5
    engine = caller.ask("{ engine { openAccess maxAttempts bankScripts { ending description } } }").json()["data"][
        "engine"
    ]
    assert (engine["openAccess"], engine["maxAttempts"]) == (True, 5)
    assert {script["ending"]: script["description"] for script in engine["bankScripts"]} == DESCRIPTIONS
    assert set(DESCRIPTIONS) == set(Script)


def test_the_engine_tells_its_rate_limits(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS, settings.PAYOUT_RATE_LIMIT_WRITES = "70/second", "none"
    told = caller.ask("{ engine { readLimit writeLimit } }").json()["data"]["engine"]
    assert told == {"readLimit": "70/second", "writeLimit": None}
