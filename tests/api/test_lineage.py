"""Which receipt paid which payout, through both APIs."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.api.rest import lineage_export
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.inward_payments.models import InwardPayment
from server.ledger.periods import today
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, graphql, no_row_changes, refusal_of
from tests.api.keys import client_of
from tests.api.workbooks import read_workbook
from tests.conftest import account_of, pay
from tests.support.fees import charge_fees
from tests.support.inward import inward_document, inward_payment
from tests.support.returns import returned_payout

SLICES = """next isForecast slices { amountPaise foreign { currency minor } inward { id remitterName }
    source { id sequence entryType } outflow { sequence entryType payoutId } via { id amountPaise } }"""
FUNDED = f"""query ($id: ID!, $first: Int, $after: String) {{ payout(id: $id) {{
    fundedBy(first: $first, after: $after) {{ {SLICES} }}
    wouldBeFundedBy(first: $first, after: $after) {{ {SLICES} }} }} }}"""
PAID_OUT = f"""query ($id: ID!, $first: Int, $after: String) {{ inwardPayment(id: $id) {{
    paidOut(first: $first, after: $after) {{ {SLICES} }} }} }}"""
LINEAGE = f"""query ($m: ID, $from: Date!, $to: Date!, $first: Int, $after: String) {{
    lineage(merchantId: $m, from: $from, to: $to, first: $first, after: $after) {{ {SLICES} }} }}"""


def ask(caller: ApiCaller, document: str, *path: str, **variables: Any) -> Any:
    response = caller.ask(document, **variables).json()
    assert "errors" not in response, response
    found = response["data"]
    for name in path:
        found = found[name]
    return found


@pytest.fixture
def wire(caller: ApiCaller) -> InwardPayment:
    """$1,250.50, of which ₹1,03,351.56 were credited, behind the ₹1,000 that were there."""
    return inward_payment(caller.merchant)


def paid(caller: ApiCaller, paise: int) -> Payout:
    payout = pay(caller.merchant, paise)
    settle_due(SimulatedBank())
    return payout


def in_rest(told: dict[str, Any]) -> Any:
    """A page of REST in GraphQL's words, as far as both have them."""
    return [
        (
            each["amount_paise"],
            each["foreign"] and each["foreign"]["minor"],
            each["inward_payment_id"],
            each["source"]["sequence"],
            each["outflow"] and each["outflow"]["sequence"],
            each["via"],
        )
        for each in told["slices"]
    ]


def in_graphql(told: dict[str, Any]) -> Any:
    return [
        (
            each["amountPaise"],
            each["foreign"] and each["foreign"]["minor"],
            each["inward"] and each["inward"]["id"],
            each["source"]["sequence"],
            each["outflow"] and each["outflow"]["sequence"],
            [payout["id"] for payout in each["via"]],
        )
        for each in told["slices"]
    ]


def test_a_payout_tells_which_receipts_paid_it(caller: ApiCaller, wire: InwardPayment) -> None:
    payout = pay(caller.merchant, 150_000)
    forecast = ask(caller, FUNDED, "payout", id=str(payout.id))
    assert forecast["fundedBy"] == {"next": None, "isForecast": False, "slices": []}
    settle_due(SimulatedBank())
    found = ask(caller, FUNDED, "payout", id=str(payout.id))
    assert found["wouldBeFundedBy"] is None
    share = 125_050 * 50_000 // wire.net_paise
    assert in_graphql(found["fundedBy"]) == [
        (100_000, None, None, 1, 5, []),
        (50_000, str(share), str(wire.id), wire.seq, 5, []),
    ]
    assert found["fundedBy"]["slices"][1]["inward"] == {"id": str(wire.id), "remitterName": "Northwind Traders Inc"}
    assert found["fundedBy"]["slices"][1]["outflow"]["payoutId"] == str(payout.id)
    assert [each[:4] for each in in_graphql(forecast["wouldBeFundedBy"])] == [
        each[:4] for each in in_graphql(found["fundedBy"])
    ]
    assert forecast["wouldBeFundedBy"]["isForecast"]
    assert {each["outflow"] for each in forecast["wouldBeFundedBy"]["slices"]} == {None}
    rest = caller.get(f"payouts/{payout.id}/funded_by/").json()
    assert in_rest(rest) == in_graphql(found["fundedBy"])
    assert rest["slices"][1]["source"] == {
        "id": str(wire.entry_id),
        "sequence": wire.seq,
        "entry_type": "payment_received",
        "amount_paise": wire.net_paise,
        "payout_id": None,
        "reference": wire.entry.reference,
        "created_at": wire.recorded_at.isoformat(),
    }


