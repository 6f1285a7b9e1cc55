"""With the playground off, the server neither shows its schema nor helps to guess it."""

import pytest
from django.test import Client
from graphql import get_introspection_query
from pytest_django import Settings

from tests.api.conftest import ApiCaller, graphql

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

INTROSPECTIONS = {
    # Unlike any document of another test: a document's verdict is cached.
    "the standard query": get_introspection_query(descriptions=False),
    "the schema": "{ hidden: __schema { types { name } } }",
    "a type": '{ hidden: __type(name: "Payout") { fields { name } } }',
    "beside a question": "{ hidden: __schema { types { name } } merchants { totalCount } }",
    "in a fragment": "{ ...Hidden } fragment Hidden on Query { __schema { queryType { name } } }",
    "inline": "{ ... on Query { hidden: __schema { queryType { name } } } }",
}

# graphql-core's own messages, which name the closest match.
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
    response = graphql(client, document)
    assert response.status_code == 400
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {"BAD_USER_INPUT"}
    assert "data" not in response.json()
    assert "introspection has been disabled" in response.json()["errors"][0]["message"]


@pytest.mark.usefixtures("hidden")
def test_typename_is_still_allowed(caller: ApiCaller) -> None:
    response = caller.ask("{ __typename engine { __typename playground } }")
    assert response.json()["data"] == {"__typename": "Query", "engine": {"__typename": "Engine", "playground": False}}


@pytest.mark.parametrize("document", NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_suggestions_are_given_only_with_the_playground(client: Client, settings: Settings, document: str) -> None:
    assert "Did you mean" in graphql(client, document).content.decode()
    settings.PAYOUT_PLAYGROUND = False
    response = graphql(client, document)
    assert response.status_code == 400
    assert "Did you mean" not in response.content.decode()
    assert all(error["message"] and error["locations"] for error in response.json()["errors"])


@pytest.mark.parametrize(("document", "variables"), NEAR_MISSES_OF_VARIABLES.values(), ids=NEAR_MISSES_OF_VARIABLES)
def test_suggestions_are_not_given_for_variables_either(
    client: Client, settings: Settings, document: str, variables: dict[str, object]
) -> None:
    assert "Did you mean" in graphql(client, document, **variables).content.decode()
    settings.PAYOUT_PLAYGROUND = False
    response = graphql(client, document, **variables)
    assert response.status_code == 400
    assert "Did you mean" not in response.content.decode()


@pytest.mark.usefixtures("hidden")
def test_a_browser_gets_a_404_while_the_playground_is_off(client: Client) -> None:
    response = client.get("/graphql/", headers=BROWSER)
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "PAYOUT_PLAYGROUND" in response.content.decode()
    assert client.get("/").status_code in {200, 503}  # the dashboard is still served
