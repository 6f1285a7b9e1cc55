"""Approvers, rejecters, cancellers, makers and changes of the policy, all at once."""

from collections.abc import Callable

import pytest

from server.access.callers import Caller
from server.approvals.models import Approval, ApprovalGate
from server.approvals.policies import Band, set_policy
from server.bank.models import BankTransfer
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.payouts import lifecycle
from server.payouts.cancelling import cancel
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.support.racing import at_once

from .people import BANDS, Team, approve, made_by, reject


def everybody(team: Team) -> list[Caller]:
    return [team.asha, team.ravi, team.meera]


@pytest.mark.parametrize("attempt", range(3))
def test_of_many_approvers_at_once_enough_open_it_and_the_others_hear_that(team: Team, attempt: int) -> None:
    payout = made_by(team.maker, team.merchant, 50_000)
    approvers = everybody(team) * 2

    def decide(number: int) -> Payout:
        return approve(approvers[number], payout)

    results = at_once(len(approvers), decide)
    assert sum(isinstance(each, Payout) for each in results) == 2
    assert sum(isinstance(each, InvalidInput) for each in results) == 4
    assert Approval.objects.count() == 2
    assert lifecycle.settle_due(SimulatedBank()) == 1
    assert BankTransfer.objects.get().submissions == 1


@pytest.mark.parametrize("attempt", range(3))
def test_approved_rejected_and_cancelled_at_once_it_is_paid_or_never_sent(team: Team, attempt: int) -> None:
    payout = made_by(team.maker, team.merchant)
    acts: list[Callable[[], object]] = [
        lambda: approve(team.asha, payout),
        lambda: reject(team.ravi, payout),
        lambda: cancel(payout),
    ]
    results = at_once(3, lambda number: acts[(number + attempt) % 3]())
    assert not [each for each in results if isinstance(each, Exception) and not isinstance(each, InvalidInput)]
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    # Approved first, it may be cancelled after that: then it was never sent either, as no worker ran meanwhile.
    sent = BankTransfer.objects.get().submissions
    assert (payout.status, sent) in [(Status.COMPLETED, 1), (Status.FAILED, 0)]


def test_of_payouts_made_at_once_those_beyond_the_sum_wait(team: Team) -> None:
    results = at_once(6, lambda _: made_by(team.maker, team.merchant, 3_000))
    assert all(isinstance(each, Payout) for each in results)
    gates = list(Payout.objects.order_by("created_at", "id").values_list("gate", flat=True))
    assert gates == [None, None, None, "approval", "approval", "approval"]  # 3, 6, 9 | 12, 15, 18 thousand


def test_a_policy_that_changes_meanwhile_is_in_force_before_or_after_each_payout(team: Team) -> None:
    def act(number: int) -> object:
        if number % 4:
            return made_by(team.maker, team.merchant, 10_000)
        return set_policy(team.merchant.id, [] if number % 8 else list(BANDS))

    results = at_once(12, act)
    assert not [each for each in results if isinstance(each, Exception)]
    versions = set(ApprovalGate.objects.values_list("policy_version", flat=True))
    assert versions <= {1, 2, 3, 4}
    set_policy(team.merchant.id, [Band(1, 4)])
    assert made_by(team.maker, team.merchant, 1).gate == "approval"
