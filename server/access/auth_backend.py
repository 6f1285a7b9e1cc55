"""Django's way in, for the dashboard and `/admin/` alike: no password is looked at but through the throttle."""

import threading
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from server.errors import Unavailable

from . import login_throttle
from .client_ip import client_address
from .users import named

# A hash takes a third of a second of one core, and the threads that could do it are those that answer everybody.
HASHING = threading.BoundedSemaphore(2)


class ThrottledBackend(ModelBackend):
    @sensitive_variables("password")
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """The user of this user name or e-mail address, whatever its case. Raises TooManyAttempts, or Unavailable while
        others are being looked at.

        Nobody by that name, a wrong password and a person who was disabled take the same time: one hash.
        """
        if username is None or password is None:
            return None
        if not HASHING.acquire(blocking=False):
            raise Unavailable  # before the attempt is counted
        try:
            return self._look_at(request, username, password)
        finally:
            HASHING.release()

    @sensitive_variables("password")
    def _look_at(self, request: HttpRequest | None, username: str, password: str) -> User | None:
        user = named(username)
        attempt = login_throttle.begin_attempt(
            user.get_username() if user else username, client_address(request) if request else None
        )
        is_right = (user or User()).check_password(password)
        if user is None or not is_right or not user.is_active:
            return None
        login_throttle.succeed(attempt)
        return user
