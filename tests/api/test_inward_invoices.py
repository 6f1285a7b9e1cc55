"""Invoices to buyers abroad and what pays them, through GraphQL."""

from typing import Any

import pytest

from server.inward_payments.matching import unmatch_invoice
from tests.api.conftest import ApiCaller, no_row_changes
from tests.support import counting
from tests.support.inward import add, inward_payment, matched

ADD = """mutation ($input: AddInvoiceInput!) { r: addInvoice(input: $input) {
    ... on AddInvoiceSuccess { replayed invoice { id number amount { currency minor display } buyer } }
    ... on ValidationError { message field } } }"""
MATCH = """mutation ($input: MatchInvoiceInput!) { r: matchInvoice(input: $input) {
    ... on MatchInvoiceSuccess { match { id invoiceAmount { display } inwardAmount { display } crossRate
        unmatchedAt invoice { number } inwardPayment { id } } }
    ... on ValidationError { message field } } }"""
UNMATCH = """mutation ($input: UnmatchInvoiceInput!) { r: unmatchInvoice(input: $input) {
    ... on UnmatchInvoiceSuccess { changed match { unmatchedAt } } ... on ValidationError { message field } } }"""
LIST = """query ($m: ID!) { inwardInvoices(merchantId: $m) { totalCount edges { node {
    id number matches { id unmatchedAt inwardAmount { display } inwardPayment { netPaise matches { id } } } } } } }"""


def given(caller: ApiCaller, **changes: Any) -> dict[str, Any]:
    return {
        "merchantId": str(caller.merchant.id),
        "number": "INV/26/071",
        "issuedOn": "2026-04-20",
        "buyer": "Northwind Traders Inc",
        "buyerCountry": "US",
        "currency": "USD",
        "amount": "2000.00",
        "nature": "SERVICES",
    } | changes


def ask(caller: ApiCaller, document: str, **values: Any) -> Any:
    return caller.ask(document, input=values).json()["data"]["r"]


def test_an_invoice_is_added_matched_and_taken_back(caller: ApiCaller) -> None:
    payment = inward_payment(caller.merchant)
    added = ask(caller, ADD, **given(caller))
    invoice = added["invoice"]
    assert (added["replayed"], invoice["amount"]["display"]) == (False, "2000.00")
    assert ask(caller, ADD, **given(caller)) == {"replayed": True, "invoice": invoice}
    pair = {"invoiceId": invoice["id"], "inwardPaymentId": str(payment.id)}
    with no_row_changes():
        assert ask(caller, MATCH, **pair, inwardAmount="1250.51")["field"] == "inwardAmount"
        assert ask(caller, MATCH, **pair, inwardAmount="5.00", crossRate="1")["field"] == "crossRate"
    match = ask(caller, MATCH, **pair, inwardAmount="1250.50")["match"]
    assert match | {"id": None} == {
        "id": None,
        "invoiceAmount": {"display": "1250.50"},
        "inwardAmount": {"display": "1250.50"},
        "crossRate": None,
        "unmatchedAt": None,
        "invoice": {"number": "INV/26/071"},
        "inwardPayment": {"id": str(payment.id)},
    }
    taken_back = ask(caller, UNMATCH, matchId=match["id"])
    assert (taken_back["changed"], taken_back["match"]["unmatchedAt"] is None) == (True, False)
    assert ask(caller, UNMATCH, matchId=match["id"])["changed"] is False
    listed = caller.ask(LIST, m=str(caller.merchant.id)).json()["data"]["inwardInvoices"]
    [node] = [edge["node"] for edge in listed["edges"]]
    assert (node["id"], node["matches"][0]["unmatchedAt"] is None) == (invoice["id"], False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"amount": "2000"}, "amount"), ({"currency": "XTS"}, "currency"), ({"hsnOrSac": "9"}, "hsnOrSac")],
    ids=str,
)
def test_bad_input_is_named_and_changes_nothing(caller: ApiCaller, changes: dict[str, Any], field: str) -> None:
    with no_row_changes():
        assert ask(caller, ADD, **given(caller, **changes))["field"] == field


def test_anothers_invoice_payment_and_match_are_unknown_ones(caller: ApiCaller, stranger: ApiCaller) -> None:
    ours, theirs = inward_payment(caller.merchant), inward_payment(stranger.merchant)
    invoice = add(stranger.merchant).invoice
    with no_row_changes():
        pair = {"invoiceId": str(invoice.id), "inwardPaymentId": str(ours.id)}
        assert ask(caller, MATCH, **pair, inwardAmount="5.00")["field"] == "invoiceId"
    assert theirs.merchant_id == stranger.merchant.id


def test_deadlines_name_their_source_and_are_no_advice(caller: ApiCaller) -> None:
    payment = inward_payment(caller.merchant)
    invoice = add(caller.merchant).invoice
    match = matched(invoice, payment, "5.00")
    document = """query ($p: ID!, $i: ID!) { inwardPayment(id: $p) { deadlines { kind on invoiceNumber disputed } }
        inwardInvoice(id: $i) {
            deadlines { kind on invoiceNumber source checkedOn isStale words disputed advice } } }"""
    shown = caller.ask(document, p=str(payment.id), i=str(invoice.id)).json()["data"]
    found = shown["inwardInvoice"]["deadlines"]
    assert [(each["kind"], each["on"]) for each in found] == [
        ("GST_UNPAID_SERVICES", "2027-04-20"),
        ("FEMA_REALISATION", "2027-07-20"),
    ]
    assert all(each["source"] and each["advice"].startswith("Not legal or tax advice") for each in found)
    named = ("kind", "on", "invoiceNumber", "disputed")
    assert shown["inwardPayment"]["deadlines"] == [{name: each[name] for name in named} for each in found]
    unmatch_invoice(match)
    assert caller.ask(document, p=str(payment.id), i=str(invoice.id)).json()["data"]["inwardPayment"] == {
        "deadlines": []
    }


def test_a_list_reads_its_matches_at_once(caller: ApiCaller) -> None:
    def statements() -> int:
        with counting.round_trips() as made:
            assert "errors" not in caller.ask(LIST, m=str(caller.merchant.id)).json()
        return len(made.statements)

    unmatch_invoice(matched(add(caller.merchant).invoice, inward_payment(caller.merchant), "5.00"))
    one = statements()
    for number in range(5):
        invoice = add(caller.merchant, number=str(number)).invoice
        matched(invoice, inward_payment(caller.merchant), "5.00")
        matched(invoice, inward_payment(caller.merchant), "6.00")
    assert statements() == one
