"""The verbs of an API key: made, shown once, used, replaced, ended.

A key reads `payout_PREFIX_SECRET`. The prefix finds its row; the secret is 256 random bits, of which we keep only the
SHA-256. Passwords need a slow hash because people choose them; nobody guesses 256 bits, however fast the hash is.
Nothing is cached and time is the database's, so that a revocation or an expiry acts on the very next call.
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

from .callers import Caller, Scope
from .models import ApiKey

ALPHABET = string.digits + string.ascii_letters
PREFIX_LENGTH, SECRET_LENGTH = 12, 43  # 62^43 > 2^256
FORM = re.compile(rf"payout_([0-9A-Za-z]{{{PREFIX_LENGTH}}})_[0-9A-Za-z]{{{SECRET_LENGTH}}}")
GRACE_HOURS, LONGEST_GRACE_HOURS = 24, 720
LONGEST_LIFE = timedelta(days=3660)
NO_HASH = "0" * 64

IS_LIVE = "revoked_at IS NULL AND coalesce(expires_at > now(), true)"
LIVE = RawSQL(f"({IS_LIVE})", [], BooleanField())  # noqa: S611 - no caller's words in it
# Of every call, so not the ORM's: to put such a question together took it ten times as long as to ask.
FIND = f"""
SELECT id, name, merchant_id, scopes, secret_hash, {IS_LIVE}, last_used_at,
       coalesce(last_used_at < now() - interval '1 minute', true), {row_security.binding("merchant_id")}
FROM api_keys WHERE prefix = %s"""


class NewKey(NamedTuple):
    """`secret` is the whole key, as its owner sends it. This is the only time that anybody sees it."""

    key: ApiKey
    secret: str


class _Found(NamedTuple):
    """What FIND tells."""

    id: UUID
    name: str
    merchant_id: UUID | None
    scopes: list[str]
    secret_hash: str
    is_live: bool
    last_used_at: datetime | None
    is_unseen: bool
    bound_to: str


def create_key(
    *, name: str, scopes: Collection[Scope], merchant_id: UUID | None, expires_at: datetime | None = None
) -> NewKey:
    """A key of one merchant, or (without one) of operators. Raises InvalidInput."""
    name = name.strip()
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise InvalidInput("name must have 1 to 100 characters, and no control characters.", "name")
    if not scopes:
        raise InvalidInput(f"A key needs at least one scope of {', '.join(Scope)}.", "scopes")
    if Scope.OPERATE in scopes and merchant_id is not None:
        raise InvalidInput("The scope operate is for operators: a merchant's key cannot have it.", "scopes")
    with transaction.atomic():
        if merchant_id is not None and not Merchant.objects.filter(pk=merchant_id).exists():
            raise InvalidInput("No merchant with this id.", "merchant_id")
        return _make(name, scopes, merchant_id, expires_at)


def rotate_key(key_id: UUID, *, grace_hours: int = GRACE_HOURS, expires_at: datetime | None = None) -> NewKey:
    """A new key in the place of this one, which lives on for `grace_hours` (0 to 720), so that there are two while its
    owner changes over. A key is rotated once. Without `expires_at` the new one lives as long as the old one was to.

    Raises InvalidInput.
    """
    if not 0 <= grace_hours <= LONGEST_GRACE_HOURS:
        raise InvalidInput(f"The grace period is 0 to {LONGEST_GRACE_HOURS} hours.", "grace_hours")
    with transaction.atomic():
        old = _locked(key_id)
        if old.rotated_at:
            raise InvalidInput("This key was rotated before; rotate the key that took its place.", "id")
        if not ApiKey.objects.filter(LIVE, pk=old.pk).exists():
            raise InvalidInput("This key is revoked or expired; make a new one.", "id")
        if expires_at is None and old.expires_at:
            expires_at = _time() + (old.expires_at - old.created_at)
        end = Now() + timedelta(hours=grace_hours)
        ApiKey.objects.filter(pk=old.pk).update(rotated_at=Now(), expires_at=Least("expires_at", end))
        record("api_key.rotated", merchant_id=old.merchant_id, subject_id=old.id)
        return _make(old.name, old.granted, old.merchant_id, expires_at)


def revoke_key(key_id: UUID) -> ApiKey:
    """From now on nobody gets in with it; to revoke it again changes nothing. Raises InvalidInput."""
    with transaction.atomic():
        key = _locked(key_id)
        if key.revoked_at is None:
            ApiKey.objects.filter(pk=key.pk).update(revoked_at=Now())
            record("api_key.revoked", merchant_id=key.merchant_id, subject_id=key.id)
            key.refresh_from_db()
        return key


def authenticate(text: str) -> Caller:
    """Whose key this is. Raises Unauthenticated, whatever is wrong with it: which of it is not told."""
    form = FORM.fullmatch(text)
    key = _Found(*found) if form and (found := row_security.look_up(FIND, form[1])) else None
    # An unknown prefix costs the same comparison as a known one.
    matches = hmac.compare_digest(_hash(text), key.secret_hash if key else NO_HASH)
    if key is None or not matches or not key.is_live:
        raise Unauthenticated
    if key.is_unseen:
        _see(key)
    scopes = frozenset(map(Scope, key.scopes))
    return Caller(kind="key", id=str(key.id), name=key.name, scopes=scopes, merchant_id=key.merchant_id)


def _see(key: _Found) -> None:
    """Once a minute, so that a busy key costs no write per call; by one of those that see it at once, without waiting
    for a lock that somebody else may hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE api_keys SET last_used_at = now() WHERE id ="
            " (SELECT id FROM api_keys WHERE id = %s AND last_used_at IS NOT DISTINCT FROM %s"
            " FOR NO KEY UPDATE SKIP LOCKED)",
            [key.id, key.last_used_at],
        )


def _make(name: str, scopes: Collection[Scope], merchant_id: UUID | None, expires_at: datetime | None) -> NewKey:
    if expires_at and (expires_at.tzinfo is None or not timedelta(0) < expires_at - _time() <= LONGEST_LIFE):
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


def _locked(key_id: UUID) -> ApiKey:
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


def _time() -> datetime:
    """By the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        now: datetime = cursor.fetchone()[0]
    return now
