"""A user sets up a second factor, renews its recovery codes, or turns it off, in the session of a browser."""

import base64

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from . import password_check, second_factor, signing_in
from .client_ip import client_address
from .code_refusals import recording_refusals
from .own_proof import record_proof
from .own_sessions import end_other_sessions
from .second_factor import Enrolment
from .second_factor_rule import SHOWN, is_required

ENROLMENT = "enrolment"  # in the session: the secret of a factor that is not turned on yet, sealed


def begin_enrolment(request: HttpRequest, user: User) -> Enrolment:
    """Stores nothing but in this session. Asked again there, the same one: whoever has scanned it need not scan
    another. Raises InvalidInput if the user has a second factor."""
    enrolment = second_factor.begin_enrolment(user, _sealed(request))
    request.session[ENROLMENT] = base64.b64encode(enrolment.sealed).decode()
    return enrolment


def needs_password(request: HttpRequest) -> bool:
    """Whether `finish_enrolment` takes the password: a session may be stolen, and would lock its owner out with a phone
    of the thief's. A half-session has just shown it."""
    return not signing_in.is_half(request)


@sensitive_variables("password", "code")
def finish_enrolment(request: HttpRequest, user: User, code: str, password: str | None = None) -> list[str]:
    """Returns the recovery codes. A half-session becomes a session; every other session of the user ends, as it has
    shown no factor. Raises InvalidInput, CodeRefused, TooManyAttempts, Unavailable."""
    if needs_password(request):
        password_check.require(user, password, request)
    with recording_refusals(user):
        factor, recovery_codes = second_factor.turn_on(user, _sealed(request), code, client_address(request))
    if signing_in.is_half(request):
        signing_in.finish_with_enrolment(request, user, factor)
    else:
        del request.session[ENROLMENT]
        request.session[SHOWN] = str(factor.id)
        request.session.cycle_key()
        record_proof(request)
    end_other_sessions(user, request.session.session_key)
    return recovery_codes


@sensitive_variables("code")
def renew_recovery_codes(request: HttpRequest, user: User, code: str) -> list[str]:
    """Raises CodeRefused, TooManyAttempts, Unavailable, NotFound."""
    with recording_refusals(user):
        return second_factor.renew_recovery_codes(user, code, client_address(request))


@sensitive_variables("password", "code")
def turn_off(request: HttpRequest, user: User, password: str, code: str) -> None:
    """Who needs a second factor is led to the next one. Raises InvalidInput, CodeRefused, TooManyAttempts, Unavailable,
    NotFound."""
    password_check.require(user, password, request)
    with recording_refusals(user):
        second_factor.turn_off(user, code, client_address(request))
    if is_required(is_operator=user.is_staff):
        end_other_sessions(user, request.session.session_key)
        signing_in.begin(request, user)


def _sealed(request: HttpRequest) -> bytes:
    return base64.b64decode(request.session.get(ENROLMENT, ""))
