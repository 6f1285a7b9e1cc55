"""Scheduling in both APIs: the same moment, the same refusals."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest

from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, ApiResponse, no_row_changes

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()
CREATE = """mutation ($input: CreatePayoutInput!) { result: createPayout(input: $input) { __typename
  ... on CreatePayoutSuccess { replayed
    payout { id status notBefore nextAttemptAt nextAction nextActionAt explanation } }
  ... on ValidationError { message field } } }"""
READ = """query ($id: ID!) { payout(id: $id) {
  id status notBefore nextAttemptAt nextAction nextActionAt explanation safeToRetry } }"""
NO_TIMES = ["", "tomorrow", "2026-12-01", "2026-12-01T10:00", "2026-12-01T10:00:00", 1_800_000_000, True, [], {}]


def in_graphql(caller: ApiCaller, moment: object, key: str | None = None) -> Any:
    return caller.ask(CREATE, input=caller.graphql_input(500, key) | {"notBefore": moment}).json()


def in_rest(caller: ApiCaller, moment: object, key: str | None = None) -> ApiResponse:
    return caller.create(key, amount_paise=500, not_before=moment)


def test_both_apis_schedule_and_say_so(caller: ApiCaller) -> None:
    made = in_graphql(caller, TOMORROW)["data"]["result"]
    assert (made["__typename"], made["replayed"]) == ("CreatePayoutSuccess", False)
    told = made["payout"]
    assert (told["notBefore"], told["nextAttemptAt"]) == (TOMORROW, None)
    assert (told["nextAction"], told["nextActionAt"]) == ("SUBMIT", TOMORROW)
    read = caller.ask(READ, id=told["id"]).json()["data"]["payout"]
    assert read == told | {"safeToRetry": False}

    answer = in_rest(caller, TOMORROW)
    assert answer.status_code == 201, answer.content
    assert answer.json()["not_before"] == TOMORROW
    assert caller.get(f"payouts/{answer.json()['id']}/").json()["not_before"] == TOMORROW
    assert caller.get(f"payouts/{told['id']}/").json()["not_before"] == TOMORROW


def test_the_first_answer_says_the_time_as_every_later_one_does_to_the_byte(caller: ApiCaller) -> None:
    key, in_india = str(uuid4()), datetime.fromisoformat(TOMORROW).astimezone(timezone(timedelta(hours=5, minutes=30)))
    first, again = (in_rest(caller, in_india.isoformat(), key) for _ in range(2))
    assert (first.status_code, again.status_code, again.content) == (201, 200, first.content)
    assert first.json()["not_before"] == TOMORROW
    item = {"amount_paise": 5, "bank_account_id": str(caller.account.id)}
    items = [item | {"idempotency_key": str(uuid4())}, item | {"idempotency_key": str(uuid4()), "not_before": TOMORROW}]
    for status in ("created", "replayed"):
        answer = caller.post(json.dumps({"payouts": items}), address="/api/v1/payouts/batch/")
        results = answer.json()["results"]
        assert [(each["status"], each["payout"].get("not_before")) for each in results] == [
            (status, None),
            (status, TOMORROW),
        ]
    assert "not_before" not in caller.create().json()


def test_a_key_is_for_its_moment_in_either_api(caller: ApiCaller) -> None:
    key = str(uuid4())
    first = in_rest(caller, TOMORROW, key)
    again = in_graphql(caller, TOMORROW, key)["data"]["result"]
    assert (again["replayed"], again["payout"]["id"]) == (True, first.json()["id"])
    assert again["payout"]["notBefore"] == TOMORROW
    for other in (None, (datetime.now(UTC) + timedelta(days=2)).isoformat()):
        assert in_rest(caller, other, key).status_code == 409
        assert in_graphql(caller, other, key)["data"]["result"]["__typename"] == "IdempotencyConflict"
    assert Payout.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 94])
def test_a_moment_out_of_bounds_is_refused_by_its_name(caller: ApiCaller, days: int) -> None:
    moment = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    with no_row_changes():
        refused = in_graphql(caller, moment)["data"]["result"]
        assert (refused["__typename"], refused["field"]) == ("ValidationError", "notBefore")
        answer = in_rest(caller, moment)
        assert (answer.status_code, answer.json()["error"]) == (400, "validation_error")
        assert answer.json()["message"].startswith("not_before must be")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_at_either_end_of_the_calendar_is_refused_alone(caller: ApiCaller, moment: str) -> None:
    refused = in_graphql(caller, moment)["data"]["result"]
    assert (refused["__typename"], refused["field"]) == ("ValidationError", "notBefore")
    assert in_rest(caller, moment).json()["error"] == "validation_error"
    items = [
        {"amount_paise": 5, "bank_account_id": str(caller.account.id), "idempotency_key": str(uuid4())} for _ in "ab"
    ]
    items[0]["not_before"] = moment
    answer = caller.post(json.dumps({"payouts": items}), address="/api/v1/payouts/batch/")
    assert [result["status"] for result in answer.json()["results"]] == ["refused", "created"]


@pytest.mark.parametrize("name", ["notBefore", "not_Before", "NOT_BEFORE", "notbefore", "retryOf", "Reference"])
def test_a_member_that_is_misspelt_is_refused_by_the_name_that_was_meant(caller: ApiCaller, name: str) -> None:
    with no_row_changes():
        answer = caller.create(**{name: TOMORROW})
        assert (answer.status_code, answer.json()["error"]) == (400, "validation_error")
        assert f"must be written like this, not {name}." in answer.json()["message"]
    item = {
        "amount_paise": 5,
        "bank_account_id": str(caller.account.id),
        "idempotency_key": str(uuid4()),
        name: TOMORROW,
    }
    answer = caller.post(json.dumps({"payouts": [item]}), address="/api/v1/payouts/batch/")
    assert [result["status"] for result in answer.json()["results"]] == ["refused"]
    assert not Payout.objects.exists()


def test_what_is_no_detail_is_ignored_however_it_is_written(caller: ApiCaller) -> None:
    assert caller.create(idempotencyKey="x", bankAccountId=None, AMOUNT_PAISE=7).status_code == 201


def test_a_row_of_a_batch_is_not_scheduled_by_itself(caller: ApiCaller) -> None:
    row = {"account_number": "1", "amount_paise": 5, "not_before": TOMORROW}
    batch = {"id": str(uuid4()), "name": "October", "rows": [row]}
    with no_row_changes():
        for address, body in (
            ("/api/v1/payouts/batch/", {"payouts": [], "not_before": TOMORROW}),
            ("/api/v1/payout_batches/", batch),
            ("/api/v1/payout_batches/", batch | {"rows": [], "notBefore": TOMORROW}),
            ("/api/v1/payouts/preview/", {"rows": [], "not_before": TOMORROW}),
        ):
            answer = caller.post(json.dumps(body), address=address)
            assert (answer.status_code, answer.json()["error"]) == (400, "validation_error"), address
            assert "no row of one is scheduled" in answer.json()["message"]


@pytest.mark.parametrize("moment", NO_TIMES)
def test_what_is_no_moment_with_its_offset_is_refused(caller: ApiCaller, moment: object) -> None:
    with no_row_changes():
        answer = in_rest(caller, moment)
        assert (answer.status_code, answer.json()["error"]) == (400, "validation_error")
        assert "not_before" in answer.json()["message"]
        assert "errors" in in_graphql(caller, moment)
