"""What the audit log has of a code that a signed-in user got wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User

from server.errors import CodeRefused, TooManyAttempts

from .user_events import CODE_REFUSED, THROTTLED, record_own_refusal


@contextmanager
def recording_refusals(user: User) -> Iterator[None]:
    """Of codes. Those of a sign-in are recorded by `signing_in.py`, and passwords by `password_check.py`."""
    try:
        yield
    except CodeRefused:
        record_own_refusal(user, CODE_REFUSED)
        raise
    except TooManyAttempts:
        record_own_refusal(user, THROTTLED)
        raise
