"""The attempts that are stored of a payout's way to the bank."""

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from pytest_django import Settings

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import leases, lifecycle
from server.payouts.models import Payout, PayoutAttempt
from tests.conftest import make_due, pay

BUSY = "The beneficiary's bank is not available at the moment."
VOIDED = "The bank did not confirm the transfer; it was voided."


def history(payout: Payout, claims: int) -> list[tuple[int, str, str, str | None]]:
    for _ in range(claims):
        lifecycle.settle_due(SimulatedBank())
        make_open_due(payout)
    return list(payout.attempts.order_by("id").values_list("number", "call", "answer", "reason"))


def make_open_due(payout: Payout) -> None:
    payout.refresh_from_db()
    if payout.next_attempt_at:
        make_due(payout)


@pytest.mark.parametrize(
    ("script", "claims", "written"),
    [
        (Script.PAYS, 1, [(1, "submit", "paid", None)]),
        (Script.ACCOUNT_CLOSED, 1, [(1, "submit", "rejected", "The beneficiary account is closed.")]),
        (
            Script.REFUSES_TWICE_THEN_PAYS,
            3,
            [
                (1, "submit", "refused", BUSY),
                (1, "ask", "refused", BUSY),
                (2, "submit", "refused", BUSY),
                (2, "ask", "refused", BUSY),
                (3, "submit", "paid", None),
            ],
        ),
        (Script.TIMES_OUT_THOUGH_IT_PAID, 1, [(1, "submit", "no_answer", None), (1, "ask", "paid", None)]),
    ],
)
def test_every_reply_is_stored(
    merchant: Merchant, script: Script, claims: int, written: list[tuple[int, str, str, str | None]]
) -> None:
    assert history(pay(merchant, 100, script), claims) == written


def test_the_last_attempt_is_the_void(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 1
    assert history(pay(merchant, 100, Script.TIMES_OUT_AND_NEVER_PAID), 1) == [
        (1, "submit", "no_answer", None),
        (1, "ask", "unheard", None),
        (1, "void", "voided", VOIDED),
    ]


def test_an_attempt_lasts_as_long_as_its_call(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_BANK_LATENCY_SECONDS = [0.03, 0.03]
    before = timezone.now()
    payout = pay(merchant)
    lifecycle.settle_due(SimulatedBank())
    attempt = payout.attempts.get()
    assert before < attempt.started_at < attempt.ended_at
    assert (attempt.ended_at - attempt.started_at).total_seconds() >= 0.03


def test_a_worker_that_lost_its_lease_stores_no_attempt(merchant: Merchant) -> None:
    payout = pay(merchant, 100, Script.REFUSES_TWICE_THEN_PAYS)
    late = leases.claim_next_due()
    make_due(payout)
    now = leases.claim_next_due()
    assert late
    assert now
    lifecycle.settle(late, SimulatedBank())
    payout.refresh_from_db()
    # Neither its answer nor its wait: the lease is still the other's.
    assert (payout.lease, payout.next_attempt_at) == (now.payout.lease, None)
    assert not payout.attempts.exists()


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "statement",
    ["UPDATE payout_attempts SET answer = 'paid'", "DELETE FROM payout_attempts", "TRUNCATE payout_attempts"],
)
def test_attempts_are_never_changed(merchant: Merchant, statement: str) -> None:
    pay(merchant)
    lifecycle.settle_due(SimulatedBank())
    with pytest.raises(DatabaseError, match="is refused"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert PayoutAttempt.objects.count() == 1
