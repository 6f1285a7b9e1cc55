"""A batch counts as one sum, and is approved as a whole."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.approvals.deciding import BatchDecision, decide_batch
from server.approvals.models import Approval, ApprovalGate
from server.approvals.policies import Band, set_policy
from server.approvals.waiting import waiting_for_approval
from server.bank.simulator import SimulatedBank
from server.batches.models import PayoutBatch
from server.batches.paying import Paid, pay_batch
from server.errors import InvalidInput
from server.ledger.balance import balance_of
from server.money import MAX_PAISE
from server.payouts import lifecycle
from server.payouts.creation import PayoutRequest, create_payouts
from server.payouts.idempotency import Acceptance
from server.payouts.models import Payout
from tests.batches.conftest import batch_of, sent_row, states
from tests.conftest import account_of

from .people import APPROVE, REJECT, Team, acting


def paid(team: Team, *paise: int) -> PayoutBatch:
    """Each row to another account."""
    rows = [sent_row(team.merchant, each, f"{number:04}") for number, each in enumerate(paise, 1000)]
    with acting(team.maker):
        batch = batch_of(team.merchant, *rows)
        assert pay_batch(batch) == Paid(len(paise), 0)
    return batch


def test_its_sum_decides_for_each_of_its_payouts(team: Team) -> None:
    batch = paid(team, 4_000, 3_000, 4_000)
    assert set(ApprovalGate.objects.values_list("people", "sum_paise", "batch_id")) == {(1, 11_000, batch.id)}
    assert states(batch) == ["pending"] * 3
    assert lifecycle.settle_due(SimulatedBank()) == 0

    with acting(team.asha):
        assert decide_batch(team.asha, team.merchant.id, batch.id, APPROVE) == BatchDecision(3, 3)
    assert lifecycle.settle_due(SimulatedBank()) == 3
    assert states(batch) == ["completed"] * 3


def test_a_small_batch_goes_at_once(team: Team) -> None:
    paid(team, 4_000, 3_000)
    assert not ApprovalGate.objects.exists()
    assert lifecycle.settle_due(SimulatedBank()) == 2


@pytest.mark.parametrize(
    "rows", [[("1000", 9_999)], [("1000", 4_000), ("1000", 3_000)], [("1000", 5_000), ("1001", 4_999)]]
)
def test_one_just_below_the_policy_goes_at_once(team: Team, rows: list[tuple[str, int]]) -> None:
    batch = batch_of(team.merchant, *[sent_row(team.merchant, paise, ending) for ending, paise in rows])
    with acting(team.maker):
        assert pay_batch(batch) == Paid(len(rows), 0)
    assert not ApprovalGate.objects.exists()


def test_more_than_a_thousand_payouts_of_a_day_are_more_than_any_band(team: Team) -> None:
    """However many come in one call."""
    set_policy(team.merchant.id, [Band(10**9, 1)])
    account = account_of(team.merchant).id

    def make(number: int) -> list[str | None]:
        made = create_payouts(team.merchant.id, [PayoutRequest(account, 1, uuid4()) for _ in range(number)])
        assert all(isinstance(each, Acceptance) for each in made)
        return [each.payout.gate for each in made if isinstance(each, Acceptance)]

    assert {gate for number in (250, 250, 250, 248) for gate in make(number)} == {None}
    assert make(6) == [None] * 3 + ["approval"] * 3
    assert set(ApprovalGate.objects.values_list("sum_paise", flat=True)) == {MAX_PAISE}


def test_payouts_that_are_sent_together_without_a_batch_count_by_their_accounts(team: Team) -> None:
    accounts = [account_of(team.merchant, ending) for ending in ("1000", "1001", "1000")]
    results = create_payouts(team.merchant.id, [PayoutRequest(each.id, 6_000, uuid4()) for each in accounts])
    assert all(isinstance(each, Acceptance) for each in results)
    gates = [Payout.objects.get(pk=each.payout_id).gate for each in results if isinstance(each, Acceptance)]
    assert gates == [None, None, "approval"]


def test_what_waits_is_one_line(team: Team) -> None:
    batch = paid(team, 40_000, 30_000)
    [waiting] = waiting_for_approval(team.merchant.id, int(team.asha.id), first=10)
    assert (waiting.batch_id, waiting.payouts, waiting.paise, waiting.people, waiting.missing, waiting.may_decide) == (
        batch.id,
        2,
        70_000,
        2,
        2,
        True,
    )


def test_it_is_rejected_as_a_whole(team: Team) -> None:
    batch = paid(team, 40_000, 30_000)
    with acting(team.asha):
        assert decide_batch(team.asha, team.merchant.id, batch.id, REJECT, remark="No") == BatchDecision(2, 0)
    assert lifecycle.settle_due(SimulatedBank()) == 2
    assert states(batch) == ["failed"] * 2
    assert balance_of(team.merchant.id).held_paise == 0


def test_refusals_write_nothing(team: Team) -> None:
    small, batch = paid(team, 1), paid(team, 40_000, 30_000)
    decide = decide_batch
    with pytest.raises(InvalidInput, match="You paid this batch"):
        decide(team.maker, team.merchant.id, batch.id, APPROVE)
    with pytest.raises(InvalidInput, match="needs approval"):
        decide(team.asha, team.merchant.id, small.id, APPROVE)
    with pytest.raises(InvalidInput, match="remark is missing"):
        decide(team.asha, team.merchant.id, batch.id, REJECT)
    assert not Approval.objects.exists()
    assert decide(team.asha, team.merchant.id, batch.id, APPROVE) == BatchDecision(2, 0)
    with pytest.raises(InvalidInput, match="decided about this batch already"):
        decide(team.asha, team.merchant.id, batch.id, APPROVE)
    assert decide(team.ravi, team.merchant.id, batch.id, APPROVE) == BatchDecision(2, 2)
    with pytest.raises(InvalidInput, match="any more"):
        decide(team.meera, team.merchant.id, batch.id, APPROVE)


def test_a_batch_is_approved_in_as_many_statements_whatever_its_length(team: Team) -> None:
    """A thousand take 0.5 s of CPU, on 30 November 2026."""
    set_policy(team.merchant.id, [Band(1, 1)])
    counts = []
    for length in (2, 30):
        with acting(team.maker):
            batch = batch_of(team.merchant, *[sent_row(team.merchant, 1_000) for _ in range(length)])
            assert pay_batch(batch) == Paid(length, 0)
        with acting(team.asha), CaptureQueriesContext(connection) as queries:
            assert decide_batch(team.asha, team.merchant.id, batch.id, APPROVE) == BatchDecision(length, length)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Payout.objects.filter(gate=None, next_attempt_at__isnull=False).count() == 32
