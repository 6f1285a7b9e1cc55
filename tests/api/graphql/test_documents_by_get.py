"""Queries by GET: what they share with POST, and what they refuse."""

import json
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, ApiResponse, no_row_changes
from tests.api.graphql.test_hidden_schema import BROWSER
from tests.api.keys import client_of
from tests.conftest import pay
from tests.support.users import people, person_of_merchant, sign_in

__all__ = ["people"]

BALANCE = "query ($m: ID) { balance(merchantId: $m) { totalPaise } }"


def get(client: Client, method: str = "GET", accept: str = "", **parameters: Any) -> ApiResponse:
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
    headers = {"Accept": accept} if accept else {}
    return client.generic(method, f"/graphql/?{urlencode(texts)}", headers=headers)


def test_a_query_by_get_is_answered_as_by_post(caller: ApiCaller) -> None:
    pay(caller.merchant)
    document = "query ($m: ID!, $n: Int) { payouts(merchantId: $m, first: $n) { totalCount edges { node { id } } } }"
    variables = {"m": str(caller.merchant.id), "n": 5}
    by_post = caller.ask(document, **variables)
    by_get = get(caller.client, query=document, variables=variables, operationName="", extensions={"a": [1]})
    assert (by_get.status_code, by_get.content) == (200, by_post.content)
    assert by_get["Content-Type"] == "application/json"
    assert by_get["Cache-Control"] == "no-store"
    standard = get(caller.client, query=document, variables=variables, accept="application/graphql-response+json")
    assert standard["Content-Type"] == "application/graphql-response+json; charset=utf-8"
    head = get(caller.client, "HEAD", query=document, variables=variables)
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", by_get["Content-Length"])


