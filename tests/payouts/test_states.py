"""The state machine as a full matrix of states and moves, in Python and in SQL."""

from collections.abc import Callable
from itertools import product
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from server.bank.failures import FailureCode
from server.bank.gateway import Paid, Transfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.merchants.onboarding import create_merchant
from server.payouts import leases, lifecycle
from server.payouts.models import IdempotencyRecord, Payout
from server.payouts.states import ENTRIES, FINAL, MOVES, OPEN, Status, as_sql
from tests.conftest import INSERT_PAYOUT, account_of, pay

LEGAL = {
    (Status.PENDING, Status.PROCESSING),
    (Status.PROCESSING, Status.COMPLETED),
    (Status.PROCESSING, Status.FAILED),
}
# Columns that fit each state, so that only the move itself can be refused.
NOT_ENDED = "completed_at = NULL, bank_reference_id = NULL, failed_at = NULL, failure_reason = NULL"
NO_LEASE = "lease = NULL, lease_expires_at = NULL"
RESOLVED = "unresolved_since = NULL, needs_review = false"
COLUMNS = {
    Status.PENDING: f"{NO_LEASE}, next_attempt_at = now(), attempt_count = 0,"
    f" processing_started_at = NULL, {NOT_ENDED}, {RESOLVED}",
    Status.PROCESSING: "lease = gen_random_uuid(), lease_expires_at = now(), next_attempt_at = NULL, attempt_count = 1,"
    f" processing_started_at = now(), {NOT_ENDED}",
    Status.COMPLETED: f"{NO_LEASE}, next_attempt_at = NULL, attempt_count = 1,"
    " completed_at = now(), bank_reference_id = 'UTR', failed_at = NULL, failure_reason = NULL,"
    f" last_answer = 'paid', {RESOLVED}",
    Status.FAILED: f"{NO_LEASE}, next_attempt_at = NULL, attempt_count = 1,"
    " completed_at = NULL, bank_reference_id = NULL, failed_at = now(), failure_reason = 'closed',"
    f" last_answer = 'voided', {RESOLVED}",
}
OPENING_ENTRIES = {"payout_hold": -1, "payout_release": 1, "payout_completed": -1}


def payout_in(status: Status, merchant: Merchant) -> Payout:
    """A payout that came to this state as they do: by the engine's own verbs."""
    script = Script.ACCOUNT_CLOSED if status == Status.FAILED else Script.PAYS
    payout = pay(merchant, 10_000, script)
    if status != Status.PENDING:
        claimed = leases.claim_next_due()
        assert claimed is not None
        if status != Status.PROCESSING:
            lifecycle.settle(claimed, SimulatedBank())
    payout.refresh_from_db()
    assert payout.status == status
    return payout


def settle_at_the_bank(payout: Payout, after: Status) -> str:
    """Let the bank's book say what the payout is about to say; the audit after the test compares them."""
    bank, account = SimulatedBank(), payout.bank_account
    if after == Status.FAILED:
        bank.void(payout.bank_reference, "closed", FailureCode.NOT_CONFIRMED)
    if after != Status.COMPLETED:
        return ""
    transfer = Transfer(payout.bank_reference, payout.amount_paise, account.account_number, account.ifsc_code)
    paid = bank.submit(transfer)
    assert isinstance(paid, Paid)
    return paid.utr


def move_by_sql(payout: Payout, after: Status, utr: str = "UTR") -> None:
    """The move with everything that belongs to it: its columns, and the entries that the new state must have."""
    have = set(payout.ledger_entries.values_list("entry_type", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        columns = COLUMNS[after].replace("'UTR'", f"'{utr}'")
        cursor.execute(f"UPDATE payouts SET status = '{after}', {columns} WHERE id = %s", [payout.id])
        if after in FINAL:
            cursor.execute(
                "INSERT INTO payout_attempts (id, payout_id, number, call, answer, started_at)"
                " SELECT gen_random_uuid(), id, 1, 'submit', last_answer, now() FROM payouts WHERE id = %s",
                [payout.id],
            )
        for entry_type, sign in OPENING_ENTRIES.items():
            if entry_type in ENTRIES[after] and entry_type not in have:
                cursor.execute(
                    "INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, payout_id, description)"
                    " VALUES (gen_random_uuid(), %s, %s, %s, %s, '')",
                    [payout.merchant_id, entry_type, sign * payout.amount_paise, payout.id],
                )


def test_the_table_says_what_the_contract_says() -> None:
    assert {(before, after) for before, moves in MOVES.items() for after in moves} == LEGAL
    assert set(MOVES) == set(ENTRIES) == set(Status)
    assert frozenset({Status.PENDING, Status.PROCESSING}) == OPEN
    assert frozenset({Status.COMPLETED, Status.FAILED}) == FINAL


def test_the_sql_of_the_states_is_made_from_the_table() -> None:
    file = settings.BASE_DIR / "server/payouts/sql/states.sql"
    assert file.read_text() == as_sql(), "python3 manage.py states_sql > server/payouts/sql/states.sql"


@pytest.mark.parametrize(("before", "after"), list(product(Status, Status)))
def test_the_database_takes_exactly_the_legal_moves(merchant: Merchant, before: Status, after: Status) -> None:
    payout = payout_in(before, merchant)
    row = Payout.objects.filter(pk=payout.pk)
    if (before, after) in LEGAL:
        move_by_sql(payout, after, utr=settle_at_the_bank(payout, after))
        assert row.get().status == after
    elif before == after and before in OPEN:
        move_by_sql(payout, after)  # a change within a state: a lease taken over, a retry put off
    else:
        was = row.values().get()
        with pytest.raises(DatabaseError, match=r"cannot go from|is final|attempts of payout"):
            move_by_sql(payout, after)
        assert row.values().get() == was


@pytest.mark.parametrize("after", [Status.PROCESSING, Status.COMPLETED, Status.FAILED])
def test_a_payout_can_only_begin_as_pending(merchant: Merchant, after: Status) -> None:
    with pytest.raises(DatabaseError, match="begins as pending"), connection.cursor() as cursor:
        cursor.execute(
            INSERT_PAYOUT,
            [merchant.id, account_of(merchant).id, after],
        )


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.FAILED])
def test_an_end_without_its_entries_cannot_be_committed(merchant: Merchant, status: Status) -> None:
    payout = payout_in(Status.PROCESSING, merchant)
    complaint = f"is {status} but its ledger entries are: payout_hold"
    with pytest.raises(DatabaseError, match=complaint), connection.cursor() as cursor:
        cursor.execute(f"UPDATE payouts SET status = '{status}', {COLUMNS[status]} WHERE id = %s", [payout.id])


