"""Lists in GraphQL: each page begins after a row."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts.lifecycle import settle_due
from tests.api.conftest import ApiCaller, ApiResponse
from tests.conftest import guards_off, pay

PAGE = "{ totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
LISTS = {
    "merchants": f"query ($first: Int, $after: String) {{ list: merchants(first: $first, after: $after) {PAGE} }}",
    "payouts": "query ($first: Int, $after: String, $m: ID!) {"
    f" list: payouts(merchantId: $m, first: $first, after: $after) {PAGE} }}",
    "ledger": "query ($first: Int, $after: String, $m: ID!) {"
    f" list: ledger(merchantId: $m, first: $first, after: $after) {PAGE} }}",
}


def turn(caller: ApiCaller, of: str, first: int | None = None, after: str | None = None) -> ApiResponse:
    return caller.ask(LISTS[of], first=first, after=after, m=str(caller.merchant.id))


def pages(caller: ApiCaller, of: str, first: int) -> Iterator[list[str]]:
    """The ids of each page, read lazily so that a test can write between two pages."""
    after = None
    while True:
        found = turn(caller, of, first, after).json()["data"]["list"]
        yield [edge["node"]["id"] for edge in found["edges"]]
        if not found["pageInfo"]["hasNextPage"]:
            return
        after = found["pageInfo"]["endCursor"]


Write = Callable[[], object]


@pytest.fixture
def write(caller: ApiCaller, new_merchant: Callable[..., Merchant]) -> dict[str, Write]:
    """Adds a row at the head of the list."""
    return {
        "merchants": lambda: new_merchant(paise=0),
        "payouts": lambda: pay(caller.merchant, 1),
        "ledger": lambda: record_payment(merchant_id=caller.merchant.id, amount_paise=1, reference=uuid4().hex),
    }


@pytest.mark.parametrize("of", LISTS)
def test_pages_put_together_are_the_list(caller: ApiCaller, write: dict[str, Write], of: str) -> None:
    for _ in range(7):
        write[of]()
    [whole] = pages(caller, of, 200)
    assert len(whole) >= 7
    for first in (1, 2, 3, len(whole)):
        assert [row for page in pages(caller, of, first) for row in page] == whole


@pytest.mark.parametrize("of", LISTS)
def test_writes_between_two_pages_neither_repeat_nor_skip_a_row(
    caller: ApiCaller, write: dict[str, Write], of: str
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
def test_a_list_is_newest_first(caller: ApiCaller, write: dict[str, Write], of: str) -> None:
    [before] = pages(caller, of, 200)
    write[of]()
    [after] = pages(caller, of, 200)
    assert (len(after), after[1:]) == (len(before) + 1, before)


def test_rows_with_equal_timestamps_are_paged_by_id(caller: ApiCaller) -> None:
    """Three payouts share each timestamp, and ids grow as timestamps go back."""
    for _ in range(9):
        pay(caller.merchant, 1)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payouts SET created_at = now() - age * interval '1 minute' FROM"
            " (SELECT id, (row_number() OVER (ORDER BY id) - 1) / 3 AS age FROM payouts) AS ages"
            " WHERE payouts.id = ages.id"
        )
    [whole] = pages(caller, "payouts", 200)
    assert len(set(whole)) == 9
    for first in (1, 2, 4):
        assert [row for page in pages(caller, "payouts", first) for row in page] == whole


def test_page_info_has_the_position_in_the_list(caller: ApiCaller) -> None:
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
    exactly = turn(caller, "payouts", 3).json()["data"]["list"]
    assert (len(exactly["edges"]), exactly["pageInfo"]["hasNextPage"]) == (3, False)
    beyond = turn(caller, "payouts", 2, second["pageInfo"]["endCursor"]).json()["data"]["list"]
    assert (beyond["edges"], beyond["totalCount"]) == ([], 3)
    assert (beyond["pageInfo"]["startCursor"], beyond["pageInfo"]["endCursor"]) == (None, None)


def test_a_status_filters_a_list_and_its_count(caller: ApiCaller) -> None:
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


@pytest.mark.parametrize("first", [-1, 201, 2**31 - 1, -(2**31)])
@pytest.mark.parametrize("of", LISTS)
def test_a_page_has_at_most_200_rows(caller: ApiCaller, of: str, first: int) -> None:
    response = turn(caller, of, first)
    [error] = response.json()["errors"]
    assert error["message"] == "first must be an integer from 0 to 200."
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "first")


@pytest.mark.parametrize("of", LISTS)
def test_a_page_of_no_rows_says_whether_there_are_any(caller: ApiCaller, write: dict[str, Write], of: str) -> None:
    """Relay's connections take any `first` that is not negative; clients that want only `totalCount` send 0."""
    before = len([row for page in pages(caller, of, 200) for row in page])
    for written in range(2):
        found = turn(caller, of, 0).json()["data"]["list"]
        assert (found["edges"], found["totalCount"]) == ([], before + written)
        assert found["pageInfo"] == {
            "hasNextPage": before + written > 0,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        }
        write[of]()
    [whole] = turn(caller, of, 200).json()["data"]["list"]["edges"][-1:]
    beyond = turn(caller, of, 0, whole["cursor"]).json()["data"]["list"]
    assert (beyond["edges"], beyond["pageInfo"]["hasNextPage"]) == ([], False)


