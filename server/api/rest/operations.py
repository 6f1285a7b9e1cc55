"""Signs of health, and the checks of the rules that the books keep, in REST."""

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.api.auth.identity import authorize
from server.api.auth.tenant_scope import existing_merchant
from server.api.http.errors import RETRY_SOON
from server.integrity import runs, standing
from server.integrity import tasks as integrity_tasks
from server.payouts import tasks
from server.payouts.health import health

from . import operator_serializers
from .api_call import ApiCall
from .query_parameters import ANY
from .routing import json_response, needs


@needs(Scope.OPERATE)
def show_health(call: ApiCall) -> HttpResponse:
    _ = call.merchant_id  # named for nothing, but read
    return json_response(operator_serializers.health(health(broker_answers=tasks.broker_answers())))


@needs(Scope.READ)
def show_integrity(call: ApiCall) -> HttpResponse:
    """A merchant's rules and violations, if the call is one merchant's or names one; else those of all, for
    operators."""
    if merchant_id := call.merchant_id:
        existing_merchant(merchant_id, call.caller)
        return json_response(operator_serializers.integrity(standing.standing(merchant_id), None, None))
    authorize(call.caller, Scope.OPERATE)
    return json_response(operator_serializers.integrity(standing.standing(), runs.newest_ended(), runs.unfinished()))


@needs(None, ANY)
def show_integrity_to_monitors(_request: HttpRequest) -> HttpResponse:
    """200 if every rule held at a check that is not too old, else 503. Open to everybody, so it names no rule."""
    found = standing.standing()
    response = json_response({"status": found.status, "checked_at": found.checked_at, "age_seconds": found.age_seconds})
    if found.status is not standing.Status.OK:
        response.status_code = 503
        for name, value in RETRY_SOON.items():
            response[name] = value
    return response


@needs(Scope.OPERATE)
def check_integrity(call: ApiCall) -> HttpResponse:
    """202: a worker checks. 200 if that was asked for before, and has not ended."""
    _ = call.merchant_id
    run, is_new = runs.ask()
    integrity_tasks.notify()
    response = json_response(operator_serializers.integrity_run(run))
    response.status_code = 202 if is_new else 200
    return response
