"""The audit log in REST, for operators."""

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_natural, read_parameter, read_time, read_uuid
from server.audit_log.models import AuditEvent
from server.audit_log.reading import EventFilter, ways_to
from server.database.ways import put_together
from server.merchants.models import Merchant

from . import operator_serializers
from .api_call import ApiCall
from .routing import json_response, needs


@needs(Scope.OPERATE, "action", "actor", "subject_id", "from", "to", "limit", "after")
def list_audit_events(call: ApiCall) -> HttpResponse:
    """One merchant's, if one is named; else every merchant's. Newest first; a page goes on after an event, since the
    log is too long to be counted or to be skipped through."""
    limit = read_natural(call.request, "limit", default=50, least=1, most=200)
    after = read_parameter(call.request, "after")
    ways = ways_to(rows_of(AuditEvent, call.caller), _read_filter(call))
    if after is not None:
        place = read_uuid(after, "after")
        ways = [way.filter(pk__lt=place) for way in ways]
    name = rows_of(Merchant, call.caller).filter(pk=OuterRef("merchant_id")).values("name")[:1]
    found = put_together([way.order_by("-id") for way in ways], limit + 1).annotate(merchant_name=Subquery(name))
    page = list(found[: limit + 1])
    more = len(page) > limit
    return json_response(
        {
            "next_after": page[limit - 1].pk if more else None,
            "results": [operator_serializers.audit_event(event) for event in page[:limit]],
        }
    )


def _read_filter(call: ApiCall) -> EventFilter:
    """Raises InvalidInput and NotFound."""
    since, until = read_parameter(call.request, "from"), read_parameter(call.request, "to")
    return EventFilter(
        merchant_id=call.merchant_id and existing_merchant(call.merchant_id, call.caller),
        action=read_parameter(call.request, "action"),
        actor_id=read_parameter(call.request, "actor"),
        subject_id=read_parameter(call.request, "subject_id"),
        since=None if since is None else read_time(since, "from"),
        until=None if until is None else read_time(until, "to"),
    )