@pytest.mark.parametrize("of", LISTS)
def test_a_page_has_fifty_rows_by_default(caller: ApiCaller, of: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert turn(caller, of).status_code == 200
    assert any("LIMIT 51" in query["sql"] for query in queries)


@pytest.mark.parametrize("of", LISTS)
def test_a_count_that_is_not_selected_is_not_computed(caller: ApiCaller, write: dict[str, Write], of: str) -> None:
    counted, uncounted = LISTS[of], LISTS[of].replace("totalCount", "")
    for _ in range(2):  # more than a page of one
        write[of]()
    statements = []
    for document in (uncounted, counted):
        with CaptureQueriesContext(connection) as queries:
            assert caller.ask(document, m=str(caller.merchant.id), first=1).status_code == 200
        statements.append(len(queries))
    assert statements[1] == statements[0] + 1


UPWARDS = {
    of: LISTS[of].replace("$after: String", "$before: String").replace("after: $after", "before: $before")
    for of in ("payouts", "ledger")
}


@pytest.mark.parametrize("of", UPWARDS)
def test_pages_upwards_are_the_same_list(caller: ApiCaller, write: dict[str, Write], of: str) -> None:
    for _ in range(7):
        write[of]()
    [whole] = pages(caller, of, 200)
    last = turn(caller, of, 200).json()["data"]["list"]["edges"][-1]
    for first in (1, 2, 4):
        read, before, found = [last["node"]["id"]], last["cursor"], None
        while found is None or found["pageInfo"]["hasPreviousPage"]:
            answer = caller.ask(UPWARDS[of], first=first, before=before, m=str(caller.merchant.id))
            found = answer.json()["data"]["list"]
            assert found["pageInfo"]["hasNextPage"]
            read = [edge["node"]["id"] for edge in found["edges"]] + read
            before = found["pageInfo"]["startCursor"]
        assert read == whole


@pytest.mark.parametrize("sort", ["OLDEST_FIRST", "LARGEST_FIRST", "SMALLEST_FIRST"])
def test_pages_upwards_keep_the_lists_order(caller: ApiCaller, sort: str) -> None:
    for paise in (3, 1, 2, 3):
        pay(caller.merchant, paise)
    document = f"query ($m: ID!, $before: String) {{ payouts(merchantId: $m, sort: {sort}, before: $before) {PAGE} }}"
    whole = caller.ask(document, m=str(caller.merchant.id)).json()["data"]["payouts"]["edges"]
    found = caller.ask(document, m=str(caller.merchant.id), before=whole[3]["cursor"]).json()["data"]["payouts"]
    assert (found["edges"], found["pageInfo"]["hasPreviousPage"]) == (whole[:3], False)


def test_a_page_has_one_end(caller: ApiCaller) -> None:
    pay(caller.merchant)
    cursor = turn(caller, "payouts").json()["data"]["list"]["pageInfo"]["endCursor"]
    document = "query ($m: ID!, $c: String) { payouts(merchantId: $m, after: $c, before: $c) { totalCount } }"
    [error] = caller.ask(document, m=str(caller.merchant.id), c=cursor).json()["errors"]
    assert (error["message"], error["extensions"]["field"]) == ("Give after or before, not both.", "before")
    for argument in ("after", "before"):
        one = document.replace("after: $c, before: $c", f"{argument}: $c")
        [error] = caller.ask(one, m=str(caller.merchant.id), c="x").json()["errors"]
        assert (error["message"], error["extensions"]["field"]) == (
            f"{argument} is not a cursor of this list.",
            argument,
        )
