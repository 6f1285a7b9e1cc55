"""`GET /api/v1/lineage/export/`: which receipts paid what went out on some days, as a file: a row for a slice."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http import rate_limits
from server.api.http.lengths import LENGTH_UNKNOWN
from server.api.http.parsing import read_parameter
from server.errors import InvalidInput
from server.fees.reading import fee_payout_column
from server.india import IST
from server.inward_payments.currencies import display
from server.inward_payments.facts import rate_text
from server.inward_payments.models import InwardPayment
from server.inward_payments.papers import DocumentKind
from server.ledger.models import EntryType, LedgerEntry
from server.lineage.overlap import Slice
from server.lineage.reading import Stretch, entries_of, read_page, share_of

from .api_call import ApiCall
from .export_rows import Column, Kind, Value
from .exports import FORMATS, read_format
from .lineage import asked_days
from .routing import needs

MOST = 5_000
PAGE = 1_000
WITH_PAPERS = ("inward_payment__documents__replaced_by", "inward_payment__matches__invoice")


class Row(NamedTuple):
    piece: Slice
    outflow: LedgerEntry
    source: LedgerEntry

    @property
    def payment(self) -> InwardPayment | None:
        return getattr(self.source, "inward_payment", None)


@needs(Scope.READ, "from", "to", "format")
def export_lineage(call: ApiCall) -> HttpResponse:
    """Of days of India, both included. A HEAD is told all but the file."""
    ending = read_format(call.request)
    stretch = asked_days(call)
    content_type, write = FORMATS[ending]
    name = "-to-".join(str(read_parameter(call.request, day)) for day in ("from", "to"))
    headers = {"Content-Disposition": f'attachment; filename="lineage-{name}.{ending}"'}
    if call.request.method == "HEAD":
        call.request.META[LENGTH_UNKNOWN] = True
        return HttpResponse(content_type=content_type, headers=headers)
    rows = list(_rows(call, stretch))
    rate_limits.count_export(call.request, call.caller, len(rows))
    return HttpResponse(write(rows, COLUMNS), content_type=content_type, headers=headers)


def _rows(call: ApiCall, stretch: Stretch) -> Iterator[Row]:
    after, shown = None, 0
    while True:
        page = read_page(stretch, PAGE, after)
        if shown == MOST and page.slices:
            raise InvalidInput(f"A file has at most {MOST:,} slices. Ask for fewer days.", "to")
        entries = entries_of(
            rows_of(LedgerEntry, call.caller)
            .select_related("payout__bank_account")
            .prefetch_related(*WITH_PAPERS, "inward_payment__matches__unmatch")
            .annotate(fee_payout=fee_payout_column()),
            page,
        )
        for piece in page.slices:
            yield Row(piece, entries[piece.outflow or 0], entries[piece.source.seq])
        shown += len(page.slices)
        if page.next is None:
            return
        after = page.next


def _of_payment(read: Callable[[InwardPayment], Value]) -> Callable[[Row], Value]:
    return lambda row: None if row.payment is None else read(row.payment)


def _of_payout(read: Callable[[Any], Value]) -> Callable[[Row], Value]:
    return lambda row: None if row.outflow.payout is None else read(row.outflow.payout)


def _payout_id(row: Row) -> str | None:
    found = row.outflow.payout_id or getattr(row.outflow, "fee_payout", None)
    return str(found) if found else None


def _share(row: Row) -> str | None:
    payment = row.payment
    return None if payment is None else display(share_of(row.piece, payment), payment.exponent)


def _numbers(kind: DocumentKind) -> Callable[[Row], Value]:
    return _of_payment(
        lambda payment: " ".join(each.number for each in payment.documents.all() if each.kind == kind and each.is_live)
    )


def _invoices(payment: InwardPayment) -> str:
    return " ".join(match.invoice.number for match in payment.matches.all() if not hasattr(match, "unmatch"))


COLUMNS = (
    Column("Went out (IST)", Kind.TIME, 20, lambda it: it.outflow.created_at.astimezone(IST)),
    Column("As", Kind.TEXT, 20, lambda it: EntryType(it.outflow.entry_type).label),
    Column("Amount (₹)", Kind.RUPEES, 20, lambda it: it.piece.paise),
    Column("Amount (paise)", Kind.PAISE, 18, lambda it: it.piece.paise),
    Column("Payout ID", Kind.TEXT, 38, _payout_id),
    Column("UTR", Kind.TEXT, 24, _of_payout(lambda payout: payout.bank_reference_id)),
    Column("Beneficiary", Kind.TEXT, 32, _of_payout(lambda payout: payout.bank_account.account_holder_name)),
    Column("Account", Kind.TEXT, 20, _of_payout(lambda payout: payout.bank_account.account_number_masked)),
    Column("Came in (IST)", Kind.TIME, 20, lambda it: it.source.created_at.astimezone(IST)),
    Column("From", Kind.TEXT, 20, lambda it: EntryType(it.source.entry_type).label),
    Column("Reference", Kind.TEXT, 24, lambda it: it.source.reference),
    Column("Value date", Kind.TEXT, 12, _of_payment(lambda payment: payment.value_on.isoformat())),
    Column("Remitter", Kind.TEXT, 32, _of_payment(lambda payment: payment.remitter_name)),
    Column("Country", Kind.TEXT, 9, _of_payment(lambda payment: payment.remitter_country)),
    Column("Currency", Kind.TEXT, 9, _of_payment(lambda payment: payment.foreign_currency)),
    Column("Foreign share", Kind.TEXT, 18, _share),
    Column("Rate", Kind.TEXT, 14, _of_payment(lambda payment: rate_text(payment.rate))),
    Column("Purpose code", Kind.TEXT, 13, _of_payment(lambda payment: payment.purpose_code)),
    Column("FIRA", Kind.TEXT, 24, _numbers(DocumentKind.FIRA)),
    Column("IRM", Kind.TEXT, 24, _numbers(DocumentKind.IRM)),
    Column("Invoices", Kind.TEXT, 32, _of_payment(_invoices)),
    Column("Came back from", Kind.TEXT, 38, lambda it: " ".join(map(str, it.piece.via)) or None),
)
