"""A payment's reference counts once, however it is spelled; and what a payment says is stored as it was sent."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from server.database import row_security
from server.errors import InvalidInput
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payments.receiving import ReceivedPayment, record_payment
from tests.conftest import guards_off
from tests.database.places import connect
from tests.database.test_comparison_form import DIFFERENT, SAME
from tests.support.links import RELINK
from tests.support.racing import at_once, in_the_background, waits_for_a_lock

INSERT = """INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, reference, description, seq)
    SELECT gen_random_uuid(), %s, 'payment_received', 500, r, '', %s FROM unnest(%s::text[]) r"""
COMPOSED, DECOMPOSED = "Soci\u00e9t\u00e9 42", "Socie\u0301te\u0301 42"


def receive(merchant: Merchant, reference: str, paise: int = 500, description: str = "") -> ReceivedPayment:
    return record_payment(merchant_id=merchant.id, amount_paise=paise, reference=reference, description=description)


def insert(merchant: Merchant, *references: str, seq: int = 0) -> None:
    """As a slip or a psql session would, and the release before. An entry with the number 0 gets the next one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, [merchant.id, seq, list(references)])


@pytest.mark.parametrize(("first", "again"), SAME)
def test_a_reference_in_another_form_replays_the_payment(merchant: Merchant, first: str, again: str) -> None:
    made, replay = receive(merchant, first), receive(merchant, again)
    assert (made.replayed, replay.replayed) == (False, True)
    assert replay.entry == made.entry
    assert replay.entry.reference == first.strip()
    assert balance_of(merchant.id).available_paise == 100_500


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_another_reference_is_another_payment(merchant: Merchant, first: str, second: str) -> None:
    assert [receive(merchant, reference).replayed for reference in (first, second)] == [False, False]
    assert balance_of(merchant.id).available_paise == 101_000


def test_another_amount_is_refused_in_words_that_say_how_it_was_spelled(merchant: Merchant) -> None:
    receive(merchant, "INV-77")
    with pytest.raises(InvalidInput, match="recorded before with another amount") as refusal:
        receive(merchant, "INV-77", 501)
    assert refusal.value.field == "reference"
    with pytest.raises(InvalidInput, match="recorded before, as INV-77, with another amount"):
        receive(merchant, "inv\u201177", 501)
    assert balance_of(merchant.id).available_paise == 100_500


def test_each_merchant_has_references_of_its_own(new_merchant: Callable[..., Merchant]) -> None:
    assert [receive(new_merchant(), reference).replayed for reference in ("INV-77", "inv-77")] == [False, False]


def test_of_concurrent_spellings_one_is_recorded(merchant: Merchant) -> None:
    spellings = [COMPOSED, DECOMPOSED, COMPOSED.upper(), DECOMPOSED.lower(), "Société\u00a042", "Société\u200d 42"]
    results = at_once(6, lambda n: receive(merchant, spellings[n]))
    assert sorted(result.replayed for result in results if not isinstance(result, Exception)) == [False] + [True] * 5
    assert balance_of(merchant.id).available_paise == 100_500


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("spellings", [("Opening",), ("INV-77", "inv-77")], ids=["one by one", "in one statement"])
def test_the_database_refuses_a_second_spelling(merchant: Merchant, spellings: tuple[str, ...]) -> None:
    with pytest.raises(IntegrityError, match="differs from this one in form alone"):
        insert(merchant, *spellings)
    with connect() as psql, pytest.raises(UniqueViolation, match="differs from this one in form alone"):
        psql.execute(INSERT, [merchant.id, 0, list(spellings)])  # bound to no merchant
    insert(merchant, "ANOTHER")
    assert LedgerEntry.objects.filter(merchant=merchant).count() == 2


@pytest.mark.usefixtures("as_the_owner")
def test_an_entry_that_brings_its_number_waits_for_a_payment_under_way(merchant: Merchant) -> None:
    """With a number it takes no lock before: it looks for its reference once the other payment is there to be found."""

    def refused() -> None:
        with pytest.raises(IntegrityError, match="differs from this one in form alone"):
            insert(merchant, "inv-77", seq=2)

    with transaction.atomic():
        insert(merchant, "INV-77")  # entry 2, not committed yet
        with in_the_background(refused) as waiting:
            while not waits_for_a_lock():
                assert not waiting.done()
            transaction.get_connection().connection.commit()
    assert balance_of(merchant.id).available_paise == 100_500


