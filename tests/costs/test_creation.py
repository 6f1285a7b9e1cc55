"""A creation's round trips and WAL: counts, which are the same however busy the machine is."""

import re
from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from server.errors import Refusal
from server.merchants.models import Merchant
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from tests.conftest import account_of, empty_the_books
from tests.ledger.test_balance import lengthen
from tests.support.counting import round_trips

WRITES = "EXPLAIN (ANALYZE, WAL, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT * FROM "
ONE = """create_payout_v2(%s, %s, 1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
    '1 day', true, false, 'system', '', '', NULL)"""
MANY = """create_payouts_v2(%s, ARRAY[%s]::uuid[], '{1}', ARRAY[gen_random_uuid()], ARRAY[gen_random_uuid()],
    ARRAY[gen_random_uuid()], ARRAY[gen_random_uuid()], '1 day', true, false, 'system', '', '', NULL)"""
# WAL records: locks of merchant and account; rows of payout, entry, event and receipt; and their index entries.
LOCKS, ROWS, INDEXES = 2, 4, 6 + 3 + 5 + 2
LOOKS = "SELECT seq_scan, idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'forgotten_keys'"
WRITTEN = re.compile(r"WAL: records=(\d+)(?: fpi=(\d+))? bytes=(\d+)")


def asked(merchant: Merchant, *, paise: int = 10, key: str = "", account: str = "") -> int:
    """Round trips, whatever the outcome."""
    account = account or str(account_of(merchant).id)
    with round_trips() as counted, suppress(Refusal):
        create_payout(
            merchant_id=merchant.id,
            bank_account_id=UUID(account),
            amount_paise=paise,
            idempotency_key=UUID(key) if key else uuid4(),
        )
    assert len(counted.statements) == counted.round_trips  # neither BEGIN nor COMMIT
    return counted.round_trips


def test_a_creation_is_one_round_trip_whatever_its_outcome(merchant: Merchant) -> None:
    """Only a merchant who may not pay is looked up again, for the words of the refusal."""
    key = str(uuid4())
    created = asked(merchant, key=key)
    replayed = asked(merchant, key=key)
    conflict = asked(merchant, key=key, paise=11)
    too_much = asked(merchant, paise=10**9)
    no_account = asked(merchant, account=str(uuid4()))
    no_merchant = asked(Merchant(id=uuid4()), account=str(uuid4()))
    assert (created, replayed, conflict, too_much, no_account, no_merchant) == (1, 1, 1, 1, 1, 2)


@pytest.mark.parametrize("form", [ONE, MANY], ids=["alone", "in a batch"])
@pytest.mark.parametrize(("is_retry", "looks"), [("false", 0), ("true", 1)])
def test_only_a_retry_looks_for_its_key_among_the_forgotten(
    merchant: Merchant, form: str, is_retry: str, looks: int
) -> None:
    call = form.replace("true, false", f"true, {is_retry}")
    with transaction.atomic(), connection.cursor() as cursor:
        seen = []
        for statement in (LOOKS, f"SELECT * FROM {call}", LOOKS):
            cursor.execute(statement, [merchant.id, account_of(merchant).id] if statement != LOOKS else [])
            seen.append(cursor.fetchone())
    [(by_pages, by_index), _, after] = seen
    assert after == (by_pages, by_index + looks)


@pytest.mark.parametrize("number", [2, 1_000])
def test_a_batch_of_any_size_is_one_round_trip(merchant: Merchant, number: int) -> None:
    payroll = [PayoutRequest(account_of(merchant).id, 1, uuid4()) for _ in range(number)]
    for _ in ("created", "replayed"):
        with round_trips() as counted:
            create_payouts(merchant.id, payroll)
        assert counted.round_trips == len(counted.statements) == 1


def written_by(call: str, merchant: Merchant) -> tuple[int, int]:
    """WAL records and bytes: the least of 20, since now and then a page is full, or is written whole for the first time
    after a checkpoint. COMMIT adds one record of 34 bytes."""
    account, seen = account_of(merchant).id, []
    with connection.cursor() as cursor:
        for _ in range(20):
            cursor.execute(WRITES + call, [merchant.id, account])
            found = WRITTEN.search(" ".join(line for [line] in cursor))
            assert found
            seen.append((int(found[1]), int(found[3])))
    return min(seen)


def test_a_creation_writes_as_much_after_100_000_entries_as_after_100(merchant: Merchant) -> None:
    lengthen(merchant, 100)
    few = [written_by(call, merchant) for call in (ONE, MANY)]
    lengthen(merchant, 100_000)
    many = [written_by(call, merchant) for call in (ONE, MANY)]
    for (records, size), (records_then, size_then) in zip(few, many, strict=True):
        assert records == records_then == LOCKS + ROWS + INDEXES
        assert abs(size_then - size) < 50
        assert size_then < 2_550
    empty_the_books()  # auditing 100,000 entries would take longer than this test
