"""Operators who can be told apart, as they sign in or call with their own keys, and what one of them proposed."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.contrib.auth.models import User
from django.test import Client

from server.access.api_keys import NewKey
from server.access.users import add_user
from server.adjustments.models import Adjustment, Direction
from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.merchants.models import Merchant
from tests.api.keys import client_with, new_key
from tests.support.users import PASSWORD


def operator_called(name: str) -> User:
    return User.objects.filter(username=f"{name}@example.in").first() or add_user(f"{name}@example.in", PASSWORD, None)


@contextmanager
def acting_as(user: User) -> Iterator[None]:
    """As in a request of this user's session."""
    with in_context(AuditContext(Actor(ActorKind.PERSON, str(user.pk), user.get_username()))):
        yield


def key_of(user: User) -> NewKey:
    """An operators' key that this user has made."""
    with acting_as(user):
        return new_key(None)


def client_as(user: User) -> Client:
    return client_with(key_of(user).secret)


def proposed_adjustment(merchant: Merchant) -> Adjustment:
    """A row by itself: of an operator who need not exist."""
    return Adjustment.objects.create(
        merchant=merchant,
        direction=Direction.CREDIT,
        amount_paise=5,
        reason="Wire 7 was short",
        idempotency_key=uuid4(),
        proposed_by_id=1,
        proposed_by="asha",
    )
