"""GraphQL documents: what is executed, what is refused before anything is, and at what size."""

import json
import time
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from graphql import get_introspection_query
from strawberry.extensions.parser_cache import _get_parse_cache
from strawberry.extensions.validation_cache import _get_validate_cache

from server.api.limits import CACHED_DOCUMENTS, MOST_ALIASES, MOST_DEPTH, MOST_TOKENS

from .conftest import Answer, Caller, graphql, no_row_changes, post

A = "__typename"
NEW = 'createMerchant(input: {name: "New", email: "%s@new.example"}) { __typename }'


def nested(depth: int) -> str:
    """A document that is so many fields deep: payouts, edges, node, ledgerEntries, payout, ledgerEntries, …"""
    inner = "id"
    for level in range(depth - 5, -1, -1):
        inner = f"{'ledgerEntries' if level % 2 == 0 else 'payout'} {{ {inner} }}"
    return f'{{ payouts(merchantId: "x") {{ edges {{ node {{ {inner} }} }} }} }}'


def doubling(fragments: int, field: str = "a: __typename") -> str:
    """Each fragment spreads the next one twice: 2ⁿ fields, if every spread were walked."""
    chain = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(fragments)]
    return " ".join(["{ ...F0 }", *chain, f"fragment F{fragments} on Query {{ {field} }}"])


REFUSED = {
    "not GraphQL": "SELECT 1",
    "unfinished": "{ merchants {",
    "only a comment": "# nothing",
    "only a fragment": "fragment F on Query { __typename }",
    "a type definition": "type T { id: ID }",
    "an unknown field": "{ secrets }",
    "an unknown argument": "{ merchants(last: 5) { totalCount } }",
    "an unknown fragment": "{ ...F }",
    "an unknown fragment far inside": "{ merchants { edges { node { ...F } } } }",
    "an unknown type": "{ ... on Secret { id } }",
    "an unknown directive": "{ __typename @secret }",
    "an undefined variable": "{ merchant(id: $id) { id } }",
    "a needed variable that is missing": "query ($id: ID!) { merchant(id: $id) { id } }",
    "a variable of an output type": "query ($m: Merchant) { __typename }",
    "no subfields": "{ merchants }",
    "a float for an integer": "{ merchants(first: 1.0) { totalCount } }",
    "a string for an integer": '{ merchants(first: "1") { totalCount } }',
    "an integer of 64 bits": "{ merchants(first: 4294967297) { totalCount } }",
    "an integer of thousands of digits": "{ merchants(first: %s) { totalCount } }" % ("9" * 5000),
    "an unknown status": '{ payouts(merchantId: "x", status: DONE) { totalCount } }',
    "a status as REST spells it": '{ payouts(merchantId: "x", status: "pending") { totalCount } }',
    "a subscription": "subscription { payouts { id } }",
    "two unnamed operations": "{ __typename } { __typename }",
    "two unnamed operations, one a mutation": f"{{ __typename }} mutation {{ {NEW} }}" % "x",
    "two named operations and no choice": "query A { __typename } query B { __typename }",
    "a fragment that spreads itself": "{ ...F } fragment F on Query { ...F }",
    "fragments that spread each other": "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    "a cycle below a field": "{ ...F }"
    " fragment F on Query { merchant(id: 1) { ...G } } fragment G on Merchant { ...G }",
    "a lone surrogate": '{ merchant(id: "\\ud800") { id } }',
    "too many tokens": "{" + " __typename" * MOST_TOKENS + "}",
    "10,000 aliases": "{" + "".join(f"a{n}:{A} " for n in range(3000)) + "}",
    "one alias too many": "{" + "".join(f"a{n}:{A} " for n in range(MOST_ALIASES + 1)) + "}",
    "one alias too many, inside": "{ merchants { "
    + "".join(f"a{n}: totalCount " for n in range(MOST_ALIASES + 1))
    + "} }",
    "one alias too many, by fragments": "{ "
    + " ".join(f"m{n}: merchants {{ ...F }}" for n in range(8))
    + " } fragment F on MerchantConnection { a: totalCount b: totalCount c: totalCount }",
    "aliases by inline fragments": "{" + "".join(f"... {{ a{n}:{A} }} " for n in range(MOST_ALIASES + 1)) + "}",
    "aliases doubled by fragments": doubling(60),
    "one field too deep": nested(MOST_DEPTH + 1),
    "one field too deep, by fragments": nested(MOST_DEPTH).replace("id }", "...E }", 1)
    + " fragment E on LedgerEntry { payout { id } } fragment P on Payout { merchant { id } }",
    "fifty fields deep": nested(50),
    "hundreds of fields deep": "{" * 400 + "a" + "}" * 400,
    "a literal of hundreds of lists": f"{{ merchants(first: {'[' * 400}1{']' * 400}) {{ totalCount }} }}",
    "a chain of fragments, each a field deeper": "{ merchants { edges { node { ...F0 } } } }"
    + "".join(f" fragment F{n} on Payout {{ merchant {{ ...F{n + 1} }} }}" for n in range(90))
    + " fragment F90 on Payout { id }",
    "a flood of directives": "{ __typename " + "@include(if: true) " * 150 + "}",
    "a flood of unknown directives": "{ __typename " + "@a " * 450 + "}",
    "a flood of unknown fields": "{" + " x y z" * 300 + "}",
    "deep introspection": "{ __schema { types { " + "fields { type { " * 10 + "name" + " } }" * 10 + " } } }",
}


