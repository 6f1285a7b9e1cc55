"""API keys: create, rotate, revoke. `key_authentication.py` finds the caller behind one.

A key has the form `payout_PREFIX_SECRET`. The prefix finds its row; the secret is 256 random bits, stored only as their
SHA-256. Passwords need a slow hash because people choose them; nobody guesses 256 bits, however fast the hash is.
Nothing is cached and the clock is the database's, so a revocation or an expiry takes effect on the very next request.
"""

import hashlib
import secrets
import string
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Least, Now

from server.audit_log.context import ActorKind, current_context
from server.audit_log.recording import record
from server.errors import Forbidden, InvalidInput, Unauthenticated
from server.merchants.models import Merchant
from server.text import clean_text

from .callers import OF_KEYS, OF_PERSONS, Scope
from .models import ApiKey
from .operators import acting_user_id
from .paying_grants import is_granted
from .roles import roles_with

ALPHABET = string.digits + string.ascii_letters
PREFIX_LENGTH, SECRET_LENGTH = 12, 43  # 62^43 > 2^256
GRACE_HOURS, LONGEST_GRACE_HOURS = 24, 720
LONGEST_LIFE = timedelta(days=3660)
OPERATORS_LIFE = timedelta(days=90)  # of an operators' key, unless its maker says otherwise

IS_LIVE = "revoked_at IS NULL AND coalesce(expires_at > now(), true)"
LIVE = RawSQL(f"({IS_LIVE})", [], BooleanField())  # noqa: S611 - no caller's input in it


LOCK_USER = """
SELECT FROM auth_user u WHERE u.id = %s AND u.is_active
  AND (u.is_staff OR EXISTS (
    SELECT FROM memberships m WHERE m.user_id = u.id AND m.merchant_id = %s AND m.role = ANY (%s)
  ))
FOR SHARE OF u"""


class NewKey(NamedTuple):
    """`secret` is the whole key, as its owner sends it. It is shown this once."""

    key: ApiKey
    secret: str


def create_key(
    *,
    name: str,
    scopes: Collection[Scope],
    merchant_id: UUID | None,
    expires_at: datetime | None = None,
    never_expires: bool = False,
    user_id: int | None = None,
) -> NewKey:
    """A merchant's key, or (without a merchant) an operators' key. The latter belongs to the user who signed in to make
    it, or whose key made it; on the command line, which knows no user, to `user_id`. Without `expires_at` it ends after
    OPERATORS_LIFE, a merchant's never; but an operators' key that a key makes ends with that key at the latest. Raises
    InvalidInput; Unauthenticated if the maker was shut out meanwhile.
    """
    name = clean_text(name, "name", 100)
    if not scopes:
        raise InvalidInput(f"A key needs at least one scope of {', '.join(OF_KEYS)}.", "scopes")
    if of_persons := OF_PERSONS.intersection(scopes):
        raise InvalidInput(f"The scope {min(of_persons)} is for users: a key cannot have it.", "scopes")
    if Scope.OPERATE in scopes and merchant_id is not None:
        raise InvalidInput("The scope operate is for operators: a merchant's key cannot have it.", "scopes")
    with transaction.atomic():
        _lock_maker(merchant_id, scopes)
        if merchant_id is not None and not Merchant.objects.filter(pk=merchant_id).exists():
            raise InvalidInput("No merchant with this id.", "merchant_id")
        end = _end(expires_at, merchant_id, never_expires=never_expires)
        if merchant_id is None:
            _refuse_more_than_the_maker_has(scopes)
            end = _within_makers_life(end, is_asked_for=never_expires or expires_at is not None)
        return _insert(name, scopes, merchant_id, user_id, end)


def rotate_key(
    key_id: UUID,
    *,
    grace_hours: int = GRACE_HOURS,
    expires_at: datetime | None = None,
    never_expires: bool = False,
) -> NewKey:
    """A new key in place of this one. The old key stays valid for `grace_hours` (0 to 720), for the change-over. A key
    is rotated once. Without `expires_at` the new key's lifetime is that of the old one; if the old one has no end, that
    of a new key; but if a key rotates an operators' key, the new one ends with the former at the latest, which prolongs
    neither itself nor another. Who rotates an operators' key gets its secret, and so becomes its user.

    Raises InvalidInput; Unauthenticated if who rotates it was shut out meanwhile.
    """
    if not 0 <= grace_hours <= LONGEST_GRACE_HOURS:
        raise InvalidInput(f"The grace period is 0 to {LONGEST_GRACE_HOURS} hours.", "grace_hours")
    with transaction.atomic():
        of = ApiKey.objects.filter(pk=key_id).values_list("merchant_id", "scopes").first() or (None, ())
        _lock_maker(of[0], map(Scope, of[1]), key_id)
        old = _lock(key_id)
        if old.rotated_at:
            raise InvalidInput("This key was rotated before; rotate the key that took its place.", "id")
        if not ApiKey.objects.filter(LIVE, pk=old.pk).exists():
            raise InvalidInput("This key is revoked or expired; make a new one.", "id")
        is_asked_for = never_expires or expires_at is not None
        if old.expires_at and not is_asked_for:
            expires_at = _database_now() + (old.expires_at - old.created_at)
        expires_at = _end(expires_at, old.merchant_id, never_expires=never_expires)
        if old.merchant_id is None:
            _refuse_more_than_the_maker_has(old.granted)
            expires_at = _within_makers_life(expires_at, is_asked_for=is_asked_for)
        record("api_key.rotated", merchant_id=old.merchant_id, subject_id=old.id)
        # Before the old key's end comes nearer: it may be the maker, whose end bounds the new key's.
        new = _insert(old.name, old.granted, old.merchant_id, old.user_id, expires_at)
        end = Now() + timedelta(hours=grace_hours)
        ApiKey.objects.filter(pk=old.pk).update(rotated_at=Now(), expires_at=Least("expires_at", end))
        return new


