"""`GET /api/v1/statements/`: a merchant's days as a file."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant
from server.api.http import rate_limits
from server.api.http.lengths import LENGTH_UNKNOWN
from server.api.http.parsing import read_day, read_parameter
from server.errors import InvalidInput
from server.merchants.models import Merchant
from server.statements.forms import FORMS
from server.statements.forms.words import file_name
from server.statements.issuing import issue
from server.statements.statement import statement_of

from .api_call import ApiCall
from .routing import needs

MOST = 5_000  # entries in one answer


@needs(Scope.READ, "from", "to", "format")
def get_statement(call: ApiCall) -> HttpResponse:
    """Of the days from `from` until before `to`. A HEAD is told all but the file, and issues none."""
    form = _read_form(call)
    starts_on = read_day(read_parameter(call.request, "from"), "from")
    ends_before = read_day(read_parameter(call.request, "to"), "to")
    merchant = Merchant.objects.get(pk=existing_merchant(call.readable_merchant_id, call.caller))
    statement = statement_of(merchant, starts_on, ends_before, form)
    if statement.count > MOST:
        raise InvalidInput(
            f"The statement has {statement.count:,} entries, and an answer has at most {MOST:,}. Ask for fewer days.",
            "to",
        )
    of = FORMS[form]
    headers = {"Content-Disposition": f'attachment; filename="{file_name(statement, of.ending)}"'}
    if call.request.method == "HEAD":
        call.request.META[LENGTH_UNKNOWN] = True
        return HttpResponse(content_type=of.content_type, headers=headers)
    rate_limits.count_export(call.request, call.caller, statement.count)
    return HttpResponse(b"".join(issue(statement, form)), content_type=of.content_type, headers=headers)


def _read_form(call: ApiCall) -> str:
    named = read_parameter(call.request, "format")
    form = "json" if named is None else named
    if form not in FORMS:
        raise InvalidInput(f"format must be one of {', '.join(FORMS)}.", "format")
    return form
