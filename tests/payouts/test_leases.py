"""Leases decide which worker may act on a payout: claims, takeovers, workers that wake too late, sweeps that meet."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from server.bank.gateway import BankReply, Paid, Refused, Transfer, Voided
from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payouts import leases, lifecycle
from server.payouts.models import Payout
from server.payouts.states import Status
from server.text import is_taken
from tests.conftest import empty_the_books, guards_off, make_due, pay
from tests.support.racing import at_once, held_lock, in_the_background, waits_for_a_lock
from tests.support.servers import wait_until


def claim() -> Payout:
    claimed = leases.claim_next_due()
    assert claimed is not None
    return claimed.payout


def test_a_claim_takes_the_payout_that_is_due_for_longest(merchant: Merchant) -> None:
    first, second = pay(merchant, 1), pay(merchant, 2)
    assert [claim().id, claim().id] == [first.id, second.id]
    assert leases.claim_next_due() is None


def test_each_payout_is_claimed_by_one(merchant: Merchant) -> None:
    payouts = {pay(merchant, 1).id for _ in range(12)}
    claims = at_once(8, lambda _: [claimed.payout.id for claimed in iter(leases.claim_next_due, None)])
    taken = [payout for claim in claims if isinstance(claim, list) for payout in claim]
    assert sorted(taken) == sorted(payouts)


def test_a_claim_passes_by_what_another_is_claiming(merchant: Merchant) -> None:
    first, second = pay(merchant, 1), pay(merchant, 2)
    with transaction.atomic():
        assert Payout.objects.select_for_update().get(pk=first.id) == first
        with in_the_background(leases.claim_next_due) as other:
            claimed = other.result(timeout=20)  # it does not wait for us
    assert claimed
    assert claimed.payout == second


def test_a_payout_is_ended_under_its_merchants_lock_and_not_held_while_that_is_waited_for(merchant: Merchant) -> None:
    """Everybody locks the merchant first and its payouts then: in another order two could wait for each other."""
    payout = pay(merchant)
    with held_lock(merchant) as release, in_the_background(lambda: lifecycle.settle_due(SimulatedBank())):
        wait_until(waits_for_a_lock)
        with transaction.atomic():
            assert Payout.objects.select_for_update(nowait=True).get(pk=payout.id).status == Status.PROCESSING
        release()
    payout.refresh_from_db()
    assert payout.status == Status.COMPLETED


def test_a_lease_runs_for_the_processing_timeout(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS = 77
    pay(merchant)
    payout = claim()
    assert payout.lease_expires_at is not None
    assert payout.processing_started_at is not None
    assert payout.lease_expires_at - payout.processing_started_at == timedelta(seconds=77)


def test_an_abandoned_payout_is_taken_over_and_the_bank_is_asked_first(merchant: Merchant) -> None:
    pay(merchant)
    dead = claim()
    account = dead.bank_account
    SimulatedBank().submit(
        Transfer(dead.bank_reference, dead.amount_paise, account.account_number, account.ifsc_code)
    )  # … and here its worker was killed
    assert lifecycle.settle_due(SimulatedBank()) == 0
    make_due(dead)
    assert lifecycle.settle_due(SimulatedBank()) == 1
    dead.refresh_from_db()
    assert (dead.status, dead.attempt_count) == (Status.COMPLETED, 1)
    assert BankTransfer.objects.get().submissions == 1


def test_a_payout_that_waits_for_its_next_attempt_is_left_alone(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    assert lifecycle.settle_due(SimulatedBank()) == 1
    with connection.cursor() as cursor:  # long in processing, and yet not stuck
        cursor.execute("UPDATE payouts SET processing_started_at = now() - interval '1 day'")
    assert lifecycle.settle_due(SimulatedBank()) == 0
    payout.refresh_from_db()
    assert (payout.status, payout.attempt_count) == (Status.PROCESSING, 1)


class Interrupted(SimulatedBank):
    """A worker that is stopped in mid-call, while `meanwhile` happens, and then wakes."""

    def __init__(self, meanwhile: Callable[[], None], *, before: bool) -> None:
        super().__init__()
        self.meanwhile, self.before = meanwhile, before

    def submit(self, transfer: Transfer) -> BankReply:
        if self.before:
            self.meanwhile()
            return super().submit(transfer)
        answer = super().submit(transfer)
        self.meanwhile()
        return answer


@pytest.mark.parametrize("before", [True, False], ids=["before the bank heard it", "after the bank paid"])
def test_a_worker_that_wakes_after_its_lease_was_taken_changes_nothing(merchant: Merchant, before: bool) -> None:
    payout = pay(merchant)

    def another_worker() -> None:
        make_due(payout)
        assert lifecycle.settle_due(SimulatedBank()) == 1

    lifecycle.settle_due(Interrupted(another_worker, before=before), limit=1)
    payout.refresh_from_db()
    assert payout.status == Status.COMPLETED
    assert LedgerEntry.objects.filter(payout=payout).count() == 3
    assert BankTransfer.objects.filter(state="paid").count() == 1


class AskedTooLong(SimulatedBank):
    """A worker that asks for so long that its lease is another's when the answer comes."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    def fetch_status(self, reference: str) -> BankReply:
        answer = super().fetch_status(reference)
        self.meanwhile()
        return answer


