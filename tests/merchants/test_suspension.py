"""A suspended merchant starts no payout, and everything else goes on."""

from collections.abc import Callable
from contextlib import ExitStack
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from server.audit_log.models import AuditEvent
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.ledger.balance import balance_of
from server.merchants.changes import Change
from server.merchants.models import Merchant
from server.merchants.suspension import reopen_merchant, suspend_merchant
from server.payments.receiving import record_payment
from server.payouts import lifecycle
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.conftest import INSERT_PAYOUT, account_of, make_due, pay
from tests.support.racing import at_once, held_lock, in_the_background, waits_for_a_lock
from tests.support.servers import PATIENCE_SECONDS, wait_until


def suspend(merchant: Merchant, reason: str = "Asked by the bank") -> Change[Merchant]:
    return suspend_merchant(merchant.id, reason=reason)


def events_of(merchant: Merchant, prefix: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(merchant_id=merchant.id, action__startswith=prefix).order_by("id"))


def test_a_suspended_merchant_is_refused_new_payouts_until_it_is_reopened(merchant: Merchant) -> None:
    account_of(merchant)
    assert suspend(merchant).changed
    with pytest.raises(InvalidInput, match="This merchant is suspended") as refusal:
        pay(merchant)
    assert refusal.value.field == "merchant_id"
    assert not Payout.objects.exists()
    reopened = reopen_merchant(merchant.id)
    assert (reopened.changed, reopened.row.is_active, reopened.row.suspended_at) == (True, True, None)
    assert reopened.row.suspension_reason is None
    assert pay(merchant).status == Status.PENDING


def test_payouts_under_way_are_settled(merchant: Merchant) -> None:
    paid, refused, retried = (
        pay(merchant, 10_000, script) for script in (Script.PAYS, Script.ACCOUNT_CLOSED, Script.REFUSES_TWICE_THEN_PAYS)
    )
    suspend(merchant)
    for _ in range(3):
        for payout in Payout.objects.filter(status__in=("pending", "processing")):
            make_due(payout)
        lifecycle.settle_due(SimulatedBank())
    states = dict(Payout.objects.values_list("id", "status"))
    assert states == {paid.id: "completed", refused.id: "failed", retried.id: "completed"}
    assert (balance_of(merchant.id).available_paise, balance_of(merchant.id).held_paise) == (80_000, 0)


def test_a_suspended_merchants_keys_replay(merchant: Merchant) -> None:
    key, account = uuid4(), account_of(merchant).id
    first = create_payout(merchant_id=merchant.id, bank_account_id=account, amount_paise=5, idempotency_key=key)
    suspend(merchant)
    again = create_payout(merchant_id=merchant.id, bank_account_id=account, amount_paise=5, idempotency_key=key)
    assert (again.replayed, again.receipt) == (True, first.receipt)
    [in_a_batch] = create_payouts(merchant.id, [PayoutRequest(account, 5, key)])
    assert getattr(in_a_batch, "receipt", None) == first.receipt


def test_a_suspended_merchant_receives_payments(merchant: Merchant) -> None:
    suspend(merchant)
    record_payment(merchant_id=merchant.id, amount_paise=5, reference="INV-2")
    assert balance_of(merchant.id).available_paise == 100_005


def test_suspending_again_changes_nothing_and_keeps_the_first_reason(merchant: Merchant) -> None:
    first = suspend(merchant, "Fraud report 7")
    again = suspend(merchant, "Something else")
    assert (first.changed, again.changed) == (True, False)
    assert again.row.suspension_reason == "Fraud report 7"
    assert again.row.suspended_at == first.row.suspended_at
    assert len(events_of(merchant, "merchant.suspended")) == 1
    assert [reopen_merchant(merchant.id).changed for _ in range(2)] == [True, False]
    assert len(events_of(merchant, "merchant.reopened")) == 1


def test_of_simultaneous_suspensions_one_changes_the_merchant(merchant: Merchant) -> None:
    results = at_once(4, lambda number: suspend(merchant, f"Reason {number}"))
    assert sorted(result.changed for result in results if not isinstance(result, Exception)) == [False] * 3 + [True]
    [event] = events_of(merchant, "merchant.suspended")
    merchant.refresh_from_db()
    assert (event.changes or {})["suspension_reason"]["after"] == merchant.suspension_reason


