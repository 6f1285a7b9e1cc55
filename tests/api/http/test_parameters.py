"""Query parameters, at every address that takes them."""

import json
import re
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import URLPattern

from server.urls import urlpatterns
from tests.api.conftest import ApiCaller, ApiResponse, no_row_changes, refusal_of
from tests.api.malformed import A_UUID, NOT_UUIDS, NOT_UUIDS_IN_A_BODY

LISTS = ["payouts/", "ledger/"]
READS = ["payouts/", "ledger/", "balance/", f"payouts/{A_UUID}/"]

NOT_LIMITS = [
    *("0", "-1", "201", "1000000", "9" * 400, "1_0", "１２", "٣", "+5", " 5", "5 ", "5\n"),
    *("5.0", "1e1", "0x5", "abc", "", "null"),
]
NOT_OFFSETS = ["-1", "-0", "1_0", "１２", "+5", " 5", "5.0", "abc", "", "1000000000", "9" * 400]
NOT_STATUSES = [
    "",
    "PENDING",
    "Pending",
    "done",
    "pending ",
    "pending\0",
    "\0",
    "pending,paid",
    "pending,",
    "null",
    "\ud800",
]


def ask(caller: ApiCaller, address: str, *parameters: tuple[str, object]) -> ApiResponse:
    query = urlencode(parameters, encoding="utf-8", errors="surrogatepass")
    return caller.client.get(f"/api/v1/{address}?{query}")


def refusals(caller: ApiCaller, address: str, name: str, values: list[str]) -> dict[str, object]:
    """The response to each value of the parameter."""
    merchant = ("merchant_id", caller.merchant.id)
    return {value: refusal_of(ask(caller, address, merchant, (name, value))) for value in values}


def all_refused(field: str, values: list[str]) -> dict[str, object]:
    return dict.fromkeys(values, (400, "validation_error", field))


@pytest.mark.parametrize("address", LISTS)
def test_a_limit_is_an_integer_from_1_to_200(caller: ApiCaller, address: str) -> None:
    assert refusals(caller, address, "limit", NOT_LIMITS) == all_refused("limit", NOT_LIMITS)


@pytest.mark.parametrize("limit", ["1", "200", "007"])
@pytest.mark.parametrize("address", LISTS)
def test_a_limit_in_range_is_accepted(caller: ApiCaller, address: str, limit: str) -> None:
    assert ask(caller, address, ("merchant_id", caller.merchant.id), ("limit", limit)).status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_an_offset_is_an_integer_from_0(caller: ApiCaller, address: str) -> None:
    assert refusals(caller, address, "offset", NOT_OFFSETS) == all_refused("offset", NOT_OFFSETS)


@pytest.mark.parametrize("address", LISTS)
def test_an_offset_past_the_end_finds_nothing(caller: ApiCaller, address: str) -> None:
    caller.create()
    body = ask(caller, address, ("merchant_id", caller.merchant.id), ("offset", "999999999")).json()
    assert body["results"] == []
    assert body["count"] > 0


def test_a_status_is_one_of_the_four(caller: ApiCaller) -> None:
    assert refusals(caller, "payouts/", "status", NOT_STATUSES) == all_refused("status", NOT_STATUSES)


@pytest.mark.parametrize("address", READS)
def test_a_merchant_is_named_by_a_canonical_uuid(caller: ApiCaller, address: str) -> None:
    values = [*NOT_UUIDS_IN_A_BODY.values(), "\0", "\ud800"]
    responses = {value: refusal_of(ask(caller, address, ("merchant_id", value))) for value in values}
    assert responses == all_refused("merchant_id", values)


@pytest.mark.parametrize("address", READS)
def test_a_merchant_is_named_by_a_canonical_uuid_in_the_header_too(caller: ApiCaller, address: str) -> None:
    values = list(NOT_UUIDS.values())
    headers = [{"X-Merchant-Id": value} for value in values]
    responses = [refusal_of(caller.client.get(f"/api/v1/{address}", headers=header)) for header in headers]
    assert dict(zip(values, responses, strict=True)) == all_refused("X-Merchant-Id", values)


@pytest.mark.parametrize("name", ["merchant_id", "limit", "offset", "status"])
def test_a_parameter_is_given_once(caller: ApiCaller, name: str) -> None:
    values: dict[str, Any] = {"merchant_id": caller.merchant.id, "limit": 5, "offset": 0, "status": "pending"}
    response = ask(caller, "payouts/", *values.items(), (name, values[name]))
    assert refusal_of(response) == (400, "validation_error", name)


@pytest.mark.parametrize("address", READS[:3])
def test_a_read_needs_a_merchant(caller: ApiCaller, address: str) -> None:
    assert refusal_of(ask(caller, address)) == (400, "validation_error", "merchant_id")


@pytest.mark.parametrize("address", READS)
def test_an_unknown_merchant_is_not_found(caller: ApiCaller, address: str) -> None:
    assert refusal_of(ask(caller, address, ("merchant_id", uuid4()))) == (404, "not_found", None)


