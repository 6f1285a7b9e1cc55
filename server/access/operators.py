"""The operator behind the current code, for acts that take two of them.

A person is whoever signed in, or the user of the key: an operators' key is its maker's (`ApiKey.user`). So two keys of
one person are one operator, and a key that nobody signed in to make is no operator at all.
"""

from django.contrib.auth.models import User

from server.audit_log.context import ActorKind, current_context
from server.errors import Forbidden

from .models import ApiKey

NOBODY = (
    "This takes two operators who can be told apart: sign in, or use an operators' key that a signed-in user made. "
    "Open access and keys without a user name nobody."
)


def acting_user_id() -> int | None:
    """None for open access, for a command, and for a key without a user."""
    actor = current_context().actor
    match actor.kind:
        case ActorKind.PERSON:
            return int(actor.id)
        case ActorKind.KEY:
            return ApiKey.objects.filter(pk=actor.id).values_list("user_id", flat=True).first()
    return None


def acting_operator() -> User:
    """Raises Forbidden, also for a user who is disabled or no operator any more."""
    user_id = acting_user_id()
    user = User.objects.filter(pk=user_id or 0, is_active=True, is_staff=True).first()
    if user is None:
        raise Forbidden(NOBODY)
    return user
