"""Alerts in REST. Another merchant's alert is one that does not exist."""

from typing import Any

from django.http import HttpResponse

from server.access.callers import Scope
from server.alerts import alerts
from server.alerts.models import Alert, AlertKind
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_json_object
from server.errors import InvalidInput

from .api_call import ApiCall
from .routing import json_list, json_response, needs


@needs(Scope.READ)
def list_alerts(call: ApiCall) -> HttpResponse:
    """Oldest first, without deleted ones: one of each kind at most."""
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    found = list(rows_of(Alert, call.caller).filter(merchant_id=merchant_id, deleted_at=None).order_by("id"))
    return json_list(len(found), map(alert_object, found))


@needs(Scope.PAYOUTS)
def create_alert(call: ApiCall) -> HttpResponse:
    """201; 200 if there is such an alert already. How things stand is for readers: it is not in the answer."""
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    body = read_json_object(call.request)
    refuse_misspelt(body, ("kind", "quiet_hours"))
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in AlertKind.values:
        raise InvalidInput(f"kind must be one of: {', '.join(AlertKind.values)}.", "kind")
    change = alerts.create_alert(merchant_id, AlertKind(kind), body.get("quiet_hours", alerts.DEFAULT_QUIET_HOURS))
    response = json_response(created_object(change.row))
    response.status_code = 201 if change.changed else 200
    return response


@needs(Scope.PAYOUTS)
def delete_alert(call: ApiCall, alert_id: str) -> HttpResponse:
    deleted = alerts.delete_alert(call.existing(Alert, alert_id, "alert"))
    return json_response({"id": deleted.id, "deleted_at": deleted.deleted_at})


def created_object(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "merchant_id": alert.merchant_id,
        "kind": alert.kind,
        "quiet_hours": alert.quiet_hours,
        "created_at": alert.created_at,
    }


def alert_object(alert: Alert) -> dict[str, Any]:
    return created_object(alert) | {"since": alert.since, "told_at": alert.told_at}
