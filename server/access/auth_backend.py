"""Django's authentication backend, for the dashboard and `/admin/`: checks no password without the login throttle."""

import threading
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from server.errors import Unavailable

from . import login_throttle
from .client_ip import client_address
from .users import find_user

# A hash takes a third of a second of one core, in the threads that serve all requests: at most two at a time.
HASHING = threading.BoundedSemaphore(2)


class ThrottledBackend(ModelBackend):
    @sensitive_variables("password")
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """The user with this user name or e-mail address, in any case. Raises TooManyAttempts, or Unavailable while two
        other passwords are being checked.

        An unknown name, a wrong password and a disabled user take the same time: one hash.
        """
        if username is None or password is None:
            return None
        if not HASHING.acquire(blocking=False):
            raise Unavailable  # before the attempt is counted
        try:
            return self._check(request, username, password)
        finally:
            HASHING.release()

    @sensitive_variables("password")
    def _check(self, request: HttpRequest | None, username: str, password: str) -> User | None:
        user = find_user(username)
        attempt = login_throttle.begin_attempt(
            user.get_username() if user else username, client_address(request) if request else None
        )
        is_right = (user or User()).check_password(password)
        if user is None or not is_right or not user.is_active:
            return None
        login_throttle.succeed(attempt)
        return user
