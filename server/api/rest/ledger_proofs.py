"""What others need to check a ledger: its signed head, its entries with their links, the public keys."""

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http import rate_limits
from server.api.http.lengths import LENGTH_UNKNOWN
from server.api.http.parsing import read_natural
from server.ledger.balance import balance_of
from server.ledger.heads import issue_head
from server.ledger.links import iso_utc
from server.ledger.models import LedgerEntry
from server.ledger.signing import keys

from . import ledger_serializers
from .api_call import ApiCall
from .routing import ENCODER, json_response, needs

MOST = 5_000
JSON_LINES = "application/x-ndjson"


@needs(Scope.READ)
def get_ledger_head(call: ApiCall) -> HttpResponse:
    merchant_id = call.readable_merchant_id
    balance = balance_of(merchant_id)
    if not balance.seq:
        existing_merchant(merchant_id, call.caller)
    return json_response(ledger_serializers.ledger_head(issue_head(merchant_id, balance)))


@needs(Scope.READ, "after", "limit")
def export_ledger(call: ApiCall) -> HttpResponse:
    """A line for each entry after the given one, oldest first. The last line's number is the next call's `after`, so a
    ledger of any length is read in pieces that cost the same."""
    after = read_natural(call.request, "after", default=0, least=0, most=10**9 - 1)
    limit = read_natural(call.request, "limit", default=MOST, least=1, most=MOST)
    merchant_id = call.readable_merchant_id
    rows = rows_of(LedgerEntry, call.caller).filter(merchant_id=merchant_id, seq__gt=after, seq__lte=after + limit)
    existing_merchant(merchant_id, call.caller)
    headers = {"Content-Disposition": f'attachment; filename="ledger-after-{after}.jsonl"'}
    if call.request.method == "HEAD":
        call.request.META[LENGTH_UNKNOWN] = True
        return HttpResponse(content_type=JSON_LINES, headers=headers)
    entries = list(rows.order_by("seq"))
    rate_limits.count_export(call.request, call.caller, len(entries))
    lines = (f"{ENCODER.encode(ledger_serializers.exported_entry(entry))}\n" for entry in entries)
    return HttpResponse("".join(lines).encode(), content_type=JSON_LINES, headers=headers)


@needs(None)
def show_keys(_request: HttpRequest) -> HttpResponse:
    """For everybody: a head is worth something to those who have no account here."""
    published = [
        {
            "key_id": key.id,
            "algorithm": "Ed25519",
            "public_key": key.public.hex(),
            "valid_from": iso_utc(key.since),
            "valid_until": key.until and iso_utc(key.until),
        }
        for key in keys()
    ]
    return json_response({"keys": published})
