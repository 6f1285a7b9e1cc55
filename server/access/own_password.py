"""A user changes the own password."""

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from server.errors import InvalidInput

from . import password_check
from .session_ends import going_on
from .users import change_password


@sensitive_variables("old", "new")
def change_own_password(request: HttpRequest, user: User, old: str, new: str) -> None:
    """Ends every other session; this one goes on under a new key. Raises InvalidInput, TooManyAttempts, Unavailable."""
    password_check.require(user, old, request, "old_password")
    if new == old:
        raise InvalidInput("Choose another password than the one you have.", "new_password")
    try:
        with going_on(request.session.session_key):
            change_password(user, new)
    except InvalidInput as refusal:
        raise InvalidInput(refusal.message, "new_password") from None
    # Not Django's update_session_auth_hash: it asks who is signed in, which by now is nobody.
    request.session.cycle_key()
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
