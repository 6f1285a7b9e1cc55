"""The audit log over both APIs: to operators alone, in words, filtered, page by page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from server.access.callers import Scope
from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.audit_log.models import AuditEvent
from server.audit_log.recording import record
from server.audit_log.words import ACTIONS
from server.merchants.details import update_merchant
from server.merchants.models import Merchant
from server.merchants.suspension import suspend_merchant
from tests.api.conftest import graphql, no_row_changes
from tests.api.keys import client_of
from tests.conftest import pay

EVENTS = """query ($filter: AuditEventFilter, $first: Int, $after: String) {
  auditEvents(filter: $filter, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } edges { cursor node { id at action summary subjectId payoutId requestId
      merchantId merchantName actorKind actorId actorName actor
      changes { column name before after } } } } }"""
ADDRESS = "/api/v1/audit_events/"


def page(client: Client, **variables: Any) -> Any:
    answer = graphql(client, EVENTS, **variables).json()
    assert "errors" not in answer, answer
    return answer["data"]["auditEvents"]


def found(client: Client, **filters: Any) -> list[str]:
    """The events' ids, which both APIs agree on."""
    nodes = [edge["node"] for edge in page(client, filter=filters)["edges"]]
    names = {"merchantId": "merchant_id", "actionPrefix": "action", "subjectId": "subject_id"}
    rest = client.get(ADDRESS, {names.get(name, name): value for name, value in filters.items()}).json()
    assert [event["id"] for event in rest["results"]] == [node["id"] for node in nodes]
    return [node["id"] for node in nodes]


def acting(name: str) -> Any:
    return in_context(AuditContext(Actor(ActorKind.PERSON, name, name.title()), uuid4()))


@pytest.fixture
def acts(new_merchant: Callable[..., Merchant]) -> tuple[Merchant, Merchant]:
    """Two merchants, with a payout each; one is renamed and the other suspended."""
    renamed, suspended = new_merchant(), new_merchant()
    with acting("asha"):
        pay(renamed)
        update_merchant(renamed.id, name="New name", email=None)
    with acting("ravi"):
        pay(suspended)
        suspend_merchant(suspended.id, reason="Asked twice")
    return renamed, suspended


def test_both_apis_show_the_same_events_newest_first(client: Client, acts: tuple[Merchant, Merchant]) -> None:
    nodes = [edge["node"] for edge in page(client)["edges"]]
    assert [node["id"] for node in nodes] == sorted((node["id"] for node in nodes), reverse=True)
    rest = client.get(ADDRESS).json()
    assert rest["next_after"] is None
    for event, node in zip(rest["results"], nodes, strict=True):
        assert (event["id"], event["at"], event["action"]) == (node["id"], node["at"], node["action"])
        assert (event["summary"], event["subject_id"]) == (node["summary"], node["subjectId"])
        assert (event["payout_id"], event["request_id"]) == (node["payoutId"], node["requestId"])
        assert event["changes"] == node["changes"]
        actor = event["actor"]
        assert (actor["kind"].upper(), actor["id"], actor["name"]) == (
            node["actorKind"],
            node["actorId"],
            node["actorName"],
        )
        assert actor["text"] == node["actor"]
        expected = {"id": node["merchantId"], "name": node["merchantName"]} if node["merchantId"] else None
        assert event["merchant"] == expected


def test_an_event_is_told_in_words_with_what_it_changed(client: Client, acts: tuple[Merchant, Merchant]) -> None:
    merchant = acts[1]
    [suspension, _] = [edge["node"] for edge in page(client, first=2)["edges"]]
    assert suspension["summary"] == "Suspended a merchant"
    assert (suspension["actorKind"], suspension["actorId"], suspension["actor"]) == ("PERSON", "ravi", "Ravi")
    assert (suspension["merchantId"], suspension["merchantName"]) == (str(merchant.id), merchant.name)
    assert suspension["changes"] == [
        {"column": "is_active", "name": "Active", "before": "yes", "after": "no"},
        {"column": "suspension_reason", "name": "Reason", "before": None, "after": "Asked twice"},
    ]


def test_a_payouts_events_name_their_payout(client: Client, merchant: Merchant) -> None:
    payout = pay(merchant)
    [node] = [edge["node"] for edge in page(client, filter={"subjectId": str(payout.id)})["edges"]]
    assert (node["payoutId"], node["summary"]) == (str(payout.id), "Created a payout")


def test_each_filter_finds_its_events_alone(client: Client, acts: tuple[Merchant, Merchant]) -> None:
    events = {str(event.id): event for event in AuditEvent.objects.all()}

    def those(fits: Callable[[AuditEvent], bool]) -> list[str]:
        return sorted((id for id, event in events.items() if fits(event)), reverse=True)  # noqa: A001

    merchant = acts[0].id
    payout = next(event for event in events.values() if event.action == "payout.created")
    assert found(client, merchantId=str(merchant)) == those(lambda e: e.merchant_id == merchant)
    for action in ("payout.", "payout.created", "merchant.", "merchant.suspended", "m", "payout"):
        assert found(client, actionPrefix=action) == those(lambda e, a=action: e.action.startswith(a))  # type: ignore[misc]
    assert found(client, actor="asha") == those(lambda e: e.actor_id == "asha")
    assert found(client, subjectId=payout.subject_id) == [str(payout.id)]
    assert found(client, actor="ravi", actionPrefix="merchant.") == those(
        lambda e: e.actor_id == "ravi" and e.action.startswith("merchant.")
    )
    assert found(client, merchantId=str(merchant), actionPrefix="merchant.") == those(
        lambda e: e.merchant_id == merchant and e.action.startswith("merchant.")
    )
    assert found(client, merchantId=str(merchant), actionPrefix="p") == those(
        lambda e: e.merchant_id == merchant and e.action.startswith("p")
    )
    assert found(client, subjectId=payout.subject_id, actionPrefix="payout.") == [str(payout.id)]
    assert found(client, actionPrefix="nothing.") == []


