"""Webhooks in both APIs: the same rows, one table of bad input, and a secret that is shown once."""

import json
import logging
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings
from strawberry.utils.str_converters import to_snake_case

from server.access.callers import Scope
from server.audit_log.models import AuditEvent
from server.events.kinds import EventType
from server.merchants.models import Merchant
from server.request_log.models import LoggedRequest
from server.request_log.writer import writer
from server.webhooks.models import WebhookEndpoint, WebhookMessage
from server.webhooks.upkeep import forget_old_messages
from tests.api.conftest import ApiCaller, ApiResponse, graphql, refusal_of
from tests.api.keys import client_of
from tests.conftest import pay
from tests.support.counting import round_trips
from tests.support.webhooks import SOMEWHERE, end_by_hand, make_old, new_endpoint, resent_webhook

ENDPOINT = """id merchantId url eventTypes state disabledBecause failingSince secretHint oldSecretUntil position backlog
    createdAt deletedAt"""
ATTEMPT = "number startedAt endedAt outcome httpStatus retryAfterSeconds"
MESSAGE = f"""id endpointId eventType position state body createdAt nextAttemptAt deliveredAt attemptCount
    attempts {{ {ATTEMPT} }}"""
PROBLEM = "... on ValidationError { message field }"
CREATE = f"""mutation ($i: CreateWebhookEndpointInput!) {{ createWebhookEndpoint(input: $i) {{
    ... on CreateWebhookEndpointSuccess {{ secret endpoint {{ {ENDPOINT} }} }} {PROBLEM} }} }}"""
ROTATE = f"""mutation ($i: RotateWebhookSecretInput!) {{ rotateWebhookSecret(input: $i) {{
    ... on RotateWebhookSecretSuccess {{ secret endpoint {{ {ENDPOINT} }} }} {PROBLEM} }} }}"""
SET_STATE = f"""mutation ($i: SetWebhookEndpointStateInput!) {{ setWebhookEndpointState(input: $i) {{
    ... on SetWebhookEndpointStateSuccess {{ changed endpoint {{ {ENDPOINT} }} }} {PROBLEM} }} }}"""
DELETE = f"""mutation ($i: DeleteWebhookEndpointInput!) {{ deleteWebhookEndpoint(input: $i) {{
    ... on DeleteWebhookEndpointSuccess {{ endpoint {{ {ENDPOINT} }} }} {PROBLEM} }} }}"""
TEST = f"""mutation ($i: SendTestEventInput!) {{ sendTestEvent(input: $i) {{
    ... on SendTestEventSuccess {{ webhookMessage {{ {MESSAGE} }} }} {PROBLEM} }} }}"""
RESEND = f"""mutation ($i: ResendWebhookInput!) {{ resendWebhook(input: $i) {{
    ... on ResendWebhookSuccess {{ webhookMessage {{ {MESSAGE} }} }} {PROBLEM} }} }}"""
REPLAY = f"""mutation ($i: ReplayWebhooksInput!) {{ replayWebhooks(input: $i) {{
    ... on ReplayWebhooksSuccess {{ replay {{ id after upTo createdAt endedAt }} }} {PROBLEM} }} }}"""
LIST = f"query ($m: ID) {{ webhookEndpoints(merchantId: $m) {{ {ENDPOINT} }} }}"
ONE = f"query ($id: ID!) {{ webhookEndpoint(id: $id) {{ {ENDPOINT} }} }}"
MESSAGES = f"""query ($id: ID!, $state: WebhookMessageState, $first: Int, $after: String) {{ webhookEndpoint(id: $id) {{
    messages(state: $state, first: $first, after: $after) {{
        totalCount pageInfo {{ hasNextPage endCursor }} edges {{ node {{ {MESSAGE} }} }} }} }} }}"""


class Webhooks:
    """A merchant's caller of the webhooks in both APIs."""

    def __init__(self, client: Client, merchant: Merchant) -> None:
        self.client, self.merchant = client, merchant

    def rest(self, method: str, address: str, body: Any = None, **query: str) -> ApiResponse:
        path = f"/api/v1/webhooks/{address}"
        text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        return self.client.generic(
            method,
            path,
            text,
            "application/json",
            headers={"X-Merchant-Id": str(self.merchant.id)},
            query_params=query or None,
        )

    def ask(self, document: str, **variables: Any) -> Any:
        answer = graphql(self.client, document, **variables).json()
        assert "errors" not in answer, answer
        [told] = answer["data"].values()
        return told

    def code(self, document: str, **variables: Any) -> str:
        """Of the error that the document meets."""
        answer = graphql(self.client, document, **variables).json()
        return str(answer["errors"][0]["extensions"]["code"])


