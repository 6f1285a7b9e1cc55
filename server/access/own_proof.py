"""A signed-in user shows the second factor again, or without one the password (recent_proof.py)."""

from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from server.errors import InvalidInput

from . import password_check, second_factor
from .client_ip import client_address
from .code_refusals import recording_refusals
from .models import Session
from .user_events import record_own


@sensitive_variables("code", "password")
def prove(request: HttpRequest, user: User, code: str | None, password: str | None) -> None:
    """Whoever has a second factor gives its code: the password would prove less than the sign-in did. Raises
    InvalidInput, CodeRefused, TooManyAttempts, Unavailable."""
    if second_factor.factor_of(user) is None:
        password_check.require(user, password, request)
    elif not code:
        raise InvalidInput("Give the code of your authenticator app.", "code")
    else:
        with recording_refusals(user):
            second_factor.check(user, code, client_address(request))
    record_proof(request)
    record_own(user, "session.proved")


def record_proof(request: HttpRequest) -> None:
    Session.objects.filter(session_key=request.session.session_key).update(proved_at=Now())