def test_a_payout_that_is_hidden_at_commit_is_refused(merchant: Merchant) -> None:
    """Neither its state nor its entries can be seen then, and two NULLs must not pass for agreement."""

    def begin_without_a_hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(INSERT_PAYOUT, [merchant.id, account_of(merchant).id, Status.PENDING])
            cursor.execute("SET LOCAL payout.merchant = ''")

    with pytest.raises(DatabaseError, match="its ledger entries are: none"):
        begin_without_a_hold()


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "change",
    [
        "amount_paise = amount_paise + 1",
        "idempotency_key = gen_random_uuid()",
        "created_at = now()",
        "id = gen_random_uuid()",
        "merchant_id = gen_random_uuid()",
        "bank_account_id = gen_random_uuid()",
    ],
)
def test_a_payouts_first_columns_cannot_change(merchant: Merchant, change: str) -> None:
    payout = pay(merchant)
    with pytest.raises(DatabaseError, match="cannot change"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE payouts SET {change} WHERE id = %s", [payout.id])


def test_attempts_cannot_be_taken_back(merchant: Merchant) -> None:
    payout = pay(merchant)
    assert leases.claim_next_due()
    Payout.objects.update(attempt_count=3)
    with pytest.raises(DatabaseError, match="cannot be taken back"):
        Payout.objects.update(attempt_count=2)
    payout.refresh_from_db()
    assert payout.attempt_count == 3


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("statement", ["DELETE FROM payouts", "TRUNCATE payouts CASCADE"])
def test_payouts_cannot_be_removed(merchant: Merchant, statement: str) -> None:
    pay(merchant)
    with pytest.raises(DatabaseError, match="is refused"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Payout.objects.count() == 1


def test_a_payout_to_another_merchants_account_is_refused(
    merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    other = new_merchant()
    with pytest.raises(DatabaseError, match="payout_to_an_account_of_its_merchant"), connection.cursor() as cursor:
        cursor.execute(
            INSERT_PAYOUT,
            [merchant.id, account_of(other).id, "pending"],
        )


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("table", ["merchants", "bank_accounts", "payouts"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_rows_that_others_refer_to_cannot_be_removed(merchant: Merchant, statement: str, table: str) -> None:
    pay(merchant)
    with pytest.raises(DatabaseError, match=f"{table}: .* is refused"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert (Merchant.objects.count(), Payout.objects.count(), merchant.bank_accounts.count()) == (1, 1, 1)


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("column", ["payout_id", "merchant_id", "key"])
def test_a_receipt_belongs_to_a_payout_of_its_merchant_and_key(merchant: Merchant, column: str) -> None:
    payout = pay(merchant)
    values = {"payout_id": payout.id, "merchant_id": merchant.id, "key": payout.idempotency_key} | {column: uuid4()}
    IdempotencyRecord.objects.all().delete()
    with pytest.raises(DatabaseError, match="was not created by merchant"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO idempotency_records (merchant_id, key, payout_id, answer)"
            " VALUES (%(merchant_id)s, %(key)s, %(payout_id)s, '{}')",
            values,
        )


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "change",
    [
        "account_number_masked = 'XXXXXXXX9999'",
        "ifsc_code = 'SBIN0000001'",
        "account_number_sealed = account_number_sealed || '\\x00'",
        "account_number_fingerprint = sha256('other')",
    ],
)
def test_a_bank_accounts_number_and_ifsc_cannot_change(merchant: Merchant, change: str) -> None:
    with pytest.raises(DatabaseError, match="cannot change"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE bank_accounts SET {change}")


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("change", ["id = gen_random_uuid()", "created_at = created_at - interval '1 day'"])
def test_a_merchants_row_which_is_its_lock_stays_the_same_row(database: None, change: str) -> None:
    merchant = create_merchant(name="Kaveri", email="k@kaveri.example")
    with pytest.raises(DatabaseError, match="cannot change"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE merchants SET {change}")
    assert Merchant.objects.get() == merchant


@pytest.mark.usefixtures("as_the_owner")
def test_receipts_cannot_be_removed_all_at_once(merchant: Merchant) -> None:
    pay(merchant)
    with pytest.raises(DatabaseError, match="is refused"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE idempotency_records")
    assert IdempotencyRecord.objects.count() == 1