@pytest.fixture
def own(merchant: Merchant, settings: Settings) -> Webhooks:
    settings.PAYOUT_OPEN_ACCESS = False
    return Webhooks(client_of(merchant, Scope.WEBHOOKS, Scope.READ), merchant)


def new_input(**changes: Any) -> dict[str, Any]:
    return {"url": SOMEWHERE, "eventTypes": ["PAYOUT_COMPLETED", "PAYOUT_FAILED"]} | changes


def snake(value: Any) -> Any:
    """As REST has it."""
    match value:
        case dict():
            return {to_snake_case(name): snake(each) for name, each in value.items()}
        case list():
            return [snake(each) for each in value]
        case "ENABLED" | "DISABLED" | "DUE" | "EXHAUSTED" | "DROPPED":
            return value.lower()
    return value


def as_rest(node: dict[str, Any]) -> Any:
    told = snake(node)
    if told["state"] == "DELIVERED":  # an outcome's name too
        told["state"] = "delivered"
    return told


def test_an_endpoint_is_made_with_a_secret_that_is_shown_once(own: Webhooks) -> None:
    made = own.ask(CREATE, i=new_input())
    endpoint, secret = made["endpoint"], made["secret"]
    assert secret.startswith("whsec_")
    assert endpoint == {
        "id": str(WebhookEndpoint.objects.get().id),
        "merchantId": str(own.merchant.id),
        "url": SOMEWHERE,
        "eventTypes": ["PAYOUT_COMPLETED", "PAYOUT_FAILED"],
        "state": "ENABLED",
        "disabledBecause": None,
        "failingSince": None,
        "secretHint": secret[-4:],
        "oldSecretUntil": None,
        "position": "1.0",
        "backlog": 0,
        "createdAt": endpoint["createdAt"],
        "deletedAt": None,
    }
    assert own.ask(LIST) == own.ask(LIST, m=str(own.merchant.id)) == [endpoint]
    assert own.ask(ONE, id=endpoint["id"]) == endpoint
    told = own.rest("GET", "endpoints/")
    assert told.json() == {"count": 1, "results": [as_rest(endpoint)]}
    assert own.rest("GET", f"endpoints/{endpoint['id']}/").json() == as_rest(endpoint)
    assert secret[6:-4] not in told.content.decode()


def test_an_endpoint_is_made_in_rest(own: Webhooks) -> None:
    body = {"url": SOMEWHERE, "event_types": ["PAYMENT_RECEIVED"]}
    made = own.rest("POST", "endpoints/", body)
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    assert own.rest("GET", "endpoints/").json()["results"] == [made.json()["endpoint"]]
    assert made.json()["endpoint"] == as_rest(own.ask(LIST)[0])


def test_a_message_is_the_same_in_both_apis(own: Webhooks) -> None:
    message = resent_webhook(own.merchant.id)
    node = own.ask(MESSAGES, id=str(message.endpoint_id))["messages"]["edges"][-1]["node"]  # a test came after it
    told = own.rest("GET", f"messages/{message.webhook_id}/").json()
    assert as_rest(node) == told
    assert (told["id"], told["event_type"], told["position"], told["state"]) == (
        message.webhook_id,
        "TEST",
        None,
        "delivered",
    )
    assert [(each["number"], each["outcome"], each["http_status"]) for each in told["attempts"]] == [
        (2, "DELIVERED", 200),
        (1, "DELIVERED", 200),
    ]
    listed = own.rest("GET", f"endpoints/{message.endpoint_id}/messages/").json()
    assert (listed["results"][-1], listed["next_before"]) == (told, None)
    again = own.ask("query ($id: ID!) { node(id: $id) { __typename id } }", id=message.webhook_id)
    assert again == {"__typename": "WebhookMessage", "id": message.webhook_id}


