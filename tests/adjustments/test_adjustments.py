"""One operator proposes an adjustment and another decides it; approving posts it, once."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from server.adjustments.deciding import approve_adjustment, reject_adjustment
from server.adjustments.models import Adjustment, Direction, State
from server.adjustments.proposing import propose_adjustment
from server.audit_log.models import AuditEvent
from server.errors import IdempotencyConflict, InsufficientFunds, InvalidInput
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.merchants.suspension import suspend_merchant
from server.money import MAX_PAISE
from tests.conftest import pay
from tests.support.operators import acting_as
from tests.support.racing import at_once, in_the_background, waits_for_a_lock

from .conftest import approve, propose, reject

CREDIT, DEBIT = Direction


def adjustment_entries(merchant: Merchant) -> list[tuple[str, int, str]]:
    rows = LedgerEntry.objects.filter(merchant=merchant, entry_type__startswith="adjustment").order_by("seq")
    return list(rows.values_list("entry_type", "amount_paise", "description"))


def available(merchant: Merchant) -> int:
    return balance_of(merchant.id).available_paise


@pytest.mark.parametrize(
    ("direction", "entry"),
    [(CREDIT, ("adjustment_credit", 5_000)), (DEBIT, ("adjustment_debit", -5_000))],
)
def test_an_approved_adjustment_is_posted_and_not_before(
    merchant: Merchant, asha: User, ravi: User, direction: Direction, entry: tuple[str, int]
) -> None:
    proposed = propose(asha, merchant, 5_000, direction, reason="  Wire 7 was short ").adjustment
    assert (proposed.status, proposed.proposed_by, proposed.entry) == (State.PROPOSED, "asha@example.in", None)
    assert (available(merchant), adjustment_entries(merchant)) == (100_000, [])
    approved = approve(ravi, proposed)
    assert approved.changed
    assert (approved.row.status, approved.row.decided_by) == (State.APPROVED, "ravi@example.in")
    assert approved.row.decided_at
    assert adjustment_entries(merchant) == [(*entry, "Wire 7 was short")]
    assert approved.row.entry == LedgerEntry.objects.get(entry_type=entry[0])
    assert available(merchant) == 100_000 + entry[1]


def test_a_rejected_adjustment_is_never_posted(merchant: Merchant, asha: User, ravi: User) -> None:
    proposed = propose(asha, merchant).adjustment
    rejected = reject(ravi, proposed)
    assert (rejected.changed, rejected.row.status, rejected.row.decided_by) == (True, "rejected", "ravi@example.in")
    assert reject(ravi, proposed).changed is False
    with pytest.raises(InvalidInput, match="was rejected") as refusal:
        approve(ravi, proposed)
    assert refusal.value.field == "adjustment_id"
    assert adjustment_entries(merchant) == []


def test_nobody_approves_the_own_proposal(merchant: Merchant, asha: User, ravi: User) -> None:
    proposed = propose(asha, merchant).adjustment
    with pytest.raises(InvalidInput, match="another operator") as refusal:
        approve(asha, proposed)
    assert refusal.value.field == "adjustment_id"
    assert (available(merchant), Adjustment.objects.get().status) == (100_000, State.PROPOSED)
    assert approve(ravi, proposed).changed


def test_who_proposed_it_may_take_it_back(merchant: Merchant, asha: User, ravi: User) -> None:
    proposed = propose(asha, merchant).adjustment
    assert reject(asha, proposed).row.status == State.REJECTED
    with pytest.raises(InvalidInput, match="was rejected"):
        approve(ravi, proposed)


def test_approving_again_posts_nothing_more(merchant: Merchant, asha: User, ravi: User) -> None:
    proposed = propose(asha, merchant).adjustment
    first, again = approve(ravi, proposed), approve(ravi, proposed)
    assert (first.changed, again.changed, first.row.entry_id) == (True, False, again.row.entry_id)
    with pytest.raises(InvalidInput, match="was posted"):
        reject(ravi, proposed)
    assert len(adjustment_entries(merchant)) == 1


def test_of_simultaneous_approvals_one_posts(merchant: Merchant, asha: User, ravi: User) -> None:
    """The second has not read yet whether it is approved: it waits for the merchant's lock, which the first holds."""
    proposed = propose(asha, merchant).adjustment
    with transaction.atomic():
        first = approve(ravi, proposed)  # not committed yet
        with in_the_background(lambda: approve(ravi, proposed)) as second:
            while not waits_for_a_lock():
                assert not second.done()
            transaction.get_connection().connection.commit()
    assert (first.changed, second.result().changed) == (True, False)
    assert len(adjustment_entries(merchant)) == 1


def test_an_approval_and_a_rejection_at_once_have_one_order(merchant: Merchant, asha: User, ravi: User) -> None:
    for _ in range(4):
        proposed = propose(asha, merchant, 10).adjustment
        before = len(adjustment_entries(merchant))
        results = at_once(2, lambda number, it=proposed: (approve if number else reject)(ravi, it))  # type: ignore[misc]
        assert sorted(type(result).__name__ for result in results) == ["Change", "InvalidInput"]
        proposed.refresh_from_db()
        assert len(adjustment_entries(merchant)) - before == (1 if proposed.status == State.APPROVED else 0)


# --- the key -------------------------------------------------------------------------------------------------------


def test_a_key_proposes_once(merchant: Merchant, asha: User, ravi: User) -> None:
    key = uuid4()
    first = propose(asha, merchant, key=key)
    again = propose(asha, merchant, key=key)
    assert (first.replayed, again.replayed, again.adjustment) == (False, True, first.adjustment)
    approve(ravi, first.adjustment)
    later = propose(asha, merchant, key=key)
    assert (later.replayed, later.adjustment.status) == (True, State.APPROVED)
    assert Adjustment.objects.count() == 1


