"""`GET /api/v1/statements/`: a merchant's days as a file."""

from urllib.parse import urlencode

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http import rate_limits
from server.api.http.lengths import LENGTH_UNKNOWN
from server.api.http.parsing import read_day, read_parameter
from server.errors import InvalidInput
from server.exports import jobs
from server.exports.models import Kind
from server.merchants.models import Merchant
from server.statements.forms import FORMS
from server.statements.forms.words import file_name
from server.statements.issuing import issue
from server.statements.statement import Statement, statement_of

from .api_call import ApiCall
from .export_jobs import begun
from .routing import needs

MOST = 5_000  # entries in one answer


@needs(Scope.READ, "from", "to", "format")
def get_statement(call: ApiCall) -> HttpResponse:
    """Of the days from `from` until before `to`. A HEAD is told all but the file, and issues none."""
    statement, form = _asked_for(call)
    if statement.count > MOST:
        raise InvalidInput(
            f"The statement has {statement.count:,} entries, and an answer has at most {MOST:,}. Ask for fewer days, "
            "or let it be written (POST).",
            "to",
        )
    of = FORMS[form]
    headers = {"Content-Disposition": f'attachment; filename="{file_name(statement, of.ending)}"'}
    if call.request.method == "HEAD":
        call.request.META[LENGTH_UNKNOWN] = True
        return HttpResponse(content_type=of.content_type, headers=headers)
    rate_limits.count_export(call.request, call.caller, statement.count)
    return HttpResponse(b"".join(issue(statement, form)), content_type=of.content_type, headers=headers)


@needs(Scope.READ, "from", "to", "format")
def ask_for_statement(call: ApiCall) -> HttpResponse:
    """202 with the export, which the worker writes: `payouts/exports/` tells its progress and has its parts."""
    statement, form = _asked_for(call)
    period = statement.period
    return begun(
        jobs.ask(
            statement.merchant_id,
            kind=Kind.STATEMENT,
            format=form,
            query=urlencode({"from": period.starts_on, "to": period.ends_before}),
            name=file_name(statement, FORMS[form].ending),
            rows=statement.count,
        )
    )


def _asked_for(call: ApiCall) -> tuple[Statement, str]:
    named = read_parameter(call.request, "format")
    form = "json" if named is None else named
    if form not in FORMS:
        raise InvalidInput(f"format must be one of {', '.join(FORMS)}.", "format")
    starts_on = read_day(read_parameter(call.request, "from"), "from")
    ends_before = read_day(read_parameter(call.request, "to"), "to")
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    merchant = rows_of(Merchant, call.caller).get(pk=merchant_id)
    statement = statement_of(merchant, starts_on, ends_before, form)
    FORMS[form].check(statement)
    return statement, form
