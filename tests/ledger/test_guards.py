"""The database's half of the rules: every test here goes around Python, as a slip or a psql session would."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from server.ledger import posting
from server.ledger.models import CONTRA_ACCOUNTS, CREDITS, EntryType, LedgerCheckpoint, LedgerEntry
from server.merchants.models import Merchant
from server.payouts.models import Payout
from tests.conftest import INSERT_PAYOUT, account_of, empty_the_books, guards_off, owner_connection, pay
from tests.support.racing import in_the_background, waits_for_a_lock

NUMBERED = """INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, description, seq)
    SELECT gen_random_uuid(), %s, 'fee_debit', -5, '', n FROM unnest(%s::int[]) n"""

pytestmark = pytest.mark.usefixtures("unowned_fees", "as_the_owner")


def sql(statement: str, *parameters: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def insert_entry(merchant: Merchant, entry_type: str, paise: int, payout: UUID | None = None, **columns: Any) -> None:
    values: dict[str, Any] = {
        "id": uuid4(),
        "merchant_id": merchant.id,
        "entry_type": entry_type,
        "amount_paise": paise,
        "payout_id": payout,
        "reference": uuid4().hex if entry_type == EntryType.PAYMENT_RECEIVED else None,
        "description": "",
    } | columns
    places = ", ".join(["%s"] * len(values))
    sql(f"INSERT INTO ledger_entries ({', '.join(values)}) VALUES ({places})", *values.values())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET amount_paise = 1",
        "UPDATE ledger_entries SET description = 'x' WHERE false",
        "DELETE FROM ledger_entries",
        "TRUNCATE ledger_entries CASCADE",
        "MERGE INTO ledger_entries e USING merchants m ON m.id = e.merchant_id WHEN MATCHED THEN DELETE",
    ],
)
def test_entries_cannot_be_changed_or_removed(merchant: Merchant, statement: str) -> None:
    before = list(LedgerEntry.objects.values())
    with pytest.raises(DatabaseError, match="ledger_entries"):
        sql(statement)
    assert list(LedgerEntry.objects.values()) == before


@pytest.mark.parametrize("entry_type", EntryType)
def test_the_sign_against_the_type_is_refused(merchant: Merchant, entry_type: EntryType) -> None:
    payout = pay(merchant).id if entry_type.startswith("payout_") else None
    with pytest.raises(IntegrityError, match=r"entry_sign_by_type|payout_entry_once"):
        insert_entry(merchant, entry_type, -entry_type.sign * 10_000, payout)


@pytest.mark.parametrize("entry_type", ["payment_received", "adjustment_credit", "adjustment_debit", "fee_debit"])
def test_an_entry_of_nothing_is_refused(merchant: Merchant, entry_type: str) -> None:
    with pytest.raises(IntegrityError, match="entry_sign_by_type"):
        insert_entry(merchant, entry_type, 0)


def test_an_unknown_type_is_refused(merchant: Merchant) -> None:
    with pytest.raises(IntegrityError, match="entry_sign_by_type"):
        insert_entry(merchant, "gift", 5)


def test_every_type_has_a_sign_and_another_side() -> None:
    assert set(CONTRA_ACCOUNTS) == set(EntryType)
    assert {entry_type for entry_type in EntryType if entry_type.sign > 0} == CREDITS


def test_a_debit_beyond_the_available_balance_is_refused(merchant: Merchant) -> None:
    insert_entry(merchant, "fee_debit", -100_000)
    for entry_type in ("fee_debit", "adjustment_debit"):
        with pytest.raises(IntegrityError, match="would overdraw"):
            insert_entry(merchant, entry_type, -1)


def test_a_credit_beyond_what_json_holds_is_refused(merchant: Merchant) -> None:
    pay(merchant, 40_000)  # held money counts as well
    with pytest.raises(IntegrityError, match="2\\^53"):
        insert_entry(merchant, "payment_received", 2**53 - 1 - 99_999)
    insert_entry(merchant, "payment_received", 2**53 - 1 - 100_000)


@pytest.mark.parametrize("entry_type", ["payout_release", "payout_completed"])
@pytest.mark.parametrize("fault", ["amount", "merchant"])
def test_an_entry_of_a_payout_has_its_amount_and_its_merchant(
    new_merchant: Callable[..., Merchant], entry_type: str, fault: str
) -> None:
    merchant, other = new_merchant(), new_merchant()
    payout = pay(merchant, 10_000)
    sign = EntryType(entry_type).sign
    owner, paise = (merchant, 9_999) if fault == "amount" else (other, 10_000)
    with pytest.raises(IntegrityError, match="exactly its merchant and its amount"):
        insert_entry(owner, entry_type, sign * paise, payout.id)


@pytest.mark.parametrize("fault", ["amount", "merchant", "payout"])
def test_a_hold_has_the_amount_and_the_merchant_of_a_payout(new_merchant: Callable[..., Merchant], fault: str) -> None:
    merchant, other = new_merchant(), new_merchant()
    owner, paise = (other if fault == "merchant" else merchant), (6 if fault == "amount" else 5)
    with transaction.atomic():
        sql(INSERT_PAYOUT, merchant.id, account_of(merchant).id, "pending")  # 5 paise, without a hold yet
        payout = uuid4() if fault == "payout" else Payout.objects.get(merchant=merchant).id
        with pytest.raises(IntegrityError, match="exactly its merchant and its amount"):
            insert_entry(owner, "payout_hold", -paise, payout)
        transaction.set_rollback(True)


def test_an_entry_of_nobody_is_refused(merchant: Merchant) -> None:
    with pytest.raises(IntegrityError, match="there is no merchant"):
        insert_entry(Merchant(id=uuid4()), "payment_received", 5)
    assert LedgerEntry.objects.count() == 1


def test_a_payout_entry_without_a_payout_is_refused(merchant: Merchant) -> None:
    with pytest.raises(IntegrityError, match="payout_entries_name_their_payout"):
        insert_entry(merchant, "payout_hold", -10_000)
    with pytest.raises(IntegrityError, match="payout_entries_name_their_payout"):
        insert_entry(merchant, "adjustment_credit", 10_000, pay(merchant, 10_000).id)


def test_a_second_hold_of_a_payout_is_refused(merchant: Merchant) -> None:
    with pytest.raises(IntegrityError, match="payout_entry_once"):
        insert_entry(merchant, "payout_hold", -10_000, pay(merchant, 10_000).id)


@pytest.mark.parametrize("entry_type", ["payout_release", "payout_completed"])
def test_an_open_payout_cannot_be_released_or_completed_by_its_entries_alone(
    merchant: Merchant, entry_type: str
) -> None:
    payout = pay(merchant, 10_000)
    with pytest.raises(IntegrityError, match="but its ledger entries are"):
        insert_entry(merchant, entry_type, EntryType(entry_type).sign * 10_000, payout.id)


def test_a_payout_without_its_hold_cannot_be_committed(merchant: Merchant) -> None:
    with pytest.raises(IntegrityError, match="is pending but its ledger entries are: none"):
        sql(
            INSERT_PAYOUT,
            merchant.id,
            account_of(merchant).id,
            "pending",
        )


def test_the_database_gives_the_numbers_and_the_times(merchant: Merchant) -> None:
    insert_entry(merchant, "fee_debit", -5, created_at="2001-01-01T00:00:00Z")
    entry = LedgerEntry.objects.get(merchant=merchant, entry_type="fee_debit")
    assert entry.seq == 2
    assert entry.created_at.year > 2001


@pytest.mark.parametrize("numbers", [[1], [3], [99], [-1], [2, 4], [3, 2, 4], [2, 2]])
def test_a_number_that_is_not_the_next_is_refused(merchant: Merchant, numbers: list[int]) -> None:
    """create_payouts numbers its entries itself, under the merchant's lock."""
    with pytest.raises(IntegrityError, match=r"(do|does) not follow|ledger_seq_once"):
        sql(NUMBERED, merchant.id, numbers)
    sql(NUMBERED, merchant.id, [2, 3, 4])
    assert LedgerEntry.objects.filter(merchant=merchant).count() == 4