def test_a_receipt_tells_what_was_paid_of_it(caller: ApiCaller, wire: InwardPayment) -> None:
    assert ask(caller, PAID_OUT, "inwardPayment", "paidOut", id=str(wire.id))["slices"] == []
    payouts = [paid(caller, paise) for paise in (100_000, 333_333, 1_000_001, wire.net_paise - 1_333_334)]
    found = ask(caller, PAID_OUT, "inwardPayment", "paidOut", id=str(wire.id))
    assert [each["outflow"]["payoutId"] for each in found["slices"]] == [str(payout.id) for payout in payouts[1:]]
    assert sum(each["amountPaise"] for each in found["slices"]) == wire.net_paise
    assert sum(int(each["foreign"]["minor"]) for each in found["slices"]) == wire.foreign_minor
    assert in_rest(caller.get(f"inward_payments/{wire.id}/paid_out/").json()) == in_graphql(found)


def test_days_tell_all_that_went_out_page_by_page(caller: ApiCaller, wire: InwardPayment) -> None:
    for paise in (60_000, 70_000, 80_000):
        paid(caller, paise)
    days = {"from": str(today()), "to": str(today())}
    whole = ask(caller, LINEAGE, "lineage", m=str(caller.merchant.id), **days)
    assert (len(whole["slices"]), whole["next"]) == (4, None)
    shown: list[Any] = []
    rest: list[Any] = []
    after: str | None = None
    for _ in range(4):
        page = ask(caller, LINEAGE, "lineage", m=str(caller.merchant.id), first=1, after=after, **days)
        told = caller.get("lineage/", limit=1, **days, **({} if after is None else {"after": after})).json()
        assert told["next"] == page["next"]
        shown, rest, after = shown + page["slices"], rest + in_rest(told), page["next"]
    assert after is None
    assert shown == whole["slices"]
    assert rest == in_graphql(whole)
    before = {"from": "2026-01-01", "to": str(today() - timedelta(days=1))}
    assert ask(caller, LINEAGE, "lineage", m=str(caller.merchant.id), **before)["slices"] == []


