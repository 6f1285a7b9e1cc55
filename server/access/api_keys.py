"""API keys: create, authenticate, rotate, revoke.

A key has the form `payout_PREFIX_SECRET`. The prefix finds its row; the secret is 256 random bits, stored only as their
SHA-256. Passwords need a slow hash because people choose them; nobody guesses 256 bits, however fast the hash is.
Nothing is cached and the clock is the database's, so a revocation or an expiry takes effect on the very next request.
"""

import hashlib
import hmac
import re
import secrets
import string
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Least, Now

from server.audit_log.context import current_context
from server.audit_log.recording import record
from server.database import row_security
from server.errors import InvalidInput, Unauthenticated
from server.merchants.models import Merchant
from server.text import clean_text

from .callers import Caller, Scope
from .models import ApiKey

ALPHABET = string.digits + string.ascii_letters
PREFIX_LENGTH, SECRET_LENGTH = 12, 43  # 62^43 > 2^256
FORM = re.compile(rf"payout_([0-9A-Za-z]{{{PREFIX_LENGTH}}})_[0-9A-Za-z]{{{SECRET_LENGTH}}}")
GRACE_HOURS, LONGEST_GRACE_HOURS = 24, 720
LONGEST_LIFE = timedelta(days=3660)
NO_HASH = "0" * 64

IS_LIVE = "revoked_at IS NULL AND coalesce(expires_at > now(), true)"
LIVE = RawSQL(f"({IS_LIVE})", [], BooleanField())  # noqa: S611 - no caller's input in it
# Runs on every request, so it is not the ORM's: that took ten times as long to build the query as to run it.
FIND_KEY = f"""
SELECT id, name, merchant_id, scopes, secret_hash, {IS_LIVE}, last_used_at,
       coalesce(last_used_at < now() - interval '1 minute', true), {row_security.binding("merchant_id")}
FROM api_keys WHERE prefix = %s"""


class NewKey(NamedTuple):
    """`secret` is the whole key, as its owner sends it. It is shown this once."""

    key: ApiKey
    secret: str


class _KeyRow(NamedTuple):
    """A row of FIND_KEY."""

    id: UUID
    name: str
    merchant_id: UUID | None
    scopes: list[str]
    secret_hash: str
    is_live: bool
    last_used_at: datetime | None
    is_use_outdated: bool
    bound_to: str


def create_key(
    *, name: str, scopes: Collection[Scope], merchant_id: UUID | None, expires_at: datetime | None = None
) -> NewKey:
    """A merchant's key, or (without a merchant) an operators' key. Raises InvalidInput."""
    name = clean_text(name, "name", 100)
    if not scopes:
        raise InvalidInput(f"A key needs at least one scope of {', '.join(Scope)}.", "scopes")
    if Scope.OPERATE in scopes and merchant_id is not None:
        raise InvalidInput("The scope operate is for operators: a merchant's key cannot have it.", "scopes")
    with transaction.atomic():
        if merchant_id is not None and not Merchant.objects.filter(pk=merchant_id).exists():
            raise InvalidInput("No merchant with this id.", "merchant_id")
        return _insert(name, scopes, merchant_id, expires_at)


def rotate_key(key_id: UUID, *, grace_hours: int = GRACE_HOURS, expires_at: datetime | None = None) -> NewKey:
    """A new key in place of this one. The old key stays valid for `grace_hours` (0 to 720), for the change-over. A key
    is rotated once. Without `expires_at` the new key's lifetime is that of the old one.

    Raises InvalidInput.
    """
    if not 0 <= grace_hours <= LONGEST_GRACE_HOURS:
        raise InvalidInput(f"The grace period is 0 to {LONGEST_GRACE_HOURS} hours.", "grace_hours")
    with transaction.atomic():
        old = _lock(key_id)
        if old.rotated_at:
            raise InvalidInput("This key was rotated before; rotate the key that took its place.", "id")
        if not ApiKey.objects.filter(LIVE, pk=old.pk).exists():
            raise InvalidInput("This key is revoked or expired; make a new one.", "id")
        if expires_at is None and old.expires_at:
            expires_at = _database_now() + (old.expires_at - old.created_at)
        end = Now() + timedelta(hours=grace_hours)
        ApiKey.objects.filter(pk=old.pk).update(rotated_at=Now(), expires_at=Least("expires_at", end))
        record("api_key.rotated", merchant_id=old.merchant_id, subject_id=old.id)
        return _insert(old.name, old.granted, old.merchant_id, expires_at)


def revoke_key(key_id: UUID) -> ApiKey:
    """Effective at once; revoking a key again changes nothing. Raises InvalidInput."""
    with transaction.atomic():
        key = _lock(key_id)
        if key.revoked_at is None:
            ApiKey.objects.filter(pk=key.pk).update(revoked_at=Now())
            record("api_key.revoked", merchant_id=key.merchant_id, subject_id=key.id)
            key.refresh_from_db()
        return key


def authenticate(text: str) -> Caller:
    """The key's caller. Raises Unauthenticated for any fault of the key, without saying which."""
    form = FORM.fullmatch(text)
    key = _KeyRow(*row) if form and (row := row_security.look_up(FIND_KEY, form[1])) else None
    # An unknown prefix costs the same comparison as a known one.
    matches = hmac.compare_digest(_hash(text), key.secret_hash if key else NO_HASH)
    if key is None or not matches or not key.is_live:
        raise Unauthenticated
    if key.is_use_outdated:
        _record_use(key)
    scopes = frozenset(map(Scope, key.scopes))
    return Caller(kind="key", id=str(key.id), name=key.name, scopes=scopes, merchant_id=key.merchant_id)


def _record_use(key: _KeyRow) -> None:
    """At most once a minute, so that a busy key costs no write per request. One of several concurrent requests writes,
    and none waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE api_keys SET last_used_at = now() WHERE id ="
            " (SELECT id FROM api_keys WHERE id = %s AND last_used_at IS NOT DISTINCT FROM %s"
            " FOR NO KEY UPDATE SKIP LOCKED)",
            [key.id, key.last_used_at],
        )


def _insert(name: str, scopes: Collection[Scope], merchant_id: UUID | None, expires_at: datetime | None) -> NewKey:
    if expires_at and (expires_at.tzinfo is None or not timedelta(0) < expires_at - _database_now() <= LONGEST_LIFE):
        raise InvalidInput("expires_at must be a time with its offset, within the next ten years.", "expires_at")
    prefix = _unused_prefix()
    secret = f"payout_{prefix}_{_random(SECRET_LENGTH)}"
    key = ApiKey.objects.create(
        name=name,
        merchant_id=merchant_id,
        scopes=[scope.value for scope in Scope if scope in scopes],
        prefix=prefix,
        secret_hash=_hash(secret),
        created_by=str(current_context().actor),
        expires_at=expires_at,
    )
    record("api_key.created", merchant_id=merchant_id, subject_id=key.id)
    return NewKey(key, secret)


def _lock(key_id: UUID) -> ApiKey:
    key = ApiKey.objects.select_for_update(no_key=True).filter(pk=key_id).first()
    if key is None:
        raise InvalidInput("No such API key.", "id")
    return key


def _unused_prefix() -> str:
    while ApiKey.objects.filter(prefix=(prefix := _random(PREFIX_LENGTH))).exists():
        continue
    return prefix


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        now: datetime = cursor.fetchone()[0]
    return now
