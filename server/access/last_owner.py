"""PostgreSQL keeps an owner in each merchant's team (sql/memberships.sql); here its refusal becomes one of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from psycopg.errors import RestrictViolation

from server.errors import InvalidInput

from .callers import Role
from .models import Membership

GUARD = "last_owner_guard"


MESSAGE = "A team keeps an owner: make somebody else one first."


def is_last_owner(membership: Membership) -> bool:
    """Whether somebody would stay without an owner. For a form that says so before anything is written; the guard has
    the last word."""
    others = Membership.objects.filter(merchant_id=membership.merchant_id).exclude(pk=membership.pk)
    return others.exists() and not others.filter(role=Role.OWNER, user__is_active=True).exists()


@contextmanager
def keeping_an_owner() -> Iterator[None]:
    """Raises InvalidInput if the block takes the last owner away."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        refusal = error.__cause__
        if isinstance(refusal, RestrictViolation) and refusal.diag.constraint_name == GUARD:
            raise InvalidInput(MESSAGE, "role") from None
        raise
