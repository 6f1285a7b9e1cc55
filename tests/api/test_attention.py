"""What needs an operator, over both APIs: to operators alone, oldest first and page by page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from server.access.callers import Scope
from server.merchants.models import Merchant
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, graphql, no_row_changes
from tests.api.graphql.test_cursors import MALFORMED, cursor_of
from tests.api.keys import client_of
from tests.payouts.test_attention import all_kinds
from tests.payouts.test_review import flagged

__all__ = ["all_kinds"]

ATTENTION = """query ($m: ID, $first: Int, $after: String) { attention(merchantId: $m, first: $first, after: $after) {
  totalCount(atMost: 10000) pageInfo { hasNextPage hasPreviousPage endCursor }
  edges { cursor node { kind since reason payout { id status amountPaise
    merchant { id name } bankAccount { accountHolderName accountNumberMasked } } } } } }"""
KINDS = ["NEEDS_REVIEW", "STUCK", "NEEDS_REVIEW", "NEEDS_REVIEW", "FAILING_IN_A_ROW"]


def page(client: Client, **variables: Any) -> Any:
    answer = graphql(client, ATTENTION, **variables).json()
    assert "errors" not in answer, answer
    return answer["data"]["attention"]


def test_both_apis_list_every_merchants_items_oldest_first(client: Client, all_kinds: list[Payout]) -> None:
    found = page(client)
    nodes = [edge["node"] for edge in found["edges"]]
    assert found["totalCount"] == 5
    assert [node["kind"] for node in nodes] == KINDS
    assert [node["payout"]["id"] for node in nodes] == [str(payout.id) for payout in all_kinds]
    assert [node["payout"]["merchant"]["id"] for node in nodes] == [str(payout.merchant_id) for payout in all_kinds]
    assert [node["since"] for node in nodes] == sorted(node["since"] for node in nodes)
    rest = client.get("/api/v1/attention/").json()
    assert rest["count"] == 5
    for item, node in zip(rest["results"], nodes, strict=True):
        assert item["kind"] == node["kind"].lower()
        assert (item["since"], item["reason"]) == (node["since"], node["reason"])
        assert item["merchant"] == node["payout"]["merchant"]
        assert item["payout"]["id"] == node["payout"]["id"]


@pytest.mark.usefixtures("all_kinds")
def test_pages_follow_each_other(client: Client) -> None:
    whole = page(client)["edges"]
    seen: list[Any] = []
    for after in (None, whole[1]["cursor"], whole[3]["cursor"]):
        found = page(client, first=2, after=after)
        assert found["totalCount"] == 5
        assert found["pageInfo"]["hasPreviousPage"] == (after is not None)
        seen += found["edges"]
        assert found["pageInfo"]["endCursor"] == seen[-1]["cursor"]
        assert found["pageInfo"]["hasNextPage"] == (len(seen) < 5)
    assert seen == whole
    in_rest = [client.get("/api/v1/attention/", {"limit": 2, "offset": offset}).json() for offset in (0, 2, 4, 6)]
    assert [len(each["results"]) for each in in_rest] == [2, 2, 1, 0]
    assert {each["count"] for each in in_rest} == {5}
    assert page(client, first=0)["edges"] == []


def test_one_merchants_items_are_listed_alone(client: Client, all_kinds: list[Payout]) -> None:
    for payout in all_kinds:
        merchant = str(payout.merchant_id)
        assert [edge["node"]["payout"]["id"] for edge in page(client, m=merchant)["edges"]] == [str(payout.id)]
        [item] = client.get("/api/v1/attention/", {"merchant_id": merchant}).json()["results"]
        assert item["payout"]["id"] == str(payout.id)


def test_an_unknown_merchant_is_not_found(client: Client, merchant: Merchant) -> None:
    for unknown in ("4136f34c-201d-4dca-9c53-0d3840cf64cc", "nothing"):
        [error] = graphql(client, ATTENTION, m=unknown).json()["errors"]
        assert error["extensions"]["code"] == "NOT_FOUND"
    assert client.get("/api/v1/attention/", {"merchant_id": str(merchant.id)[:-4] + "0000"}).status_code == 404
    assert client.get("/api/v1/attention/", {"merchant_id": "nothing"}).status_code == 400


def test_merchants_and_readers_of_all_merchants_are_refused(
    new_merchant: Callable[..., Merchant], settings: Any
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    merchant = new_merchant()
    payout = flagged(merchant)
    for client in (client_of(merchant), client_of(None, Scope.READ, Scope.PAYOUTS)):
        with no_row_changes():
            for answer in (graphql(client, ATTENTION), client.get("/api/v1/attention/")):
                assert "This needs the scope operate." in answer.content.decode()
                assert str(payout.id) not in answer.content.decode()
    operator = client_of(None, Scope.OPERATE, Scope.READ)
    assert page(operator)["totalCount"] == 1


@pytest.mark.parametrize("after", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_cursor_of_the_list_is_refused(client: Client, all_kinds: list[Payout], after: str) -> None:
    refused_cursor(client, after)


@pytest.mark.parametrize(
    "position",
    [[], ["2026-01-01T00:00:00+00:00", "stuck"], ["2026-01-01T00:00:00+00:00", "lost", str(Payout().id)], [1, 2, 3]],
)
def test_a_position_that_no_item_can_have_is_refused(client: Client, database: None, position: list[Any]) -> None:
    refused_cursor(client, cursor_of("attention", *position))


def test_a_cursor_of_another_list_is_refused(client: Client, all_kinds: list[Payout]) -> None:
    refused_cursor(client, page(client, m=str(all_kinds[0].merchant_id))["pageInfo"]["endCursor"])


def refused_cursor(client: Client, after: str) -> None:
    [error] = graphql(client, ATTENTION, after=after).json()["errors"]
    assert (error["message"], error["extensions"]["code"]) == ("after is not a cursor of this list.", "BAD_USER_INPUT")


def test_nothing_is_read_of_the_payouts_that_is_not_asked_for(caller: ApiCaller) -> None:
    flagged(caller.merchant)
    answer = caller.ask("{ attention { edges { node { kind reason } } } }").json()
    assert answer == {
        "data": {
            "attention": {
                "edges": [
                    {
                        "node": {
                            "kind": "NEEDS_REVIEW",
                            "reason": "The bank has not said whether it paid. Do not pay again.",
                        }
                    }
                ]
            }
        }
    }
