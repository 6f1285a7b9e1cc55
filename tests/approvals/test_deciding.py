"""A payout that needs approval holds its money and goes nowhere until enough others than its maker approve."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from server.access.callers import Role
from server.access.models import Membership
from server.approvals import deciding
from server.approvals.expiring import expire_due
from server.approvals.models import Approval, ApprovalGate
from server.approvals.policies import Band, set_policy
from server.approvals.waiting import ApprovalOutcome, approval_of, waiting_for_approval
from server.bank.models import BankTransfer
from server.bank.simulator import SimulatedBank
from server.batches.paying import pay_batch
from server.errors import InvalidInput, ProofDue
from server.events.models import MerchantEvent
from server.ledger.balance import balance_of
from server.merchants.models import BankAccount
from server.merchants.onboarding import add_bank_account
from server.payout_orders.funding import fund_due
from server.payouts import lifecycle
from server.payouts.attention import attention
from server.payouts.cancelling import cancel
from server.payouts.creation import create_payout
from server.payouts.details import GivenDetails
from server.payouts.explaining import NextAction, explanation_of, next_action_at
from server.payouts.failures import FailureKind, failure_of
from server.payouts.idempotency import Acceptance
from server.payouts.models import Payout, PayoutAttempt
from server.payouts.planning import PlanWarningCode, plan_payout
from server.payouts.revision import revision_of
from server.payouts.states import Status
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import account_of, guards_off
from tests.payout_orders.conftest import order
from tests.support.approvals import move_the_gate
from tests.support.racing import in_the_background

from .people import Team, acting, approve, key_of, long_ago, made_by, person, reject

TOMORROW = datetime.now(UTC) + timedelta(days=1)


def settle(payout: Payout) -> int:
    settled = lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    return settled


def told(payout: Payout) -> list[str]:
    events = MerchantEvent.objects.filter(subject_id=payout.id).order_by("ledger_seq", "n")
    return list(events.values_list("kind", flat=True))


def test_it_waits_with_its_money_held_until_enough_have_approved(team: Team) -> None:
    payout = made_by(team.maker, team.merchant, 50_000)
    assert (payout.status, payout.gate, payout.next_attempt_at) == (Status.PENDING, "approval", None)
    assert balance_of(team.merchant.id).held_paise == 50_000
    assert settle(payout) == 0
    assert attention(10) == []
    explained = explanation_of(payout, was_retried=False)
    assert (explained.next_action, explained.safe_to_retry) == (NextAction.AWAIT_APPROVAL, False)
    assert explained.words.startswith("Waits for 2 more approvals.")
    gate = ApprovalGate.objects.get(pk=payout.pk)
    assert next_action_at(payout) == gate.expires_at == payout.created_at + timedelta(days=7)

    before = revision_of(team.merchant.id)
    approve(team.asha, payout)
    assert revision_of(team.merchant.id) != before
    payout.refresh_from_db()
    assert payout.gate == "approval"
    assert explanation_of(payout, was_retried=False).words.startswith("Waits for 1 more approval.")
    assert settle(payout) == 0
    assert not BankTransfer.objects.exists()

    approve(team.ravi, payout)
    assert settle(payout) == 1
    assert payout.status == Status.COMPLETED
    assert told(payout) == ["PAYOUT_APPROVAL_NEEDED", "PAYOUT_APPROVED"]
    found = approval_of(payout, None)
    assert found is not None
    assert (found.outcome, found.missing, [each.person for each in found.decisions]) == (
        ApprovalOutcome.OPENED,
        0,
        ["asha", "ravi"],
    )


def test_a_plan_says_who_has_to_approve(team: Team) -> None:
    def warned(paise: int) -> list[str]:
        plan = plan_payout(
            merchant_id=team.merchant.id, bank_account_id=account_of(team.merchant).id, amount_paise=paise
        )
        return [each.words for each in plan.warnings if each.code is PlanWarningCode.NEEDS_APPROVAL]

    assert warned(9_999) == []
    assert [words[:12] for words in warned(10_000)] == ["1 person has"]
    made_by(team.maker, team.merchant, 9_999)
    assert [words[:13] for words in warned(40_001)] == ["2 people have"]


def test_what_the_policy_does_not_ask_for_goes_at_once(team: Team) -> None:
    payout = made_by(team.maker, team.merchant, 9_999)
    assert payout.gate is None
    assert settle(payout) == 1
    assert approval_of(payout, None) is None


def test_a_rejected_one_fails_unsent_and_gives_its_money_back(team: Team) -> None:
    payout = made_by(team.maker, team.merchant, 50_000)
    approve(team.asha, payout)
    reject(team.ravi, payout, "Wrong invoice")
    assert settle(payout) == 1
    failure = failure_of(payout)
    assert failure is not None
    assert (payout.status, failure.kind) == (Status.FAILED, FailureKind.APPROVAL_REJECTED)
    assert list(PayoutAttempt.objects.values_list("call", flat=True)) == ["void"]
    assert balance_of(team.merchant.id).held_paise == 0
    assert told(payout) == ["PAYOUT_APPROVAL_NEEDED", "PAYOUT_APPROVAL_REJECTED"]
    with pytest.raises(InvalidInput, match="was rejected"):
        approve(team.meera, payout)


def test_one_that_too_few_approved_in_time_fails_unsent(team: Team) -> None:
    payout = made_by(team.maker, team.merchant)
    other = made_by(team.maker, team.merchant)
    assert expire_due() == 0
    move_the_gate(payout, "-7 days")
    with pytest.raises(InvalidInput, match="time to approve"):
        approve(team.asha, payout)
    assert settle(payout) == 0
    assert expire_due() == 1
    assert expire_due() == 0
    assert settle(payout) == 1
    failure = failure_of(payout)
    assert failure is not None
    assert (payout.status, failure.kind) == (Status.FAILED, FailureKind.APPROVAL_EXPIRED)
    assert told(payout) == ["PAYOUT_APPROVAL_NEEDED", "PAYOUT_APPROVAL_EXPIRED"]
    other.refresh_from_db()
    assert other.status == Status.PENDING


def test_it_can_be_cancelled_while_it_waits(team: Team) -> None:
    payout = made_by(team.maker, team.merchant)
    cancel(payout)
    with pytest.raises(InvalidInput, match="cancel"):
        approve(team.asha, payout)
    assert settle(payout) == 1
    failure = failure_of(payout)
    assert failure is not None
    assert (failure.kind, told(payout)) == (
        FailureKind.CANCELLED,
        ["PAYOUT_APPROVAL_NEEDED", "PAYOUT_CANCEL_REQUESTED"],
    )
    found = approval_of(payout, None)
    assert found is not None
    assert found.outcome is ApprovalOutcome.CANCELLED


def test_a_scheduled_one_waits_for_its_time_after_its_approval(team: Team) -> None:
    payout = made_by(team.maker, team.merchant, details=GivenDetails(not_before=TOMORROW))
    assert explanation_of(payout, was_retried=False).next_action is NextAction.AWAIT_APPROVAL
    approve(team.asha, payout)
    payout.refresh_from_db()
    assert (payout.gate, payout.next_attempt_at) == (None, None)
    assert explanation_of(payout, was_retried=False).words.startswith("Scheduled.")
    assert settle(payout) == 0


def test_one_whose_time_has_passed_by_then_is_due_at_once(team: Team) -> None:
    payout = made_by(team.maker, team.merchant, details=GivenDetails(not_before=TOMORROW))
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE payouts SET not_before = now() - interval '1 second' WHERE id = %s", [payout.id])
        cursor.execute("UPDATE approval_gates SET subject = approval_subject(payout_id)")
    assert settle(payout) == 0
    approve(team.asha, payout)
    assert settle(payout) == 1
    assert payout.status == Status.COMPLETED


def test_a_time_that_runs_out_at_that_moment_is_told_and_writes_nothing(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    payout = made_by(team.maker, team.merchant)
    look = deciding._require_open

    def look_and_wait(*asked: Any) -> None:
        look(*asked)
        with in_the_background(lambda: move_the_gate(payout, "-7 days")):
            pass

    monkeypatch.setattr(deciding, "_require_open", look_and_wait)
    with pytest.raises(InvalidInput, match="time to approve"):
        approve(team.asha, payout)
    assert not Approval.objects.exists()
    assert expire_due() == 1


def test_a_role_that_is_taken_away_at_that_moment_decides_nothing(team: Team) -> None:
    payout = made_by(team.maker, team.merchant)
    batch = batch_of(team.merchant, sent_row(team.merchant, 20_000))
    pay_batch(batch)
    Membership.objects.filter(user=int(team.asha.id)).update(role=Role.VIEWER)
    with pytest.raises(InvalidInput, match="who may approve"):
        approve(team.asha, payout)
    with pytest.raises(InvalidInput, match="who may approve"):
        deciding.decide_batch(team.asha, team.merchant.id, batch.id, Approval.Decision.APPROVE)
    assert not Approval.objects.exists()


def test_who_decides_and_what_is_refused(team: Team) -> None:
    payout = made_by(team.maker, team.merchant, 50_000)
    others = {
        "You made this": team.maker,
        "sign in": key_of(team.merchant),
        "who may approve": person(team.merchant, "sita", Role.MAKER),
    }
    for words, caller in others.items():
        with pytest.raises(InvalidInput, match=words):
            approve(caller, payout)
    with pytest.raises(InvalidInput, match="own people"):
        approve(replace(team.asha, merchant_id=None), payout)
    with pytest.raises(ProofDue):
        approve(long_ago(team.asha), payout)
    with pytest.raises(InvalidInput, match="Look at it again"):
        approve(team.asha, payout, subject="0" * 64)
    with pytest.raises(InvalidInput) as refused:
        deciding.decide(team.asha, payout, Approval.Decision.REJECT)
    assert refused.value.field == "remark"
    assert not Approval.objects.exists()

    found = approval_of(payout, int(team.asha.id))
    assert found is not None
    approve(team.asha, payout, subject=found.subject)
    with pytest.raises(InvalidInput, match="approved this payout already"):
        approve(team.asha, payout)
    with pytest.raises(InvalidInput, match="approved this payout already"):
        reject(team.asha, payout)
    approve(team.ravi, payout)
    with pytest.raises(InvalidInput, match="Enough people"):
        approve(team.meera, payout)
    assert Approval.objects.count() == 2
    free = made_by(team.maker, team.merchant, 1)
    # … to the same account, the sum of a day is beyond the first band: so it needs approval as well.
    assert free.gate == "approval"


def test_whoever_leaves_the_merchant_approves_nothing(team: Team) -> None:
    payout = made_by(team.maker, team.merchant)
    leaver = person(team.merchant, "leaver")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE auth_user SET is_active = false WHERE id = %s", [leaver.id])
    with pytest.raises(InvalidInput, match="who may approve"):
        approve(leaver, payout)
    assert not Approval.objects.exists()


def test_a_changed_subject_is_refused(team: Team) -> None:
    payout = made_by(team.maker, team.merchant)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE approval_gates SET subject = %s", ["1" * 64])
    with pytest.raises(InvalidInput, match="Look at it again"):
        approve(team.asha, payout)


def test_splitting_does_not_evade_the_policy(team: Team) -> None:
    gates = [made_by(team.maker, team.merchant, 4_000).gate for _ in range(4)]
    assert gates == [None, None, "approval", "approval"]  # 4, 8, 12, 16 thousand paise
    account_of(team.merchant, "0002")
    elsewhere = made_by(team.maker, team.merchant, 4_000, script="0002")
    assert elsewhere.gate is None


def test_one_number_at_two_banks_is_one_account_for_the_policy(team: Team) -> None:
    number = "7654321012345"
    accounts = [
        add_bank_account(
            merchant_id=team.merchant.id,
            account_holder_name="Anand Traders",
            account_number=number,
            ifsc_code=code,
            account_type=BankAccount.AccountType.CURRENT,
        )
        for code in ("HDFC0001234", "ICIC0000001")
    ]
    gates = []
    for account in (*accounts, *accounts):
        with acting(team.maker):
            made = create_payout(
                merchant_id=team.merchant.id, bank_account_id=account.id, amount_paise=4_000, idempotency_key=uuid4()
            )
        gates.append(made.payout.gate)
    assert gates == [None, None, "approval", "approval"]


def test_an_orders_payout_is_made_by_who_placed_the_order(team: Team) -> None:
    with acting(team.maker):
        order(team.merchant, 10_000)
    assert fund_due() == 1
    gate = ApprovalGate.objects.get()
    assert gate.maker_person_id == int(team.maker.id)
    with pytest.raises(InvalidInput, match="You made this payout"):
        approve(team.maker, gate.payout)
    approve(team.asha, gate.payout)
    assert settle(Payout.objects.get()) == 1


def test_what_failed_counts_no_more(team: Team) -> None:
    for _ in range(3):
        payout = made_by(team.maker, team.merchant, 9_000)
        assert payout.gate is None
        cancel(payout)
        settle(payout)
        assert payout.status == Status.FAILED


def test_a_changed_policy_leaves_what_waits_as_it_is(team: Team) -> None:
    waiting = made_by(team.maker, team.merchant)
    set_policy(team.merchant.id, [Band(5_000, 3)])
    later = made_by(team.maker, team.merchant)
    assert set_policy(team.merchant.id, []).changed
    assert made_by(team.maker, team.merchant).gate is None
    gates = dict(ApprovalGate.objects.values_list("payout_id", "people"))
    assert gates == {waiting.id: 1, later.id: 3}
    approve(team.asha, waiting)
    assert settle(waiting) == 2  # and the one without a gate
    assert waiting.status == Status.COMPLETED


def test_a_replay_is_the_same_to_the_byte_whatever_was_decided(team: Team) -> None:
    key, account = uuid4(), account_of(team.merchant).id

    def create() -> Acceptance:
        with acting(team.maker):
            return create_payout(
                merchant_id=team.merchant.id, bank_account_id=account, amount_paise=10_000, idempotency_key=key
            )

    made = create()
    assert '"approval": {"people": 1, "expires_at": "' in made.receipt
    accepted = made.as_accepted()
    assert (accepted.gate, accepted.next_attempt_at) == ("approval", None)
    assert explanation_of(accepted, was_retried=False).next_action is NextAction.AWAIT_APPROVAL
    approve(team.asha, accepted)
    set_policy(team.merchant.id, [])
    again = create()
    assert (again.receipt, again.replayed) == (made.receipt, True)
    assert Payout.objects.count() == 1


def test_what_waits_is_listed_for_whom_it_waits(team: Team) -> None:
    first, second = made_by(team.maker, team.merchant), made_by(team.asha, team.merchant)
    merchant, asha = team.merchant.id, int(team.asha.id)
    assert [(each.payout_id, each.may_decide) for each in waiting_for_approval(merchant, asha, first=10)] == [
        (first.id, True),
        (second.id, False),
    ]
    assert [each.payout_id for each in waiting_for_approval(merchant, asha, first=10, mine=True)] == [first.id]
    assert [each.may_decide for each in waiting_for_approval(merchant, None, first=10)] == [False, False]
    approve(team.asha, first)
    assert waiting_for_approval(merchant, asha, first=10, mine=True) == []