def test_numbers_of_many_merchants_in_one_statement_are_each_the_next(new_merchant: Callable[..., Merchant]) -> None:
    one, other = new_merchant(), new_merchant()
    numbered = f"{NUMBERED} UNION ALL SELECT {NUMBERED.partition('SELECT')[2]}"
    with pytest.raises(IntegrityError, match=r"entry 3 of merchant .* does not follow an entry 2"):
        sql(numbered, one.id, [2, 3], other.id, [3])
    sql(numbered, one.id, [2, 3], other.id, [2])
    assert {m.id: m.ledger_entries.count() for m in (one, other)} == {one.id: 3, other.id: 2}


def test_an_entry_without_a_number_waits_for_the_uncommitted_ones(merchant: Merchant) -> None:
    with transaction.atomic():
        posting.post_payment(merchant.id, 500, "INV-1", "")  # entry 2, not committed yet
        with in_the_background(lambda: insert_entry(merchant, "fee_debit", -100_500)) as waiting:
            while not waits_for_a_lock():
                assert not waiting.done()
            transaction.get_connection().connection.commit()
    assert list(LedgerEntry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]


def test_a_number_waits_for_the_entries_that_are_on_their_way(merchant: Merchant) -> None:
    """A writer without the lock: it is taken for it, and looked again behind it."""
    with transaction.atomic():
        posting.post_payment(merchant.id, 500, "INV-1", "")  # entry 2, not committed yet
        with in_the_background(lambda: sql(NUMBERED, merchant.id, [3])) as waiting:
            while not waits_for_a_lock():
                assert not waiting.done()
            transaction.get_connection().connection.commit()
    assert list(LedgerEntry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]


