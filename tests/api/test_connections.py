"""Lists in GraphQL: pages that begin after a row."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.merchants.onboarding import record_payment
from server.payouts.lifecycle import settle_due
from tests.conftest import pay

from .conftest import Answer, Caller

PAGE = "{ totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
LISTS = {
    "merchants": f"query ($first: Int, $after: String) {{ list: merchants(first: $first, after: $after) {PAGE} }}",
    "payouts": "query ($first: Int, $after: String, $m: ID!) {"
    f" list: payouts(merchantId: $m, first: $first, after: $after) {PAGE} }}",
    "ledger": "query ($first: Int, $after: String, $m: ID!) {"
    f" list: ledger(merchantId: $m, first: $first, after: $after) {PAGE} }}",
}


def turn(caller: Caller, of: str, first: int | None = None, after: str | None = None) -> Answer:
    return caller.ask(LISTS[of], first=first, after=after, m=str(caller.merchant.id))


def pages(caller: Caller, of: str, first: int) -> Iterator[list[str]]:
    """The ids of page after page, read lazily, so that a test may write in between."""
    after = None
    while True:
        found = turn(caller, of, first, after).json()["data"]["list"]
        yield [edge["node"]["id"] for edge in found["edges"]]
        if not found["pageInfo"]["hasNextPage"]:
            return
        after = found["pageInfo"]["endCursor"]


Write = Callable[[], object]


@pytest.fixture
def write(caller: Caller, new_merchant: Callable[..., Merchant]) -> dict[str, Write]:
    """Adds a row at the head of the list."""
    return {
        "merchants": lambda: new_merchant(paise=0),
        "payouts": lambda: pay(caller.merchant, 1),
        "ledger": lambda: record_payment(merchant_id=caller.merchant.id, amount_paise=1, reference=uuid4().hex),
    }


@pytest.mark.parametrize("of", LISTS)
def test_pages_put_together_are_the_list(caller: Caller, write: dict[str, Write], of: str) -> None:
    for _ in range(7):
        write[of]()
    [whole] = pages(caller, of, 200)
    assert len(whole) >= 7
    for first in (1, 2, 3, len(whole)):
        assert [row for page in pages(caller, of, first) for row in page] == whole


@pytest.mark.parametrize("of", LISTS)
def test_writes_between_two_pages_neither_repeat_nor_skip_a_row(
    caller: Caller, write: dict[str, Write], of: str
) -> None:
    for _ in range(6):
        write[of]()
    [before] = pages(caller, of, 200)
    read: list[str] = []
    for page in pages(caller, of, 2):
        read += page
        write[of]()
        settle_due(SimulatedBank())
    assert read == before


@pytest.mark.parametrize("of", LISTS)
def test_a_list_is_newest_first(caller: Caller, write: dict[str, Write], of: str) -> None:
    [before] = pages(caller, of, 200)
    write[of]()
    [after] = pages(caller, of, 200)
    assert (len(after), after[1:]) == (len(before) + 1, before)


def test_rows_of_the_same_moment_are_told_apart(caller: Caller) -> None:
    for _ in range(5):
        pay(caller.merchant, 1)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE payouts SET created_at = now()")
        cursor.execute("SET session_replication_role = DEFAULT")
    [whole] = pages(caller, "payouts", 200)
    assert [row for page in pages(caller, "payouts", 2) for row in page] == whole
    assert len(set(whole)) == 5


def test_the_page_info_says_where_one_is(caller: Caller) -> None:
    ids = [str(pay(caller.merchant, 1).id) for _ in range(3)][::-1]
    first = turn(caller, "payouts", 2).json()["data"]["list"]
    cursors = [edge["cursor"] for edge in first["edges"]]
    assert first["totalCount"] == 3
    assert first["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": cursors[0],
        "endCursor": cursors[1],
    }
    second = turn(caller, "payouts", 2, cursors[1]).json()["data"]["list"]
    assert [edge["node"]["id"] for edge in second["edges"]] == ids[2:]
    assert (second["pageInfo"]["hasNextPage"], second["pageInfo"]["hasPreviousPage"]) == (False, True)
    beyond = turn(caller, "payouts", 2, second["pageInfo"]["endCursor"]).json()["data"]["list"]
    assert (beyond["edges"], beyond["totalCount"]) == ([], 3)
    assert (beyond["pageInfo"]["startCursor"], beyond["pageInfo"]["endCursor"]) == (None, None)


def test_a_status_filters_a_list_and_its_count(caller: Caller) -> None:
    done = pay(caller.merchant)
    settle_due(SimulatedBank())
    waiting = pay(caller.merchant)
    document = (
        "query ($m: ID!, $s: PayoutStatus) { payouts(merchantId: $m, status: $s) { totalCount edges { node { id } } } }"
    )
    shown = {}
    for status in ("PENDING", "PROCESSING", "COMPLETED", None):
        found = caller.ask(document, m=str(caller.merchant.id), s=status).json()["data"]["payouts"]
        shown[status] = (found["totalCount"], [edge["node"]["id"] for edge in found["edges"]])
    assert shown == {
        "PENDING": (1, [str(waiting.id)]),
        "PROCESSING": (0, []),
        "COMPLETED": (1, [str(done.id)]),
        None: (2, [str(waiting.id), str(done.id)]),
    }


@pytest.mark.parametrize("first", [0, -1, 201, 2**31 - 1, -(2**31)])
@pytest.mark.parametrize("of", LISTS)
def test_a_page_has_1_to_200_rows(caller: Caller, of: str, first: int) -> None:
    answer = turn(caller, of, first)
    [error] = answer.json()["errors"]
    assert error["message"] == "first must be an integer from 1 to 200."
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "first")


@pytest.mark.parametrize("of", LISTS)
def test_a_page_has_fifty_rows_unless_told(caller: Caller, of: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert turn(caller, of).status_code == 200
    assert any("LIMIT 51" in query["sql"] for query in queries)


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
        ["2026-01-01T00:00:00", SOME_ID],  # of no time zone
        ["2026-13-01T00:00:00+00:00", SOME_ID],
        [NOW, f"{{{SOME_ID}}}"],
        [7],
    ]


@pytest.mark.parametrize("of", LISTS)
def test_what_is_not_a_cursor_is_refused(caller: Caller, of: str) -> None:
    name = {"merchants": "merchants"}.get(of, f"{of} of {caller.merchant.id}")
    cursors = [*MALFORMED.values(), *(cursor_of(name, *position) for position in broken_positions(of))]
    assert {cursor: refusal(turn(caller, of, after=cursor)) for cursor in cursors} == dict.fromkeys(cursors, REFUSAL)


@pytest.mark.parametrize("of", LISTS)
def test_a_cursor_of_another_list_is_refused(caller: Caller, stranger: Caller, of: str) -> None:
    for who in (caller, stranger):
        pay(who.merchant)
        for other in LISTS:
            if (who, other) == (caller, of) or other == of == "merchants":
                continue
            foreign = turn(who, other, 1).json()["data"]["list"]["pageInfo"]["endCursor"]
            assert refusal(turn(caller, of, after=foreign)) == REFUSAL


@pytest.mark.parametrize("of", LISTS)
def test_a_cursor_may_point_anywhere_in_time(caller: Caller, of: str) -> None:
    """At the ends of what the database can hold, and at rows that never were."""
    name = {"merchants": "merchants"}.get(of, f"{of} of {caller.merchant.id}")
    times = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-14:00", NOW]
    places = [[0], [2**63 - 1]] if of == "ledger" else [[time, SOME_ID] for time in times]
    for place in places:
        assert "errors" not in turn(caller, of, after=cursor_of(name, *place)).json()


REFUSAL = ("after is not a cursor of this list.", "BAD_USER_INPUT", "after")


def refusal(answer: Answer) -> tuple[Any, ...]:
    [error] = answer.json()["errors"]
    return error["message"], error["extensions"]["code"], error["extensions"].get("field")


@pytest.mark.parametrize("of", LISTS)
def test_what_is_not_asked_for_is_not_counted(caller: Caller, of: str) -> None:
    counted, uncounted = LISTS[of], LISTS[of].replace("totalCount", "")
    statements = []
    for document in (uncounted, counted):
        with CaptureQueriesContext(connection) as queries:
            assert caller.ask(document, m=str(caller.merchant.id)).status_code == 200
        statements.append(len(queries))
    assert statements[1] == statements[0] + 1
