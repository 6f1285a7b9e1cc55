"""A head says what the ledger says, is signed, and the first of a day of India is kept for ever."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from server.india import IST
from server.integrity.tasks import keep_heads_at_midnight
from server.ledger import heads
from server.ledger.balance import Balance, balance_of
from server.ledger.heads import Head, issue_head, message
from server.ledger.links import genesis
from server.ledger.models import LedgerEntry, LedgerHead
from server.ledger.signing import key_with_id, keys
from server.merchants.models import Merchant
from server.merchants.onboarding import create_merchant
from server.settings.signing_keys import ALWAYS, SigningSeed
from tests.conftest import empty_the_books, guards_off, owner_connection, pay


def issued(merchant: Merchant) -> Head:
    return issue_head(merchant.id, balance_of(merchant.id))


def test_a_head_is_the_last_link_and_the_balances_signed(merchant: Merchant) -> None:
    pay(merchant, 40_000)
    head = issued(merchant)
    assert (head.seq, head.available_paise, head.held_paise) == (2, 60_000, 40_000)
    assert head.link == bytes(LedgerEntry.objects.get(merchant=merchant, seq=2).link)
    key = key_with_id(head.key_id)
    assert key
    said = message(merchant.id, Balance(2, 60_000, 40_000), head.link, head.issued_at)
    Ed25519PublicKey.from_public_bytes(key.public).verify(head.signature, said)


def test_an_empty_ledger_has_a_head(database: None) -> None:
    merchant = create_merchant(name="Empty LLP", email="empty@example.com")
    head = issued(merchant)
    assert (head.seq, head.link, head.available_paise, head.held_paise) == (0, genesis(merchant.id), 0, 0)
    assert LedgerHead.objects.get(merchant=merchant).seq == 0


def test_the_first_head_of_a_day_is_kept_and_no_other(merchant: Merchant) -> None:
    first = issued(merchant)
    pay(merchant)
    second = issued(merchant)
    assert second.seq == 2
    [kept] = LedgerHead.objects.filter(merchant=merchant)
    assert (kept.seq, bytes(kept.signature), kept.issued_at) == (1, first.signature, first.issued_at)
    assert kept.day == first.issued_at.astimezone(IST).date()


def test_a_head_costs_the_same_whatever_the_ledgers_length(
    merchant: Merchant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    balance = balance_of(merchant.id)
    with django_assert_num_queries(2):
        issue_head(merchant.id, balance)
    for _ in range(3):
        pay(merchant, 100)
    with django_assert_num_queries(2):
        issued(merchant)


def test_the_nightly_task_keeps_a_head_of_each_ledger_that_has_grown(new_merchant: Callable[..., Merchant]) -> None:
    grown, quiet, empty = new_merchant(), new_merchant(), new_merchant(0)
    assert keep_heads_at_midnight.call_local() == 2
    assert keep_heads_at_midnight.call_local() == 0
    pay(grown)
    assert keep_heads_at_midnight.call_local() == 0  # it has one of today
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_heads SET day = day - 1, issued_at = issued_at - interval '1 day'")
    assert keep_heads_at_midnight.call_local() == 1
    kept = LedgerHead.objects.order_by("day", "seq").values_list("merchant_id", "seq")
    assert (kept.last(), {merchant for merchant, _ in kept}) == ((grown.id, 2), {grown.id, quiet.id})
    assert empty.id not in {merchant for merchant, _ in kept}
    empty_the_books()  # two of its heads are not signed for that day


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_heads SET seq = 0",
        "DELETE FROM ledger_heads",
        "TRUNCATE ledger_heads",
    ],
)
def test_a_kept_head_cannot_be_changed_or_removed(merchant: Merchant, statement: str) -> None:
    issued(merchant)
    with pytest.raises(DatabaseError, match="ledger_heads"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LedgerHead.objects.count() == 1


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"link": b"\0" * 32}, "does not say what the ledger says"),
        ({"available_paise": 1}, "does not say what the ledger says"),
        ({"held_paise": 1}, "does not say what the ledger says"),
        ({"seq": 2}, "does not say what the ledger says"),
        ({"seq": 0}, "does not say what the ledger says"),
        ({"day": datetime(2026, 1, 1, tzinfo=UTC).date()}, "is not kept under 2026-01-01"),
    ],
)
def test_a_head_that_is_not_the_ledgers_is_refused(merchant: Merchant, changes: dict[str, Any], words: str) -> None:
    head = vars(issued(merchant))
    later = head["issued_at"] + timedelta(days=1)
    values = head | {"issued_at": later, "day": later.astimezone(IST).date()}
    with pytest.raises(IntegrityError, match=words):
        LedgerHead.objects.create(**values | changes)
    LedgerHead.objects.create(**values)
    assert LedgerHead.objects.count() == 2
    with guards_off():  # its signature is of another time
        LedgerHead.objects.all().delete()


def two_keys(settings: Settings, since: datetime) -> None:
    settings.PAYOUT_LEDGER_SIGNING_KEYS = (SigningSeed(ALWAYS, b"a" * 32), SigningSeed(since, b"b" * 32))


def test_the_newest_key_whose_day_has_come_signs_and_the_others_stay_known(
    merchant: Merchant, settings: Settings
) -> None:
    now = datetime.now(UTC)
    two_keys(settings, now + timedelta(days=1))
    old, new = keys()
    assert issued(merchant).key_id == old.id
    two_keys(settings, now - timedelta(days=1))
    assert issued(merchant).key_id == new.id
    # The kept head is the old key's, at a time that is now the new one's.
    assert list(heads.faults()) == [
        f"the head of {LedgerHead.objects.get()} is signed with key {old.id} at a time that was not the key's"
    ]
    two_keys(settings, now + timedelta(days=1))
    assert list(heads.faults()) == []


FAULTS = {
    "is not signed by key": "UPDATE ledger_heads SET signature = sha512('')",
    "is not published": "UPDATE ledger_heads SET key_id = '0123456789abcdef'",
}


@pytest.mark.parametrize("words", FAULTS)
def test_the_audits_rule_counts_a_head_that_no_published_key_signed(merchant: Merchant, words: str) -> None:
    issued(merchant)
    assert list(heads.faults()) == []
    owner_connection().execute(FAULTS[words])
    [fault] = heads.faults()
    assert words in fault


def test_a_head_of_no_merchant_is_refused(database: None) -> None:
    with pytest.raises(IntegrityError):
        issue_head(uuid4(), Balance(0, 0, 0))
