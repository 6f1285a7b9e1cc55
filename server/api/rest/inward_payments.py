"""Payments from abroad in REST. Another merchant's is one that does not exist."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_day, read_json_object, read_parameter, read_text, read_uuid
from server.errors import InvalidInput
from server.inward_payments.currencies import display
from server.inward_payments.facts import InwardFacts, rate_text
from server.inward_payments.listing import within
from server.inward_payments.models import Channel, InwardPayment, Nature
from server.inward_payments.purposes import known_purposes, warnings_of
from server.inward_payments.recording import record_inward_payment
from server.money import read_amount

from .api_call import PAGE, ApiCall
from .routing import json_list, json_response, needs

Choice = TypeVar("Choice", bound=TextChoices)

MAY_LACK = (*("charges_paise", "charges_tax_paise", "rate", "remitter_bank_bic", "uetr", "is_advance", "description"),)


@needs(Scope.READ, "from", "to", *PAGE)
def list_inward_payments(call: ApiCall) -> HttpResponse:
    """Newest entry first. Days on which the bank had the money, both included."""
    bounds = call.page_bounds()
    first_day, last_day = (_read_day(call, name) for name in ("from", "to"))
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    rows = within(rows_of(InwardPayment, call.caller).filter(merchant_id=merchant_id), first_day, last_day)
    return json_list(rows.count(), map(inward_object, rows.select_related("entry").order_by("-seq")[bounds]))


@needs(Scope.READ)
def get_inward_payment(call: ApiCall, inward_id: str) -> HttpResponse:
    found = call.existing(InwardPayment, inward_id, "inward payment")
    return json_response(inward_object(rows_of(InwardPayment, call.caller).select_related("entry").get(pk=found)))


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
        del told["reference"]  # as it was first sent, perhaps by somebody else
    response = json_response(told | {"warnings": warnings_of(recorded.payment.purpose_code)})
    response.status_code = 200 if recorded.replayed else 201
    return response


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
    }


def foreign_object(currency: str, minor: int, exponent: int) -> dict[str, str]:
    return {"currency": currency, "minor": str(minor), "display": display(minor, exponent)}


def read_choice(body: Mapping[str, Any], choices: type[Choice], field: str) -> Choice:
    """Raises InvalidInput."""
    named = body.get(field)
    if not isinstance(named, str) or named not in choices.values:
        raise InvalidInput(f"{field} must be one of: {', '.join(choices.values)}.", field)
    return choices(named)


def _facts(body: dict[str, Any]) -> InwardFacts:
    uetr, is_advance = body.get("uetr"), body.get("is_advance", False)
    if type(is_advance) is not bool:
        raise InvalidInput("is_advance must be true or false.", "is_advance")
    return InwardFacts(
        channel=read_choice(body, Channel, "channel"),
        foreign_currency=read_text(body, "foreign_currency"),
        foreign_amount=read_text(body, "foreign_amount"),
        rate=_text_or_none(body, "rate"),
        gross_paise=read_amount(body.get("gross_paise"), "gross_paise"),
        charges_paise=body.get("charges_paise", 0),
        charges_tax_paise=body.get("charges_tax_paise", 0),
        net_paise=read_amount(body.get("net_paise"), "net_paise"),
        value_on=read_day(body.get("value_on"), "value_on"),
        remitter_name=read_text(body, "remitter_name"),
        remitter_country=read_text(body, "remitter_country"),
        remitter_bank_bic=_text_or_none(body, "remitter_bank_bic"),
        uetr=None if uetr is None else read_uuid(uetr, "uetr"),
        purpose_code=read_text(body, "purpose_code"),
        nature=read_choice(body, Nature, "nature"),
        is_advance=is_advance,
    )


def _text_or_none(body: dict[str, Any], field: str) -> str | None:
    return None if body.get(field) is None else read_text(body, field)


def _read_day(call: ApiCall, name: str) -> date | None:
    named = read_parameter(call.request, name)
    return None if named is None else read_day(named, name)
