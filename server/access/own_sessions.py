"""A user's own sessions: seen and ended by the user."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from server.errors import NotFound

from .models import SecondFactor, Session
from .session_ends import end_each, end_sessions, going_on
from .users import is_valid_session

MOST_LISTED = 100


def live_sessions(user: User) -> list[Session]:
    """Those that still sign in, 100 at most, the one seen last first. (A changed setting or SECRET_KEY ends sessions
    without deleting them.)"""
    factor_id = SecondFactor.objects.filter(user=user).values_list("id", flat=True).first()
    rows = Session.objects.filter(user=user, expire_date__gt=Now()).order_by(
        F("last_seen_at").desc(nulls_last=True), "-begun_at", "id"
    )[:MOST_LISTED]
    return [row for row in rows if is_valid_session(row.session_data, user, factor_id)]


def end_session(user: User, session_id: UUID) -> None:
    """It ends with its next request. Raises NotFound, also for another user's."""
    with transaction.atomic():
        # Only this user's: end_each looks at whose it is.
        if not end_each(user, Session.objects.filter(id=session_id).values_list("session_key", flat=True)):
            raise NotFound("session")


def end_other_sessions(user: User, current_key: str | None) -> int:
    """All but the one with this key, and half-finished sign-ins. Returns how many sessions ended."""
    with going_on(current_key):
        return end_sessions(user)