def test_payments_from_before_this_rule_are_each_replayed_by_their_own_spelling(merchant: Merchant) -> None:
    first = receive(merchant, COMPOSED).entry
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, reference, description, link)"
            " VALUES (%s, %s, 3, 'payment_received', 700, %s, '', '')",
            [uuid4(), merchant.id, DECOMPOSED],
        )
        cursor.execute(RELINK)
    assert receive(merchant, COMPOSED) == (first, True)
    second = receive(merchant, DECOMPOSED, 700)
    assert (second.replayed, second.entry.reference, second.entry.amount_paise) == (True, DECOMPOSED, 700)
    assert receive(merchant, COMPOSED.upper()) == (first, True)  # the earliest


def test_no_caller_finds_another_merchants_payment(new_merchant: Callable[..., Merchant]) -> None:
    mine, theirs = new_merchant(), new_merchant()
    found = []
    for bound in (mine.id, theirs.id, None):
        row_security.bind(bound)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT find_payment(%s, 'OPENING') IS NOT NULL", [theirs.id])
                found += cursor.fetchone()
        finally:
            row_security.bind(None)
            row_security.reset()
    assert found == [False, True, True]


def test_a_payment_is_found_by_the_index(merchant: Merchant) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, reference, description, link)"
            " SELECT gen_random_uuid(), %s, n, 'payment_received', 1, 'INV-' || n, '', ''"
            " FROM generate_series(2, 3000) n",
            [merchant.id],
        )
        cursor.execute(RELINK)
        cursor.execute("ANALYZE ledger_entries")
        cursor.execute(
            "EXPLAIN SELECT id FROM ledger_entries WHERE merchant_id = %s AND reference IS NOT NULL"
            " AND comparison_form(reference) = comparison_form('inv-77')",
            [merchant.id],
        )
        assert "payment_reference_form" in str(cursor.fetchall())
    assert receive(merchant, "inv-77", 1).entry.reference == "INV-77"


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("EUR 18,400.00\nInvoice 7\r\nInvoice 8", "EUR 18,400.00\nInvoice 7\r\nInvoice 8"),
        ("\n Goods\u00a0for\u2028Kochi \n", "Goods\u00a0for\u2028Kochi"),
        (DECOMPOSED, DECOMPOSED),
        ("\u200b\ufeff \n", ""),
    ],
)
def test_a_description_has_lines_and_is_stored_as_it_was_sent(merchant: Merchant, sent: str, stored: str) -> None:
    entry = receive(merchant, f" {DECOMPOSED}\u00a07\ufeff", description=sent).entry
    entry.refresh_from_db()
    assert (entry.reference, entry.description) == (f"{DECOMPOSED}\u00a07", stored)


@pytest.mark.parametrize("reference", ["\ufdfa" * 100, "\U0001f9fe" * 100, "㌫" * 100, "é" * 100])
def test_the_longest_reference_fits_however_long_its_form_is(merchant: Merchant, reference: str) -> None:
    assert receive(merchant, reference).entry.reference == reference
    assert receive(merchant, reference).replayed
    with pytest.raises(InvalidInput, match="longer than 100 characters"):
        receive(merchant, reference + "1")


@pytest.mark.parametrize("reference", ["", " \u00a0", "\u200d\u200b", "\u3164", "\ufe0f", "\u2800", "\u00ad"])
def test_a_reference_that_nobody_can_see_is_empty(merchant: Merchant, reference: str) -> None:
    with pytest.raises(InvalidInput, match="must not be empty"):
        receive(merchant, reference)


@pytest.mark.parametrize("reference", ["INV\n77", "INV\r77", "INV\t77", "INV\u202877"])
def test_a_reference_has_one_line(merchant: Merchant, reference: str) -> None:
    with pytest.raises(InvalidInput, match=r"U\+0|U\+2028 LINE SEPARATOR at position 4"):
        receive(merchant, reference)