def revoke_key(key_id: UUID) -> ApiKey:
    """Effective at once; revoking a key again changes nothing. Raises InvalidInput."""
    with transaction.atomic():
        key = _lock(key_id)
        if key.revoked_at is None:
            ApiKey.objects.filter(pk=key.pk).update(revoked_at=Now())
            record("api_key.revoked", merchant_id=key.merchant_id, subject_id=key.id)
            key.refresh_from_db()
        return key


def endless_operators_keys() -> QuerySet[ApiKey]:
    """The live ones, made before there was OPERATORS_LIFE, or by somebody who wanted it so."""
    return ApiKey.objects.filter(LIVE, merchant__isnull=True, expires_at=None)


def _insert(
    name: str, scopes: Collection[Scope], merchant_id: UUID | None, user_id: int | None, expires_at: datetime | None
) -> NewKey:
    """`user_id` counts on the command line alone, where somebody with a shell answers for it."""
    actor = current_context().actor
    if actor.kind is not ActorKind.COMMAND:
        user_id = acting_user_id()
    prefix = _unused_prefix()
    secret = f"payout_{prefix}_{_random(SECRET_LENGTH)}"
    key = ApiKey.objects.create(
        name=name,
        merchant_id=merchant_id,
        scopes=[scope.value for scope in Scope if scope in scopes],
        prefix=prefix,
        secret_hash=hash_of(secret),
        created_by=str(actor),
        made_by_key_id=actor.id if actor.kind is ActorKind.KEY else None,
        expires_at=expires_at,
        user_id=user_id if merchant_id is None else None,
    )
    record("api_key.created", merchant_id=merchant_id, subject_id=key.id)
    return NewKey(key, secret)


def _end(expires_at: datetime | None, merchant_id: UUID | None, *, never_expires: bool) -> datetime | None:
    if expires_at is None:
        return None if never_expires or merchant_id is not None else _database_now() + OPERATORS_LIFE
    if never_expires:
        raise InvalidInput("A key that never expires has no expires_at.", "expires_at")
    if expires_at.tzinfo is None or not timedelta(0) < expires_at - _database_now() <= LONGEST_LIFE:
        raise InvalidInput("expires_at must be a time with its offset, within the next ten years.", "expires_at")
    return expires_at


def _within_makers_life(expires_at: datetime | None, *, is_asked_for: bool) -> datetime | None:
    """The end of an operators' key that a key makes: the maker's, if it is nearer. Or else a key of 90 days, once
    stolen, would be one for ever. A merchant's key is left alone: its integration must not stop on the day on which the
    key that made it does (ADR 8). Raises InvalidInput if the maker asked for a later one."""
    actor = current_context().actor
    if actor.kind is not ActorKind.KEY:
        return expires_at
    makers_end = ApiKey.objects.values_list("expires_at", flat=True).get(pk=actor.id)
    if makers_end is None or (expires_at is not None and expires_at <= makers_end):
        return expires_at
    if is_asked_for:
        rule = "An operator key that a key makes ends with its maker at the latest; sign in to make one that lives on."
        raise InvalidInput(f"{rule} The maker ends at {makers_end:%Y-%m-%dT%H:%M:%SZ}.", "expires_at", discreet=rule)
    return makers_end


def _refuse_more_than_the_maker_has(scopes: Collection[Scope]) -> None:
    """Of an operators' key, which pays for every merchant. Raises Forbidden."""
    actor = current_context().actor
    if Scope.PAYOUTS in scopes and actor.kind is ActorKind.PERSON and not is_granted(int(actor.id)):
        raise Forbidden(
            "You may not pay on behalf of merchants, so no operators' key of yours can have the scope payouts."
        )


def _lock_maker(merchant_id: UUID | None, scopes: Iterable[Scope], *keys: UUID) -> None:
    """Until the new key is committed, the user or the key that makes it is neither shut out nor revoked: what ends
    either finds the new key too. A user makes keys of its own merchant, with scopes of the role that it has by then; an
    operator any. Of several keys the locks are taken in one order. Raises Unauthenticated."""
    actor = current_context().actor
    match actor.kind:
        case ActorKind.PERSON:
            with connection.cursor() as cursor:
                cursor.execute(LOCK_USER, [actor.id, merchant_id, roles_with(Scope.KEYS, *scopes)])
                is_in = cursor.fetchone() is not None
        case ActorKind.KEY:
            locked = ApiKey.objects.select_for_update(no_key=True).filter(pk__in=[actor.id, *keys]).order_by("pk")
            is_in = UUID(actor.id) in {key.id for key in locked.filter(Q(pk__in=keys) | Q(LIVE))}
        case _:
            is_in = True
    if not is_in:
        raise Unauthenticated


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


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        now: datetime = cursor.fetchone()[0]
    return now
