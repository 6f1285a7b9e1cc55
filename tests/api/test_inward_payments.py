"""Payments from abroad through both APIs."""

import json
from typing import Any

import pytest
from pytest_django import Settings

from server.access.callers import Scope
from server.inward_payments.models import InwardPayment
from tests.api.conftest import ApiCaller, ApiResponse, graphql, no_row_changes
from tests.api.keys import client_of
from tests.api.tenants import UNKNOWN
from tests.support import counting
from tests.support.inward import inward_document, inward_payment

KNOWN = """id sequence channel foreign { currency minor display } rate grossPaise chargesPaise chargesTaxPaise netPaise
    valueOn remitterName remitterCountry remitterBankBic uetr purposeCode { code words } nature isAdvance recordedAt
    entry { id amountPaise reference }"""
RECORD = f"""mutation ($input: RecordInwardPaymentInput!) {{ r: recordInwardPayment(input: $input) {{
    ... on RecordInwardPaymentSuccess {{ replayed warnings inwardPayment {{ {KNOWN} }} }}
    ... on ValidationError {{ message field }} }} }}"""
LIST = f"""query ($m: ID!, $from: Date, $to: Date, $first: Int, $after: String) {{
    inwardPayments(merchantId: $m, from: $from, to: $to, first: $first, after: $after) {{
        totalCount pageInfo {{ endCursor }} edges {{ node {{ {KNOWN} }} }} }} }}"""
UETR = "97ed4827-7b6f-4491-a06f-b548d5a7512d"


def given(caller: ApiCaller, **changes: Any) -> dict[str, Any]:
    return {
        "merchantId": str(caller.merchant.id),
        "reference": "WIRE 7",
        "channel": "SWIFT",
        "foreignCurrency": "USD",
        "foreignAmount": "1250.50",
        "rate": "83.12",
        "grossPaise": 10_394_156,
        "chargesPaise": 50_000,
        "chargesTaxPaise": 9_000,
        "netPaise": 10_335_156,
        "valueOn": "2026-05-04",
        "remitterName": "Northwind Traders Inc",
        "remitterCountry": "US",
        "remitterBankBic": "CHASUS33",
        "uetr": UETR,
        "purposeCode": "P0802",
        "nature": "SERVICES",
    } | changes


def in_rest(caller: ApiCaller, **changes: Any) -> ApiResponse:
    sent = {
        "reference": "WIRE 7",
        "channel": "swift",
        "foreign_currency": "USD",
        "foreign_amount": "1250.50",
        "rate": "83.12",
        "gross_paise": 10_394_156,
        "charges_paise": 50_000,
        "charges_tax_paise": 9_000,
        "net_paise": 10_335_156,
        "value_on": "2026-05-04",
        "remitter_name": "Northwind Traders Inc",
        "remitter_country": "US",
        "remitter_bank_bic": "CHASUS33",
        "uetr": UETR,
        "purpose_code": "P0802",
        "nature": "services",
    } | changes
    return caller.post(json.dumps(sent), address="/api/v1/inward_payments/")


def record(caller: ApiCaller, **changes: Any) -> Any:
    return caller.ask(RECORD, input=given(caller, **changes)).json()["data"]["r"]


def test_what_one_api_records_the_other_replays_and_both_show(caller: ApiCaller) -> None:
    made = in_rest(caller)
    assert made.status_code == 201, made.json()
    row = InwardPayment.objects.select_related("entry").get()
    shown = {
        "id": str(row.id),
        "merchant_id": str(caller.merchant.id),
        "entry_id": str(row.entry_id),
        "reference": "WIRE 7",
        "channel": "swift",
        "foreign": {"currency": "USD", "minor": "125050", "display": "1250.50"},
        "rate": "83.12",
        "gross_paise": 10_394_156,
        "charges_paise": 50_000,
        "charges_tax_paise": 9_000,
        "net_paise": 10_335_156,
        "value_on": "2026-05-04",
        "remitter_name": "Northwind Traders Inc",
        "remitter_country": "US",
        "remitter_bank_bic": "CHASUS33",
        "uetr": UETR,
        "purpose_code": {"code": "P0802", "words": "Software consultancy"},
        "nature": "services",
        "is_advance": False,
        "recorded_at": row.recorded_at.isoformat(),
        "reversed": None,
        "documents": [],
    }
    assert made.json() == shown | {"warnings": []}
    again = in_rest(caller, reference="wire 7")
    assert (again.status_code, again.json()) == (200, made.json())
    told = record(caller)
    assert (told["replayed"], told["warnings"]) == (True, [])
    assert told["inwardPayment"] == {
        "id": str(row.id),
        "sequence": row.seq,
        "channel": "SWIFT",
        "foreign": shown["foreign"],
        "rate": "83.12",
        "grossPaise": 10_394_156,
        "chargesPaise": 50_000,
        "chargesTaxPaise": 9_000,
        "netPaise": 10_335_156,
        "valueOn": "2026-05-04",
        "remitterName": "Northwind Traders Inc",
        "remitterCountry": "US",
        "remitterBankBic": "CHASUS33",
        "uetr": UETR,
        "purposeCode": shown["purpose_code"],
        "nature": "SERVICES",
        "isAdvance": False,
        "recordedAt": shown["recorded_at"],
        "entry": {"id": str(row.entry_id), "amountPaise": 10_335_156, "reference": "WIRE 7"},
    }
    assert caller.get("inward_payments/").json() == {"count": 1, "results": [shown]}
    assert caller.get(f"inward_payments/{row.id}/").json() == shown
    listed = caller.ask(LIST, m=str(caller.merchant.id)).json()["data"]["inwardPayments"]
    assert (listed["totalCount"], listed["edges"]) == (1, [{"node": told["inwardPayment"]}])


