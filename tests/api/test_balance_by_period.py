"""The balance by day, week and month in GraphQL and in REST: the same periods, and clear refusals."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from server.bank.simulator import SimulatedBank
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.money import MAX_PAISE
from server.payments.receiving import record_payment
from server.payouts.lifecycle import settle_due
from tests.api.conftest import ApiCaller, ApiResponse
from tests.api.keys import client_of
from tests.conftest import pay

FIELDS = [
    *("startsOn", "endsOn", "openPaise", "closePaise", "minPaise", "maxPaise", "inPaise", "outPaise"),
    *("heldOpenPaise", "heldClosePaise"),
]
BY_PERIOD = f"""query ($m: ID!, $from: Date!, $to: Date!, $bucket: BalanceBucket! = DAY) {{
  balanceByPeriod(merchantId: $m, from: $from, to: $to, bucket: $bucket) {{ {" ".join(FIELDS)} }} }}"""


def in_graphql(caller: ApiCaller, first: object, last: object, **more: str) -> ApiResponse:
    return caller.ask(BY_PERIOD, m=str(caller.merchant.id), **{"from": str(first), "to": str(last)}, **more)


def in_rest(caller: ApiCaller, **parameters: object) -> ApiResponse:
    return caller.get("balance/history/", **parameters)


def spend_something(caller: ApiCaller) -> None:
    pay(caller.merchant, 30_000)
    settle_due(SimulatedBank())
    pay(caller.merchant, 20_000)


def test_a_day_in_rest(caller: ApiCaller) -> None:
    spend_something(caller)
    day = today()
    body = in_rest(caller, **{"from": day, "to": day}).json()
    assert list(body) == ["count", "results"]
    assert body["count"] == 1
    assert list(body["results"][0].items()) == [
        ("starts_on", str(day)),
        ("ends_on", str(day)),
        ("open_paise", 0),
        ("close_paise", 50_000),
        ("min_paise", 0),
        ("max_paise", 100_000),
        ("in_paise", 100_000),
        ("out_paise", 30_000),
        ("held_open_paise", 0),
        ("held_close_paise", 20_000),
    ]


@pytest.mark.parametrize("bucket", ["day", "week", "month"])
def test_both_apis_show_the_same_periods(caller: ApiCaller, bucket: str) -> None:
    spend_something(caller)
    first, last = today() - timedelta(days=50), today()
    ours = in_graphql(caller, first, last, bucket=bucket.upper()).json()["data"]["balanceByPeriod"]
    theirs = in_rest(caller, **{"from": first, "to": last, "bucket": bucket}).json()["results"]
    assert [list(period.values()) for period in ours] == [list(period.values()) for period in theirs]
    assert ours[-1]["closePaise"] == 50_000


def test_rest_shows_thirty_days_if_it_is_not_told_which(caller: ApiCaller) -> None:
    days = in_rest(caller).json()["results"]
    assert [days[0]["starts_on"], days[-1]["starts_on"]] == [str(today() - timedelta(days=29)), str(today())]
    days = in_rest(caller, to="2026-03-01").json()["results"]
    assert (len(days), days[0]["starts_on"]) == (30, "2026-01-31")
    days = in_rest(caller, to="2000-01-02").json()["results"]
    assert [day["starts_on"] for day in days] == ["2000-01-01", "2000-01-02"]


NOT_DAYS = [
    *("", "2026-11-31", "2026-1-1", "20261130", "2026-W48-1", "2026-11-30T00:00:00", " 2026-11-30", "30/11/2026"),
    *("0000-01-01", "٢٠٢٦-١١-٣٠", "today", "9" * 400, "2026-11-30\n", "-2026-11-30", "1" * 10 + "-01-01"),
]


@pytest.mark.parametrize("name", ["from", "to"])
def test_what_is_no_day_is_refused(caller: ApiCaller, name: str) -> None:
    for value in NOT_DAYS:
        refused = in_rest(caller, **{name: value})
        assert (refused.status_code, refused.json()["error"], refused.json()["field"]) == (
            400,
            "validation_error",
            name,
        )
        days: dict[str, Any] = {"first": "2026-11-01", "last": "2026-11-02"}
        days |= {{"from": "first", "to": "last"}[name]: value}
        [error] = in_graphql(caller, **days).json()["errors"]
        assert "must be a day such as 2026-11-30" in error["message"]


@pytest.mark.parametrize(
    ("first", "last", "field", "message"),
    [
        ("1999-12-31", "2026-11-30", "from", "from must be a day from 2000-01-01 to 2100-12-31."),
        ("2026-11-30", "9999-12-31", "to", "to must be a day from 2000-01-01 to 2100-12-31."),
        ("2026-11-30", "2026-11-29", "from", "from must not be after to."),
        ("2025-01-01", "2026-11-30", "to", "from and to must be at most 400 periods apart"),
    ],
)
def test_days_that_do_not_go_together_are_refused(
    caller: ApiCaller, first: str, last: str, field: str, message: str
) -> None:
    refused = in_rest(caller, **{"from": first, "to": last})
    assert (refused.status_code, refused.json()["field"]) == (400, field)
    [error] = in_graphql(caller, first, last).json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", field)
    for told in (refused.json(), error):
        assert told["message"].startswith(message)


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-29", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_a_last_day_alone_is_refused_by_its_name(caller: ApiCaller, day: str) -> None:
    refused = in_rest(caller, to=day)
    assert (refused.status_code, refused.json()["field"]) == (400, "to")


def test_an_unknown_bucket_is_refused(caller: ApiCaller) -> None:
    for bucket in ("year", "DAY", "", "day,week"):
        refused = in_rest(caller, bucket=bucket)
        assert (refused.status_code, refused.json()["field"]) == (400, "bucket")
        assert refused.json()["message"] == "bucket must be one of day, week, month."
    assert in_graphql(caller, "2026-11-01", "2026-11-02", bucket="YEAR").status_code == 400


def test_more_money_than_json_can_tell_in_one_period_is_refused(new_merchant: Callable[..., Merchant]) -> None:
    caller = ApiCaller(client_of(rich := new_merchant(paise=MAX_PAISE)), rich)
    pay(rich, MAX_PAISE)
    settle_due(SimulatedBank())
    record_payment(merchant_id=rich.id, amount_paise=1, reference="one more")
    refused = in_rest(caller)
    assert (refused.status_code, refused.json()["field"]) == (400, "bucket")


def test_an_unknown_merchant_is_not_found(client: Client) -> None:
    unknown = "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34"
    assert client.get(f"/api/v1/balance/history/?merchant_id={unknown}").status_code == 404


def test_more_days_take_no_more_statements(caller: ApiCaller) -> None:
    counts = set()
    for first in ("2026-11-30", "2025-12-01"):
        with CaptureQueriesContext(connection) as queries:
            assert "errors" not in in_graphql(caller, first, "2026-11-30").json()
        counts.add(len(queries))
    assert len(counts) == 1