def test_the_operation_is_chosen_by_its_name(caller: ApiCaller) -> None:
    new = f'createMerchant(input: {{name: "N", email: "{uuid4().hex}@x.example"}}) {{ __typename }}'
    document = f"query Read {{ __typename }} mutation Write {{ {new} }}"
    with no_row_changes():
        read = get(caller.client, query=document, operationName="Read")
        write = get(caller.client, query=document, operationName="Write")
        either, other = get(caller.client, query=document), get(caller.client, query=document, operationName="Other")
    assert (read.status_code, read.json()) == (200, {"data": {"__typename": "Query"}})
    assert (write.status_code, write["Allow"]) == (405, "OPTIONS, POST")
    assert write.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"
    assert (either.status_code, other.status_code) == (400, 400)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_mutation_is_executed_by_get(caller: ApiCaller, method: str) -> None:
    literals = " ".join(f"{name}: {json.dumps(value)}" for name, value in caller.graphql_input(5).items())
    mutations = [
        f"mutation {{ createPayout(input: {{ {literals} }}) {{ __typename }} }}",
        f"mutation M {{ ...A }} fragment A on Mutation {{ createPayout(input: {{ {literals} }}) {{ __typename }} }}",
    ]
    for mutation in mutations:
        with no_row_changes():
            response = get(caller.client, method, query=mutation)
        assert (response.status_code, response["Allow"]) == (405, "OPTIONS, POST")
        post = caller.ask(mutation)  # the control: nothing else is wrong with it
        assert post.json()["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"
    assert Payout.objects.count() == 1  # the second one replays


REFUSED = {
    "no query": ("", "query"),
    "an empty query": ("query=", "query"),
    "a blank query": ("query=%20%0A", "query"),
    "variables that are no JSON": ("query={__typename}&variables={", "variables"),
    "variables that are a list": ("query={__typename}&variables=[]", "variables"),
    "variables that are a string": ('query={__typename}&variables="x"', "variables"),
    "variables with a key twice": ('query={__typename}&variables={"a":1,"a":2}', "variables"),
    "variables with NaN": ('query={__typename}&variables={"a":NaN}', "variables"),
    "variables with a NUL": ('query={__typename}&variables={"a":"\\u0000"}', "variables"),
    "deep variables": (f"query={{__typename}}&variables={'[' * 5_000}", "variables"),
    "extensions that are a number": ("query={__typename}&extensions=5", "extensions"),
    "extensions that are no JSON": ("query={__typename}&extensions=x", "extensions"),
    "a query twice": ("query={__typename}&query={__typename}", "query"),
    "an operation twice": ("query={__typename}&operationName=a&operationName=b", "operationName"),
    "no operation of this name": ("query={__typename}&operationName=a", "operationName"),
    "no UTF-8": ("query={__typename}%ff", None),
    "a surrogate": ("query={__typename}%ed%a0%80", None),
    "a NUL": ("query={__typename}%00", None),
    "thousands of parameters": ("query={__typename}&" + "a=1&" * 2_000, None),
    "an unknown field": ("query={secrets}", None),
    "a document that is too deep": (f"query={'{a' * 20}{'}' * 20}", None),
}


@pytest.mark.parametrize(("query", "field"), REFUSED.values(), ids=REFUSED)
def test_a_malformed_query_string_is_refused(client: Client, query: str, field: str | None) -> None:
    response: Any = client.get(f"/graphql/?{quote(query, safe='=&%')}")
    assert response.status_code == 400, response.content
    error = response.json()["errors"][0]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"].get("field") == field
    assert "data" not in response.json()


def test_empty_parameters_count_as_not_sent_and_others_are_ignored(client: Client) -> None:
    response: Any = client.get("/graphql/?query=%7B__typename%7D&variables=&operationName=&extensions=&op=Read&op=2")
    assert response.json() == {"data": {"__typename": "Query"}}
    assert get(client, query="{ __typename }", variables="null", extensions="null").status_code == 200


def test_permissions_and_tenants_are_those_of_post(caller: ApiCaller, stranger: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    ours = client_of(caller.merchant)
    assert get(ours, query=BALANCE).json()["data"]["balance"] == {"totalPaise": 100_000}
    [error] = get(ours, query=BALANCE, variables={"m": str(stranger.merchant.id)}).json()["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"
    [error] = get(ours, query="{ apiKeys { totalCount } }").json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    anonymous = get(Client(), query="{ __typename }")
    assert (anonymous.status_code, anonymous["WWW-Authenticate"]) == (401, "Bearer")


def test_it_counts_as_a_read_whatever_its_document_says(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    settings.PAYOUT_RATE_LIMIT_READS, settings.PAYOUT_RATE_LIMIT_WRITES = "3/hour", "1/hour"
    ours = client_of(caller.merchant)
    responses = [get(ours, query=f"{{ __typename }} # mutation {n}") for n in range(4)]
    assert [each.status_code for each in responses] == [200, 200, 200, 429]
    assert responses[0]["RateLimit"].startswith('"reads"')
    assert responses[3]["Retry-After"]


@pytest.mark.usefixtures("people")
def test_a_session_needs_no_csrf_token_to_read(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, person_of_merchant(caller.merchant).email)
    del browser.cookies["csrftoken"]
    assert get(browser, query=BALANCE).json()["data"]["balance"] == {"totalPaise": 100_000}
    with no_row_changes():
        mutation = 'mutation { createMerchant(input: {name: "N", email: "a@x.example"}) { __typename } }'
        assert get(browser, query=mutation).status_code == 405


def test_a_browser_still_gets_the_playground(client: Client) -> None:
    """Also by a link to a query, as the dashboard and other pages have them."""
    for address in ("/graphql/", "/graphql/?query=%7B__typename%7D"):
        page: Any = client.get(address, headers=BROWSER)
        assert page["Content-Type"].split(";")[0] in {"text/html", "text/plain"}  # the latter where it is not built
    both = get(client, query="{ __typename }", accept="text/html, application/json")
    assert both.json() == {"data": {"__typename": "Query"}}
