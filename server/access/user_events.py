"""Audit events about a user, with the merchant whose user it is."""

from uuid import UUID

from django.contrib.auth.models import User

from server.audit_log.context import Actor, ActorKind
from server.audit_log.recording import record
from server.audit_log.refusals import record_refusal

from .models import Membership

PASSWORD_REFUSED, CODE_REFUSED, THROTTLED = "password.refused", "code.refused", "session.throttled"


def merchant_id_of(user: User) -> UUID | None:
    return Membership.objects.filter(user=user).values_list("merchant_id", flat=True).first()


def itself(user: User) -> Actor:
    return Actor(ActorKind.PERSON, str(user.pk), user.get_full_name() or user.get_username())


def record_about(user: User, action: str) -> None:
    """By whoever acts: an operator, a command, or the user."""
    record(action, merchant_id=merchant_id_of(user), subject_id=user.pk)


def record_own(user: User, action: str) -> None:
    """By the user, also where nobody is signed in yet: a recovery code is used before the session that it begins."""
    record(action, merchant_id=merchant_id_of(user), subject_id=user.pk, actor=itself(user))


def record_own_refusal(user: User, action: str) -> None:
    """A secret that the user was asked for again, and that was wrong, or not looked at (THROTTLED: one event a minute).
    The throttle bounds the others."""
    record_refusal(action, actor=itself(user), subject_id=user.pk, merchant_id=merchant_id_of(user))
