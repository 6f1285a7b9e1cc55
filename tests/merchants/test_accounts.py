"""Bank accounts are renamed, verified, made primary, retired and restored; their numbers never change."""

from collections.abc import Callable
from contextlib import ExitStack
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from server.audit_log.models import AuditEvent
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.merchants.accounts import (
    make_bank_account_primary,
    rename_bank_account,
    restore_bank_account,
    retire_bank_account,
    verify_bank_account,
)
from server.merchants.changes import Change
from server.merchants.models import BankAccount, Merchant
from server.payouts import lifecycle
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.conftest import INSERT_PAYOUT, account_of, pay
from tests.support.racing import at_once, in_the_background, waits_for_a_lock
from tests.support.servers import PATIENCE_SECONDS, wait_until

PRIMARY = "primary_bank_account_id"


@pytest.fixture
def first(merchant: Merchant) -> BankAccount:
    """The merchant's primary account; the merchant has another one."""
    account = account_of(merchant)
    account_of(merchant, "4242")
    assert account.is_primary
    return account


def event(action: str) -> AuditEvent:
    return AuditEvent.objects.get(action=action)


def primary_of(merchant: Merchant) -> BankAccount | None:
    return merchant.bank_accounts.filter(is_primary=True).first()


def refusal_of(act: Callable[[], object]) -> InvalidInput:
    with pytest.raises(InvalidInput) as refusal:
        act()
    return refusal.value


VERBS: dict[str, Callable[[BankAccount], Change[BankAccount]]] = {
    "renamed": lambda account: rename_bank_account(account.id, account_holder_name="Kaveri Silks Pvt Ltd"),
    "verified": lambda account: verify_bank_account(account.id),
    "made_primary": lambda account: make_bank_account_primary(account.id),
    "retired": lambda account: retire_bank_account(account.id),
}
every_verb = pytest.mark.parametrize("verb", VERBS)


@every_verb
def test_a_second_call_changes_nothing_and_says_so(merchant: Merchant, verb: str) -> None:
    account = account_of(merchant, "4242")
    first, second = VERBS[verb](account), VERBS[verb](account)
    assert (first.changed, second.changed) == (True, False)
    assert first.row == second.row
    recorded = event(f"bank_account.{verb}")
    assert (recorded.merchant_id, recorded.subject_id) == (merchant.id, str(account.id))


@every_verb
def test_of_simultaneous_calls_one_changes_the_account(merchant: Merchant, verb: str) -> None:
    account = account_of(merchant, "4242")
    results = at_once(4, lambda _: VERBS[verb](account))
    assert sorted(result.changed for result in results if not isinstance(result, Exception)) == [False] * 3 + [True]
    assert event(f"bank_account.{verb}")


@pytest.mark.parametrize("verb", [*VERBS, "restored"])
def test_an_unknown_account_is_refused(database: None, verb: str) -> None:
    acts = VERBS | {"restored": lambda account: restore_bank_account(account.id)}
    assert refusal_of(lambda: acts[verb](BankAccount(id=uuid4()))).field == "bank_account_id"


def test_a_corrected_name_has_to_be_verified_again(merchant: Merchant, first: BankAccount) -> None:
    verify_bank_account(first.id)
    renamed = rename_bank_account(first.id, account_holder_name="  Kaveri Silks Pvt Ltd ").row
    assert (renamed.account_holder_name, renamed.is_verified) == ("Kaveri Silks Pvt Ltd", False)
    assert event("bank_account.renamed").changes == {
        "account_holder_name": {"before": merchant.name, "after": "Kaveri Silks Pvt Ltd"},
        "is_verified": {"before": True, "after": False},
    }
    assert (renamed.account_number, renamed.ifsc_code) == (first.account_number, first.ifsc_code)


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "a\0b"])
def test_a_holder_needs_a_name(first: BankAccount, name: str) -> None:
    refusal = refusal_of(lambda: rename_bank_account(first.id, account_holder_name=name))
    assert refusal.field == "account_holder_name"


