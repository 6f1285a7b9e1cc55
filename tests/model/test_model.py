"""Hypothesis drives the real engine on PostgreSQL and a page of plain Python: after every step both agree, and every
rule of `verify_ledger` holds."""

import os
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pytest_django import Settings

from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import IdempotencyConflict, InsufficientFunds, InvalidInput
from server.ledger.balance import Balance, balance_of
from server.merchants.models import Merchant
from server.merchants.onboarding import create_merchant
from server.payments.receiving import record_payment
from server.payouts import creation, idempotency, leases, lifecycle
from server.payouts.idempotency import Acceptance
from server.payouts.models import IdempotencyRecord
from server.payouts.models import Payout as PayoutRecord
from tests.conftest import account_of, audit_faults, empty_the_books, guards_off
from tests.model.deadly_bank import DeadlyBank, Killed
from tests.model.plain import BY_FAILURE_RATE, MOST_ATTEMPTS, Lease, Model, ModelPayout

ENDINGS = [*list(Script)[:6], BY_FAILURE_RATE]
PAISE = st.integers(1, 60_000)
DEATHS = st.none() | st.tuples(st.integers(1, 3), st.sampled_from(["before", "after"]))


@dataclass
class AcceptedPayout:
    """An acknowledged payout: its request, and the receipt that its key replays."""

    merchant: Merchant
    key: UUID
    paise: int
    ending: str
    receipt: str
    id: UUID
    expected: ModelPayout
    key_lives: bool = True


