"""Invoices to buyers abroad, and which payment pays which, in REST. Another merchant's is one that does not exist."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_day, read_json_object, read_text, read_uuid
from server.errors import InvalidInput
from server.india import IST
from server.inward_payments.deadlines import NOT_ADVICE, deadlines_of
from server.inward_payments.documents import NO_PAYMENT
from server.inward_payments.facts import rate_text
from server.inward_payments.invoices import Invoice, InvoiceMatch, Nature
from server.inward_payments.matching import InvoiceFacts, add_invoice, match_invoice, unmatch_invoice
from server.inward_payments.models import InwardPayment

from .api_call import PAGE, ApiCall
from .inward_members import foreign_object, read_choice, text_or_none
from .routing import json_list, json_response, needs


@needs(Scope.READ, *PAGE)
def list_invoices(call: ApiCall) -> HttpResponse:
    """Last added first."""
    bounds = call.page_bounds()
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    rows = rows_of(Invoice, call.caller).filter(merchant_id=merchant_id)
    return json_list(rows.count(), map(invoice_object, _with_matches(rows).order_by("-created_at", "-id")[bounds]))


@needs(Scope.READ)
def get_invoice(call: ApiCall, invoice_id: str) -> HttpResponse:
    found = call.existing(Invoice, invoice_id, "invoice")
    return json_response(invoice_object(_with_matches(rows_of(Invoice, call.caller)).get(pk=found)))


@needs(Scope.PAYOUTS)
def add(call: ApiCall) -> HttpResponse:
    """201; 200 if the same was added before. It tells what was sent, and the invoice's id."""
    merchant_id = call.paying_merchant_id
    body = read_json_object(call.request)
    refuse_misspelt(body, ("hsn_or_sac", "edf_number"))
    added = add_invoice(
        merchant_id,
        InvoiceFacts(
            number=read_text(body, "number"),
            issued_on=read_day(body.get("issued_on"), "issued_on"),
            buyer=read_text(body, "buyer"),
            buyer_country=read_text(body, "buyer_country"),
            currency=read_text(body, "currency"),
            amount=read_text(body, "amount"),
            nature=read_choice(body, Nature, "nature"),
            hsn_or_sac=text_or_none(body, "hsn_or_sac"),
            edf_number=text_or_none(body, "edf_number"),
        ),
    )
    response = json_response(_facts_object(added.invoice))
    response.status_code = 200 if added.replayed else 201
    return response


@needs(Scope.PAYOUTS)
def match(call: ApiCall, invoice_id: str) -> HttpResponse:
    """201: a part of a payment pays a part of this invoice."""
    found = call.existing(Invoice, invoice_id, "invoice")
    invoice = rows_of(Invoice, call.caller).get(pk=found)
    body = read_json_object(call.request)
    refuse_misspelt(body, ("invoice_amount", "cross_rate"))
    key = read_uuid(body.get("inward_payment_id"), "inward_payment_id")
    payment = rows_of(InwardPayment, call.caller).filter(pk=key, merchant_id=invoice.merchant_id).first()
    if payment is None:
        raise InvalidInput(NO_PAYMENT, "inward_payment_id")
    amounts = (read_text(body, "inward_amount"), text_or_none(body, "invoice_amount"), text_or_none(body, "cross_rate"))
    made = match_invoice(invoice, payment, *amounts)
    response = json_response(match_object(made))
    response.status_code = 201
    return response


@needs(Scope.PAYOUTS)
def unmatch(call: ApiCall, match_id: str) -> HttpResponse:
    """200, also if it was taken back before."""
    found = call.existing(InvoiceMatch, match_id, "match")
    change = unmatch_invoice(rows_of(InvoiceMatch, call.caller).get(pk=found))
    return json_response({"id": found, "changed": change.changed})


def invoice_object(invoice: Invoice) -> dict[str, Any]:
    return _facts_object(invoice) | {
        "matches": [match_object(each) for each in invoice.matches.all()],
        "deadlines": deadline_objects([invoice]),
    }


def _facts_object(invoice: Invoice) -> dict[str, Any]:
    return {
        "id": invoice.id,
        "merchant_id": invoice.merchant_id,
        "number": invoice.number,
        "issued_on": invoice.issued_on.isoformat(),
        "buyer": invoice.buyer,
        "buyer_country": invoice.buyer_country,
        "amount": foreign_object(invoice.currency, invoice.minor, invoice.exponent),
        "nature": invoice.nature,
        "hsn_or_sac": invoice.hsn_or_sac,
        "edf_number": invoice.edf_number,
        "created_at": invoice.created_at,
    }


def match_object(match: InvoiceMatch) -> dict[str, Any]:
    invoice, payment = match.invoice, match.inward_payment
    taken_back = getattr(match, "unmatch", None)
    return {
        "id": match.id,
        "invoice_id": invoice.id,
        "inward_payment_id": payment.id,
        "invoice_amount": foreign_object(invoice.currency, match.invoice_minor, invoice.exponent),
        "inward_amount": foreign_object(payment.foreign_currency, match.inward_minor, payment.exponent),
        "cross_rate": rate_text(match.cross_rate),
        "matched_at": match.matched_at,
        "unmatched_at": taken_back and taken_back.unmatched_at,
    }


def deadline_objects(invoices: Iterable[Invoice]) -> list[dict[str, Any]]:
    """The earliest first."""
    today = datetime.now(IST).date()
    found = [
        {
            "kind": each.rule.kind.value,
            "on": each.ends_on.isoformat(),
            "invoice_number": invoice.number,
            "words": each.rule.words,
            "source": each.rule.source,
            "checked_on": each.rule.checked_on.isoformat(),
            "is_stale": each.rule.is_stale(today),
            "disputed": each.rule.disputed,
            "advice": NOT_ADVICE,
        }
        for invoice in invoices
        for each in deadlines_of(invoice)
    ]
    return sorted(found, key=lambda each: str(each["on"]))


def _with_matches(rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """With all that `invoice_object` reads."""
    return rows.prefetch_related("matches__inward_payment", "matches__unmatch")
