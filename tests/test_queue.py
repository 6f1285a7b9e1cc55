"""The doorbell: what a lost, refused or doubled ring may and may not do."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle, tasks
from server.payouts.states import Status

from .conftest import account_of, pay

HUEY = settings.HUEY


def send(merchant: Merchant) -> int:
    answer = Client().post(
        "/api/v1/payouts/",
        {"amount_paise": 100, "bank_account_id": str(account_of(merchant).id)},
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid4()), "X-Merchant-Id": str(merchant.id)},
    )
    return answer.status_code


@pytest.fixture
def broker_away() -> Iterator[None]:
    """The queue's own connection leads nowhere, for real."""
    HUEY.storage.close()
    host = HUEY.storage.connection_params["host"]
    HUEY.storage.connection_params["host"] = "/nowhere"
    yield
    HUEY.storage.close()
    HUEY.storage.connection_params["host"] = host


def test_an_accepted_payout_rings_once(merchant: Merchant) -> None:
    assert send(merchant) == 201
    assert HUEY.pending_count() == 1


def test_a_ring_settles_what_is_due_and_a_second_one_finds_nothing(merchant: Merchant) -> None:
    payouts = [pay(merchant, 100) for _ in range(3)]
    assert tasks.settle_due.call_local() == 3
    assert tasks.settle_due.call_local() == 0
    for payout in payouts:
        payout.refresh_from_db()
    assert {payout.status for payout in payouts} == {Status.COMPLETED}


@pytest.mark.usefixtures("broker_away")
def test_a_payout_is_accepted_while_the_queue_is_away(merchant: Merchant, caplog: pytest.LogCaptureFixture) -> None:
    assert send(merchant) == 201
    assert "the sweep will" in caplog.text
    assert lifecycle.settle_due(SimulatedBank()) == 1


@pytest.mark.usefixtures("broker_away")
def test_the_sweep_does_the_work_itself_while_the_queue_is_away(merchant: Merchant) -> None:
    payout = pay(merchant)
    tasks.Sweeper().sweep()
    payout.refresh_from_db()
    assert payout.status == Status.COMPLETED


def test_the_sweep_only_rings_while_the_queue_is_there(merchant: Merchant) -> None:
    payout = pay(merchant)
    tasks.Sweeper().sweep()
    payout.refresh_from_db()
    assert payout.status == Status.PENDING
    assert HUEY.pending_count() == 1
