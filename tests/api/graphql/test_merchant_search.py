"""Merchants found by words of their name or e-mail address."""

from typing import Any

import pytest
from django.test import Client

from server.merchants.models import Merchant
from server.merchants.onboarding import create_merchant
from tests.api.conftest import graphql
from tests.api.keys import client_of

SEARCH = """query ($search: String, $first: Int, $after: String) {
  merchants(search: $search, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { name } } } }"""
NAMES = {
    "Kaveri Silks LLP": "accounts@kaveri.example",
    "Kaveri Spices": "hello@spice-route.example",
    "50% Off_Season": "shop@offers.example",
    "Étoile & Fils": "etoile@paris.example",
    "कावेरी टेक्सटाइल्स": "textiles@kaveri.example",
}


@pytest.fixture
def merchants(database: None) -> list[Merchant]:
    return [create_merchant(name=name, email=email) for name, email in NAMES.items()]


def found(client: Client, search: str | None, **variables: Any) -> list[str]:
    answer = graphql(client, SEARCH, search=search, **variables).json()["data"]["merchants"]
    if not variables:
        assert answer["totalCount"] == len(answer["edges"])
    return [edge["node"]["name"] for edge in answer["edges"]]


@pytest.mark.usefixtures("merchants")
@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("kaveri", ["कावेरी टेक्सटाइल्स", "Kaveri Spices", "Kaveri Silks LLP"]),
        ("  KAVERI\tsilk ", ["Kaveri Silks LLP"]),
        ("accounts@kaveri.example", ["Kaveri Silks LLP"]),
        ("spice-route", ["Kaveri Spices"]),
        ("%", ["50% Off_Season"]),
        ("f_s", ["50% Off_Season"]),
        ("étoile", ["Étoile & Fils"]),
        ("कावेरी", ["कावेरी टेक्सटाइल्स"]),
        ("silks spices", []),
        ("\\", []),
        ("'; DROP", []),
    ],
)
def test_every_word_is_in_the_name_or_the_address(client: Client, search: str, names: list[str]) -> None:
    assert found(client, search) == names


@pytest.mark.usefixtures("merchants")
@pytest.mark.parametrize("search", [None, "", "   "])
def test_an_empty_search_finds_all(client: Client, search: str | None) -> None:
    assert found(client, search) == list(NAMES)[::-1]


@pytest.mark.usefixtures("merchants")
@pytest.mark.parametrize("search", ["\0", "x" * 101, "a\u202eb", "a\nb\x07"])
def test_what_no_name_has_is_refused(client: Client, search: str) -> None:
    answer = client.post("/graphql/", {"query": SEARCH, "variables": {"search": search}}, "application/json").json()
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.usefixtures("merchants")
def test_a_nul_within_the_document_is_refused_too(client: Client) -> None:
    [error] = graphql(client, '{ merchants(search: "\\u0000") { totalCount } }').json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.usefixtures("merchants")
def test_a_search_has_pages_whose_cursors_are_its_own(client: Client) -> None:
    first = graphql(client, SEARCH, search="kaveri", first=2).json()["data"]["merchants"]
    after = first["pageInfo"]["endCursor"]
    assert (first["pageInfo"]["hasNextPage"], first["totalCount"]) == (True, 3)
    assert found(client, "  Kaveri", first=2, after=after) == ["Kaveri Silks LLP"]
    for other in ("spices", None):
        [error] = graphql(client, SEARCH, search=other, after=after).json()["errors"]
        assert error["message"] == "after is not a cursor of this list."


def test_a_merchant_finds_itself_alone(merchants: list[Merchant]) -> None:
    client = client_of(merchants[0])
    assert found(client, "kaveri") == ["Kaveri Silks LLP"]
    assert found(client, "spices") == []