@pytest.mark.parametrize("document", REFUSED.values(), ids=REFUSED)
def test_a_document_is_refused_whole_with_words_and_soon(client: Client, document: str) -> None:
    began = time.monotonic()
    with no_row_changes():
        answer = graphql(client, document)
    assert time.monotonic() - began < 2
    assert_refused(answer)


def assert_refused(answer: Answer) -> None:
    body = answer.json()
    assert (answer.status_code, list(body)) == (400, ["errors"])
    assert {error["extensions"]["code"] for error in body["errors"]} == {"BAD_USER_INPUT"}
    for error in body["errors"]:
        assert error["message"]
        assert not any(
            leak in error["message"] for leak in ("Traceback", "KeyError", "recursion depth", "object at 0x")
        )


EXECUTED = {
    "as many aliases as there may be": "{" + "".join(f"a{n}:{A} " for n in range(MOST_ALIASES)) + "}",
    "as deep as may be": nested(MOST_DEPTH),
    "the standard introspection": get_introspection_query(),
    "the introspection of GraphiQL": get_introspection_query(
        descriptions=True,
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    ),
    "fragments that double nothing of weight": doubling(30, field="__typename"),
    "a comment and a byte order mark": "\ufeff# hello\n{ __typename }",
}


@pytest.mark.parametrize("document", EXECUTED.values(), ids=EXECUTED)
def test_a_document_within_the_limits_is_executed(client: Client, document: str) -> None:
    answer = graphql(client, document)
    assert answer.status_code == 200
    assert all(error["extensions"]["code"] == "NOT_FOUND" for error in answer.json().get("errors", []))


TWO_MUTATIONS = {
    "side by side": f"mutation {{ {NEW} {NEW} }}",
    "by aliases": f"mutation {{ a: {NEW} b: {NEW} }}",
    "by a fragment": f"mutation {{ a: {NEW} ...F }} fragment F on Mutation {{ b: {NEW} }}",
    "both in a fragment": f"mutation {{ ...F }} fragment F on Mutation {{ a: {NEW} b: {NEW} }}",
    "by fragments of fragments": "mutation { ...F } fragment F on Mutation { ...G ...H }"
    f" fragment G on Mutation {{ a: {NEW} }} fragment H on Mutation {{ b: {NEW} }}",
    "by inline fragments": f"mutation {{ ... {{ a: {NEW} }} ... on Mutation {{ b: {NEW} }} }}",
    "one of them skipped": f"mutation {{ a: {NEW} b: {NEW.replace('{ __', '@skip(if: true) { __')} }}",
}


