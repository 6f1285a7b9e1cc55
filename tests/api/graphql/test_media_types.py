"""GraphQL answers in the media type that Accept names, whichever layer answers."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.api.conftest import ApiCaller, ApiResponse

JSON = "application/json"
STANDARD = "application/graphql-response+json"
STANDARD_IN_UTF_8 = f"{STANDARD}; charset=utf-8"

ACCEPTED = {
    "": JSON,
    "*/*": JSON,
    "application/*": JSON,
    "application/json": JSON,
    "application/json; charset=utf-8": JSON,
    "application/xml": JSON,
    "text/html": JSON,
    "nonsense": JSON,
    "application/graphql+json": JSON,
    f"{STANDARD};q=0": JSON,
    f"{STANDARD};q=0, */*": JSON,
    f"{STANDARD};q=0.5, application/json": JSON,
    "application/graphql-response+jsonx": JSON,
    STANDARD: STANDARD_IN_UTF_8,
    STANDARD.upper(): STANDARD_IN_UTF_8,
    f"{STANDARD}; charset=utf-8": STANDARD_IN_UTF_8,
    f"{STANDARD};charset=UTF-8": STANDARD_IN_UTF_8,
    f"{STANDARD}, application/json": STANDARD_IN_UTF_8,
    f"application/json, {STANDARD}": STANDARD_IN_UTF_8,
    f"{STANDARD},application/json;q=0.9": STANDARD_IN_UTF_8,  # Apollo
    f"{STANDARD}, application/graphql+json, {JSON}, text/event-stream": STANDARD_IN_UTF_8,  # urql
    f"multipart/mixed, {STANDARD}, */*": STANDARD_IN_UTF_8,
    f"{STANDARD};q=0.5, */*;q=0.1": STANDARD_IN_UTF_8,
}


def send(client: Client, body: Any, accept: str = STANDARD, **more: Any) -> ApiResponse:
    headers = {"Accept": accept} if accept else {}
    text = body if isinstance(body, str) else json.dumps(body)
    return client.generic("POST", "/graphql/", text, "application/json", headers=headers, **more)


@pytest.mark.parametrize("accept", ACCEPTED)
def test_an_answer_has_the_accepted_type(client: Client, accept: str) -> None:
    plain = send(client, {"query": "{ __typename }"}, "")
    response = send(client, {"query": "{ __typename }"}, accept)
    assert (response.status_code, response["Content-Type"], response.content) == (200, ACCEPTED[accept], plain.content)
    assert "Accept" in response["Vary"]


UNREADABLE = {
    "no document": ({"query": 5}, 400),
    "a faulty document": ({"query": "{ secrets }"}, 400),
    "a faulty variable": (
        {"query": "query ($n: Int) { merchants(first: $n) { totalCount } }", "variables": {"n": "x"}},
        400,
    ),
    "not JSON": ("{", 400),
    "too large": (json.dumps({"query": "#" * 70_000}), 413),
}


@pytest.mark.parametrize(("body", "status"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_refusal_has_the_accepted_type(client: Client, body: Any, status: int) -> None:
    """Apollo reads the errors of a 400 in no other type."""
    standard, plain = send(client, body), send(client, body, JSON)
    assert (standard.status_code, standard["Content-Type"]) == (status, STANDARD_IN_UTF_8)
    assert (plain.status_code, plain["Content-Type"]) == (status, JSON)
    assert standard.json()["errors"][0]["message"] == plain.json()["errors"][0]["message"]


def test_refusals_before_the_document_is_read_have_it_too(client: Client, settings: Settings) -> None:
    refused = [
        client.put("/graphql/", headers={"Accept": STANDARD}),
        client.post("/graphql/", "x", "text/plain", headers={"Accept": STANDARD}),
    ]
    settings.PAYOUT_OPEN_ACCESS = False
    refused.append(send(client, {"query": "{ __typename }"}))
    settings.ALLOWED_HOSTS = ["payouts.example"]
    refused.append(client.post("/graphql/", headers={"Accept": STANDARD, "Host": "elsewhere.example"}))
    assert [each.status_code for each in refused] == [405, 415, 401, 400]
    assert {each["Content-Type"] for each in refused} == {STANDARD_IN_UTF_8}
    assert all(each.json()["errors"][0]["extensions"]["code"] for each in refused)


def test_a_field_that_fails_has_it_too(caller: ApiCaller) -> None:
    response = send(caller.client, {"query": '{ balance(merchantId: "x") { totalPaise } }'})
    assert (response.status_code, response["Content-Type"]) == (200, STANDARD_IN_UTF_8)
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_an_accept_header_of_any_length_is_answered(client: Client) -> None:
    for accept in (f"{STANDARD}; " + "x" * 20_000, ", ".join([STANDARD] * 2_000)):
        assert send(client, {"query": "{ __typename }"}, accept).status_code == 200


def test_what_is_not_the_endpoint_keeps_its_type(client: Client) -> None:
    for address in ("/graphql/x", "/api/v1/merchants/", "/healthz"):
        assert client.get(address, headers={"Accept": STANDARD})["Content-Type"] == JSON
