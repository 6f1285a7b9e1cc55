"""Invoices, and which payment from abroad pays which: m to n, in parts, each in its own currency.

A match says nothing of rupees and moves none: it is what papers ask for (a refund of GST names the invoice and the
bank's advice). Sums are looked at under the merchant's lock, here in words and in the database again.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Sum, Value

from server.audit_log.recording import record
from server.database.comparison import ComparisonForm
from server.errors import InvalidInput
from server.india import IST
from server.merchants.changes import Change
from server.merchants.onboarding import lock_merchant
from server.text import clean_text

from .currencies import display, exponent_of, read_minor
from .facts import explained_minor, read_rate
from .invoices import COUNTRY, HSN_OR_SAC, LONGEST_NUMBER, Invoice, InvoiceMatch, InvoiceUnmatch, Nature
from .models import InwardPayment
from .papers import LONGEST_NAME

COUNTRY_FORM = re.compile(COUNTRY)
CODE_FORM = re.compile(HSN_OR_SAC)
NO_INVOICE, NO_MATCH = "No such invoice.", "No such match."


@dataclass(frozen=True)
class InvoiceFacts:
    """As somebody sent them; the amount with all decimals of its currency."""

    number: str
    issued_on: date
    buyer: str
    buyer_country: str
    currency: str
    amount: str
    nature: Nature
    hsn_or_sac: str | None
    edf_number: str | None


class AddedInvoice(NamedTuple):
    invoice: Invoice
    replayed: bool


def add_invoice(merchant_id: UUID, facts: InvoiceFacts) -> AddedInvoice:
    """The same again is a replay. Raises InvalidInput, with nothing changed."""
    columns = _judged(facts)
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        numbered = Invoice.objects.filter(merchant=merchant).alias(form=ComparisonForm("number"))
        known = numbered.filter(form=ComparisonForm(Value(columns["number"]))).first()
        if known and any(getattr(known, name) != value for name, value in columns.items()):
            raise InvalidInput("An invoice of this number was added before, with other facts.", "number")
        if known:
            return AddedInvoice(known, True)
        invoice = Invoice(merchant=merchant, **columns)
        invoice.save(force_insert=True)
        record("inward_invoice.added", merchant_id=merchant_id, subject_id=invoice.id)
    invoice.refresh_from_db()
    return AddedInvoice(invoice, False)


def match_invoice(
    invoice: Invoice,
    payment: InwardPayment,
    inward_amount: str,
    invoice_amount: str | None = None,
    cross_rate: str | None = None,
) -> InvoiceMatch:
    """`invoice_amount` and `cross_rate` (units of the invoice's currency for one of the payment's) are told where the
    currencies differ, and only there. Raises InvalidInput, with nothing changed."""
    inward_minor = read_minor(inward_amount, payment.exponent, payment.foreign_currency, "inward_amount")
    rate, invoice_minor = None, inward_minor
    if invoice.currency != payment.foreign_currency:
        if invoice_amount is None or cross_rate is None:
            which = "invoice_amount" if invoice_amount is None else "cross_rate"
            raise InvalidInput(f"{which} is needed, as payment and invoice have two currencies.", which)
        rate = read_rate(cross_rate, "cross_rate")
        invoice_minor = read_minor(invoice_amount, invoice.exponent, invoice.currency, "invoice_amount")
        explained = explained_minor(inward_minor, payment.exponent, rate, invoice.exponent)
        if abs(explained - invoice_minor) > 1:
            by_it = display(explained, invoice.exponent)
            message = f"cross_rate does not explain invoice_amount: by it that would be {by_it}."
            raise InvalidInput(message, "cross_rate")
    elif cross_rate is not None:
        raise InvalidInput("cross_rate is for two currencies, and here is one.", "cross_rate")
    elif invoice_amount is not None and invoice_amount != inward_amount:
        raise InvalidInput("invoice_amount must be inward_amount, as both have one currency.", "invoice_amount")
    with transaction.atomic():
        lock_merchant(invoice.merchant_id)
        _refuse_more(invoice.minor, matched_of(invoice), invoice_minor, invoice.exponent, "invoice")
        _refuse_more(payment.foreign_minor, used_of(payment), inward_minor, payment.exponent, "inward")
        match = InvoiceMatch(
            merchant_id=invoice.merchant_id,
            invoice=invoice,
            inward_payment=payment,
            invoice_minor=invoice_minor,
            inward_minor=inward_minor,
            cross_rate=rate,
        )
        match.save(force_insert=True)
        record("inward_invoice.matched", merchant_id=invoice.merchant_id, subject_id=match.id)
    match.refresh_from_db()
    return match


def unmatch_invoice(match: InvoiceMatch) -> Change[InvoiceMatch]:
    """Takes a match back. Not changed if it was before."""
    with transaction.atomic():
        lock_merchant(match.merchant_id)
        if InvoiceUnmatch.objects.filter(match=match).exists():
            return Change(match, changed=False)
        taken_back = InvoiceUnmatch(match=match, merchant_id=match.merchant_id)
        taken_back.save(force_insert=True)
        taken_back.refresh_from_db()  # its time
        record("inward_invoice.unmatched", merchant_id=match.merchant_id, subject_id=match.id)
    return Change(match, changed=True)


def matched_of(invoice: Invoice) -> int:
    """What its live matches pay of it, in its currency's smallest unit."""
    live = InvoiceMatch.objects.filter(invoice=invoice, unmatch__isnull=True)
    return live.aggregate(sum=Sum("invoice_minor"))["sum"] or 0


def used_of(payment: InwardPayment) -> int:
    """What its live matches take of it, in its currency's smallest unit."""
    live = InvoiceMatch.objects.filter(inward_payment=payment, unmatch__isnull=True)
    return live.aggregate(sum=Sum("inward_minor"))["sum"] or 0


def _refuse_more(whole: int, taken: int, more: int, exponent: int, side: str) -> None:
    if taken + more > whole:
        left, of = display(whole - taken, exponent), "invoice" if side == "invoice" else "payment"
        raise InvalidInput(
            f"{side}_amount is more than the {of} has left, which is {left}.",
            f"{side}_amount",
            discreet=f"{side}_amount is more than is left.",
        )


def _judged(facts: InvoiceFacts) -> dict[str, Any]:
    exponent = exponent_of(facts.currency, "currency")
    if not date(2000, 1, 1) <= facts.issued_on <= datetime.now(IST).date():
        raise InvalidInput("issued_on must be a day from the year 2000 to today, in India.", "issued_on")
    if not COUNTRY_FORM.fullmatch(facts.buyer_country):
        raise InvalidInput("buyer_country must be a country's two letters in capitals.", "buyer_country")
    if facts.hsn_or_sac is not None and not CODE_FORM.fullmatch(facts.hsn_or_sac):
        raise InvalidInput("hsn_or_sac must be 4 to 8 digits.", "hsn_or_sac")
    edf = facts.edf_number
    return {
        "number": clean_text(facts.number, "number", LONGEST_NUMBER),
        "issued_on": facts.issued_on,
        "buyer": clean_text(facts.buyer, "buyer", LONGEST_NAME),
        "buyer_country": facts.buyer_country,
        "currency": facts.currency,
        "minor": read_minor(facts.amount, exponent, facts.currency, "amount"),
        "exponent": exponent,
        "nature": facts.nature,
        "hsn_or_sac": facts.hsn_or_sac,
        "edf_number": None if edf is None else clean_text(edf, "edf_number", LONGEST_NUMBER),
    }
