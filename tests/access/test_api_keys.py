"""API keys: creation, authentication, rotation, revocation, and the rules that the database enforces."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from server.access import api_keys, key_authentication
from server.access.callers import Scope
from server.access.models import ApiKey
from server.audit_log.models import AuditEvent
from server.errors import InvalidInput, Unauthenticated
from server.merchants.models import Merchant
from tests.api.keys import new_key
from tests.conftest import guards_off

pytestmark = pytest.mark.usefixtures("database")


def sql(statement: str, *parameters: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def is_accepted(secret: str) -> bool:
    try:
        return bool(key_authentication.authenticate(secret))
    except Unauthenticated:
        return False


def age_key(key: ApiKey, interval: str) -> None:
    """Move all of the key's times back, as if it had been created that much earlier."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE api_keys SET created_at = created_at - %s::interval, expires_at = expires_at - %s::interval,"
            " last_used_at = last_used_at - %s::interval WHERE id = %s",
            [interval, interval, interval, key.id],
        )


def test_a_key_identifies_its_caller_and_scopes(merchant: Merchant) -> None:
    new = new_key(merchant, Scope.READ)
    caller = key_authentication.authenticate(new.secret)
    assert (caller.kind, caller.id, caller.name) == ("key", str(new.key.id), "the tests")
    assert (caller.merchant_id, caller.scopes) == (merchant.id, frozenset({Scope.READ}))


def test_an_operators_key_belongs_to_no_merchant() -> None:
    caller = key_authentication.authenticate(new_key(None).secret)
    assert (caller.merchant_id, caller.scopes) == (None, frozenset(Scope) - {Scope.APPROVALS, Scope.TEAM})


def test_a_key_is_256_random_bits_and_only_their_hash_is_stored() -> None:
    new = new_key(None)
    assert key_authentication.FORM.fullmatch(new.secret)
    assert len(api_keys.ALPHABET) ** api_keys.SECRET_LENGTH > 2**256
    word, prefix, secret = new.secret.split("_")
    assert (word, prefix) == ("payout", new.key.prefix)
    with connection.cursor() as cursor:
        cursor.execute("SELECT k::text FROM api_keys k")
        [row] = cursor.fetchone()
    assert secret not in row
    assert hashlib.sha256(new.secret.encode()).hexdigest() in row


def test_two_keys_are_never_the_same() -> None:
    keys = [new_key(None) for _ in range(20)]
    assert len({new.secret for new in keys}) == len({new.key.prefix for new in keys}) == 20


def test_a_prefix_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = new_key(None).key.prefix
    draws = iter([*taken, *"z" * (api_keys.PREFIX_LENGTH + api_keys.SECRET_LENGTH)])
    monkeypatch.setattr("secrets.choice", lambda _alphabet: next(draws))
    assert new_key(None).key.prefix == "z" * api_keys.PREFIX_LENGTH


def test_the_prefix_of_one_key_with_the_secret_of_another_is_refused() -> None:
    one, other = new_key(None), new_key(None)
    mixed = f"payout_{one.key.prefix}_{other.secret.split('_')[2]}"
    assert (is_accepted(mixed), is_accepted(one.secret)) == (False, True)


def test_every_single_changed_character_is_refused() -> None:
    secret = new_key(None).secret
    for place in range(len(secret)):
        changed = "1" if secret[place] != "1" else "2"
        assert not is_accepted(secret[:place] + changed + secret[place + 1 :]), place


def test_an_expired_key_is_refused_by_the_databases_clock() -> None:
    new = new_key(None, expires_at=datetime.now(UTC) + timedelta(days=90))
    age_key(new.key, "89 days")
    assert is_accepted(new.secret)
    age_key(new.key, "1 day 1 minute")
    assert not is_accepted(new.secret)


def test_a_revoked_key_is_refused_at_once_and_for_ever() -> None:
    new = new_key(None)
    assert is_accepted(new.secret)
    api_keys.revoke_key(new.key.id)
    assert not is_accepted(new.secret)


def test_revoking_again_changes_nothing() -> None:
    new = new_key(None)
    first = api_keys.revoke_key(new.key.id).revoked_at
    assert first
    assert api_keys.revoke_key(new.key.id).revoked_at == first
    assert AuditEvent.objects.filter(action="api_key.revoked").count() == 1


