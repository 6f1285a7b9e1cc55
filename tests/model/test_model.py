"""Hypothesis drives the real engine on PostgreSQL and a page of plain Python: after every step both agree, and every
rule of `verify_ledger` holds."""

import os
from dataclasses import dataclass
from typing import NamedTuple
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
from server.errors import IdempotencyConflict, IdempotencyKeyForgotten, InsufficientFunds, InvalidInput, Refusal
from server.ledger.balance import Balance, balance_of
from server.merchants.models import Merchant
from server.merchants.onboarding import create_merchant
from server.payments.receiving import record_payment
from server.payouts import creation, idempotency, leases, lifecycle
from server.payouts.creation import PayoutRequest
from server.payouts.idempotency import Acceptance
from server.payouts.models import IdempotencyRecord
from server.payouts.models import Payout as PayoutRecord
from tests.conftest import account_of, alone, audit_faults, empty_the_books, guards_off
from tests.model.deadly_bank import DeadlyBank, Killed
from tests.model.plain import BY_FAILURE_RATE, MOST_ATTEMPTS, Lease, Model, ModelPayout

ENDINGS = [*list(Script)[:6], BY_FAILURE_RATE]
PAISE = st.integers(1, 60_000)
DEATHS = st.none() | st.tuples(st.integers(1, 3), st.sampled_from(["before", "after"]))


class Request(NamedTuple):
    key: UUID
    paise: int
    ending: str


class Way(NamedTuple):
    """How a request is sent; a batch decides like a single call."""

    is_retry: bool
    in_a_batch: bool


WAYS = st.builds(Way, st.booleans(), st.booleans())


@dataclass
class AcceptedPayout:
    """An acknowledged payout: its request, and the receipt that its key replays."""

    merchant: Merchant
    request: Request
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

    @rule(which=st.integers(0, 1), paise=PAISE, ending=st.sampled_from(ENDINGS), way=WAYS)
    def a_payout_is_requested(self, which: int, paise: int, ending: str, way: Way) -> None:
        """As a first call, or as the retry of one that never arrived."""
        self._create(self.merchants[which], Request(uuid4(), paise, ending), way)

    @precondition(lambda self: self.accepted_payouts)
    @rule(data=st.data(), way=WAYS)
    def a_key_is_sent_again(self, data: st.DataObject, way: Way) -> None:
        drawn = data.draw(st.sampled_from(self.accepted_payouts))
        merchant, request = drawn.merchant, drawn.request
        made = [one for one in self.accepted_payouts if one.request.key == request.key]
        if made[-1].key_lives:
            replay = self._send(merchant, made[-1].request, way)
            assert (replay.replayed, replay.payout.id, replay.receipt) == (True, made[-1].id, made[-1].receipt)
        elif way.is_retry:
            with pytest.raises(IdempotencyKeyForgotten) as refusal:
                self._send(merchant, request, way)
            assert refusal.value.payout_ids == [one.id for one in made[:-11:-1]]
        else:
            self._create(merchant, request, way)

    @precondition(lambda self: any(accepted.key_lives for accepted in self.accepted_payouts))
    @rule(data=st.data(), more=PAISE, way=WAYS)
    def a_key_is_sent_with_another_amount(self, data: st.DataObject, more: int, way: Way) -> None:
        accepted = data.draw(st.sampled_from([one for one in self.accepted_payouts if one.key_lives]))
        request = accepted.request
        with pytest.raises(IdempotencyConflict):
            self._send(accepted.merchant, Request(request.key, request.paise + more, request.ending), way)

    def _create(self, merchant: Merchant, request: Request, way: Way) -> None:
        available = self.model.available(merchant.id)
        if request.paise > available:
            with pytest.raises(InsufficientFunds) as refusal:
                self._send(merchant, request, way)
            assert refusal.value.available_paise == available
            return
        accepted = self._send(merchant, request, way)
        assert not accepted.replayed
        expected = ModelPayout(merchant.id, request.paise, request.ending)
        self.model.payouts.append(expected)
        self.accepted_payouts.append(AcceptedPayout(merchant, request, accepted.receipt, accepted.payout.id, expected))

    def _send(self, merchant: Merchant, request: Request, way: Way) -> Acceptance:
        asked = PayoutRequest(account_of(merchant, request.ending).id, request.paise, request.key)
        if not way.in_a_batch:
            return creation.create_payout(merchant_id=merchant.id, is_retry=way.is_retry, **alone(asked))
        [result] = creation.create_payouts(merchant.id, [asked], is_retry=way.is_retry)
        if isinstance(result, Refusal):
            raise result
        return result

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
