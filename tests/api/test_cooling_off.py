"""A merchant's cooling-off delay through both APIs, and what a payout says of it."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from server.access.callers import Scope
from server.cooling_off.setting import hours_of, set_cooling_off
from server.ids import new_id
from tests.api.conftest import ApiCaller, graphql, no_row_changes
from tests.api.keys import client_of
from tests.conftest import account_of, pay
from tests.support.counting import round_trips

SET = """mutation ($m: ID!, $hours: Int!) { r: setCoolingOff(input: {merchantId: $m, coolingOffHours: $hours}) {
    ... on SetCoolingOffSuccess { changed merchant { id coolingOffHours } }
    ... on ValidationError { message field } } }"""
MAKE = """mutation ($input: CreatePayoutInput!) { createPayout(input: $input) { ... on CreatePayoutSuccess {
    replayed payout { id notBefore coolingOffUntil explanation } } } }"""


def address(caller: ApiCaller) -> str:
    return f"/api/v1/merchants/{caller.merchant.id}/cooling_off/"


def test_it_is_set_and_read_in_both_apis(caller: ApiCaller) -> None:
    assert caller.client.get(address(caller)).json() == {"cooling_off_hours": 0}
    made = caller.post('{"cooling_off_hours": 24}', address=address(caller))
    assert (made.status_code, made.json()) == (200, {"changed": True, "cooling_off_hours": 24})
    told = caller.ask(SET, m=str(caller.merchant.id), hours=24).json()["data"]["r"]
    assert told == {"changed": False, "merchant": {"id": str(caller.merchant.id), "coolingOffHours": 24}}
    assert caller.client.get(address(caller)).json() == {"cooling_off_hours": 24}


@pytest.mark.parametrize("bad", ["-1", "73", "24.0", "true", '"24"', "null", "[]"])
def test_a_delay_that_cannot_be_is_refused_in_rest(caller: ApiCaller, bad: str) -> None:
    with no_row_changes():
        for body in (f'{{"cooling_off_hours": {bad}}}', "{}", '{"cooling_off_hour": 5}'):
            refused = caller.post(body, address=address(caller))
            assert (refused.status_code, refused.json()["error"]) == (400, "validation_error")


@pytest.mark.parametrize("bad", [-1, 73])
def test_a_delay_that_cannot_be_is_refused_in_graphql(caller: ApiCaller, bad: int) -> None:
    with no_row_changes():
        assert caller.ask(SET, m=str(caller.merchant.id), hours=bad).json()["data"]["r"]["field"] == "coolingOffHours"
        assert caller.ask(SET, m=str(new_id()), hours=5).json()["data"]["r"]["field"] == "merchantId"


def test_a_merchants_key_reads_it_and_does_not_set_it(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_of(caller.merchant)
    assert client.get(address(caller)).status_code == 200
    with no_row_changes():
        assert client.post(address(caller), '{"cooling_off_hours": 5}', "application/json").status_code == 403
        [error] = graphql(client, SET, m=str(caller.merchant.id), hours=5).json()["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"
    assert (
        client_of(None, Scope.OPERATE).post(address(caller), '{"cooling_off_hours": 5}', "application/json").status_code
        == 200
    )
    assert hours_of(caller.merchant.id) == 5


def test_a_payout_says_why_it_waits_in_both_apis(caller: ApiCaller) -> None:
    set_cooling_off(caller.merchant.id, hours=24)
    until = (account_of(caller.merchant).created_at + timedelta(hours=24)).isoformat()
    sent = caller.graphql_input(500)
    made: Any = caller.ask(MAKE, input=sent).json()["data"]["createPayout"]
    assert made["payout"] | {"id": 0} == {
        "id": 0,
        "notBefore": until,
        "coolingOffUntil": until,
        "explanation": "Cooling off: its account is new. The engine sends it when that time is over; until then it can "
        "be cancelled.",
    }
    assert caller.ask(MAKE, input=sent).json()["data"]["createPayout"] == made | {"replayed": True}
    read = caller.get(f"payouts/{made['payout']['id']}/").json()
    assert (read["not_before"], read["cooling_off_until"]) == (until, until)
    receipt = caller.create().json()
    assert receipt["not_before"] == until


def test_a_list_finds_it_in_its_own_statement(caller: ApiCaller) -> None:
    set_cooling_off(caller.merchant.id, hours=24)
    document = """query ($m: ID!) { payouts(merchantId: $m) { edges { node { id coolingOffUntil explanation } } } }"""
    counts = []
    for _ in range(2):
        for _ in range(3):
            pay(caller.merchant, 5)
        with round_trips() as counted:
            found = caller.ask(document, m=str(caller.merchant.id)).json()["data"]["payouts"]["edges"]
            caller.get("payouts/")
        counts.append(counted.round_trips)
        assert all(edge["node"]["coolingOffUntil"] for edge in found)
    assert counts[0] == counts[1]
