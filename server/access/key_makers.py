"""The API keys that a person has made. Whoever is shut out still has their secrets."""

from django.contrib.auth.models import User
from django.db.models.expressions import RawSQL

from .api_keys import LIVE, revoke_key
from .models import ApiKey


def live_keys_made_by(user: User) -> list[ApiKey]:
    """The oldest first; a merchant's too, as its maker was shown its secret (`sql/keys_made_by.sql`)."""
    made = RawSQL("SELECT key_id FROM keys_made_by(%s)", [user.pk])
    return list(ApiKey.objects.select_related("merchant").filter(LIVE, pk__in=made).order_by("created_at", "id"))


def revoke_keys_made_by(user: User) -> list[ApiKey]:
    """Those that were live. Call it in the transaction that shuts the user out, after that: whoever makes a key at this
    moment holds the user's row, or waits for it."""
    keys = live_keys_made_by(user)
    for key in sorted(keys, key=lambda each: each.pk):  # the order of all locks of keys
        revoke_key(key.pk)
    return keys


def describe(key: ApiKey) -> str:
    end = f"until {key.expires_at:%Y-%m-%d}" if key.expires_at else "without end"
    return f"{key.prefix}  {key.merchant.name if key.merchant else 'operators'}  {key.name}  {end}"
