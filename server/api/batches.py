"""A payroll in one call: what both APIs do with one, and `POST /api/v1/payouts/batch/`."""

import json
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.errors import InvalidInput, Refusal
from server.payouts import tasks
from server.payouts.creation import MOST_PAYOUTS, PayoutRequest
from server.payouts.creation import create_payouts as create
from server.payouts.idempotency import Acceptance

from . import rates
from .access import identify
from .errors import code_of, rest_error
from .reading import read_amount, read_json_object, read_uuid
from .scopes import needs
from .tenants import paying_merchant

Item = TypeVar("Item")


@needs(Scope.PAYOUTS)
def create_payouts(request: HttpRequest) -> HttpResponse:
    """200 with a result for each payout, in order. 400 is for what is no batch at all: a payout that is at fault is
    refused by itself."""
    merchant_id = paying_merchant(request)
    items = read_json_object(request).get("payouts")
    if not isinstance(items, list):
        raise _no_batch()
    results = carry_out(request, merchant_id, items, _read)
    return HttpResponse(f'{{"results": [{", ".join(map(_say, results))}]}}', content_type="application/json")


def carry_out(
    request: HttpRequest, merchant_id: UUID, items: list[Item], read: Callable[[Item], PayoutRequest]
) -> list[Acceptance | Refusal]:
    """A result for each, in order. `read` raises InvalidInput for one that is at fault, which refuses that one."""
    if not 0 < len(items) <= MOST_PAYOUTS:
        raise _no_batch()
    rates.count_batch(request, identify(request), len(items))
    asked = [_read_or_refuse(item, read) for item in items]
    readable = [item for item in asked if isinstance(item, PayoutRequest)]
    decided = iter(create(merchant_id, readable) if readable else [])
    results = [item if isinstance(item, Refusal) else next(decided) for item in asked]
    if any(isinstance(result, Acceptance) and not result.replayed for result in results):
        tasks.nudge()
    return results


def _no_batch() -> InvalidInput:
    return InvalidInput("payouts must be a list of 1 to 1,000 payouts.", "payouts")


def _read_or_refuse(item: Item, read: Callable[[Item], PayoutRequest]) -> PayoutRequest | InvalidInput:
    try:
        return read(item)
    except InvalidInput as refusal:
        return refusal


def _read(item: object) -> PayoutRequest:
    if not isinstance(item, dict):
        raise InvalidInput("Each of the payouts must be an object.")
    return PayoutRequest(
        bank_account_id=read_uuid(item.get("bank_account_id"), "bank_account_id"),
        amount_paise=read_amount(item.get("amount_paise"), "amount_paise"),
        idempotency_key=read_uuid(item.get("idempotency_key"), "idempotency_key"),
    )


def _say(result: Acceptance | Refusal) -> str:
    if isinstance(result, Acceptance):
        # The receipt as the text that it is: to the byte what the key alone would be answered with.
        status = "replayed" if result.replayed else "created"
        return f'{{"status": "{status}", "payout": {result.receipt}}}'
    return json.dumps({"status": "refused", "error": rest_error(result, code_of(result))}, ensure_ascii=False)
