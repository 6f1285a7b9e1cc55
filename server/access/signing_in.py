"""From a right password to a session, in one step or two.

Who has a second factor, or needs one, first gets a half-session: a row of `sessions` without a user, which no request
takes for a sign-in. It belongs to this browser, lives a quarter of an hour, and leads to the code (or to setting the
factor up) and to nothing else. A password that changes meanwhile ends it.
"""

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from server.errors import CodeRefused, TooManyAttempts

from . import second_factor
from .browsers import browser_in_words
from .client_ip import client_address
from .models import SecondFactor, Session
from .second_factor_rule import SHOWN, is_required
from .sign_in_events import record_refused_sign_in, record_throttled_sign_in
from .users import caller_for

HALF_LIFE = timedelta(minutes=15)
PENDING = "sign_in"  # in a half-session: the user's id, and the hash of the password that was right


class Step(StrEnum):
    CODE = "code"  # of the second factor
    ENROLMENT = "enrolment"  # the user needs a second factor, and has none


def begin(request: HttpRequest, user: User) -> Step | None:
    """The password was right. None: the user is signed in."""
    step = _step_of(user)
    if step is None:
        _begin_session(request, user, None)
    else:
        request.session.flush()
        request.session[PENDING] = {"user": user.pk, "hash": user.get_session_auth_hash()}
        request.session.set_expiry(timezone.now() + HALF_LIFE)
    return step


def pending(request: HttpRequest) -> tuple[User, Step] | None:
    """Whose password was right in this browser, and what is still to be done."""
    half = request.session.get(PENDING)
    if half is None:
        return None
    user = User.objects.filter(pk=half["user"], is_active=True).first()
    if user is None or caller_for(user) is None:
        return None
    hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    if not any(constant_time_compare(half["hash"], valid) for valid in hashes):
        return None
    # None: the requirement was taken back, or an operator has reset the factor. The password has to be shown again.
    step = _step_of(user)
    return (user, step) if step else None


def is_half(request: HttpRequest) -> bool:
    return PENDING in request.session


def finish_with_code(request: HttpRequest, user: User, code: str) -> None:
    """The half-session becomes a session. Raises CodeRefused, TooManyAttempts."""
    try:
        factor = second_factor.check(user, code, client_address(request))
    except CodeRefused:
        record_refused_sign_in(request, user.get_username())
        raise
    except TooManyAttempts:
        record_throttled_sign_in(request)
        raise
    _begin_session(request, user, factor)


def finish_with_enrolment(request: HttpRequest, user: User, factor: SecondFactor) -> None:
    """The half-session becomes a session: `second_factor.turn_on` has just seen the app's code."""
    _begin_session(request, user, factor)


def _step_of(user: User) -> Step | None:
    if SecondFactor.objects.filter(user=user).exists():
        return Step.CODE
    return Step.ENROLMENT if is_required(is_operator=user.is_staff) else None


def _begin_session(request: HttpRequest, user: User, factor: SecondFactor | None) -> None:
    with transaction.atomic():
        request.session.flush()  # also one of this very user, whose key Django would keep
        auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        if factor:
            request.session[SHOWN] = str(factor.id)
        Session.objects.filter(session_key=request.session.session_key).update(
            address=client_address(request), browser=browser_in_words(request.headers.get("User-Agent", ""))
        )
