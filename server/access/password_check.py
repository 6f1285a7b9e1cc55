"""Checks a password. Nothing else in the engine does: the throttle is asked first, and a hash waits for its turn.

A sign-in knows a name, and must not tell whether somebody has it (`sign_in`). A user who is signed in is asked for the
password again before an act that outlives the session (`require`).
"""

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from server.errors import InvalidInput, TooManyAttempts

from . import login_throttle
from .callers import Caller
from .client_ip import client_address
from .password_hashing import checking
from .user_events import PASSWORD_REFUSED, THROTTLED, record_own_refusal
from .users import find_user, user_behind

LONGEST_PASSWORD = 1000
WRONG = "Wrong password."


@sensitive_variables("password")
def sign_in(name: str, password: str, request: HttpRequest | None) -> User | None:
    """The active user with this user name or e-mail address, in any case, and this password. Raises TooManyAttempts, or
    Unavailable while other passwords are being checked.

    An unknown name, a wrong password, a disabled user, and one whom others already guess at by another of its names
    take the same time, one hash, and get the same answer.
    """
    user = find_user(name)
    attempt = login_throttle.begin_attempt(name, _address(request), user)
    known = user if user and attempt.counts else None
    if not _matches(known or User(), password, attempt) or known is None or not known.is_active:
        return None
    login_throttle.succeed(attempt)
    return known


@sensitive_variables("password")
def is_right(user: User, password: str, request: HttpRequest | None) -> bool:
    """Whether this is the password of a user who is signed in. Counts like a sign-in, for the account and the address.
    Call it outside of transactions: a rollback would forget the attempt. Raises TooManyAttempts, Unavailable."""
    try:
        attempt = login_throttle.begin_confirmation(user, _address(request))
    except TooManyAttempts:
        record_own_refusal(user, THROTTLED)
        raise
    if not _matches(user, password, attempt):
        record_own_refusal(user, PASSWORD_REFUSED)
        return False
    login_throttle.succeed(attempt)
    return True


@sensitive_variables("password")
def require(user: User, password: str | None, request: HttpRequest | None, field: str = "password") -> None:
    """Before an act that outlives a session, the user gives the password again, in the input `field`. Raises
    InvalidInput, TooManyAttempts, Unavailable."""
    if not password:
        raise InvalidInput("A session is not enough for this: give your password again.", field)
    if len(password) > LONGEST_PASSWORD:
        raise InvalidInput(f"{field} is longer than {LONGEST_PASSWORD} characters.", field)
    if not is_right(user, password, request):
        raise InvalidInput(WRONG, field)


@sensitive_variables("password")
def confirm(caller: Caller, password: str | None, request: HttpRequest | None) -> None:
    """`require` for a caller that is a person. A key and open access have no password."""
    if caller.kind != "person":
        return
    require(user_behind(caller), password, request)


@sensitive_variables("password")
def _matches(user: User, password: str, attempt: login_throttle.Attempt) -> bool:
    try:
        with checking():
            return user.check_password(password)
    except BaseException:  # no thread was free for it, so nothing was guessed
        login_throttle.withdraw(attempt)
        raise


def _address(request: HttpRequest | None) -> str | None:
    return client_address(request) if request else None
