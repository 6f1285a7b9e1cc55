"""The bank's statements and what they say beside our books, in REST. For operators."""

from typing import Any

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.errors import UnsupportedMediaType
from server.api.http.parsing import read_bytes, read_day, read_parameter
from server.errors import InvalidInput
from server.reconciliation.exceptions import Kind, Mismatch
from server.reconciliation.importing import import_statement
from server.reconciliation.models import BankStatement, BankStatementLine, Form
from server.reconciliation.readers import READERS
from server.reconciliation.reconciling import Reconciliation, reconcile

from .api_call import PAGE, ApiCall
from .routing import json_response, needs

Json = dict[str, Any]

FORMS = [form.value for form in READERS]
# What the content is, `format` says: browsers name a file's type after the programs that are installed.
MEDIA_TYPES = frozenset(
    {
        *("text/csv", "text/plain", "text/xml", "application/csv", "application/xml", "application/octet-stream"),
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
WRONG_TYPE = "The body must be the file: text/csv, text/plain, application/xml or application/octet-stream."


@needs(Scope.OPERATE, "format")
def read_statement(call: ApiCall) -> HttpResponse:
    """201; 200 if these bytes were read before, and nothing changes."""
    _ = call.merchant_id
    form = read_parameter(call.request, "format")
    if form not in FORMS:
        raise InvalidInput(f"format must be one of {', '.join(FORMS)}.", "format")
    media_type, _, _ = call.request.META.get("CONTENT_TYPE", "").partition(";")
    if media_type.strip().lower() not in MEDIA_TYPES:
        raise UnsupportedMediaType(WRONG_TYPE)
    found = import_statement(read_bytes(call.request), Form(form))
    response = json_response(
        {
            "statement": statement_object(found.statement),
            "replayed": found.replayed,
            "new_lines": found.new_lines,
            "matched": found.matched,
        }
    )
    response.status_code = 200 if found.replayed else 201
    return response


@needs(Scope.OPERATE, "account", "from", "to", "kind", *PAGE)
def show_reconciliation(call: ApiCall) -> HttpResponse:
    _ = call.merchant_id
    bounds = call.page_bounds()
    request = call.request
    starts_on = read_day(read_parameter(request, "from"), "from")
    ends_before = read_day(read_parameter(request, "to"), "to")
    kind = _kind(read_parameter(request, "kind"))
    found = reconcile(read_parameter(request, "account"), starts_on, ends_before)
    shown = [each for each in found.exceptions if kind is None or each.kind is kind]
    page = shown[bounds]
    lines = rows_of(BankStatementLine, call.caller).in_bulk([each.line_id for each in page if each.line_id])
    return json_response(
        _reconciliation(found)
        | {"count": len(shown), "exceptions": [_exception(each, lines.get(each.line_id)) for each in page]}
    )


def _kind(name: str | None) -> Kind | None:
    try:
        return None if name is None else Kind(name)
    except ValueError:
        raise InvalidInput(f"kind must be one of {', '.join(kind.value for kind in Kind)}.", "kind") from None


def statement_object(statement: BankStatement) -> Json:
    return {
        "id": statement.id,
        "account": statement.our_account,
        "format": statement.form,
        "first_day": statement.first_day.isoformat(),
        "last_day": statement.last_day.isoformat(),
        "opening_paise": statement.opening_paise,
        "closing_paise": statement.closing_paise,
        "lines": statement.lines,
        "imported_by": statement.imported_by,
        "imported_at": statement.imported_at,
    }


def _reconciliation(found: Reconciliation) -> Json:
    return {
        "account": found.account,
        "from": found.starts_on.isoformat(),
        "to": found.ends_before.isoformat(),
        "statements": list(map(statement_object, found.statements)),
        "coverage": [{"day": each.day.isoformat(), "covered": each.covered} for each in found.coverage],
        "opening_paise": found.opening_paise,
        "closing_paise": found.closing_paise,
        "lines": found.lines,
        "movement_paise": found.movement_paise,
        "ledger_bank_paise": found.ledger_bank_paise,
        "difference_paise": found.difference_paise,
        "explained_paise": found.explained_paise,
    }


def _exception(each: Mismatch, line: BankStatementLine | None) -> Json:
    return {
        "kind": each.kind.value,
        "subject": each.subject,
        "day": each.day.isoformat(),
        "age_days": each.age_days,
        "amount_paise": each.amount_paise,
        "explains_paise": each.explains_paise,
        "is_accepted": each.is_accepted,
        "payout_id": each.payout_id,
        "line": line
        and {
            "id": line.id,
            "booked_on": line.booked_on.isoformat(),
            "value_on": line.value_on.isoformat(),
            "amount_paise": line.amount_paise,
            "utr": line.utr,
            "counterparty": line.counterparty,
            "narration": line.narration,
        },
    }
