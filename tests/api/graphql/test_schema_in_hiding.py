"""With the playground off, nobody reads the schema from the server, and nobody guesses it with the server's help."""

import pytest
from django.test import Client
from graphql import get_introspection_query
from pytest_django import Settings

from tests.api.conftest import Caller, graphql

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

INTROSPECTIONS = {
    # Not the very document of another test: what was found of a document is remembered.
    "the standard query": get_introspection_query(descriptions=False),
    "the schema": "{ hidden: __schema { types { name } } }",
    "a type": '{ hidden: __type(name: "Payout") { fields { name } } }',
    "beside a question": "{ hidden: __schema { types { name } } merchants { totalCount } }",
    "in a fragment": "{ ...Hidden } fragment Hidden on Query { __schema { queryType { name } } }",
    "inline": "{ ... on Query { hidden: __schema { queryType { name } } } }",
}

# What GraphQL itself would say: with the name of something that the caller came near to.
NEAR_MISSES = {
    "a field": "{ merchantz { totalCount } }",
    "a field of a type": "{ merchants { totalCounts } }",
    "an argument": "{ merchants(firs: 1) { totalCount } }",
    "a type": "{ ... on Querry { engine { openAccess } } }",
    "a status": '{ payouts(merchantId: "x", status: COMPLETE) { totalCount } }',
    "a member of an input": "mutation { createMerchant(input: {nam: 1, email: 2}) { __typename } }",
    "subfields": "{ hidden: merchants }",
}
NEAR_MISSES_OF_VARIABLES = {
    "a status": ("query ($s: PayoutStatus) { payouts(merchantId: 1, status: $s) { totalCount } }", {"s": "COMPLETE"}),
    "a member": (
        "mutation ($i: CreateMerchantInput!) { createMerchant(input: $i) { __typename } }",
        {"i": {"name": "a", "email": "b", "emai": "c"}},
    ),
}


@pytest.fixture
def hidden(settings: Settings) -> None:
    settings.PAYOUT_PLAYGROUND = False


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("document", INTROSPECTIONS.values(), ids=INTROSPECTIONS)
def test_introspection_is_refused(client: Client, document: str) -> None:
    answer = graphql(client, document)
    assert answer.status_code == 400
    assert {error["extensions"]["code"] for error in answer.json()["errors"]} == {"BAD_USER_INPUT"}
    assert "data" not in answer.json()
    assert "introspection has been disabled" in answer.json()["errors"][0]["message"]


@pytest.mark.usefixtures("hidden")
def test_what_one_asked_for_still_says_its_type(caller: Caller) -> None:
    answer = caller.ask("{ __typename engine { __typename playground } }")
    assert answer.json()["data"] == {"__typename": "Query", "engine": {"__typename": "Engine", "playground": False}}


@pytest.mark.parametrize("document", NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_a_near_miss_is_helped_only_where_the_playground_is(client: Client, settings: Settings, document: str) -> None:
    assert "Did you mean" in graphql(client, document).content.decode()
    settings.PAYOUT_PLAYGROUND = False
    answer = graphql(client, document)
    assert answer.status_code == 400
    assert "Did you mean" not in answer.content.decode()
    assert all(error["message"] and error["locations"] for error in answer.json()["errors"])


@pytest.mark.parametrize(("document", "variables"), NEAR_MISSES_OF_VARIABLES.values(), ids=NEAR_MISSES_OF_VARIABLES)
def test_nor_is_a_near_miss_of_a_variable(
    client: Client, settings: Settings, document: str, variables: dict[str, object]
) -> None:
    assert "Did you mean" in graphql(client, document, **variables).content.decode()
    settings.PAYOUT_PLAYGROUND = False
    answer = graphql(client, document, **variables)
    assert answer.status_code == 400
    assert "Did you mean" not in answer.content.decode()


@pytest.mark.usefixtures("hidden")
def test_a_browser_is_told_that_the_playground_is_off(client: Client) -> None:
    answer = client.get("/graphql/", headers=BROWSER)
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "PAYOUT_PLAYGROUND" in answer.content.decode()
    assert client.get("/").status_code in {200, 503}  # the dashboard is there all the same