def test_the_ledgers_entry_leads_to_it(caller: ApiCaller) -> None:
    made = record(caller)["inwardPayment"]
    document = "query ($m: ID!) { ledger(merchantId: $m) { edges { node { reference inwardPayment { id rate } } } } }"
    edges = caller.ask(document, m=str(caller.merchant.id)).json()["data"]["ledger"]["edges"]
    assert [edge["node"] for edge in edges] == [
        {"reference": "WIRE 7", "inwardPayment": {"id": made["id"], "rate": "83.12"}},
        {"reference": "OPENING", "inwardPayment": None},
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"foreignCurrency": "JPY"}, "foreignAmount"),
        ({"foreignCurrency": "XTS"}, "foreignCurrency"),
        ({"foreignCurrency": "INR"}, "foreignCurrency"),
        ({"rate": "83,12"}, "rate"),
        ({"rate": "1e400"}, "rate"),
        ({"netPaise": 10_335_157}, "netPaise"),
        ({"chargesPaise": -1}, "chargesPaise"),
        ({"purposeCode": "S0802"}, "purposeCode"),
        ({"remitterCountry": "USA"}, "remitterCountry"),
        ({"valueOn": "2126-05-04"}, "valueOn"),
        ({"uetr": "97ed4827-7b6f-1491-a06f-b548d5a7512d"}, "uetr"),
        ({"merchantId": "4136f34c-201d-4dca-9c53-0d3840cf64cc"}, "merchantId"),
        ({"reference": ""}, "reference"),
    ],
    ids=str,
)
def test_bad_input_is_named_and_changes_nothing(caller: ApiCaller, changes: dict[str, Any], field: str) -> None:
    with no_row_changes():
        assert record(caller, **changes)["field"] == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"foreign_amount": 1250.5}, "foreign_amount"),
        ({"rate": 83.12}, "rate"),
        ({"gross_paise": "5"}, "gross_paise"),
        ({"charges_paise": 5.0}, "charges_paise"),
        ({"charges_tax_paise": None}, "charges_tax_paise"),
        ({"channel": "SWIFT"}, "channel"),
        ({"nature": None}, "nature"),
        ({"is_advance": 1}, "is_advance"),
        ({"value_on": "04-05-2026"}, "value_on"),
        ({"uetr": "x"}, "uetr"),
        ({"description": 5}, "description"),
        ({"isAdvance": True}, "is_advance"),
    ],
    ids=str,
)
def test_rest_takes_each_member_in_its_form_alone(caller: ApiCaller, changes: dict[str, Any], field: str) -> None:
    with no_row_changes():
        refused = in_rest(caller, **changes)
    assert (refused.status_code, refused.json()["field"]) == (400, field)


def test_other_facts_under_a_reference_are_refused(caller: ApiCaller) -> None:
    record(caller)
    with no_row_changes():
        assert record(caller, remitterName="Another")["field"] == "reference"
        assert in_rest(caller, rate=None).json()["message"] == "This reference was recorded before with other facts."


def test_a_purpose_of_no_list_is_warned_of(caller: ApiCaller) -> None:
    told = record(caller, purposeCode="P9999")
    assert told["inwardPayment"]["purposeCode"] == {"code": "P9999", "words": None}
    assert "P9999" in told["warnings"][0]


def test_a_list_is_of_days_and_has_pages(caller: ApiCaller) -> None:
    days = ["2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01"]
    from datetime import date

    rows = [inward_payment(caller.merchant, value_on=date.fromisoformat(day)) for day in days]
    m, quarter = str(caller.merchant.id), {"from": "2026-07-01", "to": "2026-09-30"}
    page = caller.ask(LIST, m=m, first=1, **quarter).json()["data"]["inwardPayments"]
    assert (page["totalCount"], page["edges"][0]["node"]["id"]) == (2, str(rows[2].id))
    rest = caller.ask(LIST, m=m, first=1, after=page["pageInfo"]["endCursor"], **quarter).json()["data"]
    assert rest["inwardPayments"]["edges"][0]["node"]["id"] == str(rows[1].id)
    listed = caller.get("inward_payments/", **quarter).json()
    assert [row["id"] for row in listed["results"]] == [str(rows[2].id), str(rows[1].id)]
    assert caller.get("inward_payments/", **{"from": ""}).json()["field"] == "from"
    backwards = {"from": "2026-09-30", "to": "2026-07-01"}
    assert caller.get("inward_payments/", **backwards).json()["field"] == "to"
    assert caller.ask(LIST, m=m, **backwards).json()["errors"][0]["extensions"]["field"] == "to"


