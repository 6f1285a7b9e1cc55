"""A user sets up a second factor, or turns it off, in the session of a browser."""

import base64

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from server.errors import InvalidInput

from . import password_check, second_factor, signing_in
from .client_ip import client_address
from .own_sessions import end_other_sessions
from .second_factor import Enrolment
from .second_factor_rule import SHOWN, is_required

ENROLMENT = "enrolment"  # in the session: the secret of a factor that is not turned on yet, sealed


def begin_enrolment(request: HttpRequest, user: User) -> Enrolment:
    """Asked again in this session, the same one: whoever has scanned it need not scan another. Raises InvalidInput if
    the user has a second factor."""
    enrolment = second_factor.begin_enrolment(user, _sealed(request))
    request.session[ENROLMENT] = base64.b64encode(enrolment.sealed).decode()
    return enrolment


@sensitive_variables("code")
def finish_enrolment(request: HttpRequest, user: User, code: str) -> list[str]:
    """Returns the recovery codes. A half-session becomes a session; every other session of the user ends, as it has
    shown no factor. Raises InvalidInput, CodeRefused."""
    factor, recovery_codes = second_factor.turn_on(user, _sealed(request), code)
    if signing_in.is_half(request):
        signing_in.finish_with_enrolment(request, user, factor)
    else:
        del request.session[ENROLMENT]
        request.session[SHOWN] = str(factor.id)
        request.session.cycle_key()
    end_other_sessions(user, request.session.session_key)
    return recovery_codes


@sensitive_variables("password", "code")
def turn_off(request: HttpRequest, user: User, password: str, code: str) -> None:
    """Who needs a second factor is led to the next one. Raises InvalidInput, CodeRefused, TooManyAttempts, Unavailable,
    NotFound."""
    if not password_check.is_right(user, password, request):
        raise InvalidInput("Wrong password.", "password")
    second_factor.turn_off(user, code, client_address(request))
    if is_required(is_operator=user.is_staff):
        signing_in.begin(request, user)


def _sealed(request: HttpRequest) -> bytes:
    return base64.b64decode(request.session.get(ENROLMENT, ""))
