"""A GraphQL call is counted by what it costs: docs/rates.md has the formula. The same with Redis and in memory."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from benchmarks.pages import HISTORY, pace
from benchmarks.pages import document as of_the_dashboard
from server.api.graphql.runtime import same_names
from server.api.graphql.runtime.complexity import LONGEST_ALIAS, MOST_ERRORS, MOST_LINES
from server.api.graphql.runtime.cost import calls_for, items_in
from server.api.graphql.runtime.same_names import MOST_ALIKE
from server.api.http.errors import CallKind, CostAboveLimit, RateLimited
from server.api.http.rate_limits import spend
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, ApiResponse, graphql, no_row_changes, payouts_of
from tests.api.keys import client_of
from tests.support.servers import ThrowawayRedis, redis_server

PLAIN = """id status amountPaise attemptCount failureReason bankReferenceId idempotencyKey createdAt updatedAt
    processingStartedAt completedAt failedAt nextAttemptAt needsReview unresolvedSince moneyIs amountInr"""
PAGE = f"payouts(first: 200) {{ edges {{ cursor node {{ {PLAIN} }} }} }}"
CREATE = "mutation ($i: CreatePayoutsInput!) { createPayouts(input: $i) { __typename } }"


def aliased(number: int, field: str) -> str:
    return "{ " + " ".join(f"a{n}: {field}" for n in range(number)) + " }"


@pytest.fixture(scope="module")
def redis() -> Iterator[ThrowawayRedis]:
    with redis_server() as server:
        yield server


@pytest.fixture(params=["redis", "memory"])
def counted(request: pytest.FixtureRequest, settings: Settings) -> None:
    settings.REDIS_URL = request.getfixturevalue("redis").url if request.param == "redis" else ""


# The documents that once cost a third of a second to more than one second each, and counted as one read.
EXPENSIVE: dict[str, tuple[str, dict[str, Any], int]] = {
    "one field 240 times": ("query q" + uuid4().hex + " {" + " viewer { id }" * 240 + " }", {}, 10),
    "30 histories": (aliased(30, "balanceHistory(points: 200) { sequence availablePaise at }"), {}, 248),
    "16 pages of payouts": (aliased(16, PAGE), {}, 100),
    "16 pages with running balances": (
        aliased(16, "ledger(first: 200) { edges { node { availableAfterPaise } } }"),
        {},
        100,
    ),
    "a batch of 20,000 nothings": (CREATE, {"i": {"payouts": [{}] * 20_000}}, 1000),
}


@pytest.mark.parametrize(("document", "variables", "cost"), EXPENSIVE.values(), ids=EXPENSIVE)
def test_an_expensive_document_costs_what_it_costs(
    merchant: Merchant, settings: Settings, document: str, variables: dict[str, Any], cost: int
) -> None:
    settings.REDIS_URL = ""
    settings.PAYOUT_RATE_LIMIT_READS = settings.PAYOUT_RATE_LIMIT_WRITES = "1000/hour"
    response = graphql(client_of(merchant), document, **variables)
    assert response["RateLimit-Cost"] == str(cost)
    assert f";r={1000 - cost};" in response["RateLimit"]


def test_one_field_240_times_is_refused_before_its_pairs_are_compared(client: Client) -> None:
    document, _, _ = EXPENSIVE["one field 240 times"]
    response = graphql(client, document)
    [error] = response.json()["errors"]
    assert response.status_code == 400
    assert error["message"].startswith(f"The document repeats a field more than {MOST_ALIKE} times")


ALIKE = {
    "as many as may be": ("{ %s }" % ("viewer { id } " * MOST_ALIKE), True),
    "one more": ("{ %s }" % ("viewer { id } " * (MOST_ALIKE + 1)), False),
    "one more, without subfields": ("{ %s }" % ("__typename " * (MOST_ALIKE + 1)), False),
    "within fields that merge": ("{ %s }" % ("viewer { id id id } " * 7), False),
    "by inline fragments": ("{ %s }" % ("... { viewer { id } } " * (MOST_ALIKE + 1)), False),
    "by fragments": (
        "{"
        + "".join(f" ...F{n}" for n in range(MOST_ALIKE + 1))
        + " } "
        + " ".join(f"fragment F{n} on Query {{ viewer {{ id }} }}" for n in range(MOST_ALIKE + 1)),
        False,
    ),
    "in a fragment that nobody spreads": (
        "{ __typename } fragment F on Query { %s }" % ("viewer { id } " * (MOST_ALIKE + 1)),
        False,
    ),
    "one fragment, spread often": ("{ %s } fragment F on Query { viewer { id } }" % ("...F " * 50), True),
    "under aliases": (aliased(MOST_ALIKE + 5, "viewer { id }"), True),
}


@pytest.mark.parametrize(("document", "taken"), ALIKE.values(), ids=ALIKE)
def test_fields_that_merge_are_counted(client: Client, document: str, taken: bool) -> None:
    assert (graphql(client, document).status_code == 200) is taken


def test_fragments_that_merge_in_ever_new_combinations_are_refused_quickly(client: Client) -> None:
    """Each level merges its fields in twice as many sets."""
    levels = "".join(
        f" fragment F{n} on Payout {{ a: merchant {{ ...M{n} }} b: merchant {{ ...M{n} }} ...F{n + 1} }}"
        f" fragment M{n} on Merchant {{ id ...M{n + 1} }}"
        for n in range(20)
    )
    begun = time.thread_time()
    response = graphql(client, "{ payout(id: 1) { ...F0 } }" + levels + " fragment F20 on Payout { id }")
    assert time.thread_time() - begun < 2
    assert response.status_code == 400


def test_the_count_of_merging_fields_has_an_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    document = f"query Q{uuid4().hex} " + aliased(15, "viewer { id }")
    monkeypatch.setattr(same_names, "MOST_STEPS", 10)
    assert graphql(client, document).status_code == 400


REFUSED = {
    "an alias that each row would repeat": "{ merchants { edges { node { %s: id } } } }" % ("x" * (LONGEST_ALIAS + 1)),
    "line ends that each error would count": "\n" * (MOST_LINES + 1) + "{ __typename }",
    "the same in the other style": "\r" * (MOST_LINES + 1) + "{ __typename }",
}


@pytest.mark.parametrize("document", REFUSED.values(), ids=REFUSED)
def test_what_multiplies_a_documents_length_is_refused(client: Client, document: str) -> None:
    response = graphql(client, document)
    assert response.status_code == 400
    assert len(response.content) < 1000


def test_errors_are_few_and_cheap(client: Client) -> None:
    document = "\n" * MOST_LINES + "{ " + " ".join(f"x{n}" for n in range(900)) + " }"
    begun = time.thread_time()
    errors = graphql(client, document).json()["errors"]
    assert time.thread_time() - begun < 1  # it was 2.2 s
    assert len(errors) == MOST_ERRORS + 1


# --- the formula -------------------------------------------------------------------------------------------------

ROWS = "query ($n: Int) { payouts(first: $n) { edges { node { id } } } }"
POINTS = "query ($p: Int! = 60) { balanceHistory(points: $p) { at } }"
FORMULA: dict[str, tuple[str, dict[str, Any], int]] = {
    "a small one": ("{ viewer { id } }", {}, 1),
    "a page of 20": (ROWS, {"n": 20}, 1),  # 25 + 3 × 20 = 85 objects
    "a page of 25": (ROWS, {"n": 25}, 1),  # 25 + 3 × 25 = 100
    "a page of 26": (ROWS, {"n": 26}, 2),
    "a page of 200": (ROWS, {"n": 200}, 7),
    "the usual page": (ROWS, {}, 2),  # 50 rows
    "the usual page, by null": (ROWS, {"n": None}, 2),
    "a length that is none": (ROWS, {"n": "x"}, 7),
    "a length out of range": (ROWS, {"n": 10**6}, 7),
    "the usual history": (POINTS, {}, 3),  # 25 + 4 × 60
    "a history of 10": (POINTS, {"p": 10}, 1),
    "a count": ("{ payouts(first: 0) { totalCount } }", {}, 1),  # 25 + 50
    "two counts": (aliased(2, "payouts(first: 0) { totalCount }"), {}, 2),
    "30 look-ups": (aliased(30, 'payout(id: "x") { id }'), {}, 8),
    "many words": ("{" + "".join(f" ... {{ a{n % 20}: __typename }}" for n in range(40)) + " }", {}, 3),
    "a long comment": ("{ __typename } #" + "x" * 8000, {}, 3),
    "a list of 41": ("query ($t: [LedgerEntryType!]) { ledger(first: 0, types: $t) { totalCount } }", {"t": []}, 1),
}


@pytest.mark.parametrize(("document", "variables", "cost"), FORMULA.values(), ids=FORMULA)
def test_the_response_tells_the_cost(caller: ApiCaller, document: str, variables: dict[str, Any], cost: int) -> None:
    assert caller.ask(document, **variables)["RateLimit-Cost"] == str(cost)


VARIABLES_OF_EXAMPLES: list[list[tuple[dict[str, Any], str]]] = [
    [({}, "1 read")],
    [({"n": 200}, "11 reads"), ({"n": 5}, "1 read")],
    [({"input": {"payouts": [{}] * 1000}}, "50 writes"), ({"input": {"payouts": [{}]}}, "1 write")],
]


def test_the_examples_of_the_documentation_cost_what_it_says(caller: ApiCaller) -> None:
    page = (django_settings.BASE_DIR / "docs" / "rates.md").read_text(encoding="utf-8")
    examples = re.findall(r"```graphql\n(.*?)```(.*?)(?=```|\Z)", page, re.DOTALL)
    for (document, text), calls in zip(examples, VARIABLES_OF_EXAMPLES, strict=True):
        for variables, cost in calls:
            assert f"**{cost}**" in text
            assert caller.ask(document, **variables)["RateLimit-Cost"] == cost.split()[0]


def test_the_greatest_part_is_the_cost() -> None:
    assert calls_for() == 1
    assert calls_for(objects=100, tokens=100, characters=4000, items=20) == 1
    assert [calls_for(objects=101), calls_for(tokens=101), calls_for(characters=4001), calls_for(items=21)] == [2] * 4
    assert calls_for(objects=150, tokens=250, characters=4000, items=80) == 4


def test_items_are_counted_wherever_they_are() -> None:
    assert items_in({}) == 0
    assert items_in({"i": dict.fromkeys(map(str, range(20)))}) == 0
    assert items_in({"i": [dict.fromkeys(map(str, range(50)))]}) == 1 + 30
    assert items_in({"a": [1, 2, {"b": [[], [3]]}], "c": "[]"}) == 3 + 2 + 1


def test_a_document_of_several_operations_costs_as_the_chosen_one(caller: ApiCaller) -> None:
    query = f"query Small {{ viewer {{ id }} }} query Large {{ {PAGE} }}"
    for name, cost in {"Small": "1", "Large": "7"}.items():
        body = json.dumps({"query": query, "operationName": name})
        assert caller.post(body, address="/graphql/")["RateLimit-Cost"] == cost


# --- the limit ---------------------------------------------------------------------------------------------------


def code_of(response: ApiResponse) -> str:
    code: str = response.json()["errors"][0]["extensions"]["code"]
    return code


@pytest.mark.usefixtures("counted")
def test_a_cost_is_spent_from_the_callers_limit(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "15/hour"
    client, other = client_of(merchant), client_of(merchant)
    responses = [graphql(client, f"{{ {PAGE} }}") for _ in range(3)]
    assert [response.status_code for response in responses] == [200, 200, 429]
    assert [response.headers.get("RateLimit", "").split(";t")[0] for response in responses] == [
        '"reads";r=8',
        '"reads";r=1',
        "",
    ]
    assert code_of(responses[2]) == "RATE_LIMITED"
    # 7 + 7 and the refused one's 1 are spent: 7 are back after 7 × 4 minutes.
    assert 7 * 240 - 200 <= int(responses[2]["Retry-After"]) <= 7 * 240
    assert "This call counts as 7." in responses[2].json()["errors"][0]["message"]
    assert graphql(other, f"{{ {PAGE} }}").status_code == 200


@pytest.mark.usefixtures("counted")
def test_a_caller_that_waits_for_retry_after_has_room_for_the_same_call(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "600/minute"
    caller = f"key:{uuid4()}"
    spend(caller, CallKind.READ, 595)
    with pytest.raises(RateLimited) as refused:
        spend(caller, CallKind.READ, 14)  # 595 + 1 + 14 − 600 = 10 too many, a tenth of a second each
    assert refused.value.retry_after_seconds == 1
    assert refused.value.is_over()  # for the cheapest call
    time.sleep(1)
    assert spend(caller, CallKind.READ, 14)


@pytest.mark.usefixtures("counted")
def test_retry_after_is_no_longer_than_the_call_needs(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "60/hour"
    caller = f"key:{uuid4()}"
    spend(caller, CallKind.READ, 30)
    with pytest.raises(RateLimited) as refused:
        spend(caller, CallKind.READ, 40)
    assert 650 <= refused.value.retry_after_seconds <= 660  # 30 + 1 + 40 − 60 = 11 minutes
    with pytest.raises(RateLimited) as refused:
        spend(caller, CallKind.READ, 35, counted=1)  # as a batch, whose call has been counted
    assert 290 <= refused.value.retry_after_seconds <= 360
    assert spend(caller, CallKind.READ, 29)


@pytest.mark.usefixtures("counted")
def test_a_refused_call_counts_as_one(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "10/hour"
    caller = f"key:{uuid4()}"
    spend(caller, CallKind.READ, 5)
    for cost in (9, 11, 8):
        with pytest.raises((RateLimited, CostAboveLimit)):
            spend(caller, CallKind.READ, cost)
    left = spend(caller, CallKind.READ)
    assert left
    assert left.remaining == 10 - 5 - 3 - 1


@pytest.mark.usefixtures("counted")
def test_a_call_that_costs_more_than_the_whole_limit_is_told_so(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS, settings.PAYOUT_RATE_LIMIT_WRITES = "6/minute", "2/hour"
    client = client_of(merchant)
    refused = graphql(client, f"{{ {PAGE} }}")
    assert (refused.status_code, code_of(refused)) == (400, "COST_ABOVE_LIMIT")
    assert "Retry-After" not in refused
    assert refused["RateLimit-Cost"] == "7"
    assert refused.json()["errors"][0]["message"] == (
        "This call counts as 7 reads, and no more than 6 per minute are allowed: ask for less."
    )
    with no_row_changes():
        batch = graphql(client, CREATE, i={"payouts": [{}] * 41})
    assert (batch.status_code, code_of(batch)) == (400, "COST_ABOVE_LIMIT")
    assert payouts_of(merchant) == 0


def test_a_caller_without_calls_left_gets_no_validation(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS, settings.REDIS_URL = "1/hour", ""
    client = client_of(merchant)
    assert graphql(client, "{ secrets }").status_code == 400
    assert graphql(client, "{ secrets }").status_code == 429


# --- the dashboard -----------------------------------------------------------------------------------------------

POLLS: dict[str, tuple[dict[str, Any], float]] = {  # variables, and seconds between two
    "Revision": ({}, pace("POLL_EVERY_MS")),
    "Viewer": ({}, 60),
    # After each change, at most once in three seconds, with every card of the overview open.
    "Balance": ({}, 3),
    "PayoutsPage": ({"first": 5}, 3),
    "BalanceHistory": (HISTORY, 9),
}


def test_an_open_page_that_changes_all_the_time_takes_a_quarter_of_the_limit_at_most(
    caller: ApiCaller, settings: Settings
) -> None:
    a_minute = 0.0
    for operation, (variables, seconds) in POLLS.items():
        named = {} if operation == "Viewer" else {"merchantId": str(caller.merchant.id)}
        response = caller.ask(of_the_dashboard(operation), **named, **variables)
        assert "errors" not in response.json()
        a_minute += int(response["RateLimit-Cost"]) * 60 / seconds
    number, period = settings.PAYOUT_RATE_LIMIT_READS.split("/")
    assert period == "minute"
    assert a_minute <= int(number) / 4