def test_an_operator_without_read_is_not_told_the_first_spelling(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    operator = ApiCaller(client_of(None, Scope.OPERATE), caller.merchant)
    told = in_rest(operator)
    assert (told.status_code, {"reference", "documents"} & set(told.json())) == (201, set())
    merchants = ApiCaller(client_of(caller.merchant), caller.merchant)
    with no_row_changes():
        assert in_rest(merchants, reference="WIRE 8").status_code == 403
        errors = graphql(merchants.client, RECORD, input=given(caller, reference="WIRE 8")).json()["errors"]
    assert errors[0]["extensions"]["code"] == "FORBIDDEN"


ADD = """mutation ($input: AddInwardDocumentInput!) { r: addInwardDocument(input: $input) {
    ... on AddInwardDocumentSuccess { replayed document {
        id kind number issuer issuerAdCode issuedOn sha256 isLive replaces addedAt } }
    ... on ValidationError { message field } } }"""
LACKING = """query ($m: ID!, $kinds: [InwardDocumentKind!]) { inwardPayments(merchantId: $m, missing: $kinds) {
    edges { node { id documents { id number isLive } } } } }"""
PAPER = {"kind": "fira", "number": "F/1", "issuer": "HDFC Bank", "issuer_ad_code": "0510001", "issued_on": "2026-05-06"}


def test_a_document_is_added_replaced_and_looked_for(caller: ApiCaller) -> None:
    bare, advised = inward_payment(caller.merchant), inward_payment(caller.merchant)
    address = f"/api/v1/inward_payments/{advised.id}/documents/"
    made = caller.post(json.dumps(PAPER), address=address)
    assert made.status_code == 201, made.json()
    told = PAPER | {"sha256": None, "replaces": None, "is_live": True}
    assert made.json() | {"id": None, "added_at": None} == told | {"id": None, "added_at": None}
    again = caller.post(json.dumps(PAPER), address=address)
    assert (again.status_code, again.json()) == (200, made.json())
    graph = {"kind": "FIRA", "number": "F/2", "issuer": "HDFC Bank", "issuedOn": "2026-05-06"}
    replaced = caller.ask(ADD, input=graph | {"inwardPaymentId": str(advised.id), "replaces": made.json()["id"]}).json()
    better = replaced["data"]["r"]["document"]
    assert (better["isLive"], better["replaces"]) == (True, made.json()["id"])
    refused = caller.ask(ADD, input=graph | {"inwardPaymentId": str(bare.id)}).json()["data"]["r"]
    assert refused["field"] == "number"
    m = str(caller.merchant.id)
    edges = caller.ask(LACKING, m=m, kinds=["FIRA"]).json()["data"]["inwardPayments"]["edges"]
    assert [edge["node"] for edge in edges] == [{"id": str(bare.id), "documents": []}]
    shown = caller.ask(LACKING, m=m, kinds=None).json()["data"]["inwardPayments"]["edges"][0]["node"]
    assert shown["documents"] == [
        {"id": made.json()["id"], "number": "F/1", "isLive": False},
        {"id": better["id"], "number": "F/2", "isLive": True},
    ]
    listed = caller.get("inward_payments/", missing="fira,irm").json()
    assert [row["id"] for row in listed["results"]] == [str(bare.id)]
    [one, other] = caller.get(f"inward_payments/{advised.id}/").json()["documents"]
    assert (one["is_live"], other["is_live"], other["replaces"]) == (False, True, one["id"])
    assert caller.get("inward_payments/", missing="letter").json()["field"] == "missing"


def test_a_list_reads_its_documents_at_once(caller: ApiCaller) -> None:
    def statements() -> int:
        with counting.round_trips() as made:
            assert caller.ask(LACKING, m=str(caller.merchant.id)).status_code == 200
        return len(made.statements)

    inward_document(inward_payment(caller.merchant), number="1")
    one = statements()
    for number in range(2, 6):
        inward_document(inward_payment(caller.merchant), number=str(number))
    assert statements() == one


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "letter"}, "kind"),
        ({"number": 5}, "number"),
        ({"issued_on": "06-05-2026"}, "issued_on"),
        ({"issuer_ad_code": "12"}, "issuer_ad_code"),
        ({"sha256": "x"}, "sha256"),
        ({"replaces": "x"}, "replaces"),
        ({"replaces": str(UNKNOWN)}, "replaces"),
        ({"SHA256": "x"}, "sha256"),
    ],
    ids=str,
)
def test_a_document_in_another_form_is_refused(caller: ApiCaller, changes: dict[str, Any], field: str) -> None:
    payment = inward_payment(caller.merchant)
    with no_row_changes():
        refused = caller.post(json.dumps(PAPER | changes), address=f"/api/v1/inward_payments/{payment.id}/documents/")
    assert (refused.status_code, refused.json()["field"]) == (400, field)