def test_a_message_that_is_too_old_to_be_kept_is_found_no_more(own: Webhooks) -> None:
    message = resent_webhook(own.merchant.id)
    assert own.ask("{ engine { webhookDaysKept } }") == {"webhookDaysKept": 90}
    make_old(91, message)
    assert forget_old_messages(seconds=60) == 1
    gone = {"field": "messageId", "message": "No such webhook message."}
    assert own.ask(RESEND, i={"messageId": message.webhook_id}) == gone
    assert own.rest("GET", f"messages/{message.webhook_id}/").status_code == 404
    listed = own.rest("GET", f"endpoints/{message.endpoint_id}/messages/").json()["results"]
    assert message.webhook_id not in {each["id"] for each in listed}


def test_messages_are_paged_newest_first(own: Webhooks) -> None:
    endpoint = new_endpoint(own.merchant.id).endpoint
    ids = [own.ask(TEST, i={"endpointId": str(endpoint.id)})["webhookMessage"]["id"] for _ in range(3)][::-1]
    address = f"endpoints/{endpoint.id}/messages/"
    first = own.rest("GET", address, limit="2").json()
    assert ([each["id"] for each in first["results"]], first["next_before"]) == (ids[:2], ids[1])
    second = own.rest("GET", address, limit="2", before=ids[1]).json()
    assert ([each["id"] for each in second["results"]], second["next_before"]) == (ids[2:], None)
    page = own.ask(MESSAGES, id=str(endpoint.id), first=2)["messages"]
    assert [edge["node"]["id"] for edge in page["edges"]] == ids[:2]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, True)
    rest = own.ask(MESSAGES, id=str(endpoint.id), first=2, after=page["pageInfo"]["endCursor"])["messages"]
    assert [edge["node"]["id"] for edge in rest["edges"]] == ids[2:]
    end_by_hand(WebhookMessage.objects.get(pk=ids[0].removeprefix("msg_")))
    [delivered] = own.rest("GET", address, state="delivered").json()["results"]
    [also] = own.ask(MESSAGES, id=str(endpoint.id), state="DELIVERED")["messages"]["edges"]
    assert delivered == as_rest(also["node"])
    assert own.ask(ONE, id=str(endpoint.id))["backlog"] == 2


def test_a_secret_is_rotated(own: Webhooks) -> None:
    before = new_endpoint(own.merchant.id)
    endpoint_id = str(before.endpoint.id)
    rotated = own.ask(ROTATE, i={"id": endpoint_id})
    assert rotated["secret"] != before.secret
    assert rotated["endpoint"]["secretHint"] == rotated["secret"][-4:]
    assert rotated["endpoint"]["oldSecretUntil"]
    again = own.rest("POST", f"endpoints/{endpoint_id}/rotate_secret/", {"grace_hours": 0}).json()
    assert again["endpoint"]["old_secret_until"] is None
    assert again["secret"] not in {rotated["secret"], before.secret}


