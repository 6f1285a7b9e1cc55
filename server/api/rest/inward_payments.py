"""Payments from abroad in REST. Another merchant's is one that does not exist."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_day, read_json_object, read_parameter, read_text, read_uuid
from server.errors import InvalidInput
from server.inward_payments.documents import lacking
from server.inward_payments.facts import InwardFacts, rate_text
from server.inward_payments.invoices import Nature
from server.inward_payments.listing import within
from server.inward_payments.models import Channel, InwardPayment
from server.inward_payments.papers import DocumentKind
from server.inward_payments.purposes import known_purposes, warnings_of
from server.inward_payments.recording import record_inward_payment
from server.money import read_amount

from .api_call import PAGE, ApiCall
from .inward_documents import document_object
from .inward_members import foreign_object, read_choice, text_or_none
from .inward_reversals import reversal_object
from .routing import json_list, json_response, needs

MAY_LACK = (*("charges_paise", "charges_tax_paise", "rate", "remitter_bank_bic", "uetr", "is_advance", "description"),)


@needs(Scope.READ, "from", "to", "missing", *PAGE)
def list_inward_payments(call: ApiCall) -> HttpResponse:
    """Newest entry first. Days on which the bank had the money, both included; `missing` names kinds of documents."""
    bounds = call.page_bounds()
    first_day, last_day = (_read_day(call, name) for name in ("from", "to"))
    kinds = _read_kinds(read_parameter(call.request, "missing"))
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    rows = within(rows_of(InwardPayment, call.caller).filter(merchant_id=merchant_id), first_day, last_day)
    rows = lacking(rows, kinds)
    return json_list(rows.count(), map(inward_object, with_all_of_it(rows).order_by("-seq")[bounds]))


@needs(Scope.READ)
def get_inward_payment(call: ApiCall, inward_id: str) -> HttpResponse:
    found = call.existing(InwardPayment, inward_id, "inward payment")
    return json_response(inward_object(with_all_of_it(rows_of(InwardPayment, call.caller)).get(pk=found)))


@needs(Scope.OPERATE)
def record_payment(call: ApiCall) -> HttpResponse:
    """201; 200 if this reference was recorded before with the same facts."""
    merchant_id = call.paying_merchant_id
    body = read_json_object(call.request)
    refuse_misspelt(body, MAY_LACK)
    recorded = record_inward_payment(
        merchant_id=merchant_id,
        reference=read_text(body, "reference"),
        facts=_facts(body),
        description=read_text(body, "description") if body.get("description") is not None else "",
    )
    told = inward_object(recorded.payment)
    if Scope.READ not in call.caller.scopes:
        # As it was first sent, perhaps by somebody else, and what others added.
        told = {name: value for name, value in told.items() if name not in {"reference", "documents", "reversed"}}
    response = json_response(told | {"warnings": warnings_of(recorded.payment.purpose_code)})
    response.status_code = 200 if recorded.replayed else 201
    return response


def with_all_of_it(rows: QuerySet[InwardPayment]) -> QuerySet[InwardPayment]:
    """With all that `inward_object` reads."""
    return rows.select_related("entry", "reversal").prefetch_related("documents__replaced_by")


def inward_object(payment: InwardPayment) -> dict[str, Any]:
    return {
        "id": payment.id,
        "merchant_id": payment.merchant_id,
        "entry_id": payment.entry_id,
        "reference": payment.entry.reference,
        "channel": payment.channel,
        "foreign": foreign_object(payment.foreign_currency, payment.foreign_minor, payment.exponent),
        "rate": rate_text(payment.rate),
        "gross_paise": payment.gross_paise,
        "charges_paise": payment.charges_paise,
        "charges_tax_paise": payment.charges_tax_paise,
        "net_paise": payment.net_paise,
        "value_on": payment.value_on.isoformat(),
        "remitter_name": payment.remitter_name,
        "remitter_country": payment.remitter_country,
        "remitter_bank_bic": payment.remitter_bank_bic,
        "uetr": payment.uetr,
        "purpose_code": {"code": payment.purpose_code, "words": known_purposes().get(payment.purpose_code)},
        "nature": payment.nature,
        "is_advance": payment.is_advance,
        "recorded_at": payment.recorded_at,
        "reversed": reversal_object(payment),
        "documents": [document_object(each) for each in payment.documents.all()],
    }


def _facts(body: dict[str, Any]) -> InwardFacts:
    uetr, is_advance = body.get("uetr"), body.get("is_advance", False)
    if type(is_advance) is not bool:
        raise InvalidInput("is_advance must be true or false.", "is_advance")
    return InwardFacts(
        channel=read_choice(body, Channel, "channel"),
        foreign_currency=read_text(body, "foreign_currency"),
        foreign_amount=read_text(body, "foreign_amount"),
        rate=text_or_none(body, "rate"),
        gross_paise=read_amount(body.get("gross_paise"), "gross_paise"),
        charges_paise=body.get("charges_paise", 0),
        charges_tax_paise=body.get("charges_tax_paise", 0),
        net_paise=read_amount(body.get("net_paise"), "net_paise"),
        value_on=read_day(body.get("value_on"), "value_on"),
        remitter_name=read_text(body, "remitter_name"),
        remitter_country=read_text(body, "remitter_country"),
        remitter_bank_bic=text_or_none(body, "remitter_bank_bic"),
        uetr=None if uetr is None else read_uuid(uetr, "uetr"),
        purpose_code=read_text(body, "purpose_code"),
        nature=read_choice(body, Nature, "nature"),
        is_advance=is_advance,
    )


def _read_day(call: ApiCall, name: str) -> date | None:
    named = read_parameter(call.request, name)
    return None if named is None else read_day(named, name)


def _read_kinds(named: str | None) -> list[DocumentKind]:
    if named is None:
        return []
    kinds = named.split(",")
    if set(kinds) - set(DocumentKind.values):
        raise InvalidInput(f"missing must be some of {', '.join(DocumentKind.values)}, with commas.", "missing")
    return [DocumentKind(kind) for kind in kinds]
