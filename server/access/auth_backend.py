"""Django's authentication backend, for the dashboard and `/admin/`: hands every password to `password_check.py`."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from . import password_check


class ThrottledBackend(ModelBackend):
    @sensitive_variables("password")
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """Raises TooManyAttempts, Unavailable."""
        if username is None or password is None:
            return None
        return password_check.sign_in(username, password, request)