@pytest.mark.parametrize("document", TWO_MUTATIONS.values(), ids=TWO_MUTATIONS)
def test_a_document_has_one_mutation(client: Client, document: str) -> None:
    emails = [uuid4().hex for _ in range(document.count("%s"))]
    with no_row_changes():
        answer = graphql(client, document % tuple(emails))
    assert_refused(answer)
    assert "Send one mutation per document." in [error["message"] for error in answer.json()["errors"]]


def test_one_mutation_may_come_by_a_fragment(client: Client) -> None:
    document = f"mutation {{ ...F }} fragment F on Mutation {{ a: {NEW} }}" % uuid4().hex
    assert graphql(client, document).json() == {"data": {"a": {"__typename": "CreateMerchantSuccess"}}}


def test_of_named_operations_the_named_one_is_executed(client: Client) -> None:
    document = f"query Read {{ __typename }} mutation Write {{ {NEW} }}" % uuid4().hex
    with no_row_changes():
        answer = send(client, {"query": document, "operationName": "Read"})
    assert answer.json() == {"data": {"__typename": "Query"}}


def test_an_operation_that_is_not_there_is_refused(client: Client) -> None:
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
}


@pytest.mark.parametrize(("request_body", "field"), MALFORMED_REQUESTS.values(), ids=MALFORMED_REQUESTS)
def test_a_request_is_well_formed(client: Client, request_body: dict[str, Any], field: str) -> None:
    answer = send(client, request_body)
    assert_refused(answer)
    assert answer.json()["errors"][0]["extensions"]["field"] == field


def test_what_the_protocol_leaves_open_is_tolerated(client: Client) -> None:
    request: dict[str, Any] = {
        "query": "{ __typename }",
        "variables": None,
        "operationName": None,
        "extensions": {},
        "more": [1],
    }
    assert send(client, request).json() == {"data": {"__typename": "Query"}}
    assert graphql(client, "{ __typename }", unused="variable").status_code == 200


def test_a_document_is_parsed_and_validated_once(client: Client) -> None:
    document = f"{{ {'a' + uuid4().hex}: __typename }}"
    graphql(client, document)
    parsed, validated = caches()
    for _ in range(3):
        assert graphql(client, document).status_code == 200
    assert [cache.hits for cache in caches()] == [parsed.hits + 3, validated.hits + 3]
    assert [cache.misses for cache in caches()] == [parsed.misses, validated.misses]


def test_no_more_than_so_many_documents_are_kept(client: Client) -> None:
    for n in range(CACHED_DOCUMENTS + 5):
        graphql(client, f"{{ a{n}: __typename }}")
    assert [cache.currsize for cache in caches()] == [CACHED_DOCUMENTS] * 2


def test_a_refused_document_is_refused_again_from_the_cache(client: Client) -> None:
    first, again = graphql(client, "{ secrets }"), graphql(client, "{ secrets }")
    assert first.content == again.content
    assert_refused(again)


def caches() -> list[Any]:
    return [_get_parse_cache(CACHED_DOCUMENTS).cache_info(), _get_validate_cache(CACHED_DOCUMENTS).cache_info()]  # type: ignore[attr-defined]


def send(client: Client, request: dict[str, Any]) -> Answer:
    return post(client, "/graphql/", json.dumps(request))


def test_a_batch_is_refused_and_nothing_of_it_done(caller: Caller) -> None:
    batch = [{"query": f"mutation {{ {NEW} }}" % uuid4().hex}] * 2
    with no_row_changes():
        assert post(caller.client, "/graphql/", json.dumps(batch)).status_code == 400