def test_a_time_includes_its_beginning_and_excludes_its_end(client: Client, acts: tuple[Merchant, Merchant]) -> None:
    events = list(AuditEvent.objects.order_by("id"))
    middle = events[len(events) // 2].at
    assert found(client, **{"from": middle.isoformat()}) == [str(e.id) for e in reversed(events) if e.at >= middle]
    assert found(client, to=middle.isoformat()) == [str(e.id) for e in reversed(events) if e.at < middle]
    long_ago, one_day = "1815-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"
    assert found(client, **{"from": long_ago, "to": one_day}) == [str(e.id) for e in reversed(events)]
    assert found(client, **{"from": one_day}) == found(client, to=long_ago) == []


def test_pages_follow_each_other(client: Client, acts: tuple[Merchant, Merchant]) -> None:
    for given in ({}, {"actionPrefix": "m"}, {"actionPrefix": "p"}):
        whole = [edge["node"]["id"] for edge in page(client, filter=given)["edges"]]
        seen: list[str] = []
        after = None
        while True:
            part = page(client, filter=given, first=2, after=after)
            seen += [edge["node"]["id"] for edge in part["edges"]]
            after = part["pageInfo"]["endCursor"]
            if not part["pageInfo"]["hasNextPage"]:
                break
        assert seen == whole
        in_rest: list[str] = []
        place: str | None = None
        while True:
            asked = (
                {"limit": 2}
                | ({"action": given["actionPrefix"]} if given else {})
                | ({"after": place} if place else {})
            )
            answer = client.get(ADDRESS, asked).json()
            in_rest += [event["id"] for event in answer["results"]]
            place = answer["next_after"]
            if place is None:
                break
        assert in_rest == whole


def test_bad_filters_are_refused(client: Client, merchant: Merchant) -> None:
    for bad in ({"actionPrefix": ""}, {"actionPrefix": "Payout%"}, {"actor": ""}, {"subjectId": "x" * 65}):
        [error] = graphql(client, EVENTS, filter=bad).json()["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
    for bad in (
        {"action": "x" * 51},
        {"actor": ""},
        {"from": "yesterday"},
        {"after": "1"},
        {"limit": "201"},
        {"x": "1"},
    ):
        assert client.get(ADDRESS, bad).status_code == 400, bad
    [error] = graphql(client, EVENTS, filter={"merchantId": str(uuid4())}).json()["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"
    assert client.get(ADDRESS, {"merchant_id": str(uuid4())}).status_code == 404
    [error] = graphql(client, EVENTS, after="bm90aGluZw==").json()["errors"]
    assert error["message"] == "after is not a cursor of this list."


def test_merchants_and_readers_of_all_merchants_are_refused(merchant: Merchant, settings: Any) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    suspend_merchant(merchant.id, reason="Between us")
    [event] = AuditEvent.objects.filter(action="merchant.suspended")
    for client in (client_of(merchant), client_of(None, Scope.READ, Scope.PAYOUTS)):
        with no_row_changes():
            for answer in (graphql(client, EVENTS), client.get(ADDRESS)):
                assert "This needs the scope operate." in answer.content.decode()
                assert "Between us" not in answer.content.decode()
            answer = graphql(client, "query ($id: ID!) { node(id: $id) { id } }", id=str(event.id))
            assert answer.json()["data"] == {"node": None}
    operator = client_of(None, Scope.OPERATE, Scope.READ)
    assert graphql(
        operator, "query ($id: ID!) { node(id: $id) { id ... on AuditEvent { merchantName } } }", id=str(event.id)
    ).json()["data"] == {"node": {"id": str(event.id), "merchantName": merchant.name}}


def test_an_act_without_words_is_spelled_out(client: Client, database: None) -> None:
    record("night_shift.begun", merchant_id=None, subject_id=1, changes={"some_column_id": (None, 5)})
    [edge] = page(client, first=1)["edges"]
    assert (edge["node"]["summary"], edge["node"]["actor"]) == ("Night shift begun", "The engine")
    assert edge["node"]["changes"] == [
        {"column": "some_column_id", "name": "Some column", "before": None, "after": "5"}
    ]


def test_every_kind_of_actor_is_named(client: Client, database: None) -> None:
    names = {
        Actor(ActorKind.KEY, str(UUID(int=1)), "Payroll"): "API key Payroll",
        Actor(ActorKind.COMMAND, "", "seed"): "Command seed",
        Actor(ActorKind.STRANGER, "10.0.0.1", ""): "Somebody at 10.0.0.1",
        Actor(ActorKind.STRANGER, "", ""): "Somebody unknown",
        Actor(ActorKind.OPEN, "open", "open access"): "Anybody (open access)",
        Actor(ActorKind.PERSON, "7", ""): "User 7",
    }
    for actor, text in names.items():
        record("merchant.updated", merchant_id=None, subject_id=1, actor=actor)
        [edge] = page(client, first=1)["edges"]
        assert edge["node"]["actor"] == text


def test_an_events_time_may_differ_from_its_ids_by_minutes(client: Client, merchant: Merchant) -> None:
    """The id is made before a lock is waited for."""
    event = AuditEvent.objects.latest("id")
    an_hour = timedelta(hours=1)
    assert str(event.id) in found(client, **{"from": (datetime.now(UTC) - an_hour).isoformat()})
    assert str(event.id) in found(client, to=(datetime.now(UTC) + an_hour).isoformat())


def test_words_are_short_and_begin_with_a_capital() -> None:
    for text in ACTIONS.values():
        assert text[0].isupper()
        assert len(text) < 60
