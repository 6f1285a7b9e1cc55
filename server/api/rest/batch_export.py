"""`GET /api/v1/payout_batches/<id>/export/`: a batch's result, row by row, as a file."""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http import rate_limits
from server.api.http.lengths import LENGTH_UNKNOWN
from server.batches.models import MOST_ROWS, PayoutBatch
from server.batches.progress import RowNow, accounts_of, payouts_of, rows_now
from server.ifsc.lookup import bank_name
from server.india import day_in_india
from server.merchants.models import BankAccount
from server.payouts.details import Purpose
from server.payouts.models import Payout

from .api_call import ApiCall
from .export_rows import Column, Kind, Value, ended_at, status_word
from .exports import FORMATS, read_format
from .routing import needs

OTHER_CHARACTERS = re.compile("[^a-z0-9]+")
LONGEST_NAME = 40  # of a file
WORDS = {"waiting": "Not paid yet", "refused": "Not made"}


class ResultRow(NamedTuple):
    row: RowNow
    account: BankAccount
    payout: Payout | None

    @property
    def amount_paise(self) -> int:
        return self.row.amount_paise


def _of_payout(read: Callable[[Payout], Value]) -> Callable[[ResultRow], Value]:
    return lambda it: read(it.payout) if it.payout else None


def _status(it: ResultRow) -> str:
    return status_word(it.payout) if it.payout else WORDS[it.row.state]


def _reason(it: ResultRow) -> str | None:
    if it.payout:
        return it.payout.failure_reason
    return it.row.refusal.message if it.row.refusal else None


COLUMNS = (
    Column("Row", Kind.TEXT, 6, lambda it: str(it.row.number)),
    Column("Beneficiary", Kind.TEXT, 32, lambda it: it.account.account_holder_name),
    Column("Account", Kind.TEXT, 20, lambda it: it.account.account_number_masked),
    Column("IFSC", Kind.TEXT, 14, lambda it: it.account.ifsc_code),
    Column("Bank", Kind.TEXT, 24, lambda it: bank_name(it.account.ifsc_code)),
    Column("Amount (₹)", Kind.RUPEES, 20, lambda it: it.amount_paise),
    Column("Amount (paise)", Kind.PAISE, 18, lambda it: it.amount_paise),
    Column("Reference", Kind.TEXT, 24, lambda it: it.row.reference),
    Column("Narration", Kind.TEXT, 32, lambda it: it.row.narration),
    Column("Purpose", Kind.TEXT, 14, lambda it: it.row.purpose and Purpose(it.row.purpose).label),
    Column("Status", Kind.TEXT, 14, _status),
    Column("UTR", Kind.TEXT, 24, _of_payout(lambda payout: payout.bank_reference_id)),
    Column("Reason", Kind.TEXT, 40, _reason),
    Column("Completed or failed at (IST)", Kind.TIME, 27, _of_payout(ended_at)),
    Column("Payout ID", Kind.TEXT, 38, lambda it: it.row.payout_id and str(it.row.payout_id)),
)


@needs(Scope.READ, "format")
def export_batch(call: ApiCall, batch_id: str) -> HttpResponse:
    ending = read_format(call.request)
    found = call.existing(PayoutBatch, batch_id, "batch")
    batch = rows_of(PayoutBatch, call.caller).get(pk=found)
    content_type, write = FORMATS[ending]
    headers = {"Content-Disposition": f'attachment; filename="{_name_of(batch)}.{ending}"'}
    if call.request.method == "HEAD":
        call.request.META[LENGTH_UNKNOWN] = True
        return HttpResponse(content_type=content_type, headers=headers)
    rate_limits.count_export(call.request, call.caller, batch.row_count)
    rows = rows_now(batch.id, first=MOST_ROWS)
    accounts, payouts = accounts_of(rows), payouts_of(rows)
    results = (
        ResultRow(row, accounts[row.bank_account_id], payouts[row.payout_id] if row.payout_id else None) for row in rows
    )
    return HttpResponse(write(results, COLUMNS), content_type=content_type, headers=headers)


def _name_of(batch: PayoutBatch) -> str:
    """Of letters and digits that every header and file system takes: `batch-november-vendors-2026-11-29`."""
    name = OTHER_CHARACTERS.sub("-", batch.name.lower()).strip("-")[:LONGEST_NAME].strip("-")
    return "-".join(filter(None, ("batch", name, day_in_india(batch.created_at))))
