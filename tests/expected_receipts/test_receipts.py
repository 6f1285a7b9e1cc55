"""Which payment satisfies which expected receipt: exactly, once, and told in the payment's transaction."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from server.audit_log.models import AuditEvent
from server.errors import IdempotencyConflict, InvalidInput, NotPossibleNow
from server.events.kinds import EventType
from server.events.models import MerchantEvent
from server.events.reading import Event, read_page
from server.expected_receipts import receipts
from server.expected_receipts.models import ExpectedReceipt, ReceiptEnd, ReceiptState, in_state
from server.expected_receipts.receipts import cancel_receipt
from server.ledger.models import LedgerEntry
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from tests.support.racing import at_once
from tests.support.receipts import due, expected


def receive(merchant: Merchant, paise: int, reference: str) -> LedgerEntry:
    return record_payment(merchant_id=merchant.id, amount_paise=paise, reference=reference).entry


def state_of(receipt: ExpectedReceipt) -> ReceiptState:
    return ExpectedReceipt.objects.get(pk=receipt.pk).state


def satisfied_by(entry: LedgerEntry) -> list[object]:
    return list(ReceiptEnd.objects.filter(entry=entry).values_list("receipt_id", flat=True))


def told(merchant: Merchant) -> list[Event]:
    return read_page(merchant.id, types=[EventType.RECEIPT_RECEIVED]).events


def test_a_payment_with_its_reference_satisfies_it_and_tells_the_feed(merchant: Merchant) -> None:
    receipt = expected(merchant, 700, 800, reference="Inv  2041", payer="Kaveri Imports")
    assert (state_of(receipt), told(merchant)) == (ReceiptState.AWAITED, [])
    entry = receive(merchant, 750, "INV 2041")
    assert (satisfied_by(entry), state_of(receipt)) == ([receipt.id], ReceiptState.RECEIVED)
    [event] = told(merchant)
    assert (event.expected_receipt_id, event.amount_paise, event.reference) == (receipt.id, 750, "INV 2041")
    assert (event.due_on, str(event.position)) == (receipt.due_on, f"{entry.seq}.1")


@pytest.mark.parametrize(("paise", "satisfies"), [(699, False), (700, True), (800, True), (801, False)])
def test_bounds_are_within(merchant: Merchant, paise: int, satisfies: bool) -> None:
    expected(merchant, 700, 800)
    assert len(satisfied_by(receive(merchant, paise, "ANY"))) == satisfies


def test_another_reference_or_another_amount_satisfies_nothing(merchant: Merchant) -> None:
    receipt = expected(merchant, 700, reference="INV-1")
    assert satisfied_by(receive(merchant, 700, "INV-2")) == satisfied_by(receive(merchant, 701, "INV-1")) == []
    assert state_of(receipt) == ReceiptState.AWAITED


def test_a_payment_satisfies_one_its_own_first_then_the_one_that_is_due_first_then_the_oldest(
    merchant: Merchant,
) -> None:
    day = today() + timedelta(days=30)
    late, early, as_early = expected(merchant, due_on=day), expected(merchant), expected(merchant)
    named = expected(merchant, reference="INV-9", due_on=day)
    order = [satisfied_by(receive(merchant, 700, reference)) for reference in ("INV-9", "A", "B", "C", "D")]
    assert order == [[named.id], [early.id], [as_early.id], [late.id], []]
    assert len(told(merchant)) == 4


def test_a_payment_from_before_or_of_another_merchant_satisfies_nothing(
    merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    receive(merchant, 700, "INV-1")
    receipt = expected(merchant, reference="INV-1")
    receive(new_merchant(), 700, "INV-1")
    assert state_of(receipt) == ReceiptState.AWAITED
    assert not MerchantEvent.objects.exists()


def test_a_payment_that_is_rolled_back_satisfies_nothing(merchant: Merchant) -> None:
    receipt = expected(merchant)
    with transaction.atomic():
        assert satisfied_by(receive(merchant, 700, "ANY")) == [receipt.id]
        transaction.set_rollback(True)
    assert (state_of(receipt), told(merchant)) == (ReceiptState.AWAITED, [])


def test_payments_at_once_satisfy_one_each(merchant: Merchant) -> None:
    both = {expected(merchant).id, expected(merchant).id}
    entries = at_once(2, lambda number: receive(merchant, 700, f"NO {number}"))
    assert {receipt for entry in entries if isinstance(entry, LedgerEntry) for receipt in satisfied_by(entry)} == both


def test_it_is_late_from_the_day_after_and_a_payment_still_satisfies_it(merchant: Merchant) -> None:
    receipt = expected(merchant, due_on=today())
    assert state_of(receipt) == ReceiptState.AWAITED
    due(receipt, today() - timedelta(days=1))
    assert state_of(receipt) == ReceiptState.LATE
    receive(merchant, 700, "ANY")
    assert state_of(receipt) == ReceiptState.RECEIVED


def test_each_is_listed_in_its_one_state(merchant: Merchant) -> None:
    received, cancelled, late, awaited = (expected(merchant, 700 + paise) for paise in range(4))
    receive(merchant, 700, "ANY")
    cancel_receipt(cancelled)
    due(late, today() - timedelta(days=1))
    listed = {state: list(in_state(ExpectedReceipt.objects.all(), state)) for state in ReceiptState}
    assert listed == {
        ReceiptState.AWAITED: [awaited],
        ReceiptState.LATE: [late],
        ReceiptState.RECEIVED: [received],
        ReceiptState.CANCELLED: [cancelled],
    }
    assert all(receipt.state is state for state, rows in listed.items() for receipt in rows)


def test_what_is_cancelled_is_expected_no_more(merchant: Merchant) -> None:
    receipt = expected(merchant)
    end, changed = cancel_receipt(receipt)
    assert (changed, cancel_receipt(receipt)) == (True, (end, False))
    assert satisfied_by(receive(merchant, 700, "ANY")) == []
    assert (state_of(receipt), told(merchant)) == (ReceiptState.CANCELLED, [])
    actions = AuditEvent.objects.filter(subject_id=receipt.id).order_by("id").values_list("action", flat=True)
    assert list(actions) == ["expected_receipt.created", "expected_receipt.cancelled"]


def test_what_came_cannot_be_cancelled(merchant: Merchant) -> None:
    receipt = expected(merchant)
    receive(merchant, 700, "ANY")
    with pytest.raises(NotPossibleNow, match="has satisfied"):
        cancel_receipt(receipt)
    assert state_of(receipt) == ReceiptState.RECEIVED


def test_a_key_says_one_receipt_for_ever(merchant: Merchant) -> None:
    key = uuid4()
    receipt = expected(merchant, key=key, payer="Kaveri")
    assert expected(merchant, key=key, payer="Kaveri") == receipt
    with pytest.raises(IdempotencyConflict, match="other facts"):
        expected(merchant, key=key, payer="Kaveri & Co")
    due(receipt, today() - timedelta(days=40))
    assert expected(merchant, key=key, payer="Kaveri", due_on=today() - timedelta(days=40)) == receipt
    assert ExpectedReceipt.objects.count() == 1


def test_the_same_key_at_once_says_one(merchant: Merchant) -> None:
    key = uuid4()
    one, other = at_once(2, lambda _: expected(merchant, key=key))
    assert one == other
    assert ExpectedReceipt.objects.count() == 1


def test_a_merchant_awaits_so_many_at_most(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "MOST_OPEN", 2)
    first = expected(merchant)
    expected(merchant)
    with pytest.raises(InvalidInput, match="at most"):
        expected(merchant)
    cancel_receipt(first)
    expected(merchant)
