"""From a right password to a session, in one step or two.

Who has a second factor, or needs one, first gets a half-session: a row of `sessions` without a user, which no request
takes for a sign-in. It belongs to this browser, lives a quarter of an hour, and leads to the code (or to setting the
factor up) and to nothing else. A password, a factor or rights that change meanwhile end it.
"""

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from server.errors import CodeRefused, TooManyAttempts

from . import second_factor
from .browsers import browser_in_words
from .client_ip import client_address
from .models import SecondFactor, Session
from .second_factor_rule import PENDING, SHOWN, is_required
from .session_ends import end_each
from .sign_in_events import record_refused_sign_in, record_throttled_sign_in
from .user_events import record_own
from .users import caller_for

HALF_LIFE = timedelta(minutes=15)


class Step(StrEnum):
    CODE = "code"  # of the second factor
    ENROLMENT = "enrolment"  # the user needs a second factor, and has none


def begin(request: HttpRequest, user: User) -> Step | None:
    """The password was right. None: the user is signed in."""
    step = _step_of(user)
    if step is None:
        _begin_session(request, user, None)
    else:
        record_accepted_password(user)
        _leave_session(request)
        factor = second_factor.factor_of(user)
        request.session[PENDING] = {
            "user": user.pk,
            "hash": user.get_session_auth_hash(),
            "factor": str(factor.id) if factor else None,
        }
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
    # Whose code was due has been reset or replaced since: the password has to be shown again.
    if half.get("factor") and not SecondFactor.objects.filter(user=user, id=half["factor"]).exists():
        return None
    # None: the requirement was taken back. The password has to be shown again.
    step = _step_of(user)
    return (user, step) if step else None


def is_half(request: HttpRequest) -> bool:
    return PENDING in request.session


def finish_with_code(request: HttpRequest, user: User, code: str) -> None:
    """The half-session becomes a session. Raises CodeRefused, TooManyAttempts, Unavailable."""
    _begin_session(request, user, check_code(request, user, code))


def check_code(request: HttpRequest | None, user: User, code: str) -> SecondFactor:
    """The second step of a sign-in, of a browser or (without a request) of a command. Raises CodeRefused,
    TooManyAttempts, Unavailable."""
    try:
        return second_factor.check(user, code, client_address(request) if request else None)
    except CodeRefused:
        record_refused_sign_in(request, user.get_username())
        raise
    except TooManyAttempts:
        record_throttled_sign_in(request)
        raise


def record_accepted_password(user: User) -> None:
    """Whoever has the password and not the code leaves this event, and no other."""
    record_own(user, "password.accepted")


def finish_with_enrolment(request: HttpRequest, user: User, factor: SecondFactor) -> None:
    """The half-session becomes a session: `second_factor.turn_on` has just seen the app's code."""
    _begin_session(request, user, factor)


def _step_of(user: User) -> Step | None:
    if SecondFactor.objects.filter(user=user).exists():
        return Step.CODE
    return Step.ENROLMENT if is_required(is_operator=user.is_staff) else None


def _leave_session(request: HttpRequest) -> None:
    """Before somebody signs in in its place; also one of this very user, whose key Django would keep."""
    for session in Session.objects.filter(session_key=request.session.session_key or "").select_related("user"):
        if session.user:
            end_each(session.user, [session.session_key], by_itself=True)
    request.session.flush()


def _begin_session(request: HttpRequest, user: User, factor: SecondFactor | None) -> None:
    with transaction.atomic():
        _leave_session(request)
        auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        if factor:
            request.session[SHOWN] = str(factor.id)
        Session.objects.filter(session_key=request.session.session_key).update(
            address=client_address(request),
            browser=browser_in_words(request.headers.get("User-Agent", "")),
            proved_at=Now(),
        )