def test_an_entry_that_brought_its_number_holds_the_next_one_back_until_it_is_committed(merchant: Merchant) -> None:
    """The check at its statement's end takes the lock: else the next entry would get the same number, and fail."""
    with transaction.atomic():
        sql(NUMBERED, merchant.id, [2])
        with in_the_background(lambda: insert_entry(merchant, "fee_debit", -7)) as waiting:
            while not waits_for_a_lock():
                assert not waiting.done()
            transaction.get_connection().connection.commit()
    assert list(LedgerEntry.objects.order_by("seq").values_list("seq", "amount_paise"))[1:] == [(2, -5), (3, -7)]


@pytest.mark.parametrize(
    ("paise", "refused"),
    [
        ([-60_000, -40_000], None),
        ([-60_000, -40_001], "has 40000 paise available, an entry of -40001"),
        ([-100_001, 50_000], "has 100000 paise available, an entry of -100001"),
        ([50_000, -150_000, 1, -1], None),
        ([50_000, -150_000, 1, -2, 7], "has 1 paise available, an entry of -2"),
    ],
)
def test_nothing_is_overdrawn_after_any_entry_of_a_statement(
    merchant: Merchant, paise: list[int], refused: str | None
) -> None:
    statement = """INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, description, reference)
        SELECT gen_random_uuid(), %s, CASE WHEN p > 0 THEN 'payment_received' ELSE 'fee_debit' END, p, '',
               CASE WHEN p > 0 THEN gen_random_uuid()::text END
        FROM unnest(%s::int[]) p"""
    if refused:
        with pytest.raises(IntegrityError, match=refused):
            sql(statement, merchant.id, paise)
    else:
        sql(statement, merchant.id, paise)
    assert LedgerEntry.objects.filter(merchant=merchant).count() == (1 if refused else 1 + len(paise))