class EngineAgainstModel(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.model = Model()
        self.merchants = [create_merchant(name="Kaveri", email=f"{uuid4().hex}@kaveri.example") for _ in range(2)]
        self.model.received = {merchant.id: [] for merchant in self.merchants}
        self.accepted_payouts: list[AcceptedPayout] = []
        self.claims: list[tuple[leases.Claim, AcceptedPayout, Lease]] = []

    def teardown(self) -> None:
        empty_the_books()

    @rule(which=st.integers(0, 1), paise=PAISE)
    def a_payment_comes_in(self, which: int, paise: int) -> None:
        merchant = self.merchants[which]
        received = self.model.received[merchant.id]
        payment = record_payment(merchant_id=merchant.id, amount_paise=paise, reference=str(len(received)))
        assert not payment.replayed
        received.append(paise)

    @precondition(lambda self: any(self.model.received.values()))
    @rule(data=st.data(), more=st.integers(0, 1))
    def a_payment_is_reported_again(self, data: st.DataObject, more: int) -> None:
        merchant = data.draw(st.sampled_from([one for one in self.merchants if self.model.received[one.id]]))
        number = data.draw(st.integers(0, len(self.model.received[merchant.id]) - 1))
        paise = self.model.received[merchant.id][number] + more
        if more:
            with pytest.raises(InvalidInput):
                record_payment(merchant_id=merchant.id, amount_paise=paise, reference=str(number))
        else:
            assert record_payment(merchant_id=merchant.id, amount_paise=paise, reference=str(number)).replayed

    @rule(which=st.integers(0, 1), paise=PAISE, ending=st.sampled_from(ENDINGS))
    def a_payout_is_requested(self, which: int, paise: int, ending: str) -> None:
        self._create(self.merchants[which], uuid4(), paise, ending)

    @precondition(lambda self: self.accepted_payouts)
    @rule(data=st.data())
    def a_key_is_sent_again(self, data: st.DataObject) -> None:
        accepted = data.draw(st.sampled_from(self.accepted_payouts))
        if not accepted.key_lives:
            self._create(accepted.merchant, accepted.key, accepted.paise, accepted.ending)
            return
        replay = self._send(accepted.merchant, accepted.key, accepted.paise, accepted.ending)
        assert (replay.replayed, replay.payout.id, replay.receipt) == (True, accepted.id, accepted.receipt)

    @precondition(lambda self: any(accepted.key_lives for accepted in self.accepted_payouts))
    @rule(data=st.data(), more=PAISE)
    def a_key_is_sent_with_another_amount(self, data: st.DataObject, more: int) -> None:
        accepted = data.draw(st.sampled_from([one for one in self.accepted_payouts if one.key_lives]))
        with pytest.raises(IdempotencyConflict):
            self._send(accepted.merchant, accepted.key, accepted.paise + more, accepted.ending)

    def _create(self, merchant: Merchant, key: UUID, paise: int, ending: str) -> None:
        available = self.model.available(merchant.id)
        if paise > available:
            with pytest.raises(InsufficientFunds) as refusal:
                self._send(merchant, key, paise, ending)
            assert refusal.value.available_paise == available
            return
        accepted = self._send(merchant, key, paise, ending)
        assert not accepted.replayed
        expected = ModelPayout(merchant.id, paise, ending)
        self.model.payouts.append(expected)
        for older in self.accepted_payouts:
            older.key_lives = older.key_lives and older.key != key
        self.accepted_payouts.append(
            AcceptedPayout(merchant, key, paise, ending, accepted.receipt, accepted.payout.id, expected)
        )

    def _send(self, merchant: Merchant, key: UUID, paise: int, ending: str) -> Acceptance:
        return creation.create_payout(
            merchant_id=merchant.id,
            bank_account_id=account_of(merchant, ending).id,
            amount_paise=paise,
            idempotency_key=key,
        )

    @rule()
    def a_worker_claims(self) -> None:
        due = [accepted for accepted in self.accepted_payouts if accepted.expected.is_due]
        claim = leases.claim_next_due()
        assert (claim is None) == (not due)
        if claim:
            [accepted] = [one for one in due if one.id == claim.payout.id]
            self.claims.append((claim, accepted, self.model.claim(accepted.expected)))

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), dies=DEATHS)
    def a_worker_settles_its_claim(self, data: st.DataObject, dies: tuple[int, str] | None) -> None:
        """Any time later: another worker may have taken its lease over."""
        number = data.draw(st.integers(0, len(self.claims) - 1))
        claim, accepted, lease = self.claims.pop(number)
        self.model.settle(accepted.expected, lease, dies)
        try:
            lifecycle.settle(claim, DeadlyBank(dies))
        except Killed:
            assert dies

    @rule()
    def the_sweep_comes(self) -> None:
        due = [accepted for accepted in self.accepted_payouts if accepted.expected.is_due]
        assert lifecycle.settle_due(SimulatedBank()) == len(due)
        for accepted in due:
            self.model.settle(accepted.expected, self.model.claim(accepted.expected))

    @rule()
    def time_passes(self) -> None:
        self.model.time_passes()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE payouts SET lease_expires_at = lease_expires_at - interval '1 day',"
                " next_attempt_at = next_attempt_at - interval '1 day' WHERE status IN ('pending', 'processing')"
            )
            cursor.execute("UPDATE bank_transfers SET pays_at = pays_at - interval '1 day' WHERE state = 'accepted'")

    @rule(purges=st.booleans())
    def keys_expire(self, purges: bool) -> None:
        with guards_off(), connection.cursor() as cursor:
            cursor.execute("UPDATE idempotency_records SET created_at = created_at - interval '25 hours'")
        for accepted in self.accepted_payouts:
            accepted.key_lives = False
        if purges:
            idempotency.purge_expired()
            assert not IdempotencyRecord.objects.exists()

    @rule(refuses=st.booleans())
    def the_banks_failure_rate_changes(self, refuses: bool) -> None:
        self.model.bank_refuses = refuses
        django_settings.PAYOUT_BANK_FAILURE_RATE = float(refuses)

    @invariant()
    def both_agree(self) -> None:
        for merchant in self.merchants:
            model = self.model
            expected = Balance(model.entries(merchant.id), model.available(merchant.id), model.held(merchant.id))
            assert balance_of(merchant.id) == expected
        rows = {row.id: (row.status, row.attempt_count) for row in PayoutRecord.objects.all()}
        assert rows == {one.id: (one.expected.status, one.expected.attempts) for one in self.accepted_payouts}
        book = {row.reference: row.state for row in BankTransfer.objects.all()}
        assert book == {
            f"payout-{one.id}": one.expected.at_bank
            for one in self.accepted_payouts
            if one.expected.at_bank != "unheard"
        }

    @invariant()
    def every_rule_holds(self) -> None:
        assert audit_faults() == []


EXAMPLES = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,  # the same in every run; `torture` is for chance
    phases=set(Phase) - ({Phase.shrink} if "PAYOUT_TESTS_WITHOUT" in os.environ else set()),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.usefixtures("database")
def test_the_engine_agrees_with_a_page_of_plain_python(settings: Settings) -> None:
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 0.001
    settings.PAYOUT_MAX_RETRIES = MOST_ATTEMPTS
    run_state_machine_as_test(EngineAgainstModel, settings=EXAMPLES)