def test_verifying_is_recorded(first: BankAccount) -> None:
    assert verify_bank_account(first.id).row.is_verified
    assert event("bank_account.verified").changes == {"is_verified": {"before": False, "after": True}}


def test_an_earlier_account_can_be_made_primary_again(merchant: Merchant, first: BankAccount) -> None:
    other = account_of(merchant, "4242")
    make_bank_account_primary(other.id)
    assert primary_of(merchant) == other
    make_bank_account_primary(first.id)
    assert primary_of(merchant) == first
    changes = [each.changes for each in AuditEvent.objects.filter(action="bank_account.made_primary").order_by("id")]
    assert changes == [
        {PRIMARY: {"before": str(first.id), "after": str(other.id)}},
        {PRIMARY: {"before": str(other.id), "after": str(first.id)}},
    ]


def test_two_accounts_made_primary_at_once_leave_one(merchant: Merchant, first: BankAccount) -> None:
    accounts = [account_of(merchant, "4242"), account_of(merchant, "4343")]
    results = at_once(2, lambda number: make_bank_account_primary(accounts[number].id))
    assert [result.changed for result in results if not isinstance(result, Exception)] == [True, True]
    assert primary_of(merchant) in accounts


# --- retirement ----------------------------------------------------------------------------------------------------


def test_a_new_payout_to_a_retired_account_is_refused_in_words(merchant: Merchant, first: BankAccount) -> None:
    retire_bank_account(first.id)
    refusal = refusal_of(lambda: pay(merchant))
    assert (refusal.message, refusal.field) == (
        "This bank account is retired: it can't receive new payouts.",
        "bank_account_id",
    )
    assert not Payout.objects.exists()
    assert pay(merchant, script="4242").status == Status.PENDING
    restore_bank_account(first.id)
    assert pay(merchant).status == Status.PENDING


def test_in_a_batch_the_payouts_to_a_retired_account_alone_are_refused(merchant: Merchant, first: BankAccount) -> None:
    other = account_of(merchant, "4242")
    retire_bank_account(first.id)
    requests = [PayoutRequest(account, 5, uuid4()) for account in (first.id, other.id, uuid4(), first.id)]
    results = create_payouts(merchant.id, requests)
    assert [getattr(result, "message", "created") for result in results] == [
        "This bank account is retired: it can't receive new payouts.",
        "created",
        "No such bank account of this merchant.",
        "This bank account is retired: it can't receive new payouts.",
    ]


def test_a_strangers_retired_account_looks_like_an_unknown_one(new_merchant: Callable[..., Merchant]) -> None:
    merchant, other = new_merchant(), new_merchant()
    theirs = account_of(other)
    retire_bank_account(theirs.id)

    def pay_to_theirs() -> object:
        return create_payout(
            merchant_id=merchant.id, bank_account_id=theirs.id, amount_paise=5, idempotency_key=uuid4()
        )

    assert refusal_of(pay_to_theirs).message == "No such bank account of this merchant."


def test_payouts_under_way_to_a_retired_account_are_settled_and_replayed(
    merchant: Merchant, first: BankAccount
) -> None:
    key = uuid4()
    payout = pay(merchant, key=key)
    retire_bank_account(first.id)
    assert pay(merchant, key=key) == payout
    assert lifecycle.settle_due(SimulatedBank()) == 1
    payout.refresh_from_db()
    assert payout.status == Status.COMPLETED
    assert pay(merchant, key=key) == payout


def test_a_payout_that_waits_for_the_retirement_is_refused(merchant: Merchant, first: BankAccount) -> None:
    """Both hold the merchant's lock, so that they have one order."""
    with ExitStack() as stack:
        with transaction.atomic():
            retire_bank_account(first.id)
            waiting = stack.enter_context(in_the_background(lambda: refusal_of(lambda: pay(merchant)).message))
            wait_until(waits_for_a_lock)
        assert "is retired" in waiting.result(PATIENCE_SECONDS)
    assert not Payout.objects.exists()


