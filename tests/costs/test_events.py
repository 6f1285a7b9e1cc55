"""A page of events costs the same wherever it is in the feed, and whatever it is filtered by."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.db import connection, transaction

from server.events.kinds import EventType
from server.events.looking_back import END, read_back
from server.events.positions import Position
from server.events.reading import heads_of, read_page
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller
from tests.conftest import account_of, empty_the_books, guards_off
from tests.payouts.test_review import flagged
from tests.support.counting import round_trips, rows_read

PAYOUTS = 10_000
# Each completed: three entries, of which two are events.
INSERT = """
    WITH paid AS (
        INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count,
                             completed_at, bank_reference_id, last_answer, next_attempt_at, created_at)
        SELECT gen_random_uuid(), %s, %s, 1, gen_random_uuid(), 'completed', 1, now(), 'UTR' || n, 'paid', NULL,
               now() - interval '30 days' + n * interval '1 second' FROM generate_series(1, %s) n
        RETURNING id, merchant_id, created_at
    )
    INSERT INTO ledger_entries
        (id, merchant_id, seq, payout_id, entry_type, amount_paise, description, created_at, link)
    SELECT gen_random_uuid(), merchant_id, 10 + row_number() OVER (ORDER BY p.created_at, e.n), p.id, e.type, e.paise,
           '', p.created_at, ''
    FROM paid p, (VALUES (1, 'payout_hold', -1), (2, 'payout_release', 1), (3, 'payout_completed', -1))
        e (n, type, paise)"""


@pytest.fixture
def long(merchant: Merchant) -> Iterator[Merchant]:
    """30,000 entries and a side event, between others of another merchant."""
    flagged(merchant)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(INSERT, [merchant.id, account_of(merchant).id, PAYOUTS])
        for table in ("payouts", "ledger_entries", "merchant_events"):
            cursor.execute(f"ANALYZE {table}")
    yield merchant
    empty_the_books()


def rows_of(look: Callable[[], object]) -> int:
    with transaction.atomic():
        before = rows_read()
        look()
        return rows_read() - before


PLACES = [Position(0, 0), Position(15_000, 0), Position(29_000, 3)]


@pytest.mark.parametrize("types", [[], [EventType.PAYOUT_COMPLETED], [EventType.PAYOUT_NEEDS_REVIEW]])
def test_a_page_reads_as_many_rows_anywhere(long: Merchant, types: list[EventType]) -> None:
    read = [rows_of(partial(read_page, long.id, place, types, 50)) for place in PLACES]
    assert max(read) - min(read) < 20
    assert max(read) < (1500 if types else 350)  # an entry, its payout, and each once more for the event before it


def test_a_page_is_one_statement_and_its_end_two(long: Merchant) -> None:
    head = heads_of([long.id])[long.id]
    for after, most in ((PLACES[1], 1), (head, 2)):
        with round_trips() as counted:
            read_page(long.id, after)
        assert counted.round_trips == most


@pytest.mark.parametrize("types", [[], [EventType.PAYOUT_COMPLETED], [EventType.PAYOUT_NEEDS_REVIEW]])
def test_a_page_from_the_end_reads_as_many_rows_anywhere(long: Merchant, types: list[EventType]) -> None:
    read = [rows_of(partial(read_back, long.id, place, types, 50)) for place in (END, PLACES[1], Position(3_000, 3))]
    assert max(read) - min(read) < 20
    assert max(read) < (2500 if types else 600)  # as above, and each row is counted back before
    with round_trips() as counted:
        read_back(long.id, PLACES[1], types, 50)
    assert counted.round_trips == 3  # whether it is a place of the feed, where to begin, the page


def test_heads_of_many_merchants_are_one_statement(long: Merchant, new_merchant: Callable[..., Merchant]) -> None:
    others = [new_merchant().id for _ in range(5)]
    assert rows_of(lambda: heads_of([long.id, *others])) < 20
    with round_trips() as counted:
        assert len(heads_of([long.id, *others])) == 6
    assert counted.round_trips == 1


def test_a_call_for_events_takes_two_round_trips(caller: ApiCaller) -> None:
    caller.get("events/")
    with round_trips() as counted:
        assert caller.get("events/").status_code == 200
    assert len(counted.statements) == 1
