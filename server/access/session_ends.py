"""Ends the sessions of a user whose password, second factor or rights change; each leaves one audit event.

A session with an older password, or begun with another factor, counts for nothing anyway (`is_valid_session`). It is
deleted all the same, so that the audit log says when it ended and by whom, and so that a half-session
(`signing_in.py`), which shows nothing but the password, does not outlive what was changed.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now

from .models import Session
from .second_factor_rule import PENDING
from .sessions import SessionStore
from .user_events import record_about, record_own

_going_on: ContextVar[str | None] = ContextVar("session_that_goes_on", default=None)


@contextmanager
def going_on(session_key: str | None) -> Iterator[None]:
    """Within the block the session with this key survives: whoever changes the own password stays signed in."""
    token = _going_on.set(session_key)
    try:
        yield
    finally:
        _going_on.reset(token)


def end_sessions(user: User) -> int:
    """All of them but one that goes on, and half-sessions too. Returns how many ended; half-sessions are none yet."""
    with transaction.atomic():
        sessions = Session.objects.filter(user=user).exclude(session_key=_going_on.get() or "")
        ended = end_each(user, sessions.values_list("session_key", flat=True))
        end_half_sessions(user)
    return ended


def end_each(user: User, keys: Iterable[str], *, by_itself: bool = False) -> int:
    """Of this user's; `by_itself` where no request has named the user. One that has run out ended earlier, and leaves
    no event."""
    count = 0
    for key in sorted(keys):  # in one order, so that two calls cannot deadlock
        session = Session.objects.filter(session_key=key, user=user)
        is_live = session.filter(expire_date__gt=Now()).exists()
        deleted, _ = session.delete()
        if deleted and is_live:
            count += 1
            (record_own if by_itself else record_about)(user, "session.ended")
    return count


def end_half_sessions(user: User) -> None:
    """There are few: whoever has one has shown a right password within a quarter of an hour. Their user is in their
    data alone, which no other release need know of."""
    halves = Session.objects.filter(user=None, expire_date__gt=Now()).values_list("session_key", "session_data")
    keys = [key for key, data in halves if SessionStore().decode(data).get(PENDING, {}).get("user") == user.pk]
    for key in sorted(keys):
        Session.objects.filter(session_key=key).delete()
