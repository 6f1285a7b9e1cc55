"""Signs of health, and the checks of the rules that the books keep, in REST; for operators."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.integrity import runs
from server.integrity import tasks as integrity_tasks
from server.integrity.audit import rules
from server.payouts import tasks
from server.payouts.health import health

from . import serializers
from .api_call import ApiCall
from .routing import json_response, needs


@needs(Scope.OPERATE)
def show_health(call: ApiCall) -> HttpResponse:
    _ = call.merchant_id  # named for nothing, but read
    return json_response(serializers.health(health(broker_answers=tasks.broker_answers())))


@needs(Scope.OPERATE)
def show_integrity(call: ApiCall) -> HttpResponse:
    _ = call.merchant_id
    ended, unfinished = runs.newest_ended(), runs.unfinished()
    return json_response(
        {
            "rules": rules(),
            "ended": ended and serializers.integrity_run(ended),
            "unfinished": unfinished and serializers.integrity_run(unfinished),
        }
    )


@needs(Scope.OPERATE)
def check_integrity(call: ApiCall) -> HttpResponse:
    """202: a worker checks. 200 if that was asked for before, and has not ended."""
    _ = call.merchant_id
    run, is_new = runs.ask()
    integrity_tasks.notify()
    response = json_response(serializers.integrity_run(run))
    response.status_code = 202 if is_new else 200
    return response
