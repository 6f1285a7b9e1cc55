"""Payments from abroad."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from server.inward_payments.documents import DocumentFacts, add_document
from server.inward_payments.facts import InwardFacts
from server.inward_payments.models import Channel, InwardPayment, Nature
from server.inward_payments.papers import DocumentKind, InwardDocument
from server.inward_payments.recording import record_inward_payment
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
