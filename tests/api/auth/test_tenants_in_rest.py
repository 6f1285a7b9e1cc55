"""Another merchant's rows look like rows that do not exist, to the byte, on every route.

The routes come from urls.py: a new one without a case here fails.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, ApiResponse, no_row_changes
from tests.api.keys import client_of
from tests.api.tenants import NOBODY, UNKNOWN, Tenant, visible_parts
from tests.conftest import account_of

from .test_permissions import NEEDED, OPERATE

# A merchant's key cannot use the others. (People approve: tests/api/test_approvals.py.)
OF_MERCHANTS = [route for route, scope in NEEDED.items() if scope not in {OPERATE, Scope.APPROVALS}]


Ids = Mapping[str, UUID | str]


def with_ids(address: str, ids: Ids) -> str:
    names = (
        "merchant",
        "account",
        "payout",
        "batch",
        "export",
        "endpoint",
        "message",
        "monitor",
        "order",
        "receipt",
        "alert",
        "inward",
        "invoice",
        "match",
        "utr",
    )
    for name in names:
        address = address.replace(f"<{name}>" if name == "utr" else f"<{name}_id>", str(ids[name]))
    return address


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.fixture
def ours(new_merchant: Callable[..., Merchant]) -> Tenant:
    return Tenant.of(new_merchant())


@pytest.fixture
def theirs(new_merchant: Callable[..., Merchant], ours: Tenant) -> Tenant:
    return Tenant.of(new_merchant())


@pytest.fixture
def client(ours: Tenant) -> Client:
    return client_of(ours.merchant)


def call(client: Client, method: str, address: str, body: str = "{}", **headers: str) -> ApiResponse:
    headers = {"Idempotency-Key": str(uuid4())} | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, address, body, "application/json", headers=headers)


@pytest.mark.parametrize("how", ["header", "parameter", "both"])
@pytest.mark.parametrize("route", OF_MERCHANTS, ids=" ".join)
def test_naming_another_merchant_is_refused_on_every_route(
    client: Client, ours: Tenant, theirs: Tenant, route: tuple[str, str], how: str
) -> None:
    method, address = route
    path = "/" + with_ids(address, ours.ids)
    responses = []
    with no_row_changes():
        for other in (theirs.merchant.id, UNKNOWN):
            header = {"X_Merchant_Id": str(other)} if how != "parameter" else {}
            query = f"?merchant_id={other}" if how != "header" else ""
            responses.append(visible_parts(call(client, method, path + query, **header)))
    assert responses[0] == responses[1]
    assert responses[0][0] == 403
    assert '"message": "The merchant named is not the one of this key."' in responses[0][1]


@pytest.mark.parametrize("how", ["header", "parameter"])
def test_naming_another_merchant_is_refused_in_graphql_too(
    client: Client, ours: Tenant, theirs: Tenant, how: str
) -> None:
    responses = []
    for other in (theirs.merchant.id, UNKNOWN):
        header = {"X-Merchant-Id": str(other)} if how == "header" else {}
        address = f"/graphql/?merchant_id={other}" if how == "parameter" else "/graphql/"
        body = {"query": "{ engine { openAccess } }"}
        responses.append(visible_parts(client.post(address, body, "application/json", headers=header)))
    assert responses[0] == responses[1]
    assert responses[0][0] == 403


def test_a_caller_may_name_its_own_merchant(client: Client, ours: Tenant) -> None:
    own = str(ours.merchant.id)
    for method, address in OF_MERCHANTS:
        path = "/" + with_ids(address, ours.ids)
        assert call(client, method, f"{path}?merchant_id={own}", X_Merchant_Id=own).status_code in {
            200,
            201,
            202,
            400,
            409,
            415,
        }


def methods_of(address: str) -> set[str]:
    return {method for method, each in OF_MERCHANTS if each == address}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("address", [address for _, address in OF_MERCHANTS if "<" in address])
def test_another_merchants_row_is_the_same_404_as_a_missing_one(
    client: Client, ours: Tenant, theirs: Tenant, address: str, method: str
) -> None:
    def path(ids: Ids) -> str:
        return "/" + with_ids(address, ids)

    foreign, unknown = (visible_parts(call(client, method, path(ids))) for ids in (theirs.ids, NOBODY))
    assert foreign == unknown
    assert foreign[0] == (404 if "GET" in methods_of(address) else 405)
    if foreign[0] == 405:  # for these, test_payout_batches.py
        return
    assert call(client, method, path(ours.ids)).status_code == 200
    for other in (theirs.merchant, ours.merchant):  # an operator may name either merchant
        named = call(client_of(None), method, path(ours.ids), X_Merchant_Id=str(other.id))
        assert named.status_code == (200 if other is ours.merchant else 404)


def test_another_merchants_account_is_the_same_400_as_a_missing_one(client: Client, theirs: Tenant) -> None:
    bodies = [f'{{"amount_paise": 5, "bank_account_id": "{ids["account"]}"}}' for ids in (theirs.ids, NOBODY)]
    with no_row_changes():
        foreign, unknown = (visible_parts(call(client, "POST", "/api/v1/payouts/", body)) for body in bodies)
    assert foreign == unknown
    assert foreign[0] == 400


def test_another_merchants_account_in_a_batch_is_refused_like_a_missing_one(
    client: Client, ours: Tenant, theirs: Tenant
) -> None:
    def item(ids: Ids) -> dict[str, Any]:
        return {"amount_paise": 5, "bank_account_id": str(ids["account"]), "idempotency_key": str(uuid4())}

    foreign, unknown, own = call(
        client,
        "POST",
        "/api/v1/payouts/batch/",
        json.dumps({"payouts": [item(theirs.ids), item(NOBODY), item(ours.ids)]}),
    ).json()["results"]
    assert foreign == unknown
    assert (foreign["error"]["field"], own["status"]) == ("bank_account_id", "created")


QUERIES = ("", "?limit=200", "?limit=1&offset=1", "?status=completed", "?from=2026-11-01&to=2027-10-01")


def test_no_list_of_rest_shows_another_merchants_rows(client: Client, ours: Tenant, theirs: Tenant) -> None:
    for method, address in OF_MERCHANTS:
        if method == "GET" and "<" not in address:
            for query in QUERIES:
                response = call(client, "GET", f"/{address}{query}")
                may_refuse = query or address.endswith(
                    ("/draft/", "/statements/", "/lineage/", "/lineage/export/")
                )  # which want to know of what
                assert response.status_code in ({200, 400} if may_refuse else {200})
                assert not {mark for mark in theirs.marks() if mark in response.content.decode()}


def test_a_key_replays_only_for_its_own_merchant(client: Client, ours: Tenant, theirs: Tenant) -> None:
    """Another merchant's use of the same idempotency key creates a new payout."""
    key = str(theirs.payout.idempotency_key)
    body = f'{{"amount_paise": 10000, "bank_account_id": "{account_of(ours.merchant).id}"}}'
    response = call(client, "POST", "/api/v1/payouts/", body, Idempotency_Key=key)
    assert response.status_code == 201
    assert str(theirs.payout.id) not in response.content.decode()


def test_operators_see_every_merchant(ours: Tenant, theirs: Tenant) -> None:
    operator = ApiCaller(client_of(None), theirs.merchant)
    assert operator.get("balance/").status_code == 200
    listed = operator.client.get("/api/v1/merchants/").json()
    assert {row["id"] for row in listed["results"]} == {str(ours.merchant.id), str(theirs.merchant.id)}
    assert operator.get(f"payouts/{theirs.payout.id}/").status_code == 200
