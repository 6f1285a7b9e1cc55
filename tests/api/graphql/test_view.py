"""GraphQL requests: the body around a document, the choice of an operation, and the document cache."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from server.api.graphql.runtime import document_cache
from server.api.graphql.runtime.document_cache import CACHED_DOCUMENTS, LONGEST_CACHED
from tests.api.conftest import ApiCaller, ApiResponse, graphql, no_row_changes, post

from .test_document_cache import NEW, assert_refused


def test_the_named_operation_is_executed(client: Client) -> None:
    document = f"query Read {{ __typename }} mutation Write {{ {NEW} }}" % uuid4().hex
    with no_row_changes():
        response = send(client, {"query": document, "operationName": "Read"})
    assert response.json() == {"data": {"__typename": "Query"}}


def test_an_unknown_operation_is_refused(client: Client) -> None:
    for name in ("Other", "", "r"):
        assert_refused(send(client, {"query": "query R { __typename }", "operationName": name}))


MALFORMED_REQUESTS: dict[str, tuple[dict[str, Any], str | None]] = {
    "no query": ({}, "query"),
    "query null": ({"query": None}, "query"),
    "query a number": ({"query": 1}, "query"),
    "query a list": ({"query": ["{ __typename }"]}, "query"),
    "query empty": ({"query": ""}, "query"),
    "query blank": ({"query": " \n"}, "query"),
    "a persisted query": ({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "x"}}}, "query"),
    "variables a list": ({"query": "{ __typename }", "variables": []}, "variables"),
    "variables a string": ({"query": "{ __typename }", "variables": "{}"}, "variables"),
    "variables a number": ({"query": "{ __typename }", "variables": 0}, "variables"),
    "variables false": ({"query": "{ __typename }", "variables": False}, "variables"),
    "operationName a number": ({"query": "{ __typename }", "operationName": 1}, "operationName"),
    "operationName a list": ({"query": "{ __typename }", "operationName": []}, "operationName"),
    "extensions a string": ({"query": "{ __typename }", "extensions": "x"}, "extensions"),
    "extensions a number": ({"query": "{ __typename }", "extensions": 0}, "extensions"),
    "extensions a list": ({"query": "{ __typename }", "extensions": []}, "extensions"),
    "extensions false": ({"query": "{ __typename }", "extensions": False}, "extensions"),
}


@pytest.mark.parametrize(("request_body", "field"), MALFORMED_REQUESTS.values(), ids=MALFORMED_REQUESTS)
def test_a_malformed_request_is_refused(client: Client, request_body: dict[str, Any], field: str) -> None:
    response = send(client, request_body)
    assert_refused(response)
    assert response.json()["errors"][0]["extensions"]["field"] == field


def test_nulls_and_unknown_members_are_tolerated(client: Client) -> None:
    request: dict[str, Any] = {
        "query": "{ __typename }",
        "variables": None,
        "operationName": None,
        "more": [1],
    }
    for extensions in ({}, None, {"anything": [1]}):
        assert send(client, request | {"extensions": extensions}).json() == {"data": {"__typename": "Query"}}
    assert graphql(client, "{ __typename }", unused="variable").status_code == 200


def test_a_document_is_parsed_and_validated_once(client: Client) -> None:
    document = f"{{ {'a' + uuid4().hex}: __typename }}"
    graphql(client, document)
    before = document_cache._parsed.cache_info()
    for _ in range(3):
        assert graphql(client, document).status_code == 200
    after = document_cache._parsed.cache_info()
    assert (after.hits, after.misses) == (before.hits + 3, before.misses)


def test_the_document_cache_has_a_limit(client: Client) -> None:
    for n in range(CACHED_DOCUMENTS + 5):
        graphql(client, f"{{ a{n}: __typename }}")
    assert document_cache._parsed.cache_info().currsize == CACHED_DOCUMENTS


def test_a_large_document_is_not_cached(client: Client) -> None:
    before = document_cache._parsed.cache_info()
    document = "{ __typename } # " + LONGEST_CACHED * "x"
    assert graphql(client, document).json() == {"data": {"__typename": "Query"}}
    assert document_cache._parsed.cache_info() == before


def test_a_refused_document_is_refused_again_from_the_cache(client: Client) -> None:
    first = graphql(client, "{ secrets }")
    before = document_cache._parsed.cache_info()
    again = graphql(client, "{ secrets }")
    assert document_cache._parsed.cache_info().hits == before.hits + 1
    assert first.content == again.content
    assert_refused(again)


def send(client: Client, request: dict[str, Any]) -> ApiResponse:
    return post(client, "/graphql/", json.dumps(request))


def test_a_list_of_operations_is_refused_and_not_executed(caller: ApiCaller) -> None:
    batch = [{"query": f"mutation {{ {NEW} }}" % uuid4().hex}] * 2
    with no_row_changes():
        assert post(caller.client, "/graphql/", json.dumps(batch)).status_code == 400
