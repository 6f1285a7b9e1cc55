"""Payments from abroad."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from server.inward_payments.documents import DocumentFacts, add_document
from server.inward_payments.facts import InwardFacts
from server.inward_payments.invoices import Invoice, InvoiceMatch, Nature
from server.inward_payments.matching import AddedInvoice, InvoiceFacts, add_invoice, match_invoice, unmatch_invoice
from server.inward_payments.models import Channel, InwardPayment
from server.inward_payments.papers import DocumentKind, InwardDocument
from server.inward_payments.recording import record_inward_payment
from server.inward_payments.reversals import InwardReversal
from server.inward_payments.reversing import reverse_payment
from server.merchants.models import Merchant


def facts(**changes: Any) -> InwardFacts:
    """1250.50 dollars at 83.12 rupees."""
    given: dict[str, Any] = {
        "channel": Channel.SWIFT,
        "foreign_currency": "USD",
        "foreign_amount": "1250.50",
        "rate": "83.12",
        "gross_paise": 10_394_156,
        "charges_paise": 50_000,
        "charges_tax_paise": 9_000,
        "net_paise": 10_335_156,
        "value_on": date(2026, 5, 4),
        "remitter_name": "Northwind Traders Inc",
        "remitter_country": "US",
        "remitter_bank_bic": "CHASUS33",
        "uetr": None,
        "purpose_code": "P0802",
        "nature": Nature.SERVICES,
        "is_advance": False,
    }
    return InwardFacts(**given | changes)


def inward_payment(merchant: Merchant, reference: str | None = None, **changes: Any) -> InwardPayment:
    reference = reference or f"WIRE {uuid4()}"
    return record_inward_payment(merchant_id=merchant.id, reference=reference, facts=facts(**changes)).payment


def reversed_payment(merchant: Merchant, paise: int = 5, **changes: Any) -> InwardReversal:
    payment = inward_payment(merchant, **changes)
    return reverse_payment(payment, paise, "Recalled by the remitter's bank").reversal


def document_facts(**changes: Any) -> DocumentFacts:
    given: dict[str, Any] = {
        "kind": DocumentKind.FIRA,
        "number": "FIRA/26/0071",
        "issuer": "HDFC Bank",
        "issuer_ad_code": "0510001",
        "issued_on": date(2026, 5, 6),
        "sha256": None,
    }
    return DocumentFacts(**given | changes)


def inward_document(payment: InwardPayment, replaces: UUID | None = None, **changes: Any) -> InwardDocument:
    return add_document(payment, document_facts(**changes), replaces).document


def invoice_facts(**changes: Any) -> InvoiceFacts:
    """Of 2,000 dollars."""
    given: dict[str, Any] = {
        "number": "INV/26/071",
        "issued_on": date(2026, 4, 20),
        "buyer": "Northwind Traders Inc",
        "buyer_country": "US",
        "currency": "USD",
        "amount": "2000.00",
        "nature": Nature.SERVICES,
        "hsn_or_sac": "998314",
        "edf_number": None,
    }
    return InvoiceFacts(**given | changes)


def add(merchant: Merchant, **changes: Any) -> AddedInvoice:
    return add_invoice(merchant.id, invoice_facts(**changes))


def matched(invoice: Invoice, payment: InwardPayment, amount: str, **given: Any) -> InvoiceMatch:
    return match_invoice(invoice, payment, amount, **given)


def unmatched(merchant: Merchant) -> InvoiceMatch:
    match = matched(add(merchant).invoice, inward_payment(merchant), "5.00")
    unmatch_invoice(match)
    return match