def test_a_checkpoint_cannot_be_made_up_or_changed(merchant: Merchant) -> None:
    sql(
        "INSERT INTO ledger_checkpoints (merchant_id, seq, available_paise, held_paise, lowest_paise, in_paise)"
        " VALUES (%s, 1, 999999, 9, 7, 8)",
        merchant.id,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT available_paise, held_paise, lowest_paise, in_paise FROM ledger_checkpoints")
        assert cursor.fetchall() == [(100_000, 0, None, None)]
    with pytest.raises(DatabaseError, match="UPDATE is refused"):
        sql("UPDATE ledger_checkpoints SET available_paise = 5")


def test_a_checkpoint_stands_on_an_entry(merchant: Merchant) -> None:
    with pytest.raises(IntegrityError):
        sql("INSERT INTO ledger_checkpoints (merchant_id, seq) VALUES (%s, 2)", merchant.id)


def test_a_payment_is_recorded_once_per_reference(merchant: Merchant) -> None:
    with pytest.raises(IntegrityError, match="payment_reference_once"):
        insert_entry(merchant, "payment_received", 5, reference="OPENING")
    with pytest.raises(IntegrityError, match="payments_have_a_reference"):
        insert_entry(merchant, "payment_received", 5, reference=None)


def test_a_checkpoint_waits_for_the_entries_that_are_on_their_way(merchant: Merchant) -> None:
    with transaction.atomic():
        posting.post_payment(merchant.id, 500, "INV-1", "")  # entry 2, not committed yet
        checkpoint = f"INSERT INTO ledger_checkpoints (merchant_id, seq) VALUES ('{merchant.id}', 2)"
        with in_the_background(lambda: sql(checkpoint)) as waiting:
            while not waits_for_a_lock():
                assert not waiting.done()
            transaction.get_connection().connection.commit()
    assert LedgerCheckpoint.objects.get(merchant=merchant).available_paise == 100_500


def test_a_checkpoint_that_would_miss_entries_is_refused(merchant: Merchant) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entries SET seq = 3")
    with pytest.raises(IntegrityError, match="would miss entries"):
        sql("INSERT INTO ledger_checkpoints (merchant_id, seq) VALUES (%s, 3)", merchant.id)
    empty_the_books()


STAND_INS = {
    "merchants": "SELECT NULL::uuid AS id",
    "bank_accounts": "SELECT gen_random_uuid() AS id, %(merchant)s::uuid AS merchant_id",
    "ledger_checkpoints": "SELECT %(merchant)s::uuid AS merchant_id, 1::bigint AS seq,"
    " 999999999::bigint AS available_paise, 0::bigint AS held_paise",
    "ledger_entries": "SELECT %(merchant)s::uuid AS merchant_id, 1::bigint AS seq, 999999999::bigint AS amount_paise,"
    " 'payment_received'::text AS entry_type, NULL::uuid AS payout_id",
    "payouts": "SELECT %(payout)s::uuid AS id, %(merchant)s::uuid AS merchant_id, 7::bigint AS amount_paise,"
    " 'failed'::text AS status, gen_random_uuid() AS idempotency_key",
    "added": "SELECT 1 AS nothing WHERE false",
}


@pytest.fixture
def may_make_temporary_tables(database: None) -> Iterator[None]:
    """As before the app role lost that right, or by a slip."""
    right = f"TEMPORARY ON DATABASE {connection.settings_dict['NAME']}"
    owner_connection().execute(f"GRANT {right} TO {settings.DB_APP['USER']}")
    yield
    owner_connection().execute(f"REVOKE {right} FROM {settings.DB_APP['USER']}")


@pytest.mark.parametrize("table", STAND_INS)
def test_a_temporary_table_cannot_stand_in_for_one_of_ours(
    merchant: Merchant, table: str, may_make_temporary_tables: None
) -> None:
    payout = pay(merchant, 10)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {table} ON COMMIT PRESERVE ROWS AS {STAND_INS[table]}",
            {"merchant": merchant.id, "payout": payout.id},
        )
    insert = "INSERT INTO public.ledger_entries (id, merchant_id, entry_type, amount_paise, payout_id, description)"
    new_payout = INSERT_PAYOUT.replace("payouts", "public.payouts")
    try:
        with pytest.raises(IntegrityError, match="would overdraw"):
            sql(f"{insert} VALUES (%s, %s, 'fee_debit', -100000, NULL, '')", uuid4(), merchant.id)
        with pytest.raises(IntegrityError, match="exactly its merchant and its amount"):
            sql(f"{insert} VALUES (%s, %s, 'payout_release', 7, %s, '')", uuid4(), merchant.id, payout.id)
        with pytest.raises(IntegrityError, match="is pending but its ledger entries are: none"):
            sql(new_payout, merchant.id, payout.bank_account_id, "pending")
        with pytest.raises(IntegrityError, match="payout_to_an_account_of_its_merchant"):
            sql(new_payout, merchant.id, uuid4(), "pending")
        with pytest.raises(IntegrityError, match="would miss entries"):
            sql("INSERT INTO public.ledger_checkpoints (merchant_id, seq) VALUES (%s, 9)", merchant.id)
    finally:
        sql(f"DROP TABLE pg_temp.{table}")


@pytest.mark.parametrize("column", ["available_paise", "held_paise"])
def test_no_checkpoint_is_negative(merchant: Merchant, column: str) -> None:
    sums = {"available_paise": 1, "held_paise": 1} | {column: -1}
    with pytest.raises(IntegrityError, match="checkpoint_not_negative"), guards_off():
        LedgerCheckpoint.objects.create(merchant=merchant, seq=1, **sums)


def test_a_checkpoint_stands_on_an_entry_even_if_its_sums_are_not_filled_in(merchant: Merchant) -> None:
    made_up = (
        "ALTER TABLE ledger_checkpoints DISABLE TRIGGER ledger_fill_checkpoint;"
        f" INSERT INTO ledger_checkpoints VALUES (99, 1, 0, '{merchant.id}')"
    )
    with pytest.raises(IntegrityError, match="checkpoint_of_an_entry"):
        sql(made_up)
