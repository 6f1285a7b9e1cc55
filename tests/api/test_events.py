"""Events in both APIs: the same, and bad input is refused by its name."""

import json
from typing import Any

import pytest
from django.test import Client
from strawberry.utils.str_converters import to_snake_case

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.payouts import lifecycle
from server.webhooks.endpoints import set_state
from server.webhooks.models import EndpointState
from tests.conftest import pay
from tests.support.webhooks import new_endpoint

from .conftest import ApiCaller, refusal_of

FIELDS = (
    "position previous type merchantId occurredAt amountPaise amountInr payoutId bankAccountId idempotencyKey"
    " bankReferenceId failureReason reference description unresolvedSince webhookEndpointId disabledBecause failureCode"
    " notBefore balanceMonitorId belowPaise availablePaise payoutOrderId expectedReceiptId dueOn refusedBecause"
    " feePaise taxPaise alertId waitingPaise"
)
PAGE = f"""query ($m: ID!, $after: String, $types: [EventType!], $first: Int) {{
    events(merchantId: $m, after: $after, types: $types, first: $first) {{ events {{ {FIELDS} }} next more }} }}"""

NOT_POSITIONS = [
    *("", "1", "1.", ".1", "-1.0", "1.-1", "1.0.0", "1,0", "01.0", "1.00", " 1.0", "1.0 ", "1e3.0", "１.0", "١.0"),
    *(f"{10**30}.0", f"1.{10**30}", "9" * 400, "null", "latest", "\0", "0x1.0", "1.0\n"),
]
STREAM = {"Accept": "text/event-stream"}
NO_STREAM = ["text/event-stream;q=0", "application/json, text/event-stream; Q=0.0", "*/*", "text/event-streams", ""]


def page_of(caller: ApiCaller, **variables: Any) -> Any:
    return caller.ask(PAGE, m=str(caller.merchant.id), **variables).json()


@pytest.fixture
def some(caller: ApiCaller) -> ApiCaller:
    """Six events, and a head at 6.0."""
    pay(caller.merchant, 1)
    pay(caller.merchant, 1, Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    return caller


def test_both_apis_tell_the_same(some: ApiCaller) -> None:
    set_state(new_endpoint(some.merchant.id).endpoint.id, EndpointState.DISABLED)
    told = some.get("events/").json()
    page = page_of(some)["data"]["events"]
    as_rest = [{to_snake_case(name): value for name, value in event.items()} for event in page["events"]]
    assert as_rest == told["events"]
    assert (told["next"], told["more"]) == (page["next"], page["more"]) == ("6.1", False)
    assert [event["type"] for event in told["events"]] == [
        *("PAYMENT_RECEIVED", "PAYOUT_CREATED", "PAYOUT_CREATED", "PAYOUT_COMPLETED", "PAYOUT_FAILED"),
        "WEBHOOK_ENDPOINT_DISABLED",
    ]
    assert told["events"][3]["bank_reference_id"].startswith("SIMB")
    assert told["events"][4]["failure_reason"]


def test_pages_follow_each_other(some: ApiCaller) -> None:
    first = some.get("events/", limit=2).json()
    assert (first["next"], first["more"]) == ("2.0", True)
    second = some.get("events/", limit=2, after=first["next"]).json()
    assert [event["position"] for event in second["events"]] == ["3.0", "5.0"]
    failed = some.get("events/", types="PAYOUT_FAILED,PAYMENT_RECEIVED").json()
    assert [event["position"] for event in failed["events"]] == ["1.0", "6.0"]
    assert [event["previous"] for event in failed["events"]] == ["0.0", "5.0"]
    assert page_of(some, first=0)["data"]["events"] == {"events": [], "next": "0.0", "more": True}
    assert some.get("events/", types="PAYOUT_NEEDS_REVIEW").json() == {"events": [], "next": "6.0", "more": False}


@pytest.mark.parametrize("after", NOT_POSITIONS)
def test_a_position_has_one_form(some: ApiCaller, after: str) -> None:
    assert refusal_of(some.get("events/", after=after)) == (400, "validation_error", "after")
    if "\0" not in after:
        [error] = page_of(some, after=after)["errors"]
        assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "after")
    if after.isascii() and after.isprintable() and after.strip():
        answer = some.client.get(
            f"/api/v1/events/?merchant_id={some.merchant.id}", headers=STREAM | {"Last-Event-ID": after}
        )
        assert refusal_of(answer) == (400, "validation_error", "Last-Event-ID")


@pytest.mark.parametrize("after", ["6.1", "7.0", "999999999999999999.0", "6.999999999"])
def test_a_position_beyond_the_end_is_refused_with_the_end(some: ApiCaller, after: str) -> None:
    answer = some.get("events/", after=after)
    assert refusal_of(answer) == (400, "validation_error", "after")
    assert "which is at 6.0" in answer.json()["message"]
    assert "which is at 6.0" in page_of(some, after=after)["errors"][0]["message"]
    assert refusal_of(some.client.get(f"/api/v1/events/?merchant_id={some.merchant.id}&after={after}", headers=STREAM))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("types", ["", ",", "PAYOUT_CREATED,", "payout_created", "PAYOUT_PROCESSING", "PAYOUT_CREATED PAYOUT_FAILED"]),
        ("limit", ["0", "201", "-1", "1.0", "x", ""]),
        ("wait", ["26", "-1", "1.5", "x", ""]),
        ("lastEventId", ["1.0"]),  # of a stream alone
    ],
)
def test_other_bad_values_are_refused_by_their_names(some: ApiCaller, name: str, values: list[str]) -> None:
    for value in values:
        assert refusal_of(some.get("events/", **{name: value})) == (400, "validation_error", name), value


