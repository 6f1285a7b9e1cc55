"""The caller behind an API key, found in one query; and what is recorded of a key that is refused or used."""

import hmac
import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from server.audit_log.context import Actor, ActorKind
from server.audit_log.refusals import record_refusal, stranger
from server.database import row_security
from server.errors import Unauthenticated

from .api_keys import IS_LIVE, PREFIX_LENGTH, SECRET_LENGTH, hash_of
from .callers import Caller, scopes_of

FORM = re.compile(rf"payout_([0-9A-Za-z]{{{PREFIX_LENGTH}}})_[0-9A-Za-z]{{{SECRET_LENGTH}}}")
NO_HASH = "0" * 64

# Runs on every request, so it is not the ORM's: that took ten times as long to build the query as to run it.
KEY_COLUMNS = f"""id, name, merchant_id, scopes, secret_hash, {IS_LIVE}, last_used_at,
       coalesce(last_used_at < now() - interval '1 minute', true)"""
FIND_KEY = f"SELECT {KEY_COLUMNS}, {row_security.binding('merchant_id')} FROM api_keys WHERE prefix = %s"
FIND_KEYS = f"SELECT prefix, {KEY_COLUMNS} FROM api_keys WHERE prefix = ANY (%s)"


class _KeyRow(NamedTuple):
    """KEY_COLUMNS."""

    id: UUID
    name: str
    merchant_id: UUID | None
    scopes: list[str]
    secret_hash: str
    is_live: bool
    last_used_at: datetime | None
    is_use_outdated: bool


class RefusedKey(Unauthenticated):
    """A text in the form of a key, for the audit log. `is_ours` is true of a key that was valid once; else the secret
    is false, and so is the prefix if `key` is None."""

    def __init__(self, key: _KeyRow | None, is_ours: bool) -> None:
        super().__init__()
        self.key, self.is_ours = key, is_ours

    @property
    def owner(self) -> Caller | None:
        """Whose key it was, without rights; None unless it was valid once."""
        key = self.key if self.is_ours else None
        return key and Caller("key", str(key.id), key.name, frozenset(), key.merchant_id)


def authenticate(text: str) -> Caller:
    """The key's caller. Raises Unauthenticated for any fault of the key, without saying which: RefusedKey if it has the
    form of one."""
    form = FORM.fullmatch(text)
    key = _KeyRow(*row[:-1]) if form and (row := row_security.look_up(FIND_KEY, form[1])) else None
    matches = _matches(text, key)
    if form is None:
        raise Unauthenticated
    if key is None or not matches or not key.is_live:
        raise RefusedKey(key, is_ours=matches)
    return _caller_of(key)


def authenticate_together(texts: Iterable[str]) -> dict[str, Caller]:
    """The callers of those keys that `authenticate` would take, by the key. One query for all of them."""
    prefixes = {text: form[1] for text in texts if (form := FORM.fullmatch(text))}
    if not prefixes:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(FIND_KEYS, [list(prefixes.values())])
        found = {prefix: _KeyRow(*columns) for prefix, *columns in cursor.fetchall()}
    keys = {text: found.get(prefix) for text, prefix in prefixes.items()}
    return {text: _caller_of(key) for text, key in keys.items() if _matches(text, key) and key and key.is_live}


def _matches(text: str, key: _KeyRow | None) -> bool:
    # An unknown prefix costs the same comparison as a known one.
    return hmac.compare_digest(hash_of(text), key.secret_hash if key else NO_HASH)


def _caller_of(key: _KeyRow) -> Caller:
    if key.is_use_outdated:
        _record_use(key)
    return Caller("key", str(key.id), key.name, scopes_of(key.scopes), key.merchant_id)


def record_refused(refused: RefusedKey, address: str | None) -> None:
    """One audit event a minute for a key that was valid once, or for the address that a false one comes from."""
    key = refused.key
    ours = Actor(ActorKind.KEY, str(key.id), key.name) if key and refused.is_ours else None
    record_refusal(
        "api_key.refused",
        actor=ours or stranger(address),
        merchant_id=key.merchant_id if key else None,
        subject_id=key.id if key else "",
    )


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
