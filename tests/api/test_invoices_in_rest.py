"""Invoices to buyers abroad and what pays them, through REST: the same rows as in GraphQL."""

import json
from typing import Any
from uuid import uuid4

import pytest

from server.inward_payments.deadlines import NOT_ADVICE
from server.inward_payments.invoices import Invoice, InvoiceMatch
from tests.api.conftest import ApiCaller, ApiResponse, no_row_changes
from tests.api.tenants import UNKNOWN
from tests.support import counting
from tests.support.inward import add, inward_payment, matched

SENT = {
    "number": "INV/26/071",
    "issued_on": "2026-04-20",
    "buyer": "Northwind Traders Inc",
    "buyer_country": "US",
    "currency": "USD",
    "amount": "2000.00",
    "nature": "services",
    "hsn_or_sac": "998314",
}
DOLLARS = {"currency": "USD", "minor": "500", "display": "5.00"}


def post(caller: ApiCaller, address: str, body: Any = None) -> ApiResponse:
    return caller.post(json.dumps(body or {}), address=f"/api/v1/{address}")


def test_an_invoice_is_added_matched_shown_and_taken_back(caller: ApiCaller) -> None:
    payment = inward_payment(caller.merchant)
    made = post(caller, "inward_invoices/", SENT)
    invoice = Invoice.objects.get()
    facts = {name: value for name, value in SENT.items() if name not in {"currency", "amount"}} | {
        "id": str(invoice.id),
        "merchant_id": str(caller.merchant.id),
        "amount": {"currency": "USD", "minor": "200000", "display": "2000.00"},
        "edf_number": None,
        "created_at": invoice.created_at.isoformat(),
    }
    assert (made.status_code, made.json()) == (201, facts)
    again = post(caller, "inward_invoices/", SENT)
    assert (again.status_code, again.json()) == (200, facts)
    pair = {"inward_payment_id": str(payment.id), "inward_amount": "5.00"}
    paid = post(caller, f"inward_invoices/{invoice.id}/matches/", pair)
    match = InvoiceMatch.objects.get()
    told = {
        "id": str(match.id),
        "invoice_id": str(invoice.id),
        "inward_payment_id": str(payment.id),
        "invoice_amount": DOLLARS,
        "inward_amount": DOLLARS,
        "cross_rate": None,
        "matched_at": match.matched_at.isoformat(),
        "unmatched_at": None,
    }
    assert (paid.status_code, paid.json()) == (201, told)
    shown = caller.get(f"inward_invoices/{invoice.id}/").json()
    assert caller.get("inward_invoices/").json() == {"count": 1, "results": [shown]}
    deadlines = shown.pop("deadlines")
    assert shown == facts | {"matches": [told]}
    assert [(each["kind"], each["on"]) for each in deadlines] == [
        ("gst_unpaid_services", "2027-04-20"),
        ("fema_realisation", "2027-07-20"),
    ]
    assert all(each["source"] and each["advice"] == NOT_ADVICE for each in deadlines)
    address = f"inward_matches/{match.id}/unmatch/"
    answers = [post(caller, address) for _ in range(2)]
    assert [(each.status_code, each.json()["changed"]) for each in answers] == [(200, True), (200, False)]
    match.refresh_from_db()
    [held] = caller.get(f"inward_invoices/{invoice.id}/").json()["matches"]
    assert held == told | {"unmatched_at": match.unmatch.unmatched_at.isoformat()}


def test_two_currencies_are_explained_by_a_rate(caller: ApiCaller) -> None:
    invoice = add(caller.merchant, currency="EUR", amount="2000.00").invoice
    given = {"inward_payment_id": str(inward_payment(caller.merchant).id), "inward_amount": "10.00"}
    address = f"inward_invoices/{invoice.id}/matches/"
    with no_row_changes():
        assert post(caller, address, given).json()["field"] == "invoice_amount"
    made = post(caller, address, given | {"invoice_amount": "9.00", "cross_rate": "0.9"}).json()
    assert (made["invoice_amount"]["display"], made["cross_rate"]) == ("9.00", "0.9")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "2000"}, "amount"),
        ({"amount": 2000}, "amount"),
        ({"currency": "XTS"}, "currency"),
        ({"nature": "SERVICES"}, "nature"),
        ({"issued_on": "20-04-2026"}, "issued_on"),
        ({"hsn_or_sac": "9"}, "hsn_or_sac"),
        ({"number": " "}, "number"),
        ({"hsnOrSac": "998314"}, "hsn_or_sac"),
    ],
    ids=str,
)
def test_an_invoice_in_another_form_is_refused(caller: ApiCaller, changes: dict[str, Any], field: str) -> None:
    with no_row_changes():
        refused = post(caller, "inward_invoices/", SENT | changes)
    assert (refused.status_code, refused.json()["field"]) == (400, field)


def test_what_is_not_there_or_anothers_is_not_found(caller: ApiCaller, stranger: ApiCaller) -> None:
    theirs = inward_payment(stranger.merchant)
    invoice, match = add(caller.merchant).invoice, matched(add(stranger.merchant).invoice, theirs, "5.00")
    with no_row_changes():
        for payment in (theirs.id, UNKNOWN, "x"):
            pair = {"inward_payment_id": str(payment), "inward_amount": "5.00"}
            refused = post(caller, f"inward_invoices/{invoice.id}/matches/", pair)
            assert (refused.status_code, refused.json()["field"]) == (400, "inward_payment_id")
        for address in (f"inward_matches/{match.id}/unmatch/", f"inward_matches/{uuid4()}/unmatch/"):
            assert post(caller, address).status_code == 404
    assert caller.get(f"inward_invoices/{match.invoice_id}/").status_code == 404


def test_a_list_reads_its_matches_at_once(caller: ApiCaller) -> None:
    def statements() -> int:
        with counting.round_trips() as made:
            assert caller.get("inward_invoices/").status_code == 200
        return len(made.statements)

    payment = inward_payment(caller.merchant)
    matched(add(caller.merchant).invoice, payment, "5.00")
    statements()
    one = statements()
    for number in range(3):
        matched(add(caller.merchant, number=f"INV/{number}").invoice, payment, "5.00")
    assert statements() == one
