"""Django's way in, for the dashboard and `/admin/` alike: no password is looked at but through the throttle."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from . import throttle
from .client_address import client_address
from .people import named


class ThrottledBackend(ModelBackend):
    @sensitive_variables("password")
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """The user of this user name or e-mail address, whatever its case. Raises TooManyAttempts.

        Nobody by that name, a wrong password and a person who was disabled take the same time: one hash.
        """
        if username is None or password is None:
            return None
        user = named(username)
        attempt = throttle.begin_attempt(
            user.get_username() if user else username, client_address(request) if request else None
        )
        is_right = (user or User()).check_password(password)
        if user is None or not is_right or not user.is_active:
            return None
        throttle.succeed(attempt)
        return user