def test_last_event_id_wins_over_after(some: ApiCaller) -> None:
    def stream(query: str, **headers: str) -> Any:
        return some.client.get(f"/api/v1/events/?merchant_id={some.merchant.id}&{query}", headers=STREAM | headers)

    told = stream("after=1.0", **{"Last-Event-ID": "3.0"})
    assert [line for line in told.content.decode().splitlines() if line.startswith("id")] == ["id: 5.0", "id: 6.0"]
    assert stream("after=1.0&lastEventId=3.0").content == told.content
    assert stream("lastEventId=1.0", **{"Last-Event-ID": "3.0"}).content == told.content
    assert refusal_of(stream("after=3.0", **{"Last-Event-ID": "1.0"})) == (400, "validation_error", "Last-Event-ID")
    assert stream("after=5.0", **{"Last-Event-ID": ""}).content.decode().splitlines()[-2] == "id: 6.0"


def test_the_form_of_a_block(some: ApiCaller) -> None:
    """`id` is its last line, `data` is one line, and a line ends with LF alone."""
    told = some.client.get(f"/api/v1/events/?merchant_id={some.merchant.id}", headers=STREAM)
    assert told["Content-Type"] == "text/event-stream"
    [first, *_, empty] = told.content.decode().split("\n\n")
    event, data, last = first.split("\n")
    assert (event, last, empty) == ("event: PAYMENT_RECEIVED", "id: 1.0", "")
    assert json.loads(data.removeprefix("data: ")) == some.get("events/").json()["events"][0]
    assert b"\r" not in told.content
    assert told.content.isascii()  # the amounts have a rupee sign


def test_a_merchant_without_events_has_an_empty_feed_and_an_unknown_one_none(caller: ApiCaller, client: Client) -> None:
    assert caller.get("events/").json()["next"] == "1.0"
    nobody = "01a20312-cdd7-7a19-bef2-c8fe707560aa"
    assert client.get("/api/v1/events/", {"merchant_id": nobody}).status_code == 404
    assert refusal_of(client.get("/api/v1/events/")) == (400, "validation_error", "merchant_id")


def test_a_subscription_is_a_stream_and_nothing_else(some: ApiCaller) -> None:
    subscribe = "subscription ($m: ID!) { events(merchantId: $m) { position } }"
    [error] = some.ask(subscribe, m=str(some.merchant.id)).json()["errors"]
    assert "Accept: text/event-stream" in error["message"]
    by_get = some.client.get("/graphql/", {"query": subscribe.replace("$m: ID!", "$m: ID")}, headers=STREAM)
    assert by_get.status_code == 405


LATEST = f"""query ($m: ID!, $before: String, $types: [EventType!], $first: Int) {{
    latestEvents(merchantId: $m, before: $before, types: $types, first: $first) {{
        events {{ {FIELDS} }} next more }} }}"""


def latest_of(caller: ApiCaller, **variables: Any) -> Any:
    return caller.ask(LATEST, m=str(caller.merchant.id), **variables).json()


def test_the_latest_events_are_the_same_from_the_end(some: ApiCaller) -> None:
    told = page_of(some)["data"]["events"]["events"]
    latest = latest_of(some)["data"]["latestEvents"]
    assert latest == {"events": told[::-1], "next": "0.0", "more": False}
    page = latest_of(some, first=2)["data"]["latestEvents"]
    assert (page["events"], page["next"], page["more"]) == (told[:-3:-1], "5.0", True)
    older = latest_of(some, first=2, before=page["next"])["data"]["latestEvents"]
    assert older["events"] == told[-3:-5:-1]
    failed = latest_of(some, types=["PAYOUT_FAILED"])["data"]["latestEvents"]
    assert [event["position"] for event in failed["events"]] == ["6.0"]
    for before in ("", "1", "-1.0", f"{10**30}.0", "latest"):
        [error] = latest_of(some, before=before)["errors"]
        assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "before")


def test_the_latest_events_begin_nowhere_beyond_the_feeds_end(some: ApiCaller) -> None:
    head = page_of(some)["data"]["events"]["next"]
    assert latest_of(some, before=head)["data"]["latestEvents"]["events"]
    sequence, _, side = head.partition(".")
    for before in (f"{sequence}.{int(side) + 1}", f"{int(sequence) + 1}.0", "999.0"):
        [error] = latest_of(some, before=before)["errors"]
        assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "before")
        assert error["message"].startswith(f"before is beyond the end of this merchant's feed, which is at {head}.")
    none = latest_of(some, first=0)["data"]["latestEvents"]
    assert latest_of(some, before=none["next"]) == latest_of(some)


@pytest.mark.parametrize("accept", NO_STREAM)
def test_whoever_does_not_accept_a_stream_gets_a_page(some: ApiCaller, accept: str) -> None:
    told = some.client.get(f"/api/v1/events/?merchant_id={some.merchant.id}", headers={"Accept": accept})
    assert told["Content-Type"] == "application/json"
