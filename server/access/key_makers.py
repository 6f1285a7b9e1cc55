"""The API keys that a user or a key has made. Whoever is shut out, or has stolen a key, still has their secrets."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.expressions import RawSQL

from .api_keys import LIVE, revoke_key
from .models import ApiKey


def live_keys_made_by(user: User) -> list[ApiKey]:
    """The oldest first; a merchant's too, as its maker was shown its secret (`sql/keys_made_by.sql`)."""
    return _live_among(RawSQL("SELECT key_id FROM keys_made_by(%s)", [user.pk]))


def live_keys_made_by_key(key_id: UUID) -> list[ApiKey]:
    """The oldest first; also those that such a key made in turn (`sql/keys_made_by_key.sql`)."""
    return _live_among(RawSQL("SELECT key_id FROM keys_made_by_key(%s)", [key_id]))


def revoke_keys_made_by(user: User) -> list[ApiKey]:
    """Those that were live. Call it in the transaction that shuts the user out, after that: whoever makes a key at this
    moment holds the user's row, or waits for it."""
    return _revoke_all(lambda: live_keys_made_by(user))


def revoke_key_and_made(key_id: UUID) -> list[ApiKey]:
    """Revokes the key, if it is live, and the live ones that it made: those are returned. For a key that somebody has
    stolen. Raises InvalidInput."""
    with transaction.atomic():
        revoke_key(key_id)
        return _revoke_all(lambda: live_keys_made_by_key(key_id))


def describe(key: ApiKey) -> str:
    end = f"until {key.expires_at:%Y-%m-%d}" if key.expires_at else "without end"
    return f"{key.prefix}  {key.merchant.name if key.merchant else 'operators'}  {key.name}  {end}"


def _live_among(made: RawSQL) -> list[ApiKey]:
    return list(ApiKey.objects.select_related("merchant").filter(LIVE, pk__in=made).order_by("created_at", "id"))


def _revoke_all(find: Callable[[], list[ApiKey]]) -> list[ApiKey]:
    """Until none is left: one of these keys may be making another, which is found once its maker's row is free."""
    revoked: list[ApiKey] = []
    while keys := find():
        revoked += [revoke_key(pk) for pk in sorted(key.pk for key in keys)]  # the order of all locks of keys
    return revoked