def test_of_simultaneous_proposals_with_one_key_one_is_made(merchant: Merchant, asha: User) -> None:
    key = uuid4()
    results = at_once(4, lambda _: propose(asha, merchant, key=key))
    assert sorted(result.replayed for result in results if not isinstance(result, Exception)) == [False] + [True] * 3
    assert Adjustment.objects.count() == 1


def test_a_key_with_another_proposal_is_a_conflict(merchant: Merchant, asha: User, ravi: User) -> None:
    key = uuid4()
    propose(asha, merchant, key=key)
    others: list[Callable[[], object]] = [
        lambda: propose(asha, merchant, 5_001, key=key),
        lambda: propose(asha, merchant, direction=DEBIT, key=key),
        lambda: propose(asha, merchant, reason="Another", key=key),
        lambda: propose(ravi, merchant, key=key),
    ]
    for other in others:
        with pytest.raises(IdempotencyConflict, match="another adjustment"):
            other()
    assert Adjustment.objects.count() == 1


def test_a_key_belongs_to_its_merchant(new_merchant: Callable[..., Merchant], asha: User) -> None:
    key = uuid4()
    assert [propose(asha, new_merchant(), key=key).replayed for _ in range(2)] == [False, False]


# --- the balance ---------------------------------------------------------------------------------------------------


def test_a_debit_never_overdraws(merchant: Merchant, asha: User, ravi: User) -> None:
    with pytest.raises(InsufficientFunds, match="for this adjustment") as refusal:
        propose(asha, merchant, 100_001, DEBIT)
    assert refusal.value.available_paise == 100_000
    assert not Adjustment.objects.exists()
    proposed = propose(asha, merchant, 100_000, DEBIT).adjustment
    pay(merchant, 1)
    with pytest.raises(InsufficientFunds) as later:
        approve(ravi, proposed)
    assert later.value.available_paise == 99_999
    assert Adjustment.objects.get().status == State.PROPOSED
    approve(ravi, propose(asha, merchant, 99_999, DEBIT).adjustment)
    assert available(merchant) == 0


def test_held_money_is_not_taken(merchant: Merchant, asha: User) -> None:
    pay(merchant, 60_000)
    with pytest.raises(InsufficientFunds):
        propose(asha, merchant, 40_001, DEBIT)


def test_racing_debits_and_payouts_leave_nothing_below_zero(merchant: Merchant, asha: User, ravi: User) -> None:
    proposals = [propose(asha, merchant, 60_000, DEBIT).adjustment for _ in range(2)]

    def act(number: int) -> object:
        return pay(merchant, 60_000) if number == 2 else approve(ravi, proposals[number])

    results = at_once(3, act)
    assert sorted(isinstance(result, InsufficientFunds) for result in results) == [False, True, True]
    assert available(merchant) == 40_000


def test_a_credit_stays_within_the_integers_that_json_holds_exactly(merchant: Merchant, asha: User, ravi: User) -> None:
    with pytest.raises(InvalidInput) as refusal:
        propose(asha, merchant, MAX_PAISE - 99_999)
    assert refusal.value.field == "amount_paise"
    both = [propose(asha, merchant, MAX_PAISE - 100_000).adjustment for _ in range(2)]
    approve(ravi, both[0])
    with pytest.raises(InvalidInput):
        approve(ravi, both[1])
    assert balance_of(merchant.id).total_paise == MAX_PAISE


def test_a_suspended_merchant_is_adjusted_too(merchant: Merchant, asha: User, ravi: User) -> None:
    suspend_merchant(merchant.id, reason="Fraud report 7")
    approve(ravi, propose(asha, merchant, 100_000, DEBIT).adjustment)
    assert available(merchant) == 0


# --- the rest ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501, "a\0b"])
def test_an_adjustment_needs_a_reason(merchant: Merchant, asha: User, reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        propose(asha, merchant, reason=reason)
    assert refusal.value.field == "reason"
    assert not Adjustment.objects.exists()


def test_an_unknown_merchant_or_adjustment_is_refused(asha: User) -> None:
    with acting_as(asha):
        for act in (approve_adjustment, reject_adjustment):
            with pytest.raises(InvalidInput) as refusal:
                act(uuid4())
            assert refusal.value.field == "adjustment_id"
        with pytest.raises(InvalidInput) as no_merchant:
            propose_adjustment(
                merchant_id=uuid4(), direction=CREDIT, amount_paise=1, reason="x", idempotency_key=uuid4()
            )
    assert no_merchant.value.field == "merchant_id"


def test_each_step_is_recorded_with_its_operator(merchant: Merchant, asha: User, ravi: User) -> None:
    approved, rejected = (propose(asha, merchant, 7, DEBIT).adjustment for _ in range(2))
    entry = approve(ravi, approved).row.entry_id
    reject(ravi, rejected)
    rows = AuditEvent.objects.filter(action__startswith="adjustment.").order_by("id")
    assert [(each.action, each.subject_id, each.actor_name) for each in rows] == [
        ("adjustment.proposed", str(approved.id), "asha@example.in"),
        ("adjustment.proposed", str(rejected.id), "asha@example.in"),
        ("adjustment.approved", str(approved.id), "ravi@example.in"),
        ("adjustment.rejected", str(rejected.id), "ravi@example.in"),
    ]
    assert {each.merchant_id for each in rows} == {merchant.id}
    assert rows[0].changes == {
        "status": {"before": None, "after": "proposed"},
        "amount_paise": {"before": None, "after": -7},
    }
    assert rows[2].changes == {
        "status": {"before": "proposed", "after": "approved"},
        "entry_id": {"before": None, "after": str(entry)},
    }