def test_racing_payouts_and_a_retirement_have_one_order(merchant: Merchant, first: BankAccount) -> None:
    """Each payout is either accepted before the retirement or refused after it."""
    retired = []

    def act(number: int) -> object:
        if number == 0:
            retired.append(retire_bank_account(first.id))
            return None
        return pay(merchant, 10)

    results = at_once(6, act)
    assert all(result is None or isinstance(result, Payout | InvalidInput) for result in results)
    moment = retired[0].row.retired_at
    assert moment is not None
    assert Payout.objects.count() == sum(isinstance(result, Payout) for result in results)
    assert refusal_of(lambda: pay(merchant)).field == "bank_account_id"


@pytest.mark.usefixtures("as_the_owner")
def test_the_database_refuses_a_payout_to_a_retired_account(merchant: Merchant, first: BankAccount) -> None:
    retire_bank_account(first.id)
    with pytest.raises(IntegrityError, match="is retired"), connection.cursor() as cursor:
        cursor.execute(INSERT_PAYOUT, [merchant.id, first.id, "pending"])


@pytest.mark.usefixtures("as_the_owner")
def test_the_databases_refusal_waits_for_a_retirement_under_way(merchant: Merchant, first: BankAccount) -> None:
    """A payout that is typed in by hand, without the lock: it is taken for it, and looked behind it."""

    def by_hand() -> str:
        with pytest.raises(IntegrityError) as refused, connection.cursor() as cursor:
            cursor.execute(INSERT_PAYOUT, [merchant.id, first.id, "pending"])
        return str(refused.value)

    with ExitStack() as stack:
        with transaction.atomic():
            retire_bank_account(first.id)
            waiting = stack.enter_context(in_the_background(by_hand))
            wait_until(waits_for_a_lock)
        assert "is retired" in waiting.result(PATIENCE_SECONDS)


def test_when_the_primary_account_retires_the_oldest_verified_one_takes_over(
    merchant: Merchant, first: BankAccount
) -> None:
    older, verified = account_of(merchant, "4242"), account_of(merchant, "4343")
    account_of(merchant, "4444")
    verify_bank_account(verified.id)
    retired = retire_bank_account(first.id).row
    assert (retired.is_primary, primary_of(merchant)) == (False, verified)
    assert event("bank_account.retired").changes == {
        "is_retired": {"before": False, "after": True},
        PRIMARY: {"before": str(first.id), "after": str(verified.id)},
    }
    retire_bank_account(verified.id)
    assert primary_of(merchant) == older


def test_an_account_that_was_not_primary_retires_without_a_successor(merchant: Merchant, first: BankAccount) -> None:
    retire_bank_account(account_of(merchant, "4242").id)
    assert primary_of(merchant) == first
    assert event("bank_account.retired").changes == {"is_retired": {"before": False, "after": True}}


def test_without_any_account_left_none_is_primary_until_one_is_restored_or_added(merchant: Merchant) -> None:
    only = account_of(merchant)
    retire_bank_account(only.id)
    assert primary_of(merchant) is None
    assert restore_bank_account(only.id).row.is_primary
    assert event("bank_account.restored").changes == {
        "is_retired": {"before": True, "after": False},
        PRIMARY: {"before": None, "after": str(only.id)},
    }
    retire_bank_account(only.id)
    added = account_of(merchant, "4242")
    assert primary_of(merchant) == added
    assert not restore_bank_account(only.id).row.is_primary
    assert not restore_bank_account(only.id).changed


def test_a_retired_account_cannot_be_made_primary(merchant: Merchant, first: BankAccount) -> None:
    other = account_of(merchant, "4242")
    retire_bank_account(other.id)
    assert refusal_of(lambda: make_bank_account_primary(other.id)).field == "bank_account_id"
    assert primary_of(merchant) == first
