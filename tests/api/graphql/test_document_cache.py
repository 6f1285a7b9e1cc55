"""GraphQL documents: which are executed, and which are refused before anything is executed."""

import time
from uuid import uuid4

import pytest
from django.test import Client
from graphql import get_introspection_query

from server.api.graphql.runtime.complexity import MOST_ALIASES, MOST_DEPTH, MOST_TOKENS
from tests.api.conftest import ApiResponse, graphql, no_row_changes

A = "__typename"
NEW = 'createMerchant(input: {name: "New", email: "%s@new.example"}) { __typename }'


def nested(depth: int) -> str:
    """A document `depth` fields deep: payouts, edges, node, ledgerEntries, payout, ledgerEntries, …"""
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
    "more objects than a thread should fetch": "{"
    + "".join(f"a{n}: merchants(first: 200) {{ edges {{ node {{ bankAccounts {{ id }} }} }} }} " for n in range(9))
    + "}",
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
    "three fragments, each a hundred fields deep": "{ ...F0 }"
    + "".join(f" fragment F{n} on Query {{ {'a { ' * 100} ...F{n + 1} {'}' * 100} }}" for n in range(3))
    + " fragment F3 on Query { a }",
    "a flood of directives": "{ __typename " + "@include(if: true) " * 150 + "}",
    "a flood of unknown directives": "{ __typename " + "@a " * 450 + "}",
    "a flood of unknown fields": "{" + " x y z" * 300 + "}",
    "deep introspection": "{ __schema { types { " + "fields { type { " * 10 + "name" + " } }" * 10 + " } } }",
}


@pytest.mark.parametrize("document", REFUSED.values(), ids=REFUSED)
def test_a_bad_document_is_refused_whole_and_quickly_with_a_message(client: Client, document: str) -> None:
    began = time.thread_time()
    with no_row_changes():
        response = graphql(client, document)
    assert time.thread_time() - began < 2
    assert_refused(response)


def assert_refused(response: ApiResponse) -> None:
    body = response.json()
    assert (response.status_code, list(body)) == (400, ["errors"])
    assert {error["extensions"]["code"] for error in body["errors"]} == {"BAD_USER_INPUT"}
    for error in body["errors"]:
        assert error["message"]
        assert not any(
            leak in error["message"] for leak in ("Traceback", "KeyError", "recursion depth", "object at 0x")
        )


def test_parsing_stops_at_the_token_limit(client: Client) -> None:
    [error] = graphql(client, REFUSED["too many tokens"]).json()["errors"]
    assert error["message"] == f"Syntax Error: Document contains more than {MOST_TOKENS} tokens. Parsing aborted."


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
    response = graphql(client, document)
    assert response.status_code == 200
    assert all(error["extensions"]["code"] == "NOT_FOUND" for error in response.json().get("errors", []))


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
        response = graphql(client, document % tuple(emails))
    assert_refused(response)
    assert "Send one mutation per document." in [error["message"] for error in response.json()["errors"]]


def test_a_mutation_may_stand_in_a_fragment(client: Client) -> None:
    document = f"mutation {{ ...F }} fragment F on Mutation {{ a: {NEW} }}" % uuid4().hex
    assert graphql(client, document).json() == {"data": {"a": {"__typename": "CreateMerchantSuccess"}}}
