"""Another merchant's is answered as what does not exist, to the byte: on every route there is.

The routes come from urls.py: a new one without a case here fails.
"""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from server.merchants.models import Merchant
from tests.api.conftest import ApiResponse, Caller, no_row_changes
from tests.api.keys import client_of
from tests.api.tenants import NOBODY, UNKNOWN, House, told
from tests.conftest import account_of

from .test_permissions import NEEDED


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.fixture
def ours(new_merchant: Callable[..., Merchant]) -> House:
    return House.of(new_merchant())


@pytest.fixture
def theirs(new_merchant: Callable[..., Merchant], ours: House) -> House:
    return House.of(new_merchant())


@pytest.fixture
def client(ours: House) -> Client:
    return client_of(ours.merchant)


def call(client: Client, method: str, address: str, body: str = "{}", **headers: str) -> ApiResponse:
    headers = {"Idempotency-Key": str(uuid4())} | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, address, body, "application/json", headers=headers)


@pytest.mark.parametrize("how", ["header", "parameter", "both"])
@pytest.mark.parametrize("route", NEEDED, ids=" ".join)
def test_to_name_another_merchant_is_refused_on_every_route(
    client: Client, ours: House, theirs: House, route: tuple[str, str], how: str
) -> None:
    method, address = route
    path = "/" + re.sub("<.*>", str(ours.payout.id), address)
    answers = []
    with no_row_changes():
        for other in (theirs.merchant.id, UNKNOWN):
            header = {"X_Merchant_Id": str(other)} if how != "parameter" else {}
            query = f"?merchant_id={other}" if how != "header" else ""
            answers.append(told(call(client, method, path + query, **header)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 403
    assert '"message": "The merchant named is not the one of this key."' in answers[0][1]


@pytest.mark.parametrize("how", ["header", "parameter"])
def test_to_name_another_merchant_is_refused_in_graphql_too(
    client: Client, ours: House, theirs: House, how: str
) -> None:
    answers = []
    for other in (theirs.merchant.id, UNKNOWN):
        header = {"X-Merchant-Id": str(other)} if how == "header" else {}
        address = f"/graphql/?merchant_id={other}" if how == "parameter" else "/graphql/"
        body = {"query": "{ engine { openAccess } }"}
        answers.append(told(client.post(address, body, "application/json", headers=header)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 403


def test_ones_own_merchant_may_be_named(client: Client, ours: House) -> None:
    own = str(ours.merchant.id)
    for method, address in NEEDED:
        path = "/" + re.sub("<.*>", str(ours.payout.id), address)
        assert call(client, method, f"{path}?merchant_id={own}", X_Merchant_Id=own).status_code in {200, 400}


PATHS: dict[str, Callable[[dict[str, UUID]], str]] = {
    "api/v1/payouts/<payout_id>/": lambda ids: f"/api/v1/payouts/{ids['payout']}/",
}


def test_every_address_with_an_id_has_a_case() -> None:
    assert set(PATHS) == {address for _, address in NEEDED if "<" in address}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_anothers_row_is_the_same_404_as_one_that_does_not_exist(
    client: Client, ours: House, theirs: House, path: Callable[[dict[str, UUID]], str], method: str
) -> None:
    foreign, unknown = (told(call(client, method, path(ids))) for ids in (theirs.ids, NOBODY))
    assert foreign == unknown
    assert foreign[0] == 404
    assert call(client, method, path(ours.ids)).status_code == 200
    for other in (theirs.merchant, ours.merchant):  # an operator who names the merchant is answered for that one
        named = call(client_of(None), method, path(ours.ids), X_Merchant_Id=str(other.id))
        assert named.status_code == (200 if other is ours.merchant else 404)


def test_anothers_account_is_the_same_400_as_one_that_does_not_exist(client: Client, theirs: House) -> None:
    bodies = [f'{{"amount_paise": 5, "bank_account_id": "{ids["account"]}"}}' for ids in (theirs.ids, NOBODY)]
    with no_row_changes():
        foreign, unknown = (told(call(client, "POST", "/api/v1/payouts/", body)) for body in bodies)
    assert foreign == unknown
    assert foreign[0] == 400


def test_anothers_account_in_a_batch_is_refused_as_one_that_does_not_exist(
    client: Client, ours: House, theirs: House
) -> None:
    def item(ids: dict[str, UUID]) -> dict[str, Any]:
        return {"amount_paise": 5, "bank_account_id": str(ids["account"]), "idempotency_key": str(uuid4())}

    foreign, unknown, own = call(
        client,
        "POST",
        "/api/v1/payouts/batch/",
        json.dumps({"payouts": [item(theirs.ids), item(NOBODY), item(ours.ids)]}),
    ).json()["results"]
    assert foreign == unknown
    assert (foreign["error"]["field"], own["status"]) == ("bank_account_id", "created")


def test_no_list_of_rest_shows_another_merchants_rows(client: Client, ours: House, theirs: House) -> None:
    for method, address in NEEDED:
        if method == "GET" and "<" not in address:
            for query in ("", "?limit=200", "?limit=1&offset=1", "?status=completed"):
                answer = call(client, "GET", f"/{address}{query}")
                assert answer.status_code == 200
                assert not {mark for mark in theirs.marks() if mark in answer.content.decode()}


def test_a_replay_is_of_ones_own_key_alone(client: Client, ours: House, theirs: House) -> None:
    """An idempotency key belongs to its merchant: the same one of another is a new payout."""
    key = str(theirs.payout.idempotency_key)
    body = f'{{"amount_paise": 10000, "bank_account_id": "{account_of(ours.merchant).id}"}}'
    answer = call(client, "POST", "/api/v1/payouts/", body, Idempotency_Key=key)
    assert answer.status_code == 201
    assert str(theirs.payout.id) not in answer.content.decode()


def test_operators_see_every_merchant(ours: House, theirs: House) -> None:
    operator = Caller(client_of(None), theirs.merchant)
    assert operator.get("balance/").status_code == 200
    listed = operator.client.get("/api/v1/merchants/").json()
    assert {row["id"] for row in listed["results"]} == {str(ours.merchant.id), str(theirs.merchant.id)}
    assert operator.get(f"payouts/{theirs.payout.id}/").status_code == 200
