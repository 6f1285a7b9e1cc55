"""The database's half: every test here goes around Python, as a slip or a psql session would."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, connection, transaction

from server.adjustments.models import Adjustment
from server.merchants.models import Merchant

from .conftest import approve, propose, reject

pytestmark = pytest.mark.usefixtures("as_the_owner")

ENTRY = (
    "INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, description)"
    " VALUES (%s, %s, 'adjustment_credit', %s, '')"
)
APPROVED = "status = 'approved', decided_at = now(), decided_by = 'somebody'"


def sql(*statements: tuple[str, list[Any]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, parameters in statements:
            cursor.execute(statement, parameters)


def test_an_adjustment_entry_without_its_adjustment_is_refused(merchant: Merchant) -> None:
    with pytest.raises(IntegrityError, match="has no approved adjustment"):
        sql((ENTRY, [uuid4(), merchant.id, 5]))


@pytest.mark.parametrize(("paise", "is_refused"), [(5_000, False), (5_001, True)])
def test_an_entry_has_its_adjustments_amount(
    merchant: Merchant, asha: User, ravi: User, paise: int, is_refused: bool
) -> None:
    proposed, entry = propose(asha, merchant, 5_000).adjustment, uuid4()
    approving = f"UPDATE adjustments SET {APPROVED}, decided_by_id = %s, entry_id = %s WHERE id = %s"
    statements = (ENTRY, [entry, merchant.id, paise]), (approving, [ravi.pk, entry, proposed.id])
    if is_refused:
        with pytest.raises(IntegrityError, match="not of the same merchant, type and amount"):
            sql(*statements)
    else:
        sql(*statements)
    assert Adjustment.objects.get().status == ("proposed" if is_refused else "approved")


def test_an_entry_is_of_its_adjustments_merchant(
    merchant: Merchant, new_merchant: Callable[..., Merchant], asha: User, ravi: User
) -> None:
    proposed, entry = propose(asha, merchant).adjustment, uuid4()
    approving = f"UPDATE adjustments SET {APPROVED}, decided_by_id = %s, entry_id = %s WHERE id = %s"
    with pytest.raises(IntegrityError, match="not of the same merchant"):
        sql((ENTRY, [entry, new_merchant().id, 5_000]), (approving, [ravi.pk, entry, proposed.id]))


def test_an_existing_entry_cannot_be_an_adjustments(merchant: Merchant, asha: User, ravi: User) -> None:
    proposed = propose(asha, merchant, 100_000).adjustment
    payment = merchant.ledger_entries.get()
    approving = f"UPDATE adjustments SET {APPROVED}, decided_by_id = %s, entry_id = %s WHERE id = %s"
    with pytest.raises(IntegrityError, match="not of the same merchant, type and amount"):
        sql((approving, [ravi.pk, payment.id, proposed.id]))


def test_the_proposer_cannot_approve_by_hand(merchant: Merchant, asha: User) -> None:
    proposed, entry = propose(asha, merchant).adjustment, uuid4()
    approving = f"UPDATE adjustments SET {APPROVED}, decided_by_id = %s, entry_id = %s WHERE id = %s"
    with pytest.raises(IntegrityError, match="adjustment_approved_by_another_operator"):
        sql((ENTRY, [entry, merchant.id, 5_000]), (approving, [asha.pk, entry, proposed.id]))


def test_an_adjustment_begins_as_proposed(merchant: Merchant) -> None:
    with pytest.raises(IntegrityError, match="begins as proposed"):
        Adjustment.objects.create(
            merchant=merchant,
            direction="credit",
            amount_paise=5,
            reason="x",
            idempotency_key=uuid4(),
            status="approved",
            proposed_by="by hand",
        )


def test_a_key_stands_for_one_adjustment_of_a_merchant(
    merchant: Merchant, new_merchant: Callable[..., Merchant], asha: User
) -> None:
    first = propose(asha, merchant).adjustment
    columns = {"direction": "debit", "amount_paise": 7, "reason": "x", "proposed_by_id": asha.pk, "proposed_by": "asha"}
    with pytest.raises(IntegrityError, match="adjustment_key_once"):
        Adjustment.objects.create(merchant=merchant, idempotency_key=first.idempotency_key, **columns)
    Adjustment.objects.create(merchant=new_merchant(), idempotency_key=first.idempotency_key, **columns)


CHANGES = [
    "amount_paise = amount_paise + 1",
    "direction = 'debit'",
    "reason = 'another'",
    "idempotency_key = gen_random_uuid()",
    "proposed_by_id = proposed_by_id + 1",
    "proposed_by = 'somebody'",
    "created_at = now()",
    "merchant_id = gen_random_uuid()",
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_proposed_cannot_change(merchant: Merchant, asha: User, change: str) -> None:
    propose(asha, merchant)
    with pytest.raises(DatabaseError, match="was proposed with cannot change"):
        sql((f"UPDATE adjustments SET {change}", []))


@pytest.mark.parametrize("decide", [approve, reject])
@pytest.mark.parametrize("change", ["status = 'proposed'", "decided_by = 'somebody'", "status = 'rejected'"])
def test_a_decision_is_final(
    merchant: Merchant, asha: User, ravi: User, decide: Callable[[User, Adjustment], object], change: str
) -> None:
    decide(ravi, propose(asha, merchant).adjustment)
    with pytest.raises(DatabaseError, match="is final"):
        sql((f"UPDATE adjustments SET {change}", []))


@pytest.mark.parametrize("statement", ["DELETE FROM adjustments", "TRUNCATE adjustments"])
def test_adjustments_are_kept(merchant: Merchant, asha: User, statement: str) -> None:
    propose(asha, merchant)
    with pytest.raises(DatabaseError, match="its rows are kept"):
        sql((statement, []))


def test_the_database_gives_the_times(merchant: Merchant, asha: User, ravi: User) -> None:
    decided = approve(ravi, propose(asha, merchant).adjustment).row
    assert decided.decided_at
    assert decided.created_at < decided.decided_at
