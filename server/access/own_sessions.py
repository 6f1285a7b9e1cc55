"""A user's own sessions: seen and ended by the user."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from server.audit_log.recording import record
from server.errors import NotFound

from .models import SecondFactor, Session
from .users import is_valid_session, merchant_id_of

MOST_LISTED = 100


def live_sessions(user: User) -> list[Session]:
    """Those that still sign in, 100 at most, the one seen last first. (A password that an operator changes ends
    sessions without deleting them.)"""
    factor_id = SecondFactor.objects.filter(user=user).values_list("id", flat=True).first()
    rows = Session.objects.filter(user=user, expire_date__gt=Now()).order_by(
        F("last_seen_at").desc(nulls_last=True), "-begun_at", "id"
    )[:MOST_LISTED]
    return [row for row in rows if is_valid_session(row.session_data, user, factor_id)]


def end_session(user: User, session_id: UUID) -> None:
    """It ends with its next request. Raises NotFound, also for another user's."""
    with transaction.atomic():
        if not _end(user, Session.objects.filter(user=user, id=session_id).values_list("session_key", flat=True)):
            raise NotFound("session")


def end_other_sessions(user: User, current_key: str | None) -> int:
    """All but the one with this key. Returns how many ended."""
    with transaction.atomic():
        others = Session.objects.filter(user=user).exclude(session_key=current_key or "")
        return _end(user, others.values_list("session_key", flat=True))


def _end(user: User, keys: Iterable[str]) -> int:
    merchant_id = merchant_id_of(user)
    count = 0
    for key in sorted(keys):  # in one order, so that two calls cannot deadlock
        deleted, _ = Session.objects.filter(session_key=key).delete()
        if deleted:
            count += 1
            record("session.ended", merchant_id=merchant_id, subject_id=user.pk)
    return count
