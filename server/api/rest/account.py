"""A signed-in user's own account: password, sessions, second factor. For the session of a browser alone: a key has none
of them. Every change needs the session's CSRF token."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables

from server.access import own_second_factor, own_sessions, second_factor, signing_in
from server.access.one_time_codes import as_text
from server.access.own_password import change_own_password
from server.access.own_proof import prove
from server.access.password_check import LONGEST_PASSWORD
from server.access.qr_code import qr_rows
from server.access.second_factor_rule import is_required
from server.access.signing_in import Step
from server.access.users import caller_for, user_behind, user_of
from server.api.http import rate_limits
from server.api.http.parsing import read_json_object, read_uuid
from server.audit_log.context import Actor, ActorKind, name_actor
from server.database import row_security
from server.errors import InvalidInput, NotFound, Unauthenticated

from .routing import Verb, json_list, json_response, needs
from .sessions import LONGEST_CODE, SIGN_IN_FIRST, read_text, user_body


@dataclass(frozen=True)
class OwnCall:
    request: HttpRequest
    user: User


Handler = Callable[..., HttpResponse]


def own(handler: Handler, *, may_enrol: bool = False) -> Verb:
    """A verb for the signed-in user. With `may_enrol` also for who has to set up a second factor first."""

    @needs(None)
    def verb(request: HttpRequest, **parameters: str) -> HttpResponse:
        call = _identify(request, may_enrol=may_enrol)
        return handler(call, **parameters)

    return verb


def _identify(request: HttpRequest, *, may_enrol: bool) -> OwnCall:
    """Raises Unauthenticated, RateLimited."""
    with row_security.identifying():
        caller = user_of(request)
        pending = None if caller or not may_enrol else signing_in.pending(request)
        if pending and pending[1] is Step.ENROLMENT:
            caller = caller_for(pending[0])
    if caller is None:
        rate_limits.count_stranger(request)
        raise Unauthenticated(SIGN_IN_FIRST)
    row_security.bind(caller.merchant_id)
    name_actor(Actor(ActorKind(caller.kind), caller.id, caller.name))
    rate_limits.count(request, caller, rate_limits.kind_of_method(request.method))
    return OwnCall(request, user_behind(caller))


@sensitive_variables("body")
def _change_password(call: OwnCall) -> HttpResponse:
    body = read_json_object(call.request)
    old = read_text(body, "old_password", LONGEST_PASSWORD)
    new = read_text(body, "new_password", LONGEST_PASSWORD)
    change_own_password(call.request, call.user, old, new)
    return HttpResponse(status=204)


def _list_sessions(call: OwnCall) -> HttpResponse:
    current = call.request.session.session_key
    sessions = own_sessions.live_sessions(call.user)
    return json_list(
        len(sessions),
        (
            {
                "id": session.id,
                "begun_at": session.begun_at,
                "last_seen_at": session.last_seen_at,
                "address": session.address,
                "browser": session.browser,
                "is_current": session.session_key == current,
            }
            for session in sessions
        ),
    )


def _end_session(call: OwnCall, session_id: str) -> HttpResponse:
    try:
        own_sessions.end_session(call.user, read_uuid(session_id, "id"))
    except InvalidInput:
        raise NotFound("session") from None
    return HttpResponse(status=204)


def _end_other_sessions(call: OwnCall) -> HttpResponse:
    return json_response({"ended": own_sessions.end_other_sessions(call.user, call.request.session.session_key)})


def _show_second_factor(call: OwnCall) -> HttpResponse:
    factor = second_factor.factor_of(call.user)
    return json_response(
        {
            "is_on": factor is not None,
            "is_required": is_required(is_operator=call.user.is_staff),
            "since": factor.created_at if factor else None,
            "recovery_codes_left": len(factor.recovery_hashes) if factor else None,
        }
    )


def _begin_enrolment(call: OwnCall) -> HttpResponse:
    enrolment = own_second_factor.begin_enrolment(call.request, call.user)
    return json_response({"secret": as_text(enrolment.secret), "uri": enrolment.uri, "qr_code": qr_rows(enrolment.uri)})


@sensitive_variables("body", "password", "code")
def _finish_enrolment(call: OwnCall) -> HttpResponse:
    body = read_json_object(call.request)
    needs_password = own_second_factor.needs_password(call.request)
    password = read_text(body, "password", LONGEST_PASSWORD) if needs_password else None
    code = read_text(body, "code", LONGEST_CODE)
    recovery_codes = own_second_factor.finish_enrolment(call.request, call.user, code, password)
    caller = caller_for(call.user)
    return json_response({"recovery_codes": recovery_codes, "person": user_body(caller) if caller else None})


@sensitive_variables("body", "code")
def _renew_recovery_codes(call: OwnCall) -> HttpResponse:
    code = read_text(read_json_object(call.request), "code", LONGEST_CODE)
    return json_response({"recovery_codes": own_second_factor.renew_recovery_codes(call.request, call.user, code)})


@sensitive_variables("body", "password", "code")
def _turn_off(call: OwnCall) -> HttpResponse:
    body = read_json_object(call.request)
    password = read_text(body, "password", LONGEST_PASSWORD)
    code = read_text(body, "code", LONGEST_CODE)
    own_second_factor.turn_off(call.request, call.user, password, code)
    return HttpResponse(status=204)


@sensitive_variables("body", "code", "password")
def _prove(call: OwnCall) -> HttpResponse:
    body = read_json_object(call.request)
    code = read_text(body, "code", LONGEST_CODE) if "code" in body else None
    password = read_text(body, "password", LONGEST_PASSWORD) if "password" in body else None
    prove(call.request, call.user, code, password)
    return HttpResponse(status=204)


change_password = own(_change_password)
list_sessions = own(_list_sessions)
end_session = own(_end_session)
end_other_sessions = own(_end_other_sessions)
show_second_factor = own(_show_second_factor, may_enrol=True)
begin_enrolment = own(_begin_enrolment, may_enrol=True)
finish_enrolment = own(_finish_enrolment, may_enrol=True)
renew_recovery_codes = own(_renew_recovery_codes)
turn_off = own(_turn_off)
give_proof = own(_prove)
