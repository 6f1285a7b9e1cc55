"""Each entry is linked to the one before it, the same in PostgreSQL and in Python."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.ledger.links import genesis, link_of
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts.lifecycle import settle_due
from tests.conftest import owner_connection, pay


def chain_of(merchant: Merchant) -> list[bytes]:
    """Recomputed from the first entry on."""
    links = [genesis(merchant.id)]
    for entry in LedgerEntry.objects.filter(merchant=merchant).order_by("seq"):
        links.append(link_of(links[-1], entry))
    return links[1:]


def stored(merchant: Merchant) -> list[bytes]:
    return [
        bytes(link)
        for link in LedgerEntry.objects.filter(merchant=merchant).order_by("seq").values_list("link", flat=True)
    ]


def test_python_recomputes_every_link(new_merchant: Callable[..., Merchant]) -> None:
    merchant, other = new_merchant(), new_merchant()
    record_payment(merchant_id=merchant.id, amount_paise=1, reference="₹ ऑर्डर 7", description="Zahlung für Müller ₹")
    pay(merchant)
    pay(merchant, script=Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    assert stored(merchant) == chain_of(merchant)
    assert len(set(stored(merchant) + stored(other))) == 8
    assert {len(link) for link in stored(merchant)} == {32}


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/St_Johns"])
@pytest.mark.parametrize("style", ["German", "SQL, DMY", "Postgres, MDY"])
def test_a_link_does_not_depend_on_the_sessions_forms(
    as_the_owner: None, new_merchant: Callable[..., Merchant], zone: str, style: str
) -> None:
    merchant = new_merchant()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', %s, true), set_config('datestyle', %s, true)", [zone, style])
        cursor.execute("SET LOCAL bytea_output = escape")
        cursor.execute(
            "INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, reference, description)"
            " VALUES (gen_random_uuid(), %s, 'payment_received', 5, 'R', 'x')",
            [merchant.id],
        )
    assert stored(merchant) == chain_of(merchant)


def test_a_statement_of_a_thousand_entries_is_one_chain(as_the_owner: None, merchant: Merchant) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, reference, description)"
            " SELECT gen_random_uuid(), %s, n + 1, 'payment_received', 1, n::text, '' FROM generate_series(1, 1000) n",
            [merchant.id],
        )
    assert len(stored(merchant)) == 1001
    assert stored(merchant) == chain_of(merchant)


def test_a_link_that_is_given_is_not_taken(as_the_owner: None, merchant: Merchant) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, reference, description, link)"
            " VALUES (gen_random_uuid(), %s, 'payment_received', 5, 'R', '', '\\x00')",
            [merchant.id],
        )
    assert stored(merchant) == chain_of(merchant)


FAULTS = {
    "an entry changed": "UPDATE ledger_entries SET amount_paise = amount_paise + 1 WHERE seq = 2",
    "its description changed": "UPDATE ledger_entries SET description = 'x' WHERE seq = 2",
    "its reference changed": "UPDATE ledger_entries SET reference = 'x' WHERE seq = 1",
    "its time changed": "UPDATE ledger_entries SET created_at = created_at + interval '1 microsecond' WHERE seq = 3",
    "a link changed": "UPDATE ledger_entries SET link = sha256('') WHERE seq = 3",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_audits_rule_finds_one_entry(merchant: Merchant, fault: str) -> None:
    from server.ledger.invariants import INVARIANTS

    pay(merchant, 5)
    pay(merchant, 6)
    [rule] = [rule for rule in INVARIANTS if rule.rule.startswith("every entry's link")]
    owner = owner_connection()
    with owner.transaction(force_rollback=True):
        assert owner.execute(rule.faults).fetchall() == []
        owner.execute(FAULTS[fault])
        assert len(owner.execute(rule.faults).fetchall()) == 1