def test_what_came_back_tells_by_which_payout(caller: ApiCaller, wire: InwardPayment) -> None:
    returned = returned_payout(caller.merchant, 100_000 + wire.net_paise)
    payout = paid(caller, 100_500)
    found = ask(caller, FUNDED, "payout", "fundedBy", id=str(payout.id))
    by = [str(returned.id)]
    assert in_graphql(found) == [
        (100_000, None, None, 1, 9, by),
        (500, str(125_050 * 500 // wire.net_paise), str(wire.id), wire.seq, 9, by),
    ]
    assert found["slices"][0]["via"] == [{"id": str(returned.id), "amountPaise": returned.amount_paise}]
    assert in_rest(caller.get(f"payouts/{payout.id}/funded_by/").json()) == in_graphql(found)


def test_its_statements_do_not_grow_with_the_slices(caller: ApiCaller, wire: InwardPayment) -> None:
    counts: list[tuple[int, int]] = []
    days = {"from": str(today()), "to": str(today())}
    for more in (2, 9):
        for _ in range(more):
            paid(caller, 7_000)
            returned_payout(caller.merchant, 500)
        with CaptureQueriesContext(connection) as queries:
            ask(caller, LINEAGE, "lineage", m=str(caller.merchant.id), **days)
        with CaptureQueriesContext(connection) as in_rest_queries:
            caller.get("lineage/", **days)
        counts.append((len(queries), len(in_rest_queries)))
    assert counts[0] == counts[1]


def test_a_file_has_a_row_for_each_slice(caller: ApiCaller, wire: InwardPayment) -> None:
    inward_document(wire)
    charge_fees(caller.merchant)
    payouts = [paid(caller, 60_000), paid(caller, 70_000)]
    returned_payout(caller.merchant, 500)
    days = {"from": str(today()), "to": str(today())}
    whole = ask(caller, LINEAGE, "lineage", m=str(caller.merchant.id), **days)["slices"]
    response = caller.get("lineage/export/", **days)
    assert response["Content-Disposition"] == f'attachment; filename="lineage-{today()}-to-{today()}.csv"'
    text = response.content.decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [int(row["Amount (paise)"]) for row in rows] == [each["amountPaise"] for each in whole]
    assert [row["Foreign share"].replace(".", "").lstrip("0") for row in rows] == [
        each["foreign"]["minor"].lstrip("0") if each["foreign"] else "" for each in whole
    ]
    [mixed] = [row for row in rows if row["Payout ID"] == str(payouts[1].id) and row["UTR"] and row["Remitter"]]
    assert (
        mixed["Account"],
        mixed["Currency"],
        mixed["Rate"],
        mixed["FIRA"],
        mixed["IRM"],
        mixed["Came back from"],
    ) == (
        account_of(caller.merchant).account_number_masked,
        *("USD", "83.12", "FIRA/26/0071", "", ""),
    )
    fees = [row for row in rows if row["As"] == "Fee"]
    assert {row["Payout ID"] for row in fees} > {str(payout.id) for payout in payouts}
    assert {row["UTR"] for row in fees} == {""}
    sheet = read_workbook(caller.get("lineage/export/", format="xlsx", **days).content)
    assert [int(row["Amount (paise)"]) for row in sheet.rows(list(rows[0]))] == [each["amountPaise"] for each in whole]
    head = caller.client.head("/api/v1/lineage/export/", {"merchant_id": str(caller.merchant.id), **days})
    assert (head.status_code, head.content) == (200, b"")


def test_a_file_that_would_be_too_long_is_refused(
    caller: ApiCaller, wire: InwardPayment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lineage_export, "MOST", 2)
    monkeypatch.setattr(lineage_export, "PAGE", 1)
    days = {"from": str(today()), "to": str(today())}
    paid(caller, 100_500)
    assert caller.get("lineage/export/", **days).status_code == 200
    paid(caller, 5)
    assert refusal_of(caller.get("lineage/export/", **days))[::2] == (400, "to")
    assert refusal_of(caller.get("lineage/export/", format="pdf", **days))[::2] == (400, "format")
    assert refusal_of(caller.get("lineage/export/", **{**days, "to": "2020-01-01"}))[::2] == (400, "from")


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"from": "2026-11-31"}, "from"),
        ({"from": "2026-11-28T00:00:00Z"}, "from"),
        ({"to": "tomorrow"}, "to"),
        ({"from": "2026-11-02", "to": "2026-11-01"}, "from"),
        ({"from": "1999-12-31"}, "from"),
        ({"to": "2101-01-01"}, "to"),
        ({"limit": "0"}, "limit"),
        ({"limit": "201"}, "limit"),
        ({"after": "-1"}, "after"),
        ({"after": "1.0"}, "after"),
        ({"after": "1"}, "after"),
        ({"after": "9" * 30}, "after"),
        ({"basis": "LIFO"}, "basis"),
    ],
)
def test_rest_refuses_bad_input_by_its_name(caller: ApiCaller, parameters: dict[str, str], field: str) -> None:
    given = {"from": "2026-11-01", "to": "2026-11-30"} | parameters
    assert refusal_of(caller.get("lineage/", **given))[::2] == (400, field)


@pytest.mark.parametrize(
    "variables",
    [
        {"from": "2026-11-02", "to": "2026-11-01"},
        {"from": "1999-12-31"},
        {"first": -1},
        {"first": 201},
        {"after": "1"},
        {"after": ""},
        {"after": "١"},
        {"after": "9" * 30},
    ],
)
def test_graphql_refuses_bad_input(caller: ApiCaller, variables: dict[str, Any]) -> None:
    given = {"from": "2026-11-01", "to": "2026-11-30"} | variables
    with no_row_changes():
        response = caller.ask(LINEAGE, m=str(caller.merchant.id), **given).json()
    assert response["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_nobody_sees_another_merchants_money(caller: ApiCaller, stranger: ApiCaller, wire: InwardPayment) -> None:
    payout = paid(caller, 150_000)
    theirs = client_of(stranger.merchant)
    for address in (f"payouts/{payout.id}/funded_by/", f"inward_payments/{wire.id}/paid_out/"):
        assert theirs.get(f"/api/v1/{address}").status_code == 404
    days = {"from": "2026-01-01", "to": str(date(2026, 12, 31))}
    assert theirs.get("/api/v1/lineage/", {"merchant_id": str(caller.merchant.id), **days}).status_code == 403
    assert theirs.get("/api/v1/lineage/", days).json()["slices"] == []
    told = graphql(theirs, LINEAGE, m=str(caller.merchant.id), **days).json()
    assert told["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert graphql(theirs, FUNDED, id=str(payout.id)).json()["data"]["payout"] is None
    # The same numbers and places, of their own ledger.
    own = pay(stranger.merchant, 150, Script.PAYS)
    settle_due(SimulatedBank())
    assert in_rest(theirs.get(f"/api/v1/payouts/{own.id}/funded_by/").json()) == [(150, None, None, 1, 4, [])]