def test_a_secret_is_stored_sealed_and_told_to_no_log(own: Webhooks, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    writer.start()
    made = own.ask(CREATE, i=new_input())
    endpoint_id = made["endpoint"]["id"]
    secrets = [made["secret"], own.ask(ROTATE, i={"id": endpoint_id})["secret"]]
    secrets.append(own.rest("POST", f"endpoints/{endpoint_id}/rotate_secret/", {}).json()["secret"])
    own.ask(LIST)
    own.rest("GET", f"endpoints/{endpoint_id}/")
    writer.stop()  # writes what waits
    assert LoggedRequest.objects.count() == 3
    stored = "".join(map(str, [*AuditEvent.objects.values_list(), *LoggedRequest.objects.values_list()]))
    assert "webhook_endpoint.secret_rotated" in stored
    [endpoint] = WebhookEndpoint.objects.values()
    for secret in secrets:
        key = secret.removeprefix("whsec_")
        assert key not in caplog.text
        assert key not in stored
        assert not any(key.encode() in bytes(value) for value in endpoint.values() if isinstance(value, bytes))


def test_an_endpoint_is_disabled_enabled_and_deleted(own: Webhooks) -> None:
    endpoint_id = str(new_endpoint(own.merchant.id).endpoint.id)
    disabled = own.ask(SET_STATE, i={"id": endpoint_id, "state": "DISABLED"})
    assert (disabled["changed"], disabled["endpoint"]["state"]) == (True, "DISABLED")
    assert disabled["endpoint"]["disabledBecause"]
    address = f"endpoints/{endpoint_id}/"
    assert own.rest("PATCH", address, {"state": "disabled"}).json()["changed"] is False
    enabled = own.rest("PATCH", address, {"state": "enabled"}).json()
    assert (enabled["changed"], enabled["endpoint"]["state"]) == (True, "enabled")
    deleted = own.ask(DELETE, i={"id": endpoint_id})["endpoint"]
    assert deleted["deletedAt"]
    assert own.ask(LIST) == []
    assert own.ask(ONE, id=endpoint_id) == deleted
    assert own.rest("DELETE", address).status_code == 404
    assert own.rest("GET", address).json() == as_rest(deleted)
    other = str(new_endpoint(own.merchant.id).endpoint.id)
    assert own.rest("DELETE", f"endpoints/{other}/").json()["deleted_at"]


def test_a_test_is_sent_and_resent(own: Webhooks) -> None:
    endpoint_id = str(new_endpoint(own.merchant.id).endpoint.id)
    told = own.rest("POST", f"endpoints/{endpoint_id}/test/")
    assert (told.status_code, told.json()["state"], told.json()["event_type"]) == (202, "due", "TEST")
    end_by_hand(WebhookMessage.objects.get())
    resent = own.ask(RESEND, i={"messageId": told.json()["id"]})["webhookMessage"]
    assert (resent["state"], resent["attemptCount"]) == ("DUE", 1)
    again = own.rest("POST", f"messages/{told.json()['id']}/resend/")
    assert (again.status_code, again.json()) == (
        202,
        as_rest(resent) | {"next_attempt_at": again.json()["next_attempt_at"]},
    )


def test_a_part_of_the_feed_is_replayed(own: Webhooks) -> None:
    endpoint_id = str(new_endpoint(own.merchant.id).endpoint.id)
    replay = own.ask(REPLAY, i={"endpointId": endpoint_id, "after": "0.0"})["replay"]
    assert (replay["after"], replay["upTo"], replay["endedAt"]) == ("0.0", "1.0", None)
    told = own.rest("POST", f"endpoints/{endpoint_id}/replay/", {"after": "0.0", "up_to": "1.0"})
    assert told.status_code == 202
    assert (told.json()["replay"]["after"], told.json()["replay"]["up_to"]) == ("0.0", "1.0")


BAD_URLS = [
    "",
    "http://192.0.32.8/",
    "ftp://192.0.32.8/",
    "https:///hook",
    "https://user:pass@192.0.32.8/",
    "https://192.0.32.8/#part",
    "https://192.0.32.8/" + "a" * 2048,
    "https://192.0.32.8/\u0007",
    "https://192.0.32.8:22/",
    "https://10.0.0.1/",
    "https://[::1]/",
    "https://localhost/",
]


def test_a_bad_url_is_refused_by_its_name(own: Webhooks) -> None:
    for url in BAD_URLS:
        problem = own.ask(CREATE, i=new_input(url=url))
        assert problem["field"] == "url", (url, problem)
        refused = own.rest("POST", "endpoints/", {"url": url, "event_types": ["PAYMENT_RECEIVED"]})
        assert refusal_of(refused) == (400, "validation_error", "url"), url
        assert refused.json()["message"] == problem["message"]
    not_texts: list[Any] = [None, 5, ["https://192.0.32.8/"]]
    for value in not_texts:
        refused = own.rest("POST", "endpoints/", {"url": value, "event_types": ["PAYMENT_RECEIVED"]})
        assert refusal_of(refused) == (400, "validation_error", "url")
    assert not WebhookEndpoint.objects.exists()


def test_bad_event_types_are_refused_by_their_name(own: Webhooks) -> None:
    for types in ([], ["PAYOUT_FAILED", "PAYOUT_FAILED"]):
        assert own.ask(CREATE, i=new_input(eventTypes=types))["field"] == "eventTypes"
    assert own.code(CREATE, i=new_input(eventTypes=["PAYOUT_EXPLODED"])) == "BAD_USER_INPUT"
    assert own.code(CREATE, i=new_input(eventTypes=["TEST"])) == "BAD_USER_INPUT"
    for bad in (
        [],
        ["PAYOUT_FAILED"] * 2,
        ["PAYOUT_EXPLODED"],
        ["TEST"],
        ["payout_failed"],
        [5],
        None,
        "PAYOUT_FAILED",
    ):
        refused = own.rest("POST", "endpoints/", {"url": SOMEWHERE, "event_types": bad})
        assert refusal_of(refused) == (400, "validation_error", "event_types"), bad
    assert not WebhookEndpoint.objects.exists()


def test_the_same_endpoint_twice_and_an_eleventh_are_refused(own: Webhooks) -> None:
    own.ask(CREATE, i=new_input())
    assert own.ask(CREATE, i=new_input(eventTypes=["PAYOUT_FAILED", "PAYOUT_COMPLETED"]))["field"] == "url"
    for number in range(9):
        own.ask(CREATE, i=new_input(url=f"{SOMEWHERE}/{number}"))
    refused = own.rest("POST", "endpoints/", {"url": f"{SOMEWHERE}/x", "event_types": ["PAYOUT_FAILED"]})
    assert (refused.status_code, refused.json()["error"]) == (400, "validation_error")
    assert "10 endpoints" in refused.json()["message"]
    assert WebhookEndpoint.objects.count() == 10


def test_bad_input_of_the_other_verbs_is_refused_by_its_name(own: Webhooks) -> None:
    endpoint_id = str(new_endpoint(own.merchant.id).endpoint.id)
    for hours in (-1, 169):
        assert own.ask(ROTATE, i={"id": endpoint_id, "graceHours": hours})["field"] == "graceHours"
    not_hours: list[Any] = [-1, 169, 1.5, "24", True, None, [1]]
    for bad in not_hours:
        refused = own.rest("POST", f"endpoints/{endpoint_id}/rotate_secret/", {"grace_hours": bad})
        assert refusal_of(refused) == (400, "validation_error", "grace_hours"), bad
    not_states: list[Any] = ["", "paused", "ENABLED", None, 1]
    for bad in not_states:
        refused = own.rest("PATCH", f"endpoints/{endpoint_id}/", {"state": bad})
        assert refusal_of(refused) == (400, "validation_error", "state"), bad
    for after in ("", "1", "9.0", "latest"):  # the last but one is beyond the head
        assert own.ask(REPLAY, i={"endpointId": endpoint_id, "after": after})["field"] == "after", after
        refused = own.rest("POST", f"endpoints/{endpoint_id}/replay/", {"after": after})
        assert refusal_of(refused) == (400, "validation_error", "after"), after
    for up_to in ("", "x", "9.0", "0.0"):
        assert own.ask(REPLAY, i={"endpointId": endpoint_id, "after": "0.0", "upTo": up_to})["field"] == "upTo", up_to
        refused = own.rest("POST", f"endpoints/{endpoint_id}/replay/", {"after": "0.0", "up_to": up_to})
        assert refusal_of(refused) == (400, "validation_error", "up_to"), up_to
    for name, value in (("state", "DUE"), ("state", ""), ("limit", "0"), ("before", "x"), ("before", str(uuid4()))):
        refused = own.rest("GET", f"endpoints/{endpoint_id}/messages/", **{name: value})
        assert refusal_of(refused) == (400, "validation_error", name), (name, value)
    for body in ("[]", "{", '{"state": "enabled", "state": "disabled"}'):
        assert own.rest("PATCH", f"endpoints/{endpoint_id}/", body).status_code == 400


def test_nothing_is_sent_to_a_disabled_endpoint(own: Webhooks) -> None:
    message = resent_webhook(own.merchant.id)
    endpoint_id = str(message.endpoint_id)
    own.ask(SET_STATE, i={"id": endpoint_id, "state": "DISABLED"})
    problem = own.ask(TEST, i={"endpointId": endpoint_id})
    assert "disabled" in problem["message"]
    assert problem["field"] == "endpointId"
    assert own.ask(RESEND, i={"messageId": message.webhook_id})["field"] == "messageId"
    for address in (f"endpoints/{endpoint_id}/test/", f"messages/{message.webhook_id}/resend/"):
        assert own.rest("POST", address).status_code == 400


def test_what_is_not_the_callers_is_not_found(own: Webhooks, new_merchant: Any) -> None:
    theirs = resent_webhook(new_merchant().id)
    for endpoint_id in (str(theirs.endpoint_id), str(uuid4()), "x", ""):
        for document, value in (
            (ROTATE, {"id": endpoint_id}),
            (SET_STATE, {"id": endpoint_id, "state": "DISABLED"}),
            (DELETE, {"id": endpoint_id}),
            (TEST, {"endpointId": endpoint_id}),
            (REPLAY, {"endpointId": endpoint_id, "after": "0.0"}),
        ):
            name = next(iter(value))
            assert own.ask(document, i=value) == {"field": name, "message": "No such webhook endpoint."}
        assert own.ask(ONE, id=endpoint_id) is None
        if endpoint_id:
            for method, address, body in (
                ("GET", "", None),
                ("PATCH", "", {"state": "disabled"}),
                ("DELETE", "", None),
                ("POST", "rotate_secret/", {}),
                ("POST", "test/", None),
                ("POST", "replay/", {"after": "0.0"}),
                ("GET", "messages/", None),
            ):
                assert own.rest(method, f"endpoints/{endpoint_id}/{address}", body).status_code == 404, address
    for message_id in (theirs.webhook_id, str(theirs.id), f"msg_{uuid4()}", "msg_", f"msg_{{{theirs.id}}}", "x"):
        problem = own.ask(RESEND, i={"messageId": message_id})
        assert problem == {"field": "messageId", "message": "No such webhook message."}
        assert own.rest("POST", f"messages/{message_id}/resend/").status_code == 404
        assert own.rest("GET", f"messages/{message_id}/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "delivered"
    assert WebhookEndpoint.objects.get().state == "enabled"


def test_a_key_that_pays_cannot_point_events_elsewhere(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    paying = Webhooks(client_of(merchant, Scope.READ, Scope.PAYOUTS, Scope.BENEFICIARIES), merchant)
    assert paying.code(CREATE, i=new_input()) == "FORBIDDEN"
    refused = paying.rest("POST", "endpoints/", {"url": SOMEWHERE, "event_types": ["PAYOUT_FAILED"]})
    assert refused.json() == {"error": "forbidden", "message": "This needs the scope webhooks."}
    assert not WebhookEndpoint.objects.exists()


def test_an_operator_names_the_merchant(caller: ApiCaller) -> None:
    named = Webhooks(caller.client, caller.merchant)
    assert named.ask(CREATE, i=new_input())["field"] == "merchantId"
    assert named.code(LIST) == "BAD_USER_INPUT"
    assert named.code(LIST, m=str(uuid4())) == "NOT_FOUND"
    assert named.ask(CREATE, i=new_input(merchantId=str(uuid4())))["field"] == "merchantId"
    assert named.ask(CREATE, i=new_input(merchantId=str(caller.merchant.id)))["endpoint"]["state"] == "ENABLED"
    assert len(named.ask(LIST, m=str(caller.merchant.id))) == 1


def test_a_list_costs_the_same_however_many_there_are(own: Webhooks) -> None:
    """Its endpoints, and their newest messages with attempts."""
    endpoint = new_endpoint(own.merchant.id).endpoint

    def cost(read: Any) -> int:
        with round_trips() as counted:
            read()
        return counted.round_trips

    reads: list[Any] = [
        lambda: own.ask(LIST),
        lambda: own.ask(MESSAGES, id=str(endpoint.id)),
        lambda: own.rest("GET", "endpoints/").json(),
        lambda: own.rest("GET", f"endpoints/{endpoint.id}/messages/").json(),
    ]
    end_by_hand(WebhookMessage.objects.get(pk=_test_of(own, endpoint)))
    few = [cost(read) for read in reads]
    for number in range(3):
        new_endpoint(own.merchant.id, f"{SOMEWHERE}/{number}")
        end_by_hand(WebhookMessage.objects.get(pk=_test_of(own, endpoint)))
    pay(own.merchant, 1)
    assert [cost(read) for read in reads] == few


def _test_of(own: Webhooks, endpoint: WebhookEndpoint) -> str:
    told: str = own.ask(TEST, i={"endpointId": str(endpoint.id)})["webhookMessage"]["id"]
    return told.removeprefix("msg_")


def test_every_type_of_event_can_be_asked_for(own: Webhooks) -> None:
    made = own.ask(CREATE, i=new_input(eventTypes=[kind.value for kind in EventType]))
    assert set(made["endpoint"]["eventTypes"]) == set(EventType)