@pytest.mark.parametrize("address", READS)
def test_two_different_merchants_are_refused(caller: ApiCaller, stranger: ApiCaller, address: str) -> None:
    response = caller.client.get(
        f"/api/v1/{address}?merchant_id={stranger.merchant.id}", headers={"X-Merchant-Id": str(caller.merchant.id)}
    )
    assert refusal_of(response) == (400, "validation_error", "merchant_id")


@pytest.mark.parametrize("address", READS[:3])
def test_the_header_or_the_parameter_or_both_name_the_merchant(caller: ApiCaller, address: str) -> None:
    headers = {"X-Merchant-Id": str(caller.merchant.id).upper()}
    by_parameter = ask(caller, address, ("merchant_id", caller.merchant.id))
    by_header = caller.client.get(f"/api/v1/{address}", headers=headers)
    by_both = caller.client.get(f"/api/v1/{address}?merchant_id={caller.merchant.id}", headers=headers)
    assert by_parameter.status_code == 200
    assert by_parameter.content == by_header.content == by_both.content


def test_too_many_parameters_are_refused(caller: ApiCaller) -> None:
    with no_row_changes():
        response = ask(caller, "payouts/", ("merchant_id", caller.merchant.id), *[("x", n) for n in range(2000)])
    assert (response.status_code, response.json()["error"]) == (400, "validation_error")


def test_a_query_that_is_not_utf_8_is_refused(caller: ApiCaller) -> None:
    response = caller.client.get(f"/api/v1/payouts/?merchant_id={caller.merchant.id}&status=%ff%fe")
    assert refusal_of(response) == (400, "validation_error", "status")


UNKNOWN = {
    "created_after": None,
    "limt": "limit",
    "Limit": "limit",
    "merchant": "merchant_id",
    "merchantId": "merchant_id",
    "merchant_id[]": "merchant_id",
    "page": None,
    "": None,
    "x" * 5_000: None,
    "\0": None,
    "₹": None,
    "<script>": None,
}
TAKEN = {
    "payouts/": "bank_account_id, batch_id, cancelled, from, limit, max_paise, merchant_id, min_paise, needs_review,"
    " offset, returned, scheduled, sort, status, text, to",
    "ledger/": "limit, merchant_id, offset",
    "balance/explanation/": "about_paise, after, at, at_sequence, limit, merchant_id",
    "events/": "after, lastEventId, limit, merchant_id, types, wait",
    "balance/": "merchant_id",
    "merchants/": "merchant_id",
}


@pytest.mark.parametrize("name", UNKNOWN, ids=lambda name: name[:9])
@pytest.mark.parametrize("address", TAKEN)
def test_an_unknown_parameter_is_refused_by_its_name(caller: ApiCaller, address: str, name: str) -> None:
    """Whoever misspells a filter must not get everything."""
    response = ask(caller, address, ("merchant_id", caller.merchant.id), (name, "2030-01-01"))
    assert refusal_of(response) == (400, "validation_error", name[:50])
    message = response.json()["message"]
    assert message.startswith(f'"{name[:50]}" is not a query parameter of this address, which takes {TAKEN[address]}.')
    if (meant := UNKNOWN[name]) and meant in TAKEN[address]:
        assert message.endswith(f"Did you mean {meant}?")


def test_every_route_refuses_what_it_does_not_know(caller: ApiCaller) -> None:
    """Health and openapi.json take anything: there is nothing to filter."""
    seen = {}
    token = "t" * 32
    caller.client.cookies[settings.CSRF_COOKIE_NAME] = token
    for route in (each for each in urlpatterns if isinstance(each, URLPattern) and hasattr(each.callback, "verbs")):
        address = "/" + re.sub(r"<\w+>", A_UUID, str(route.pattern))
        verbs: set[str] = set(getattr(route.callback, "verbs", ()))
        for method in verbs:
            headers = {
                "X-Merchant-Id": str(caller.merchant.id),
                "Idempotency-Key": A_UUID,
                "X-CSRFToken": token,  # of the writes below session/
            }
            with no_row_changes():
                response = caller.client.generic(
                    method, f"{address}?stauts=failed", json.dumps(caller.body()), "application/json", headers=headers
                )
            seen[method, address] = response.status_code
    open_to_all = {"/healthz", "/api/v1/openapi.json"}
    statuses = {key: status for key, status in seen.items() if key[1] not in {*open_to_all, "/health/integrity"}}
    assert len(statuses) >= 30
    assert set(statuses.values()) == {400}, statuses
    assert {seen[method, address] for method in ("GET", "HEAD") for address in open_to_all} == {200}


@pytest.mark.parametrize("name", ["merchant_id", "limit", "x"])
def test_a_parameter_that_no_verb_reads_is_given_once_too(caller: ApiCaller, name: str) -> None:
    response = ask(caller, "merchants/", (name, caller.merchant.id), (name, caller.merchant.id))
    assert refusal_of(response) == (400, "validation_error", name)
