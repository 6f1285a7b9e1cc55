"""Request bodies: one table for both APIs, which share a parser, and cases for each."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import ApiCaller, no_row_changes, post
from tests.api.malformed import A_UUID

DEEP = 100_000
TOO_LARGE = 64 * 1024

BROKEN_JSON = {
    "empty": b"",
    "a word": b"payout",
    "unfinished": b'{"a": 1',
    "two values": b"{} {}",
    "a comment": b"{} // amount",
    "a trailing comma": b'{"a": 1,}',
    "single quotes": b"{'a': 1}",
    "not UTF-8": b'{"a": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "Latin-1": '{"a": "é"}'.encode("latin-1"),
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "a raw NUL": b'{"a": "\0"}',
    "an escaped NUL": rb'{"a": "\u0000"}',
    "an escaped NUL in a key": rb'{"a\u0000": 1}',
    "an escaped NUL far inside": rb'{"a": [{"b": ["\u0000"]}]}',
    "a raw surrogate": b'{"a": "\xed\xa0\x80"}',
    "half a surrogate pair": rb'{"a": "\ud800"}',
    "the other half": rb'{"a": "\udc00 \ud800"}',
    "a key twice": b'{"a": 1, "a": 1}',
    "a key twice, once escaped": rb'{"a": 1, "\u0061": 2}',
    "a key twice far inside": b'{"a": [{"b": 1, "b": 1}]}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": Infinity}',
    "minus Infinity": b'{"a": -Infinity}',
    "an integer of 5,000 digits": b'{"a": ' + b"9" * 5000 + b"}",
    "null": b"null",
    "a list": b"[]",
    "a batch": b'[{"query": "{ __typename }"}]',
    "a string": b'"{}"',
    "a number": b"1",
    "true": b"true",
    "lists in lists": b"[" * 30_000 + b"]" * 30_000,
    "objects in objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "deep and unfinished": b"[" * 60_000,
    "deep, with an escape": b'{"a": ' + b"[" * 980 + rb'"\u0041"' + b"]" * 980 + b"}",
}


def amid(members: dict[str, Any], body: bytes) -> bytes:
    """The broken object with everything that a good call has, so that nothing else is wrong with it."""
    return body.replace(b'{"a', json.dumps(members).encode()[:-1] + b', "a', 1)


@pytest.mark.parametrize("body", BROKEN_JSON.values(), ids=BROKEN_JSON)
@pytest.mark.parametrize("address", ["/api/v1/payouts/", "/api/v1/payouts/batch/"])
def test_a_body_that_is_not_a_json_object_is_refused_by_rest(caller: ApiCaller, address: str, body: bytes) -> None:
    members = caller.body() | {"payouts": [caller.body(idempotency_key=A_UUID)]}
    with no_row_changes():
        response = caller.post(amid(members, body), address=address)
    assert (response.status_code, list(response.json())) == (400, ["error", "message"])
    assert response.json()["error"] == "validation_error"


@pytest.mark.parametrize("body", BROKEN_JSON.values(), ids=BROKEN_JSON)
def test_a_body_that_is_not_a_json_object_is_refused_by_graphql(client: Client, body: bytes) -> None:
    response = post(client, "/graphql/", amid({"query": "{ __typename }"}, body))
    assert response.status_code == 400
    assert [error["extensions"] for error in response.json()["errors"]] == [{"code": "BAD_USER_INPUT"}]


def test_an_otherwise_good_body_is_accepted(caller: ApiCaller) -> None:
    """The control: without it every refusal above could have another reason."""
    more = rb'{"a": ["\u0041\n", {"b": -1.5e3}], "c": {"b": null}}'
    assert caller.post(amid(caller.body(), more)).status_code == 201
    assert post(caller.client, "/graphql/", amid({"query": "{ __typename }"}, more)).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/payouts/", "/graphql/"])
@pytest.mark.parametrize(
    "body",
    [b"[" * DEEP, b'{"a": "' + b"x" * TOO_LARGE + b'"}', b" " * (TOO_LARGE + 1)],
    ids=["deep", "long", "blank"],
)
def test_a_body_of_more_than_64_kb_is_refused_unread(caller: ApiCaller, address: str, body: bytes) -> None:
    with no_row_changes():
        response = caller.post(body, address=address)
    assert response.status_code == 413
    assert code_of(response.json()) == "body_too_large"


def test_a_body_of_64_kb_is_read(caller: ApiCaller) -> None:
    body = json.dumps(caller.body())
    response = caller.post(body + " " * (TOO_LARGE - len(body)))
    assert response.status_code == 201


def test_the_body_of_a_batch_may_have_512_kb(caller: ApiCaller) -> None:
    body = json.dumps({"payouts": [caller.body(idempotency_key=A_UUID)]})
    with no_row_changes():
        response = caller.post(body + " " * (8 * TOO_LARGE + 1 - len(body)), address="/api/v1/payouts/batch/")
    assert (response.status_code, response.json()["error"]) == (413, "body_too_large")
    response = caller.post(body + " " * (8 * TOO_LARGE - len(body)), address="/api/v1/payouts/batch/")
    assert response.status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/payouts/", "/api/v1/payouts/batch/", "/graphql/"])
@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/jsonp",
        "application/vnd.api+json",
        "text/json",
        "application/json, application/json",
        "application/json; charset=utf-16",
        "application/json; charset=latin-1",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; boundary=x",
        "application/json\N{NO-BREAK SPACE}",
    ],
)
def test_only_json_in_utf_8_is_accepted(caller: ApiCaller, address: str, content_type: str) -> None:
    body = json.dumps(caller.body() | {"query": "{ __typename }"})
    with no_row_changes():
        response = caller.post(body, content_type=content_type, address=address)
    assert response.status_code == 415
    assert code_of(response.json()) == "unsupported_media_type"


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        "application/json;",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        'application/json; charset="utf-8"',
    ],
)
def test_the_charset_may_be_omitted(caller: ApiCaller, content_type: str) -> None:
    assert caller.post(json.dumps(caller.body()), content_type=content_type).status_code == 201


def test_a_multipart_upload_is_refused(client: Client) -> None:
    operations = '{"query": "{ __typename }"}'
    response = client.post("/graphql/", {"operations": operations, "map": "{}"})  # Django sends a dict as multipart
    assert response.status_code == 415


def test_unknown_members_are_ignored(caller: ApiCaller) -> None:
    assert caller.create(note="for silk", amount_inr="₹1.00").status_code == 201


def code_of(body: dict[str, Any]) -> str:
    """The error code in REST or in GraphQL."""
    return str(body.get("error") or body["errors"][0]["extensions"]["code"].lower())
