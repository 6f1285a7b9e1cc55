"""Adds papers to payments from abroad. A document is known by its kind and number: the same again is a replay."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Value

from server.audit_log.recording import record
from server.database.comparison import ComparisonForm
from server.errors import InvalidInput
from server.india import IST
from server.merchants.onboarding import lock_merchant
from server.text import clean_text

from .models import InwardPayment
from .papers import AD_CODE, ADVICES, LONGEST_NAME, LONGEST_NUMBER, SHA256, DocumentKind, InwardDocument

AD_CODE_FORM = re.compile(AD_CODE)
SHA256_FORM = re.compile(SHA256)
NO_PAYMENT = "No such inward payment."


@dataclass(frozen=True)
class DocumentFacts:
    """As somebody sent them."""

    kind: DocumentKind
    number: str
    issuer: str
    issuer_ad_code: str | None
    issued_on: date
    sha256: str | None


class AddedDocument(NamedTuple):
    document: InwardDocument
    replayed: bool


def add_document(payment: InwardPayment, facts: DocumentFacts, replaces: UUID | None = None) -> AddedDocument:
    """Raises InvalidInput, with nothing changed."""
    facts = _clean(facts)
    with transaction.atomic():
        lock_merchant(payment.merchant_id)
        of_kind = InwardDocument.objects.filter(merchant_id=payment.merchant_id, kind=facts.kind)
        live = of_kind.filter(replaced_by__isnull=True)
        known = _with_number(live, payment, facts)
        if known and _is_the_same(known, payment, facts, replaces):
            return AddedDocument(known, True)
        old = None if replaces is None else live.filter(pk=replaces, inward_payment=payment).first()
        if replaces is not None and old is None:
            raise InvalidInput(
                "replaces must be a document of this payment and kind that none has replaced.", "replaces"
            )
        if known and known != old:
            where = "to this payment" if known.inward_payment_id == payment.id else "to another payment"
            raise InvalidInput(f"A document of this kind and number was added before, {where}.", "number")
        document = InwardDocument(merchant_id=payment.merchant_id, inward_payment=payment, replaces=old, **vars(facts))
        document.save(force_insert=True)
        record("inward_document.added", merchant_id=payment.merchant_id, subject_id=document.id)
    document.refresh_from_db()
    return AddedDocument(document, False)


def lacking(rows: QuerySet[InwardPayment], kinds: list[DocumentKind]) -> QuerySet[InwardPayment]:
    """Those that have no live document of any of these kinds."""
    live = InwardDocument.objects.filter(kind__in=kinds, replaced_by__isnull=True)
    return rows.exclude(pk__in=live.values("inward_payment_id")) if kinds else rows


def _with_number(live: QuerySet[InwardDocument], payment: InwardPayment, facts: DocumentFacts) -> InwardDocument | None:
    """The live one that stands in the way of another with this number."""
    if facts.kind not in ADVICES:
        live = live.filter(inward_payment=payment)
    return live.alias(form=ComparisonForm("number")).filter(form=ComparisonForm(Value(facts.number))).first()


def _is_the_same(known: InwardDocument, payment: InwardPayment, facts: DocumentFacts, replaces: UUID | None) -> bool:
    """In another spelling it is none, so that nobody is told another's."""
    said = all(getattr(known, name) == value for name, value in vars(facts).items())
    return said and known.inward_payment_id == payment.id and replaces in {None, known.replaces_id}


def _clean(facts: DocumentFacts) -> DocumentFacts:
    if facts.issuer_ad_code is not None and not AD_CODE_FORM.fullmatch(facts.issuer_ad_code):
        raise InvalidInput("issuer_ad_code must be the 7 digits of an authorised dealer's branch.", "issuer_ad_code")
    if facts.sha256 is not None and not SHA256_FORM.fullmatch(facts.sha256):
        raise InvalidInput("sha256 must be 64 digits of 0-9 and a-f.", "sha256")
    if not date(2000, 1, 1) <= facts.issued_on <= datetime.now(IST).date():
        raise InvalidInput("issued_on must be a day from the year 2000 to today, in India.", "issued_on")
    return DocumentFacts(
        facts.kind,
        clean_text(facts.number, "number", LONGEST_NUMBER),
        clean_text(facts.issuer, "issuer", LONGEST_NAME),
        facts.issuer_ad_code,
        facts.issued_on,
        facts.sha256,
    )
