"""A balance explained through both APIs: what it is made of, which payouts hold money, what an amount lacks."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.expected_receipts.receipts import ReceiptFacts, cancel_receipt, expect_receipt
from server.ledger.balance import balance_of
from server.ledger.periods import today
from server.money import MAX_PAISE
from server.payout_orders.ending import cancel_order
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, graphql, no_row_changes, refusal_of
from tests.api.keys import client_of
from tests.conftest import pay
from tests.support.orders import waiting_order

HELD = "payout { id status bankAccount { id accountHolderName } reference attempts { answer } } amountPaise since why"
FIELDS = f"""sequence at availablePaise heldPaise totalPaise lines {{ entryType count sumPaise }} head {{ sequence }}
  heldBy(first: $first, after: $after) {{ heldByOthersPaise next holds {{ {HELD} }} }}
  promisedPaise orders(first: $first) {{ totalCount edges {{ node {{ sequence amountPaise bankAccount {{ id }} }} }} }}
  shortfall {{ isEnough shortByPaise expectedBy coveredBy {{ amountPaise payout {{ id }} }} }}"""
EXPLAIN = f"""query ($m: ID, $at: DateTime, $seq: Int, $about: Paise, $first: Int, $after: String) {{
  explainBalance(merchantId: $m, at: $at, atSequence: $seq, aboutPaise: $about) {{ __typename
    ... on BalanceExplanation {{ {FIELDS} }} ... on ValidationError {{ message field }} }} }}"""


def explain(caller: ApiCaller, **variables: Any) -> Any:
    response = caller.ask(EXPLAIN, m=str(caller.merchant.id), **variables).json()
    assert "errors" not in response, response
    return response["data"]["explainBalance"]


@pytest.fixture
def lived(caller: ApiCaller) -> list[Payout]:
    made = [
        pay(caller.merchant, paise, script)
        for paise, script in ((100, Script.PAYS), (200, Script.ACCOUNT_CLOSED), (300, Script.STAYS_IN_PROGRESS))
    ]
    settle_due(SimulatedBank())
    return [*made, pay(caller.merchant, 400)]


def test_it_says_what_the_balance_is_made_of(caller: ApiCaller, lived: list[Payout]) -> None:
    found = explain(caller)
    balance = balance_of(caller.merchant.id)
    assert (found["sequence"], found["availablePaise"], found["heldPaise"]) == (
        balance.seq,
        balance.available_paise,
        balance.held_paise,
    )
    assert found["totalPaise"] == balance.total_paise
    assert found["head"] == {"sequence": balance.seq}
    assert {line["entryType"]: (line["count"], line["sumPaise"]) for line in found["lines"]} == {
        "PAYMENT_RECEIVED": (1, found["availablePaise"] + 100 + 700),
        "PAYOUT_HOLD": (4, -1000),
        "PAYOUT_RELEASE": (2, 300),
        "PAYOUT_COMPLETED": (1, -100),
    }
    assert [(each["payout"]["id"], each["amountPaise"], each["why"]) for each in found["heldBy"]["holds"]] == [
        (str(lived[3].id), 400, "Not sent to the bank yet. The engine will send it."),
        (str(lived[2].id), 300, "The bank has it and has not decided yet."),
    ]
    assert (found["heldBy"]["heldByOthersPaise"], found["heldBy"]["next"], found["shortfall"]) == (0, None, None)


def test_of_an_earlier_moment_it_says_what_held_money_then(caller: ApiCaller, lived: list[Payout]) -> None:
    found = explain(caller, seq=4)
    assert (found["sequence"], found["heldPaise"]) == (4, 600)
    assert {each["payout"]["id"]: each["why"] for each in found["heldBy"]["holds"]} == {
        str(lived[0].id): "It was open then, and was paid since.",
        str(lived[1].id): "It was open then, and failed since.",
        str(lived[2].id): "The bank has it and has not decided yet.",
    }
    assert explain(caller, at=found["at"])["sequence"] == 4


def test_pages_add_up_to_what_is_held(caller: ApiCaller, lived: list[Payout]) -> None:
    whole = explain(caller, seq=4)["heldBy"]["holds"]
    shown, after = [], None
    for _ in range(10):
        page = explain(caller, seq=4, first=1, after=after)["heldBy"]
        assert sum(each["amountPaise"] for each in page["holds"]) + page["heldByOthersPaise"] == 600
        shown += page["holds"]
        if (after := page["next"]) is None:
            break
    assert shown == whole


def test_it_says_what_an_amount_lacks(caller: ApiCaller, lived: list[Payout]) -> None:
    available = balance_of(caller.merchant.id).available_paise
    assert explain(caller, about=available)["shortfall"] == {
        "isEnough": True,
        "shortByPaise": 0,
        "expectedBy": None,
        "coveredBy": [],
    }
    short = explain(caller, about=available + 350)["shortfall"]
    assert (short["isEnough"], short["shortByPaise"]) == (False, 350)
    assert short["coveredBy"] == [{"amountPaise": 400, "payout": {"id": str(lived[3].id)}}]
    assert explain(caller, about=available + 701)["shortfall"]["coveredBy"] == []


def test_before_the_first_entry_there_is_nothing(caller: ApiCaller) -> None:
    for moment in ({"seq": 0}, {"at": "2001-01-01T00:00:00Z"}):
        found = explain(caller, **moment)
        assert (found["sequence"], found["at"], found["totalPaise"], found["lines"]) == (0, None, 0, [])
        assert found["heldBy"] == {"heldByOthersPaise": 0, "next": None, "holds": []}


def test_it_says_what_payout_orders_wait_for(caller: ApiCaller, lived: list[Payout]) -> None:
    """At that moment: they are no entries, but their times tell."""

    def told(**variables: Any) -> tuple[int, list[int]]:
        found = explain(caller, **variables)
        assert found["orders"]["totalCount"] == len(found["orders"]["edges"])
        return found["promisedPaise"], [edge["node"]["sequence"] for edge in found["orders"]["edges"]]

    assert told() == (0, [])
    first, second = waiting_order(caller.merchant), waiting_order(caller.merchant, 10**13)
    assert told() == told(seq=balance_of(caller.merchant.id).seq) == (11 * 10**12, [2, 1])
    both = str(second.created_at.isoformat())
    cancel_order(first)
    pay(caller.merchant, 100)
    assert told() == (10**13, [2])
    assert told(at=both) == (11 * 10**12, [2, 1])
    assert told(at=first.created_at.isoformat()) == (10**12, [1])
    assert told(seq=balance_of(caller.merchant.id).seq - 1) == told(seq=0) == (0, [])
    pay(caller.merchant, 100)
    assert told(seq=balance_of(caller.merchant.id).seq - 1) == (10**13, [2])  # the first had ended by then
    for variables in ({}, {"at": both}, {"at_sequence": "1"}):
        rest = caller.get("balance/explanation/", **variables).json()
        assert rest["promised_paise"] == told(**({"seq": 1} if "at_sequence" in variables else variables))[0]


def test_it_says_when_expected_receipts_make_up_what_is_short(caller: ApiCaller, stranger: ApiCaller) -> None:
    available = balance_of(caller.merchant.id).available_paise
    for merchant, paise, days in (
        (caller.merchant, 500, 9),
        (caller.merchant, 300, 2),
        (caller.merchant, 100, 2),
        (stranger.merchant, 10**6, 0),
    ):
        expect_receipt(merchant.id, ReceiptFacts(paise, 2 * paise, today() + timedelta(days=days)), uuid4())
    cancel_receipt(expect_receipt(caller.merchant.id, ReceiptFacts(10**6, 10**6, today()), uuid4()).receipt)
    for short, after in ((0, None), (1, 2), (400, 2), (401, 9), (900, 9), (901, None)):
        day = None if after is None else (today() + timedelta(days=after)).isoformat()
        assert explain(caller, about=available + short)["shortfall"]["expectedBy"] == day
        rest = caller.get("balance/explanation/", about_paise=str(available + short)).json()
        assert (rest["short_by_paise"], rest["expected_by"]) == (short, day)
    assert explain(caller, about=1, seq=0)["shortfall"] == {
        "isEnough": False,
        "shortByPaise": 1,
        "expectedBy": None,
        "coveredBy": [],
    }


def test_orders_have_pages_and_are_nobody_elses(caller: ApiCaller, stranger: ApiCaller) -> None:
    waiting_order(stranger.merchant)
    for _ in range(3):
        waiting_order(caller.merchant)
    query = """query ($m: ID, $after: String) { explainBalance(merchantId: $m) { ... on BalanceExplanation {
      orders(first: 2, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { sequence } }
    } } } }"""
    shown, after = [], None
    for expected in (True, False):
        page = caller.ask(query, m=str(caller.merchant.id), after=after).json()["data"]["explainBalance"]["orders"]
        assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, expected)
        after = page["pageInfo"]["endCursor"]
        shown += [edge["node"]["sequence"] for edge in page["edges"]]
    assert shown == [3, 2, 1]


FAULTY: list[tuple[dict[str, Any], str]] = [
    ({"at": "2026-11-28T00:00:00Z", "seq": 1}, "atSequence"),
    ({"seq": -1}, "atSequence"),
    ({"seq": 2}, "atSequence"),
    ({"at": (datetime.now(UTC) + timedelta(days=400)).isoformat()}, "at"),
    ({"about": 0}, "aboutPaise"),
    ({"about": -5}, "aboutPaise"),
]


@pytest.mark.parametrize("number", range(len(FAULTY)))
def test_bad_input_is_told_by_its_name(caller: ApiCaller, number: int) -> None:
    variables, field = FAULTY[number]
    with no_row_changes():
        found = explain(caller, **variables)
    assert (found["__typename"], found["field"]) == ("ValidationError", field)


@pytest.mark.parametrize("variables", [{"first": -1}, {"first": 201}, {"after": "nothing"}, {"after": "1.1.0.0."}])
def test_a_bad_page_is_refused(caller: ApiCaller, variables: dict[str, Any]) -> None:
    if variables.get("after", "").startswith("1."):
        pay(caller.merchant, 100)  # that place is of an earlier moment
    response = caller.ask(EXPLAIN, m=str(caller.merchant.id), **variables).json()
    assert response["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_its_statements_do_not_grow_with_the_payouts(caller: ApiCaller) -> None:
    counts: list[int] = []
    explain(caller)  # a day's first head is kept
    for more in (2, 9):
        for _ in range(more):
            pay(caller.merchant, 100, Script.STAYS_IN_PROGRESS)
            waiting_order(caller.merchant)
        settle_due(SimulatedBank())
        with CaptureQueriesContext(connection) as queries:
            explain(caller, about=10**9)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_rest_says_the_same(caller: ApiCaller, lived: list[Payout]) -> None:
    for seq in (None, 4, 0):
        parameters = {} if seq is None else {"at_sequence": str(seq)}
        rest = caller.get("balance/explanation/", about_paise="99999999", **parameters).json()
        ours = explain(caller, seq=seq, about=99_999_999)
        assert rest["ledger_sequence"] == ours["sequence"]
        assert (rest["available_balance_paise"], rest["held_balance_paise"]) == (
            ours["availablePaise"],
            ours["heldPaise"],
        )
        assert [(each["entry_type"].upper(), each["count"], each["sum_paise"]) for each in rest["lines"]] == [
            (each["entryType"], each["count"], each["sumPaise"]) for each in ours["lines"]
        ]
        assert [(each["payout_id"], each["amount_paise"], each["why"]) for each in rest["held_by"]] == [
            (each["payout"]["id"], each["amountPaise"], each["why"]) for each in ours["heldBy"]["holds"]
        ]
        assert (rest["at"], rest["short_by_paise"]) == (ours["at"], ours["shortfall"]["shortByPaise"])


def test_rest_takes_the_largest_amount(caller: ApiCaller) -> None:
    said = caller.get("balance/explanation/", about_paise=str(MAX_PAISE)).json()
    assert said["short_by_paise"] == MAX_PAISE - said["available_balance_paise"]


def test_rest_has_pages(caller: ApiCaller, lived: list[Payout]) -> None:
    first = caller.get("balance/explanation/", limit="1").json()
    rest = caller.get("balance/explanation/", after=first["next"], at_sequence=str(first["ledger_sequence"])).json()
    assert [each["payout_id"] for each in first["held_by"] + rest["held_by"]] == [str(lived[3].id), str(lived[2].id)]
    assert (first["held_by_others_paise"], rest["next"]) == (300, None)


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"at": "2026-11-28"}, "at"),
        ({"at": "2126-11-28T00:00:00Z"}, "at"),
        ({"at": "2026-11-28T00:00:00Z", "at_sequence": "1"}, "at_sequence"),
        ({"at_sequence": "-1"}, "at_sequence"),
        ({"at_sequence": "99"}, "at_sequence"),
        ({"about_paise": "0"}, "about_paise"),
        ({"limit": "201"}, "limit"),
        ({"after": "nothing"}, "after"),
    ],
)
def test_rest_refuses_bad_input_by_its_name(caller: ApiCaller, parameters: dict[str, str], field: str) -> None:
    assert refusal_of(caller.get("balance/explanation/", **parameters))[::2] == (400, field)


def test_another_merchant_and_an_unknown_one_are_not_found(caller: ApiCaller, stranger: ApiCaller) -> None:
    for merchant in (stranger.merchant.id, "4136f34c-201d-4dca-9c53-0d3840cf64cc"):
        client = client_of(caller.merchant)
        assert client.get(f"/api/v1/balance/explanation/?merchant_id={merchant}").status_code in {403, 404}
        response = graphql(client, EXPLAIN, m=str(merchant)).json()
        assert response["errors"][0]["extensions"]["code"] == "NOT_FOUND"
