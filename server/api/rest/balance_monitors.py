"""Balance monitors in REST. Another merchant's monitor is one that does not exist."""

from typing import Any

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_json_object
from server.balance_monitors import monitors
from server.balance_monitors.models import BalanceMonitor
from server.errors import InvalidInput

from .api_call import ApiCall
from .routing import json_list, json_response, needs


@needs(Scope.READ)
def list_monitors(call: ApiCall) -> HttpResponse:
    """Oldest first, without deleted ones. There are few."""
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    rows = rows_of(BalanceMonitor, call.caller).filter(merchant_id=merchant_id, deleted_at=None).order_by("id")
    found = list(rows)
    return json_list(len(found), map(monitor_object, found))


@needs(Scope.PAYOUTS)
def create_monitor(call: ApiCall) -> HttpResponse:
    """201; 200 if there is such a monitor already. How the balance stands is for readers: it is not in the answer."""
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    body = read_json_object(call.request)
    refuse_misspelt(body, ("below_paise", "quiet_hours"))
    if "below_paise" not in body:
        raise InvalidInput("below_paise is missing.", "below_paise")
    change = monitors.create_monitor(
        merchant_id,
        below_paise=body["below_paise"],
        quiet_hours=body.get("quiet_hours", monitors.DEFAULT_QUIET_HOURS),
    )
    response = json_response(created_object(change.row))
    response.status_code = 201 if change.changed else 200
    return response


@needs(Scope.PAYOUTS)
def delete_monitor(call: ApiCall, monitor_id: str) -> HttpResponse:
    found = call.existing(BalanceMonitor, monitor_id, "balance monitor")
    deleted = monitors.delete_monitor(found)
    return json_response({"id": deleted.id, "deleted_at": deleted.deleted_at})


def created_object(monitor: BalanceMonitor) -> dict[str, Any]:
    return {
        "id": monitor.id,
        "merchant_id": monitor.merchant_id,
        "below_paise": monitor.below_paise,
        "quiet_hours": monitor.quiet_hours,
        "created_at": monitor.created_at,
    }


def monitor_object(monitor: BalanceMonitor) -> dict[str, Any]:
    return created_object(monitor) | {
        "low_since": monitor.low_since,
        "lowest_paise": monitor.lowest_paise,
        "told_at": monitor.told_at,
    }
