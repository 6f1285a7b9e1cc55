"""Checks a password again, before an act that outlives the session. Throttled like a sign-in."""

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from . import login_throttle
from .client_ip import client_address


@sensitive_variables("password")
def is_right(user: User, password: str, request: HttpRequest | None) -> bool:
    """Whether this is the password of a user who is signed in. Call it outside of transactions: a rollback would forget
    the attempt. Raises TooManyAttempts."""
    attempt = login_throttle.begin_attempt(user.get_username(), client_address(request) if request else None)
    if not user.check_password(password):
        return False
    login_throttle.succeed(attempt)
    return True
