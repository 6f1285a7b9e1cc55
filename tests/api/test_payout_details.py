"""A payout's reference, narration and purpose through both APIs, and who made it."""

import json
from typing import Any
from uuid import uuid4

import pytest

from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, graphql, no_row_changes, payouts_of, refusal_of
from tests.api.keys import client_of
from tests.conftest import account_of

GIVEN = {"reference": "INV-201", "narration": "Invoice 201"}
FACTS = "reference narration purpose batchId batchRow"
CREATE = (
    "mutation ($input: CreatePayoutInput!) { createPayout(input: $input) { __typename"
    f" ... on CreatePayoutSuccess {{ replayed payout {{ id {FACTS} }} }} }} }}"
)
MADE_BY = "query ($m: ID) { payouts(merchantId: $m) { edges { node { id madeBy { kind name } } } } }"


def test_they_are_given_through_rest_and_read_through_both(caller: ApiCaller) -> None:
    made = caller.create(**GIVEN, purpose="vendor_bill")
    assert made.status_code == 201
    assert "reference" not in made.json()  # the receipt is as it always was
    read = caller.get(f"payouts/{made.json()['id']}/").json()
    assert {name: read[name] for name in GIVEN} == GIVEN
    assert (read["purpose"], read["batch_id"]) == ("vendor_bill", None)
    [edge] = caller.ask(
        f"query ($m: ID!) {{ payouts(merchantId: $m) {{ edges {{ node {{ {FACTS} }} }} }} }}", m=str(caller.merchant.id)
    ).json()["data"]["payouts"]["edges"]
    assert edge["node"] == GIVEN | {"purpose": "VENDOR_BILL", "batchId": None, "batchRow": None}


def test_they_are_shown_by_the_mutation_that_gave_them_and_by_its_replay(caller: ApiCaller) -> None:
    asked = caller.graphql_input(10_000) | GIVEN | {"purpose": "SALARY"}
    first, again = (caller.ask(CREATE, input=asked).json()["data"]["createPayout"] for _ in range(2))
    expected = GIVEN | {"purpose": "SALARY", "batchId": None, "batchRow": None}
    assert first == {
        "__typename": "CreatePayoutSuccess",
        "replayed": False,
        "payout": {"id": first["payout"]["id"]} | expected,
    }
    assert again == first | {"replayed": True}
    plain = caller.ask(CREATE, input=caller.graphql_input(10_000)).json()["data"]["createPayout"]["payout"]
    assert [plain[name] for name in FACTS.split()] == [None] * 5


def test_what_one_api_was_given_conflicts_with_what_the_other_lacks(caller: ApiCaller) -> None:
    key = uuid4()
    first = caller.create(key=key, **GIVEN)
    assert caller.create(key=key, **GIVEN).content == first.content
    with no_row_changes():
        assert caller.create(key=key).status_code == 409
        assert caller.create_by_graphql(key).json()["data"]["createPayout"]["__typename"] == "IdempotencyConflict"
        assert caller.create_by_graphql(key, **GIVEN).json()["data"]["createPayout"]["replayed"] is True
    assert payouts_of(caller.merchant) == 1


def test_each_payout_of_a_batch_has_its_own(caller: ApiCaller) -> None:
    references = ["INV-1", None, "INV-3"]
    items = [caller.body(idempotency_key=str(uuid4()), amount_paise=1, reference=each) for each in references]
    items.append(caller.body(idempotency_key=str(uuid4()), amount_paise=1, narration="a/b"))
    results = caller.post(json.dumps({"payouts": items}), address="/api/v1/payouts/batch/").json()["results"]
    assert [result["status"] for result in results] == ["created"] * 3 + ["refused"]
    assert results[3]["error"]["field"] == "narration"
    read = {payout["id"]: payout["reference"] for payout in caller.get("payouts/").json()["results"]}
    assert [read[result["payout"]["id"]] for result in results[:3]] == references


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reference", "x" * 41),
        ("reference", 7),
        ("narration", "May & June"),
        ("purpose", "gift"),
        ("purpose", ["salary"]),
    ],
)
def test_a_faulty_one_changes_nothing(caller: ApiCaller, field: str, value: Any) -> None:
    with no_row_changes():
        assert refusal_of(caller.create(**{field: value}))[::2] == (400, field)


def test_the_file_of_an_export_has_them(caller: ApiCaller) -> None:
    caller.create(**GIVEN, purpose="utility_bill")
    text = caller.get("payouts/export/", format="csv").content.decode("utf-8-sig")
    assert "INV-201" in text
    assert "Utility bill" in text


def test_a_merchant_reads_the_names_of_its_own_makers_alone(caller: ApiCaller, merchant: Merchant) -> None:
    body = {"amount_paise": 100, "bank_account_id": str(account_of(merchant).id)}
    own, operators = client_of(merchant), client_of(None)
    for client in (own, operators, caller.client):
        headers = {"Idempotency-Key": str(uuid4()), "X-Merchant-Id": str(merchant.id)}
        assert (
            client.post("/api/v1/payouts/", body, content_type="application/json", headers=headers).status_code == 201
        )

    def makers(client: Any) -> list[tuple[str, str | None]]:
        edges = graphql(client, MADE_BY, m=str(merchant.id)).json()["data"]["payouts"]["edges"]
        return [(edge["node"]["madeBy"]["kind"], edge["node"]["madeBy"]["name"]) for edge in edges][::-1]

    assert makers(operators) == [("KEY", "the tests"), ("KEY", "the tests"), ("OPEN", "open access")]
    assert makers(own) == [("KEY", "the tests"), ("KEY", None), ("OPEN", None)]


def test_the_mutation_itself_tells_who_made_the_payout(caller: ApiCaller) -> None:
    document = (
        "mutation ($input: CreatePayoutInput!) { createPayout(input: $input)"
        " { ... on CreatePayoutSuccess { payout { madeBy { kind } } } } }"
    )
    made = caller.ask(document, input=caller.graphql_input(10_000)).json()["data"]["createPayout"]
    assert made == {"payout": {"madeBy": {"kind": "OPEN"}}}
