"""Which receipt paid which payout, in REST."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_day, read_natural, read_parameter
from server.inward_payments.models import InwardPayment
from server.ledger.models import LedgerEntry
from server.lineage.overlap import Slice
from server.lineage.reading import (
    Page,
    Stretch,
    entries_of,
    read_funding,
    read_page,
    share_of,
    stretch_of_days,
    stretch_of_receipt,
)
from server.payouts.models import Payout

from .api_call import ApiCall
from .inward_members import foreign_object
from .routing import json_response, needs

USUAL, MOST = 50, 200
FARTHEST = 10**18 - 1


@needs(Scope.READ, "limit", "after")
def get_funding(call: ApiCall, payout_id: str) -> HttpResponse:
    """Empty before the payout is completed."""
    found = call.existing(Payout, payout_id, "payout")
    return _shown(call, read_funding(found, *_asked_page(call)))


@needs(Scope.READ, "limit", "after")
def get_paid_out(call: ApiCall, inward_id: str) -> HttpResponse:
    found = call.existing(InwardPayment, inward_id, "inward payment")
    payment = rows_of(InwardPayment, call.caller).get(pk=found)
    stretch = stretch_of_receipt(payment.merchant_id, payment.seq, payment.net_paise)
    return _shown(call, read_page(stretch, *_asked_page(call)))


@needs(Scope.READ, "from", "to", "limit", "after")
def list_lineage(call: ApiCall) -> HttpResponse:
    """What went out on days of India, both included."""
    return _shown(call, read_page(asked_days(call), *_asked_page(call)))


def asked_days(call: ApiCall) -> Stretch:
    first, last = (read_day(read_parameter(call.request, name), name) for name in ("from", "to"))
    return stretch_of_days(existing_merchant(call.readable_merchant_id, call.caller), first, last)


def _asked_page(call: ApiCall) -> tuple[int, int | None]:
    limit = read_natural(call.request, "limit", default=USUAL, least=1, most=MOST)
    after = read_natural(call.request, "after", default=-1, least=0, most=FARTHEST)
    return limit, None if after < 0 else after


def _shown(call: ApiCall, page: Page) -> HttpResponse:
    entries = entries_of(rows_of(LedgerEntry, call.caller), page)
    shown = [
        {
            "amount_paise": each.paise,
            "source": _entry(entries[each.source.seq]),
            **_inward(entries[each.source.seq], each),
            "outflow": each.outflow and _entry(entries[each.outflow]),
            "via": list(each.via),
        }
        for each in page.slices
    ]
    return json_response({"slices": shown, "next": None if page.next is None else str(page.next)})


def _entry(entry: LedgerEntry) -> dict[str, Any]:
    payout_id: UUID | None = entry.payout_id
    return {
        "id": entry.id,
        "sequence": entry.seq,
        "entry_type": entry.entry_type,
        "amount_paise": entry.amount_paise,
        "payout_id": payout_id,
        "reference": entry.reference,
        "created_at": entry.created_at,
    }


def _inward(source: LedgerEntry, piece: Slice) -> dict[str, Any]:
    payment = getattr(source, "inward_payment", None)
    if payment is None:
        return {"inward_payment_id": None, "foreign": None}
    share = share_of(piece, payment)
    return {
        "inward_payment_id": payment.id,
        "foreign": foreign_object(payment.foreign_currency, share, payment.exponent),
    }
