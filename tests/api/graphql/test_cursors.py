"""A page of a GraphQL list begins only where an earlier page of the same list ended."""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.api.conftest import ApiCaller, ApiResponse
from tests.conftest import pay

from .test_pagination import LISTS, turn


def cursor_of(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


NOW = datetime.now(UTC).isoformat()
SOME_ID = str(uuid4())

MALFORMED: dict[str, str] = {
    "empty": "",
    "a word": "cursor",
    "not base64": "*****",
    "not ASCII": "é",
    "a NUL": "\N{SYMBOL FOR NULL}",
    "an offset": base64.b64encode(b"arrayconnection:5").decode(),
    "not JSON": base64.b64encode(b"[1").decode(),
    "not UTF-8": base64.b64encode(b"\xff\xfe\xff").decode(),
    "a number": base64.b64encode(b"5").decode(),
    "null": base64.b64encode(b"null").decode(),
    "an empty list": cursor_of(),
    "an object": base64.b64encode(b'{"seq": 1}').decode(),
    "deep": base64.b64encode(b"[" * 20_000).decode(),
    "long": "A" * 40_000,
    "digits without end": base64.b64encode(b"[" + b"9" * 200 + b"]").decode(),
}


def broken_positions(of: str) -> list[list[object]]:
    if of == "ledger":
        return [[], [None], ["1"], [1.0], [True], [-1], [2**63], [1, 2], [[1]], [NOW, SOME_ID]]
    return [
        [],
        [NOW],
        [NOW, SOME_ID, 1],
        [SOME_ID, NOW],
        [None, SOME_ID],
        [NOW, None],
        [1, SOME_ID],
        [NOW, 1],
        ["yesterday", SOME_ID],
        ["2026-01-01T00:00:00", SOME_ID],  # without a time zone
        ["2026-13-01T00:00:00+00:00", SOME_ID],
        [NOW, f"{{{SOME_ID}}}"],
        [7],
    ]


@pytest.mark.parametrize("of", LISTS)
def test_a_malformed_cursor_is_refused(caller: ApiCaller, of: str) -> None:
    name = {"merchants": "merchants"}.get(of, f"{of} of {caller.merchant.id}")
    cursors = [*MALFORMED.values(), *(cursor_of(name, *position) for position in broken_positions(of))]
    assert {cursor: refusal(turn(caller, of, after=cursor)) for cursor in cursors} == dict.fromkeys(
        cursors, EARLY_REFUSAL
    )


@pytest.mark.parametrize("of", LISTS)
def test_a_cursor_of_another_list_is_refused(caller: ApiCaller, stranger: ApiCaller, of: str) -> None:
    for who in (caller, stranger):
        pay(who.merchant)
        for other in LISTS:
            if (who, other) == (caller, of) or other == of == "merchants":
                continue
            foreign = turn(who, other, 1).json()["data"]["list"]["pageInfo"]["endCursor"]
            assert refusal(turn(caller, of, after=foreign)) == EARLY_REFUSAL


@pytest.mark.parametrize("of", LISTS)
def test_a_cursor_may_point_anywhere_in_time(caller: ApiCaller, of: str) -> None:
    """Even to the earliest and latest times that the database can hold, and to rows that never existed."""
    name = {"merchants": "merchants"}.get(of, f"{of} of {caller.merchant.id}")
    times = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-14:00", NOW]
    places = [[0], [2**63 - 1]] if of == "ledger" else [[time, SOME_ID] for time in times]
    for place in places:
        assert "errors" not in turn(caller, of, after=cursor_of(name, *place)).json()


EARLY_REFUSAL = ("after is not a cursor of this list.", "BAD_USER_INPUT", "after")


def refusal(response: ApiResponse) -> tuple[Any, ...]:
    [error] = response.json()["errors"]
    return error["message"], error["extensions"]["code"], error["extensions"].get("field")
