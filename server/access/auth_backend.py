"""Django's authentication backend, for the dashboard and `/admin/`: hands every password to `password_check.py`."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from server.errors import TooManyAttempts

from . import password_check
from .sign_in_events import record_throttled_sign_in


class ThrottledBackend(ModelBackend):
    @sensitive_variables("password")
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """Raises TooManyAttempts, Unavailable."""
        if username is None or password is None:
            return None
        try:
            return password_check.sign_in(username, password, request)
        except TooManyAttempts:  # of which Django has no signal
            record_throttled_sign_in(request)
            raise
