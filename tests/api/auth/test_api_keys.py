"""API keys over HTTP: the header, the one refusal for all bad keys, and the operators' mutations."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from server.access import api_keys
from server.access.callers import Scope
from server.access.models import ApiKey
from server.merchants.models import Merchant
from tests.access.test_api_keys import age_key as let_pass
from tests.api.conftest import ApiCaller, ApiResponse, graphql, no_row_changes, payouts_of
from tests.api.keys import client_of, client_with, new_key

GOOD = "payout_" + "a" * 12 + "_" + "b" * 43

PAY = """mutation ($input: CreatePayoutInput!) { createPayout(input: $input) {
  ... on CreatePayoutSuccess { %s } } }"""

MALFORMED = {
    "empty": "",
    "the scheme alone": "Bearer",
    "the scheme and a space": "Bearer ",
    "no scheme": GOOD,
    "another scheme": f"Basic {GOOD}",
    "the scheme twice": f"Bearer Bearer {GOOD}",
    "a tab": f"Bearer\t{GOOD}",
    "two keys": f"Bearer {GOOD} {GOOD}",
    "two headers in one": f"Bearer {GOOD}, Bearer {GOOD}",
    "more behind it": f"Bearer {GOOD}x",
    "a comma behind it": f"Bearer {GOOD},",
    "in quotes": f'Bearer "{GOOD}"',
    "as a parameter": f"Bearer token={GOOD}",
    "a short secret": f"Bearer {GOOD[:-1]}",
    "a short prefix": "Bearer payout_" + "a" * 11 + "_" + "b" * 43,
    "no prefix": "Bearer payout_" + "b" * 43,
    "another word": "Bearer payin_" + "a" * 12 + "_" + "b" * 43,
    "capitals": f"Bearer {GOOD.upper()}",
    "a dash for a line": f"Bearer {GOOD.replace('_', '-')}",
    "base64": "Bearer " + "b" * 40 + "==",
    "a token of three parts": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
    "not ASCII": f"Bearer {GOOD[:-1]}é",
    "full-width digits": f"Bearer {GOOD[:-1]}１".encode().decode("latin-1"),
    "a NUL": f"Bearer {GOOD[:-1]}\0",
    "SQL": "Bearer payout_' OR 1=1 --_" + "b" * 43,
    "a line": f"Bearer {GOOD}\n",
    "very long": "Bearer payout_" + "a" * 12 + "_" + "b" * 60_000,
}


@pytest.fixture(params=["closed", "open"])
def either(request: pytest.FixtureRequest, settings: Settings) -> None:
    """A key that is sent is checked, with open access as well as without."""
    settings.PAYOUT_OPEN_ACCESS = request.param == "open"


@pytest.fixture
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


def refusals(client: Client) -> list[ApiResponse]:
    return [
        client.get("/api/v1/payouts/"),
        client.get("/api/v1/merchants/"),
        graphql(client, "{ engine { openAccess } }"),
    ]


def assert_not_let_in(client: Client) -> None:
    payouts, merchants, in_graphql = refusals(client)
    refusal = {"error": "unauthenticated", "message": "A valid API key is required."}
    for response in (payouts, merchants, in_graphql):
        assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert payouts.json() == merchants.json() == refusal
    assert in_graphql.json() == {"errors": [{"message": refusal["message"], "extensions": {"code": "UNAUTHENTICATED"}}]}


@pytest.mark.usefixtures("either", "merchant")
@pytest.mark.parametrize("header", MALFORMED.values(), ids=MALFORMED)
def test_malformed_keys_get_the_same_message(header: str) -> None:
    with no_row_changes():
        assert_not_let_in(Client(raise_request_exception=False, headers={"Authorization": header}))


@pytest.mark.usefixtures("either", "merchant")
def test_an_unknown_key_gets_the_same_message() -> None:
    assert_not_let_in(client_with(GOOD))


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("ended", ["wrong secret", "expired", "revoked", "rotated away"])
def test_expired_and_revoked_keys_get_the_same_message(merchant: Merchant, ended: str) -> None:
    made = new_key(merchant, expires_at=datetime.now(UTC) + timedelta(days=2))
    client = client_with(made.secret)
    assert client.get("/api/v1/payouts/").status_code == 200
    match ended:
        case "wrong secret":
            client = client_with(made.secret[:-1] + ("a" if made.secret[-1] != "a" else "b"))
        case "expired":
            let_pass(made.key, "2 days")
        case "revoked":
            api_keys.revoke_key(made.key.id)
        case "rotated away":
            api_keys.rotate_key(made.key.id)
            let_pass(made.key, "1 day")
    assert_not_let_in(client)


@pytest.mark.usefixtures("either", "merchant")
@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer  "])
def test_the_bearer_scheme_is_case_insensitive(merchant: Merchant, scheme: str) -> None:
    client = Client(headers={"Authorization": f"{scheme} {new_key(merchant).secret}"})
    assert client.get("/api/v1/payouts/").status_code == 200


@pytest.mark.usefixtures("either")
def test_the_merchant_comes_from_the_key(merchant: Merchant, new_merchant: Callable[..., Merchant]) -> None:
    new_merchant(7)
    mine, caller = client_of(merchant), ApiCaller(client_of(merchant), merchant)
    paid = mine.post("/api/v1/payouts/", caller.body(), "application/json", headers={"Idempotency-Key": str(uuid4())})
    assert paid.status_code == 201
    made = graphql(
        mine,
        PAY % "payout { id }",
        input={name: value for name, value in caller.graphql_input(5_000).items() if name != "merchantId"},
    ).json()["data"]["createPayout"]["payout"]["id"]
    assert payouts_of(merchant) == 2
    assert mine.get("/api/v1/balance/").json()["available_balance_paise"] == 85_000
    assert mine.get("/api/v1/ledger/").json()["count"] == 3
    assert [row["id"] for row in mine.get("/api/v1/payouts/").json()["results"]] == [made, paid.json()["id"]]
    assert [row["id"] for row in mine.get("/api/v1/merchants/").json()["results"]] == [str(merchant.id)]
    data = graphql(
        mine,
        "{ balance { availablePaise } payouts { totalCount } ledger { totalCount } balanceHistory { sequence }"
        " merchants { totalCount edges { node { id } } } }",
    ).json()["data"]
    assert data == {
        "balance": {"availablePaise": 85_000},
        "payouts": {"totalCount": 2},
        "ledger": {"totalCount": 3},
        "balanceHistory": [{"sequence": 1}, {"sequence": 2}, {"sequence": 3}],
        "merchants": {"totalCount": 1, "edges": [{"node": {"id": str(merchant.id)}}]},
    }


@pytest.mark.usefixtures("closed")
def test_operators_have_to_name_the_merchant(merchant: Merchant) -> None:
    operator = client_of(None)
    assert operator.get("/api/v1/balance/").json()["field"] == "merchant_id"
    [error] = graphql(operator, "{ balance { availablePaise } }").json()["errors"]
    assert error["message"] == "merchantId is required for operator keys."
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "merchantId")
    caller = ApiCaller(operator, merchant)
    with no_row_changes():
        refused = caller.create_by_graphql(merchantId=None).json()["data"]["createPayout"]
    assert (refused["__typename"], refused["field"]) == ("ValidationError", "merchantId")
    assert refused["message"] == error["message"]
    assert caller.create().status_code == caller.get("balance/").status_code + 1 == 201


CREATE = """mutation ($i: CreateApiKeyInput!) { createApiKey(input: $i) { __typename
  ... on CreateApiKeySuccess { secret apiKey { id name prefix scopes createdBy expiresAt lastUsedAt merchant { id } } }
  ... on ValidationError { message field } } }"""
ROTATE = """mutation ($i: RotateApiKeyInput!) { rotateApiKey(input: $i) { __typename
  ... on RotateApiKeySuccess { secret apiKey { id scopes } } ... on ValidationError { field } } }"""
REVOKE = """mutation ($i: RevokeApiKeyInput!) { revokeApiKey(input: $i) { __typename
  ... on RevokeApiKeySuccess { apiKey { id revokedAt } } ... on ValidationError { field } } }"""
LIST = "query ($m: ID) { apiKeys(merchantId: $m) { totalCount edges { node { id name rotatedAt revokedAt } } } }"


@pytest.fixture
def operator(database: None, settings: Settings) -> Client:
    settings.PAYOUT_OPEN_ACCESS = False
    return client_of(None)


def send(client: Client, document: str, **variables: Any) -> Any:
    """The data of the one selected field."""
    response = graphql(client, document, **variables).json()
    assert "errors" not in response, response
    [found] = response["data"].values()
    return found


def test_an_operator_creates_rotates_and_revokes_a_merchants_key(operator: Client, merchant: Merchant) -> None:
    wanted = {"name": "shop", "merchantId": str(merchant.id), "scopes": ["PAYOUTS", "READ", "READ"]}
    made = send(operator, CREATE, i=wanted)
    assert made["apiKey"] == {
        "id": made["apiKey"]["id"],
        "name": "shop",
        "prefix": made["secret"].split("_")[1],
        "scopes": ["READ", "PAYOUTS"],
        "createdBy": "key the tests",
        "expiresAt": None,  # although its maker has an end
        "lastUsedAt": None,
        "merchant": {"id": str(merchant.id)},
    }
    old = client_with(made["secret"])
    assert old.get("/api/v1/balance/").status_code == 200
    rotated = send(operator, ROTATE, i={"id": made["apiKey"]["id"]})
    new = client_with(rotated["secret"])
    assert [client.get("/api/v1/balance/").status_code for client in (old, new)] == [200, 200]
    revoked = send(operator, REVOKE, i={"id": made["apiKey"]["id"]})
    assert revoked["apiKey"]["revokedAt"]
    assert [client.get("/api/v1/balance/").status_code for client in (old, new)] == [401, 200]
    listed = send(operator, LIST, m=str(merchant.id))
    assert [edge["node"]["id"] for edge in listed["edges"]] == [rotated["apiKey"]["id"], made["apiKey"]["id"]]
    assert (listed["totalCount"], send(operator, LIST)["totalCount"]) == (2, 3)


WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "no scope": (CREATE, {"scopes": []}, "scopes"),
    "a merchant's that operates": (CREATE, {"scopes": ["READ", "OPERATE"], "merchantId": str(uuid4())}, "scopes"),
    "an unknown merchant": (CREATE, {"merchantId": str(uuid4())}, "merchantId"),
    "a malformed merchant": (CREATE, {"merchantId": "five"}, "merchantId"),
    "no name": (CREATE, {"name": "  "}, "name"),
    "a long name": (CREATE, {"name": "x" * 101}, "name"),
    "an end that is past": (CREATE, {"expiresAt": "2001-01-01T00:00:00Z"}, "expiresAt"),
    "an end before all time": (CREATE, {"expiresAt": "0001-01-01T00:00:00+14:00"}, "expiresAt"),
    "an end after all time": (CREATE, {"expiresAt": "9999-12-31T23:59:59-14:00"}, "expiresAt"),
    "an unknown key to rotate": (ROTATE, {"id": str(uuid4())}, "id"),
    "a malformed key to rotate": (ROTATE, {"id": "five"}, "id"),
    "a grace below nothing": (ROTATE, {"graceHours": -1}, "graceHours"),
    "a grace of a year": (ROTATE, {"graceHours": 8760}, "graceHours"),
    "an end that is past for the new": (ROTATE, {"expiresAt": "2001-01-01T00:00:00Z"}, "expiresAt"),
    "an unknown key to revoke": (REVOKE, {"id": str(uuid4())}, "id"),
    "a malformed key to revoke": (REVOKE, {"id": ""}, "id"),
}


@pytest.mark.parametrize(("document", "change", "field"), WRONG.values(), ids=WRONG)
def test_bad_input_is_refused_by_its_field(operator: Client, document: str, change: dict[str, Any], field: str) -> None:
    fine = {"name": "x", "scopes": ["READ"]} if document is CREATE else {"id": str(ApiKey.objects.get().id)}
    with no_row_changes():
        refused = send(operator, document, i=fine | change)
    assert (refused["__typename"], refused["field"]) == ("ValidationError", field)


NOT_TIMES = [
    *("", "tomorrow", "2030-01-01", "2030-01-01T00:00:00", "2030-13-01T00:00:00Z", "2030-02-30T00:00:00Z"),
    *("2030-01-01 00:00:00Z", "9999-12-31T24:00:00Z", "2030-01-01T00:00:00+99:99", "２030-01-01T00:00:00Z", 5, True),
]


@pytest.mark.parametrize("time", NOT_TIMES)
def test_a_malformed_time_is_refused(operator: Client, time: object) -> None:
    with no_row_changes():
        response = graphql(operator, CREATE, i={"name": "x", "scopes": ["READ"], "expiresAt": time})
    assert response.status_code == 400
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {"BAD_USER_INPUT"}


def test_a_secret_is_returned_once_and_never_logged(
    operator: Client, merchant: Merchant, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG, logger="server"), caplog.at_level(logging.DEBUG, logger="django.request"):
        made = send(operator, CREATE, i={"name": "shop", "merchantId": str(merchant.id), "scopes": ["READ"]})
        secret = made["secret"].split("_")[2]
        client = client_with(made["secret"])
        row = ApiKey.objects.get(pk=made["apiKey"]["id"])
        every = "id name prefix scopes createdAt createdBy expiresAt rotatedAt revokedAt lastUsedAt merchant { id }"
        responses = [
            *refusals(client),
            *refusals(client_with(made["secret"][:-1] + "!")),
            graphql(operator, f"{{ apiKeys {{ edges {{ cursor node {{ {every} }} }} }} }}"),
            graphql(operator, CREATE, i={"name": "shop", "scopes": ["READ"]}),
            graphql(operator, REVOKE, i={"id": made["apiKey"]["id"]}),
        ]
    out, err = capfd.readouterr()
    texts = [json.dumps(dict(response.headers)) + response.content.decode() for response in responses]
    for text in (*texts, caplog.text, out, err):
        assert secret not in text
        assert row.secret_hash not in text


def test_no_type_has_a_field_for_a_hash_or_an_old_secret(caller: ApiCaller) -> None:
    document = "{ __schema { types { name fields { name } } } }"
    types = caller.ask(document).json()["data"]["__schema"]["types"]
    secret = {
        each["name"]
        for each in types
        for field in each["fields"] or ()
        if any(word in field["name"].lower() for word in ("secret", "hash", "token"))
    }
    shown_once = {"CreateApiKeySuccess", "RotateApiKeySuccess"}
    shown_once |= {"CreateWebhookEndpointSuccess", "RotateWebhookSecretSuccess"}
    shown_once |= {"InviteMemberSuccess", "RenewInvitationSuccess"}
    # A mutation's name; the last four characters of one, and until when another signs.
    assert secret == shown_once | {"Mutation", "WebhookEndpoint"}


@pytest.mark.usefixtures("closed")
def test_pages_of_other_origins_may_send_a_key(client: Client, settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://shop.example"]
    preflight = {"Origin": "https://shop.example", "Access-Control-Request-Method": "GET"}
    response: Any = client.options(
        "/api/v1/payouts/", headers=preflight | {"Access-Control-Request-Headers": "authorization"}
    )
    assert response.status_code == 200
    assert "authorization" in response["Access-Control-Allow-Headers"]


def fragments_of(selection: str) -> str:
    more = " fragment more on Payout { ... { edge: merchant { id } } }"
    every = " fragment all on CreatePayoutSuccess { payout { ...more } }"
    return every + more if "...all" in selection else more if "...more" in selection else ""


@pytest.mark.usefixtures("either")
def test_a_key_with_only_the_payouts_scope_sees_its_receipt_and_no_more(merchant: Merchant) -> None:
    caller = ApiCaller(client_of(merchant, Scope.PAYOUTS), merchant)
    receipt = "replayed payout { id status bankAccount { id ifscCode accountNumberMasked } }"
    made = send(caller.client, PAY % receipt, input=caller.graphql_input(1))
    assert made["payout"]["status"] == "PENDING"
    for beyond in (
        "payout { merchant { id } }",
        "payout { ledgerEntries { id } }",
        "payout { attempts { id } }",
        "payout { bankAccount: merchant { id } }",
        "payout { ... on Payout { merchant { id } } }",
        "payout { ...more }",
        "...all",
    ):
        with no_row_changes():
            response = graphql(caller.client, PAY % beyond + fragments_of(beyond), input=caller.graphql_input(1))
        [error] = response.json()["errors"]
        assert (error["message"], error["extensions"]["code"]) == ("This needs the scope read.", "FORBIDDEN")


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("verb", ["create", "rotate"])
def test_a_key_grants_no_scope_that_it_lacks(caller: ApiCaller, verb: str) -> None:
    client = client_with(new_key(None, Scope.OPERATE).secret)
    wide = new_key(None)
    with no_row_changes():
        if verb == "create":
            document = "mutation ($i: CreateApiKeyInput!) { createApiKey(input: $i) { __typename } }"
            response = graphql(client, document, i={"name": "more", "scopes": ["OPERATE", "READ"]})
        else:
            document = "mutation ($i: RotateApiKeyInput!) { rotateApiKey(input: $i) { __typename } }"
            response = graphql(client, document, i={"id": str(wide.key.id)})
    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert "read" in error["message"]


@pytest.mark.usefixtures("closed")
def test_each_doubling_fragment_is_visited_once(caller: ApiCaller) -> None:
    """Each of sixty fragments spreads the next one twice: walking every spread would never end."""
    doubling = "".join(f"fragment F{n} on Payout {{ ...F{n + 1} ...F{n + 1} }} " for n in range(60))
    document = "mutation ($input: CreatePayoutInput!) { createPayout(input: $input) { ... on CreatePayoutSuccess "
    document += "{ payout { ...F0 } } } } " + doubling + "fragment F60 on Payout { id }"
    client = client_of(caller.merchant, Scope.PAYOUTS)
    response = graphql(client, document, input=caller.graphql_input(100))
    assert response.json()["data"]["createPayout"]["payout"]["id"]
