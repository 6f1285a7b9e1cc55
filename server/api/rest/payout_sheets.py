"""`POST /api/v1/payout_sheets/`: a file of payouts, read into the rows of a batch. Nothing is stored."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant
from server.api.http import rate_limits
from server.api.http.errors import UnsupportedMediaType
from server.api.http.parsing import read_bytes
from server.batches.sheets.reading import Sheet, SheetRow, read_sheet

from .api_call import ApiCall
from .batch_serializers import Json
from .routing import json_response, needs

# What the content is, it says itself: browsers name a CSV's type after the programs that are installed.
MEDIA_TYPES = frozenset(
    {
        "text/csv",
        "text/plain",
        "text/tab-separated-values",
        "application/csv",
        "application/octet-stream",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
WRONG_TYPE = (
    "The body must be the file: text/csv, text/tab-separated-values or "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet."
)


@needs(Scope.READ)
def read_payout_sheet(call: ApiCall) -> HttpResponse:
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    media_type, _, _ = call.request.META.get("CONTENT_TYPE", "").partition(";")
    if media_type.strip().lower() not in MEDIA_TYPES:
        raise UnsupportedMediaType(WRONG_TYPE)
    sheet = read_sheet(merchant_id, read_bytes(call.request))
    rate_limits.count_batch(call.request, call.caller, len(sheet.rows))
    return json_response(_sheet(sheet))


def _sheet(sheet: Sheet) -> Json:
    return {
        "sheet": sheet.name,
        "columns": {meaning.value: title for meaning, title in sheet.columns.items()},
        "left_out": sheet.left_out,
        "rows": list(map(_row, sheet.rows)),
    }


def _row(row: SheetRow) -> Json:
    account = row.account
    return {
        "line": row.line,
        "bank_account_id": account and account.id,
        "bank_account": account
        and {
            "id": account.id,
            "account_holder_name": account.account_holder_name,
            "account_number_masked": account.account_number_masked,
            "ifsc_code": account.ifsc_code,
        },
        "amount_paise": row.amount_paise,
        "reference": row.reference,
        "narration": row.narration,
        "purpose": row.purpose,
        "faults": [fault._asdict() for fault in row.faults],
    }
