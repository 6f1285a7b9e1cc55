"""Checks a password. Nothing else in the engine does: the throttle is asked first, and a hash waits for its turn.

A sign-in knows a name, and must not tell whether somebody has it (`sign_in`). A user who is signed in is asked for the
password again before an act that outlives the session (`is_right`).
"""

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from server.audit_log.context import Actor, ActorKind
from server.audit_log.refusals import record_refusal
from server.errors import InvalidInput

from . import login_throttle
from .callers import Caller
from .client_ip import client_address
from .password_hashing import checking
from .users import find_user, merchant_id_of, user_behind

LONGEST_PASSWORD = 1000


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
    attempt = login_throttle.begin_confirmation(user, _address(request))
    if not _matches(user, password, attempt):
        record_refusal("password.refused", actor=_itself(user), subject_id=user.pk, merchant_id=merchant_id_of(user))
        return False
    login_throttle.succeed(attempt)
    return True


@sensitive_variables("password")
def confirm(caller: Caller, password: str | None, request: HttpRequest | None) -> None:
    """Before an act that outlives a session, the person behind the session gives the password again. A key and open
    access have none. Raises InvalidInput, TooManyAttempts, Unavailable."""
    if caller.kind != "person":
        return
    if not password:
        raise InvalidInput("A session is not enough for this: give your password again.", "password")
    if len(password) > LONGEST_PASSWORD:
        raise InvalidInput(f"password is longer than {LONGEST_PASSWORD} characters.", "password")
    if not is_right(user_behind(caller), password, request):
        raise InvalidInput("This is not your password.", "password")


@sensitive_variables("password")
def _matches(user: User, password: str, attempt: login_throttle.Attempt) -> bool:
    try:
        with checking():
            return user.check_password(password)
    except BaseException:  # no thread was free for it, so nothing was guessed
        login_throttle.withdraw(attempt)
        raise


def _itself(user: User) -> Actor:
    return Actor(ActorKind.PERSON, str(user.pk), user.get_full_name() or user.get_username())


def _address(request: HttpRequest | None) -> str | None:
    return client_address(request) if request else None