def test_a_worker_without_its_lease_asks_the_bank_for_nothing_more(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    assert lifecycle.settle_due(SimulatedBank()) == 1
    assert BankTransfer.objects.get().submissions == 1

    def another_worker_claims() -> None:
        make_due(payout)
        assert claim().id == payout.id

    make_due(payout)
    lifecycle.settle_due(AskedTooLong(another_worker_claims), limit=1)
    assert BankTransfer.objects.get().submissions == 1


def test_a_late_submission_of_a_failed_payout_is_never_paid(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 1
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)

    def another_worker_gives_up() -> None:
        make_due(payout)
        lifecycle.settle_due(SimulatedBank())  # refused, and no attempt is left: voided and released
        assert Payout.objects.get().status == Status.FAILED

    lifecycle.settle_due(Interrupted(another_worker_gives_up, before=True), limit=1)
    assert BankTransfer.objects.get().state == "voided"
    assert Payout.objects.get().status == Status.FAILED


def test_a_void_that_was_not_written_down_is_found_again(merchant: Merchant) -> None:
    pay(merchant)
    dead = claim()
    reason = lifecycle.NO_ANSWER
    assert SimulatedBank().void(dead.bank_reference, *reason) == Voided(*reason)  # … and here its worker was killed
    make_due(dead)
    lifecycle.settle_due(SimulatedBank())
    dead.refresh_from_db()
    assert (dead.status, dead.failure_reason, dead.failure_code) == (Status.FAILED, *reason)


def test_five_sweeps_at_once_settle_everything_once(merchant: Merchant) -> None:
    payouts = [pay(merchant, 100) for _ in range(20)]
    settled = at_once(5, lambda _: lifecycle.settle_due(SimulatedBank()))
    assert sum(number for number in settled if isinstance(number, int)) == len(payouts)
    assert Payout.objects.filter(status=Status.COMPLETED).count() == len(payouts)
    assert LedgerEntry.objects.filter(entry_type="payout_completed").count() == len(payouts)


def test_one_payouts_trouble_is_not_the_others(merchant: Merchant, caplog: pytest.LogCaptureFixture) -> None:
    trouble, fine = pay(merchant, 1), pay(merchant, 2)

    class BankThatBreaksOnce(SimulatedBank):
        def submit(self, transfer: Transfer) -> BankReply:
            if transfer.reference == trouble.bank_reference:
                raise ConnectionError("reset by peer")
            return super().submit(transfer)

    assert lifecycle.settle_due(BankThatBreaksOnce()) == 2
    fine.refresh_from_db()
    trouble.refresh_from_db()
    assert (fine.status, trouble.status) == (Status.COMPLETED, Status.PROCESSING)
    assert "settling was interrupted" in caplog.text
    make_due(trouble)
    lifecycle.settle_due(SimulatedBank())
    trouble.refresh_from_db()
    assert trouble.status == Status.COMPLETED


def test_the_bank_is_never_called_inside_a_transaction(merchant: Merchant) -> None:
    pay(merchant, 1, Script.REFUSES_TWICE_THEN_PAYS)

    class Watching(SimulatedBank):
        def submit(self, transfer: Transfer) -> BankReply:
            assert not connection.in_atomic_block
            return super().submit(transfer)

    assert lifecycle.settle_due(Watching()) == 1


def test_an_attempt_that_never_reached_the_bank_is_not_counted_twice(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 1
    pay(merchant)
    dead = claim()  # … and here its worker was killed, before it called
    make_due(dead)
    lifecycle.settle_due(SimulatedBank())
    dead.refresh_from_db()
    assert (dead.status, dead.attempt_count) == (Status.COMPLETED, 1)


def test_a_payout_at_odds_with_the_ledger_does_not_block_the_others(
    merchant: Merchant, caplog: pytest.LogCaptureFixture
) -> None:
    broken, fine = pay(merchant, 1), pay(merchant, 2)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entries SET entry_type = 'payout_completed' WHERE payout_id = %s", [broken.id])
    assert lifecycle.settle_due(SimulatedBank()) == 1
    fine.refresh_from_db()
    broken.refresh_from_db()
    assert (fine.status, broken.status) == (Status.COMPLETED, Status.PENDING)
    assert f"run verify_ledger: payout {broken.id}" in caplog.text
    empty_the_books()


@pytest.mark.parametrize("time", ["next_attempt_at", "lease_expires_at"])
def test_a_time_that_never_comes_is_refused(merchant: Merchant, time: str) -> None:
    pay(merchant)
    if time == "lease_expires_at":
        claim()
    with pytest.raises(IntegrityError, match="payout_times_come"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE payouts SET {time} = 'infinity'")


@pytest.mark.parametrize("words", ["x" * 301, "a\0b\n", "", "खाता बंद है, दर्\u200dया\u202e"])
def test_whatever_a_bank_may_say_can_be_stored(merchant: Merchant, words: str) -> None:
    payout, answer = pay(merchant), Refused(words, final=True)

    class Talkative(SimulatedBank):
        def submit(self, transfer: Transfer) -> BankReply:
            super().submit(transfer)
            return answer

    lifecycle.settle_due(Talkative())
    payout.refresh_from_db()
    assert payout.status == Status.FAILED
    assert payout.failure_reason == answer.reason
    assert all(map(is_taken, answer.reason))
    empty_the_books()  # this bank contradicts its own book


@pytest.mark.parametrize("utr", ["", "U" * 65, "A\0"])
def test_something_that_is_no_utr_is_not_cut_to_fit(utr: str) -> None:
    with pytest.raises(ValueError, match="no UTR"):
        Paid(utr)


def test_the_release_before_claims_by_the_form_that_it_knows(merchant: Merchant) -> None:
    payout = pay(merchant)
    with connection.cursor() as cursor:
        for since in ("-infinity", "2026-01-01"):
            cursor.execute("SELECT * FROM payout_claim(gen_random_uuid(), '30 s', '900 s', %s)", [since])
            names = [column.name for column in cursor.description or ()]
            claimed = [dict(zip(names, row, strict=True)) for row in cursor]
            assert [(row["id"], row["status"], row["is_new"]) for row in claimed] == (
                [(payout.id, "processing", True)] if since == "-infinity" else []
            )