def test_after_a_rotation_both_keys_are_valid_until_the_grace_period_ends(merchant: Merchant) -> None:
    old = new_key(merchant, Scope.READ)
    new = api_keys.rotate_key(old.key.id)
    assert (new.key.name, new.key.merchant_id, new.key.granted) == (old.key.name, merchant.id, frozenset({Scope.READ}))
    assert (is_accepted(old.secret), is_accepted(new.secret)) == (True, True)
    age_key(old.key, "24 hours 1 minute")
    assert (is_accepted(old.secret), is_accepted(new.secret)) == (False, True)


def test_the_grace_period_may_be_zero() -> None:
    old = new_key(None)
    new = api_keys.rotate_key(old.key.id, grace_hours=0)
    assert (is_accepted(old.secret), is_accepted(new.secret)) == (False, True)


def test_the_grace_period_does_not_extend_the_old_keys_expiry() -> None:
    old = new_key(None, expires_at=datetime.now(UTC) + timedelta(hours=1))
    api_keys.rotate_key(old.key.id, grace_hours=24)
    age_key(old.key, "1 hour")
    assert not is_accepted(old.secret)


def test_the_new_keys_lifetime_is_that_of_the_old_key() -> None:
    old = new_key(None, expires_at=datetime.now(UTC) + timedelta(days=90))
    age_key(old.key, "80 days")
    new = api_keys.rotate_key(old.key.id).key
    assert new.expires_at
    assert timedelta(days=89) < new.expires_at - new.created_at <= timedelta(days=91)


@pytest.mark.parametrize("ended", ["rotated", "revoked", "expired"])
def test_an_ended_key_is_not_rotated(ended: str) -> None:
    new = new_key(None, expires_at=datetime.now(UTC) + timedelta(days=1))
    if ended == "rotated":
        api_keys.rotate_key(new.key.id)
    elif ended == "revoked":
        api_keys.revoke_key(new.key.id)
    else:
        age_key(new.key, "2 days")
    before = ApiKey.objects.count()
    with pytest.raises(InvalidInput):
        api_keys.rotate_key(new.key.id)
    assert ApiKey.objects.count() == before


@pytest.mark.parametrize("hours", [-1, 721, 10**9])
def test_a_grace_period_is_at_most_thirty_days(hours: int) -> None:
    new = new_key(None)
    with pytest.raises(InvalidInput):
        api_keys.rotate_key(new.key.id, grace_hours=hours)
    assert ApiKey.objects.get().rotated_at is None


def test_an_unknown_key_is_neither_rotated_nor_revoked() -> None:
    for command in (api_keys.rotate_key, api_keys.revoke_key):
        with pytest.raises(InvalidInput):
            command(uuid4())


INVALID: dict[str, dict[str, Any]] = {
    "no name": {"name": " "},
    "a long name": {"name": "x" * 101},
    "a name with a line break": {"name": "a\nb"},
    "no scope": {"scopes": []},
    "an unknown merchant": {"merchant_id": uuid4()},
    "a merchant's key with the scope operate": {"scopes": [Scope.READ, Scope.OPERATE], "merchant_id": uuid4()},
    "a past expiry": {"expires_at": datetime.now(UTC) - timedelta(seconds=1)},
    "an expiry without an offset": {"expires_at": datetime.now() + timedelta(days=1)},
    "an expiry too far away": {"expires_at": datetime.now(UTC) + timedelta(days=4000)},
    "the earliest datetime": {"expires_at": datetime.min.replace(tzinfo=UTC)},
    "the latest datetime": {"expires_at": datetime.max.replace(tzinfo=UTC)},
}


