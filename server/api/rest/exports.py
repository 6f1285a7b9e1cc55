"""`GET /api/v1/payouts/export/`: the payouts that a filter leaves, as a file."""

from collections.abc import Callable, Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http import rate_limits
from server.api.http.lengths import LENGTH_UNKNOWN
from server.api.http.parsing import read_parameter
from server.database.keysets import rows_by_pages
from server.errors import InvalidInput
from server.fees.reading import WITH_FEES
from server.india import day_in_india, last_day_before
from server.payouts.models import Payout
from server.payouts.searching import PayoutFilter, totals_of, ways_to

from . import export_csv, export_xlsx
from .api_call import ApiCall
from .payout_filter import FILTER, read_filter, read_order
from .routing import needs

MOST = 5_000
PAGE = 1_000

Write = Callable[..., bytes]  # of payouts, or of other rows with their columns
FORMATS: dict[str, tuple[str, Write]] = {
    "csv": (export_csv.CONTENT_TYPE, export_csv.csv_of),
    "xlsx": (export_xlsx.CONTENT_TYPE, export_xlsx.xlsx_of),
}


@needs(Scope.READ, "format", "sort", *FILTER)
def export_payouts(call: ApiCall) -> HttpResponse:
    """Counted before a row is read. A HEAD is told all but the file, whose length is not known without its rows."""
    ending = read_format(call.request)
    order = read_order(call.request)
    wanted = read_filter(call.request)
    merchant_id = call.readable_merchant_id
    ways = ways_to(rows_of(Payout, call.caller), merchant_id, wanted)
    count = totals_of(ways, MOST + 1).count
    if not count:
        existing_merchant(merchant_id, call.caller)
    if count > MOST:
        raise _too_many()
    content_type, write = FORMATS[ending]
    headers = {"Content-Disposition": f'attachment; filename="{name_of(wanted)}.{ending}"'}
    if call.request.method == "HEAD":
        call.request.META[LENGTH_UNKNOWN] = True
        return HttpResponse(content_type=content_type, headers=headers)
    rate_limits.count_export(call.request, call.caller, count)
    file = write(_up_to_most(rows_by_pages(ways, order, PAGE, "bank_account", "details", "its_return", WITH_FEES)))
    return HttpResponse(file, content_type=content_type, headers=headers)


def _up_to_most(payouts: Iterable[Payout]) -> Iterator[Payout]:
    """Payouts may be created while the file is written: it has all of them or is refused."""
    for number, payout in enumerate(payouts, 1):
        if number > MOST:
            raise _too_many()
        yield payout


def _too_many() -> InvalidInput:
    return InvalidInput(f"More than {MOST:,} payouts pass this filter, and a file holds {MOST:,}. Narrow the dates.")


def read_format(request: HttpRequest) -> str:
    """Raises InvalidInput."""
    named = read_parameter(request, "format")
    ending = "csv" if named is None else named
    if ending not in FORMATS:
        raise InvalidInput(f"format must be one of {', '.join(FORMATS)}.", "format")
    return ending


def name_of(wanted: PayoutFilter) -> str:
    """By India's days, both included: `payouts-2026-10-01-to-2026-10-31`."""
    first = wanted.since and day_in_india(wanted.since)
    last = last_day_before(wanted.until) if wanted.until else day_in_india(timezone.now())
    if first and first >= last:
        return f"payouts-{first}"
    return f"payouts-{first}-to-{last}" if first else f"payouts-until-{last}"