def test_the_audit_log_says_what_was_before_and_after(merchant: Merchant) -> None:
    suspend(merchant, "  Fraud report 7 ")
    reopen_merchant(merchant.id)
    suspended, reopened = events_of(merchant, "merchant.")[-2:]
    assert suspended.changes == {
        "is_active": {"before": True, "after": False},
        "suspension_reason": {"before": None, "after": "Fraud report 7"},
    }
    assert reopened.changes == {
        "is_active": {"before": False, "after": True},
        "suspension_reason": {"before": "Fraud report 7", "after": None},
    }
    assert {suspended.subject_id, reopened.subject_id} == {str(merchant.id)}


@pytest.mark.usefixtures("as_the_owner")
def test_a_merchant_made_inactive_by_hand_can_be_suspended_and_reopened(new_merchant: Callable[..., Merchant]) -> None:
    one, other = new_merchant(), new_merchant()
    Merchant.objects.update(is_active=False)
    assert suspend(one, "As the ticket says").row.suspension_reason == "As the ticket says"
    assert reopen_merchant(other.id).row.is_active
    assert reopen_merchant(one.id).row.is_active


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\0b"])
def test_a_suspension_needs_a_reason(merchant: Merchant, reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        suspend(merchant, reason)
    assert refusal.value.field == "reason"
    merchant.refresh_from_db()
    assert merchant.is_active


def test_an_unknown_merchant_is_neither_suspended_nor_reopened(database: None) -> None:
    acts: list[Callable[[], object]] = [
        lambda: suspend_merchant(uuid4(), reason="x"),
        lambda: reopen_merchant(uuid4()),
    ]
    for act in acts:
        with pytest.raises(InvalidInput) as refusal:
            act()
        assert refusal.value.field == "merchant_id"


def test_a_payout_that_waits_for_the_suspension_is_refused(merchant: Merchant) -> None:
    """Suspending holds the merchant's lock, so that the two have one order."""
    account_of(merchant)
    with ExitStack() as stack:
        with transaction.atomic():
            suspend(merchant)
            waiting = stack.enter_context(in_the_background(lambda: refusal_of_a_payout(merchant)))
            wait_until(waits_for_a_lock)
        assert waiting.result(PATIENCE_SECONDS) == "This merchant is suspended: it can't make new payouts."
    assert not Payout.objects.exists()


def test_a_suspension_that_waits_for_a_payout_comes_after_it(merchant: Merchant) -> None:
    with held_lock(merchant) as let_go, in_the_background(lambda: suspend(merchant)) as waiting:
        wait_until(waits_for_a_lock)
        assert not waiting.done()
        let_go()
        assert waiting.result(PATIENCE_SECONDS).changed


def refusal_of_a_payout(merchant: Merchant) -> str:
    with pytest.raises(InvalidInput) as refusal:
        pay(merchant)
    return refusal.value.message


@pytest.mark.usefixtures("as_the_owner")
def test_the_database_refuses_a_suspended_merchants_payout(merchant: Merchant) -> None:
    account = account_of(merchant)
    suspend(merchant)
    with pytest.raises(IntegrityError, match="is suspended"), connection.cursor() as cursor:
        cursor.execute(INSERT_PAYOUT, [merchant.id, account.id, "pending"])


@pytest.mark.usefixtures("as_the_owner")
def test_the_databases_refusal_waits_for_a_suspension_under_way(merchant: Merchant) -> None:
    """A payout that is typed in by hand, without the lock: it is taken for it, and looked behind it."""
    account = account_of(merchant)

    def by_hand() -> str:
        with pytest.raises(IntegrityError) as refused, connection.cursor() as cursor:
            cursor.execute(INSERT_PAYOUT, [merchant.id, account.id, "pending"])
        return str(refused.value)

    with ExitStack() as stack:
        with transaction.atomic():
            suspend(merchant)
            waiting = stack.enter_context(in_the_background(by_hand))
            wait_until(waits_for_a_lock)
        assert "is suspended" in waiting.result(PATIENCE_SECONDS)