@pytest.mark.parametrize("invalid", INVALID.values(), ids=INVALID)
def test_an_invalid_key_is_not_created(invalid: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        api_keys.create_key(**{"name": "x", "scopes": [Scope.READ], "merchant_id": None} | invalid)
    assert (ApiKey.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_busy_key_costs_one_write_a_minute(django_assert_num_queries: Any) -> None:
    new = new_key(None)
    with django_assert_num_queries(2):
        key_authentication.authenticate(new.secret)
    first_use = ApiKey.objects.get().last_used_at
    assert first_use
    with django_assert_num_queries(1):
        key_authentication.authenticate(new.secret)
    age_key(new.key, "61 seconds")
    with django_assert_num_queries(2):
        key_authentication.authenticate(new.secret)
    assert ApiKey.objects.get().last_used_at > first_use - timedelta(seconds=61)  # type: ignore[operator]


def test_a_locked_key_row_does_not_block_authentication() -> None:
    new = new_key(None)
    parameters = connection.get_connection_params()
    login = {name: parameters[name] for name in ("host", "port", "user", "dbname", "password") if name in parameters}
    with psycopg.connect(**login) as other:
        other.execute("SELECT FROM api_keys FOR UPDATE")
        assert is_accepted(new.secret)
        other.rollback()
    assert ApiKey.objects.get().last_used_at is None


CHANGES = [
    "UPDATE api_keys SET secret_hash = repeat('0', 64)",
    "UPDATE api_keys SET prefix = 'abcdefghijkl'",
    "UPDATE api_keys SET merchant_id = NULL",
    "UPDATE api_keys SET scopes = ARRAY['payouts']",
    "UPDATE api_keys SET scopes = scopes || ARRAY['payouts']::varchar[]",
    "UPDATE api_keys SET name = 'another'",
    "UPDATE api_keys SET made_by_key_id = id",
    "UPDATE api_keys SET created_at = now() - interval '1 day'",
    "UPDATE api_keys SET expires_at = expires_at + interval '1 second'",
    "UPDATE api_keys SET expires_at = NULL",
    "DELETE FROM api_keys",
    "TRUNCATE api_keys CASCADE",
]


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("statement", CHANGES)
def test_a_keys_attributes_cannot_change(merchant: Merchant, statement: str) -> None:
    new_key(merchant, Scope.READ, expires_at=datetime.now(UTC) + timedelta(days=1))
    before = list(ApiKey.objects.values())
    with pytest.raises(DatabaseError, match="api_keys"):
        sql(statement)
    assert list(ApiKey.objects.values()) == before


@pytest.mark.parametrize("column", ["revoked_at", "rotated_at"])
@pytest.mark.parametrize("value", ["NULL", "now() + interval '1 day'"])
def test_the_end_of_a_key_is_final(column: str, value: str) -> None:
    new_key(None)
    sql(f"UPDATE api_keys SET {column} = now()")
    with pytest.raises(DatabaseError, match="that is final"):
        sql(f"UPDATE api_keys SET {column} = {value}")


def test_the_database_refuses_an_invalid_key(merchant: Merchant, new_merchant: Callable[..., Merchant]) -> None:
    insert = (
        "INSERT INTO api_keys (id, name, merchant_id, scopes, prefix, secret_hash, created_by, expires_at)"
        " VALUES (gen_random_uuid(), 'x', %s, %s::varchar[], %s, %s, 'x', %s)"
    )
    valid: dict[str, Any] = {"merchant": merchant.id, "scopes": ["read"], "prefix": "a" * 12, "hash": "0" * 64}
    valid["expires"] = None
    invalid: list[tuple[str, dict[str, Any]]] = [
        ("api_key_operate_is_for_operators", {"scopes": ["read", "operate"]}),
        ("api_key_scopes_known", {"scopes": ["all"]}),
        ("api_key_scopes_known", {"scopes": []}),
        ("api_key_prefix_form", {"prefix": "a" * 11}),
        ("api_key_prefix_form", {"prefix": "aaaaaaaaaaa_"}),
        ("api_key_hash_form", {"hash": "payout_aaaaaaaaaaaa_" + "b" * 43}),
        ("api_key_lives_for_a_while", {"expires": datetime.now(UTC) - timedelta(days=1)}),
    ]
    for constraint, change in invalid:
        with pytest.raises(DatabaseError, match=constraint):
            sql(insert, *(valid | change).values())
    sql(insert, *valid.values())
    with pytest.raises(DatabaseError, match="api_keys_prefix"):
        sql(insert, *valid.values())
