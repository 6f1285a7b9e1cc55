"""Credentials for an engine without open access: merchants' API keys, and sessions of signed-in users."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from benchmarks.data import BenchmarkTenant
from benchmarks.requests import Headers
from server.access.api_keys import create_key
from server.access.callers import Scope
from server.access.models import Membership
from server.access.sessions import SessionStore

CSRF_TOKEN = "c" * 32  # any value, the same in cookie and header


def key_of(tenant: BenchmarkTenant) -> Headers:
    new = create_key(name="benchmark", scopes=[Scope.READ, Scope.PAYOUTS], merchant_id=tenant.merchant)
    return {"Authorization": f"Bearer {new.secret}"}


def signed_in(tenants: Sequence[BenchmarkTenant]) -> list[Headers]:
    """The headers of one signed-in user per tenant, with a session as a sign-in creates it."""
    return [_session_of(tenant) for tenant in tenants]


def _session_of(tenant: BenchmarkTenant) -> Headers:
    # An unusable password, which saves the slow hash.
    user = User.objects.create(username=f"{tenant.merchant}@users.example", password=make_password(None))
    Membership.objects.create(user=user, merchant_id=tenant.merchant)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: CSRF_TOKEN}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "X-CSRFToken": CSRF_TOKEN}
