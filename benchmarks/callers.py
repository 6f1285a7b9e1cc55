"""Who calls where access is not open: merchants' API keys, and people who are signed in to the dashboard."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from benchmarks.data import Shop
from benchmarks.requests import Headers
from server.access.api_keys import create_key
from server.access.callers import Scope
from server.access.models import Membership
from server.access.sessions import SessionStore

CSRF_TOKEN = "c" * 32  # any will do, if the cookie and the header agree


def key_of(shop: Shop) -> Headers:
    new = create_key(name="benchmark", scopes=[Scope.READ, Scope.PAYOUTS], merchant_id=shop.merchant)
    return {"Authorization": f"Bearer {new.secret}"}


def signed_in(shops: Sequence[Shop]) -> list[Headers]:
    """A person of each, with a session as signing in makes it."""
    return [_session_of(shop) for shop in shops]


def _session_of(shop: Shop) -> Headers:
    # No password that fits, and so none that is hashed slowly.
    user = User.objects.create(username=f"{shop.merchant}@people.example", password=make_password(None))
    Membership.objects.create(user=user, merchant_id=shop.merchant)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: CSRF_TOKEN}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "X-CSRFToken": CSRF_TOKEN}
