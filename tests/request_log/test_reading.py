"""The log as both APIs show it: refusals and changes beside the payouts that were made, to those who may see them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from server.access.api_keys import create_key
from server.access.callers import Scope
from server.api.http.error_help import HELP
from server.api.http.errors import WIRE
from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.ids import first_id_since, new_id
from server.merchants.models import Merchant
from server.payouts.creation import PayoutRequest, create_payouts
from server.request_log import writer as writing
from server.request_log.models import LoggedRequest, Outcome
from server.request_log.reading import asked_by, entries
from server.request_log.writer import prune, writer
from tests.api.conftest import ApiCaller, graphql
from tests.api.keys import client_of
from tests.conftest import account_of
from tests.support.counting import round_trips
from tests.support.logged_requests import logged_request

LOG = """query ($m: ID, $f: RequestLogFilter, $n: Int, $after: String) {
  requestLog(merchantId: $m, filter: $f, first: $n, after: $after) {
    edges { node {
      requestId at durationMs caller key { keyId name prefix } method path operation httpStatus outcome errorCode
      message explanation { meaning advice } idempotencyKey payoutId payouts
    } }
    pageInfo { hasNextPage endCursor }
  }
}"""


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


def log(client: Client, **variables: Any) -> list[dict[str, Any]]:
    writer.stop()
    writer.start()
    answer = graphql(client, LOG, **variables).json()
    assert "errors" not in answer, answer
    return [edge["node"] for edge in answer["data"]["requestLog"]["edges"]]


def entry(merchant: Merchant | None, *, at: datetime | None = None, **values: Any) -> LoggedRequest:
    if at:
        values |= {"at": at, "id": UUID(int=first_id_since(at).int + (uuid4().int >> 72))}
    return logged_request(merchant.id if merchant else None, **values)


def test_a_payout_that_was_made_and_one_that_was_refused_are_listed_together(merchant: Merchant) -> None:
    made = create_key(name="Shop", scopes={Scope.READ, Scope.PAYOUTS}, merchant_id=merchant.id)
    client = Client(headers={"Authorization": f"Bearer {made.secret}"})
    caller = ApiCaller(client, merchant)
    created, refused = caller.create(key := uuid4()), caller.create(other := uuid4(), amount_paise=10**9)
    second, first = log(client)
    assert (first["requestId"], first["outcome"]) == (created["X-Request-Id"], "SUCCEEDED")
    assert (first["payoutId"], first["payouts"], first["idempotencyKey"]) == (created.json()["id"], 1, str(key))
    assert (first["method"], first["path"], first["durationMs"], first["httpStatus"]) == (None, None, None, None)
    assert (second["requestId"], second["outcome"]) == (refused["X-Request-Id"], "REFUSED")
    assert (second["errorCode"], second["idempotencyKey"]) == ("insufficient_funds", str(other))
    assert second["explanation"] == HELP["insufficient_funds"]._asdict()
    for each in (first, second):
        assert each["key"] == {"keyId": str(made.key.id), "name": "Shop", "prefix": made.key.prefix}
        assert each["caller"] == "Shop"


def test_rest_shows_the_same(merchant: Merchant) -> None:
    client = client_of(merchant)
    caller = ApiCaller(client, merchant)
    caller.create(amount_paise=10**9)
    caller.create()
    by_graphql = log(client)
    by_rest = client.get("/api/v1/request_log/").json()
    assert by_rest["next_before"] is None
    for ours, theirs in zip(by_graphql, by_rest["results"], strict=True):
        assert ours["requestId"] == theirs["request_id"]
        assert (ours["errorCode"], ours["payoutId"]) == (theirs["error"], theirs["payout_id"])
        assert (ours["outcome"].lower(), ours["explanation"]) == (theirs["outcome"], theirs["explanation"])


def test_a_page_goes_on_where_the_one_before_ended(merchant: Merchant) -> None:
    client = client_of(merchant)
    caller = ApiCaller(client, merchant)
    for number in range(6):
        caller.create(amount_paise=10**9 if number % 2 else 10)
    everything = [each["requestId"] for each in log(client)]
    assert len(set(everything)) == 6
    paged: list[str] = []
    after = None
    while True:
        page = graphql(client, LOG, n=2, after=after).json()["data"]["requestLog"]
        paged += [edge["node"]["requestId"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert paged == everything
    rest: list[str] = []
    before: dict[str, str] = {}
    while True:
        listed = client.get("/api/v1/request_log/", {"limit": "4"} | before).json()
        rest += [each["request_id"] for each in listed["results"]]
        if listed["next_before"] is None:
            break
        before = {"before": listed["next_before"]}
    assert rest == everything


def test_a_batch_is_one_entry_with_the_number_of_its_payouts(merchant: Merchant) -> None:
    request_id = new_id()
    with in_context(AuditContext(Actor(ActorKind.OPEN, "open", "open access"), request_id)):
        create_payouts(merchant.id, [PayoutRequest(account_of(merchant).id, 1, uuid4()) for _ in range(7)])
    [batch] = entries(asked_by(merchant.id, request_id=None, key_id=None, outcome=None), 10)
    assert (batch.request_id, batch.payouts) == (request_id, 7)


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_only_what_was_asked_for_is_listed(merchant: Merchant, outcome: Outcome | None) -> None:
    made = create_key(name="Shop", scopes={Scope.READ, Scope.PAYOUTS}, merchant_id=merchant.id)
    client = Client(headers={"Authorization": f"Bearer {made.secret}"})
    caller = ApiCaller(client, merchant)
    created, refused = caller.create()["X-Request-Id"], caller.create(amount_paise=10**9)["X-Request-Id"]
    failed = str(entry(merchant, outcome=Outcome.FAILED, error_code="internal_error", http_status=500).id)
    by_outcome = {None: {created, refused, failed}, "succeeded": {created}, "refused": {refused}, "failed": {failed}}
    of = {"outcome": outcome.name} if outcome else {}
    assert {each["requestId"] for each in log(client, f=of)} == by_outcome[outcome]
    assert {each["requestId"] for each in log(client, f=of | {"keyId": str(made.key.id)})} == by_outcome[outcome] - {
        failed
    }
    for each in (created, refused, failed):
        found = {node["requestId"] for node in log(client, f=of | {"requestId": each})}
        assert found == {each} & by_outcome[outcome]


def test_a_merchant_sees_its_own_requests_alone_and_operators_all(
    merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    other = new_merchant()
    mine, theirs = client_of(merchant), client_of(other)
    ids = {}
    for client, each in ((mine, merchant), (theirs, other)):
        caller = ApiCaller(client, each)
        ids[each.id] = {caller.create()["X-Request-Id"], caller.create(amount_paise=10**9)["X-Request-Id"]}
    assert {each["requestId"] for each in log(mine)} == ids[merchant.id]
    for request_id in ids[other.id]:
        assert log(mine, f={"requestId": request_id}) == []
    operators = client_of(None)
    for each in (merchant, other):
        assert {node["requestId"] for node in log(operators, m=str(each.id))} == ids[each.id]
    for request_id in ids[other.id]:
        assert [node["requestId"] for node in log(operators, f={"requestId": request_id})] == [request_id]
    refused = {node["requestId"] for node in log(operators)}
    assert refused < ids[merchant.id] | ids[other.id]
    assert len(refused) == 2


def test_an_outcome_of_all_merchants_is_refused() -> None:
    answer = graphql(client_of(None), LOG, f={"outcome": "REFUSED"}).json()
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_old_entries_and_a_merchants_surplus_are_deleted(
    merchant: Merchant, new_merchant: Callable[..., Merchant], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST", 3)
    other = new_merchant()
    now = datetime.now(UTC)
    old = entry(merchant, at=now - timedelta(days=7, minutes=1))
    many = [entry(merchant, at=now - timedelta(minutes=minutes)).id for minutes in range(5)]
    kept = entry(other).id
    nobody = [entry(None, at=now - timedelta(minutes=minutes)).id for minutes in range(5)]
    asked = asked_by(merchant.id, request_id=None, key_id=None, outcome=None)
    assert old.id not in {each.request_id for each in entries(asked, 10)}
    prune({merchant.id, other.id, None})
    assert set(LoggedRequest.objects.values_list("id", flat=True)) == {*many[:3], kept, *nobody[:3]}


def test_a_page_costs_one_statement_whatever_it_holds(merchant: Merchant) -> None:
    asked = asked_by(merchant.id, request_id=None, key_id=None, outcome=None)
    for _ in range(3):
        entry(merchant)
    create_payouts(merchant.id, [PayoutRequest(account_of(merchant).id, 1, uuid4()) for _ in range(5)])
    with round_trips() as counted:
        entries(asked, 50)
    assert counted.round_trips == 1


def test_every_error_code_is_explained() -> None:
    assert set(HELP) == {code for code, _ in WIRE.values()}
    for explanation in HELP.values():
        assert all(text.endswith((".", "id.")) for text in explanation)
