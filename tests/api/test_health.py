"""Signs of health over both APIs: to operators alone, and a dead worker is told from a long queue."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.observability import worker_heartbeats
from server.observability.models import WorkerHeartbeat
from server.observability.worker_heartbeats import Beat
from server.payouts.lifecycle import settle_due
from server.payouts.models import PayoutAttempt
from server.payouts.worker.pool import WorkerPool
from tests.api.conftest import graphql, no_row_changes
from tests.api.keys import client_of
from tests.conftest import make_due, pay
from tests.support.servers import wait_until

HEALTH = """{ health { isWell due oldestDueAt signs { kind isWell text since }
  workers { name isAlive startedAt beatAt threads busy lastClaimAt } } }"""
NOW = datetime(2026, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("database")


def health(client: Client) -> Any:
    answer = graphql(client, HEALTH).json()
    assert "errors" not in answer, answer
    rest = client.get("/api/v1/health/").json()
    found = answer["data"]["health"]
    assert rest["is_well"] == found["isWell"]
    assert [(s["kind"].upper(), s["is_well"]) for s in rest["signs"]] == [
        (s["kind"], s["isWell"]) for s in found["signs"]
    ]
    assert [w["name"] for w in rest["workers"]] == [w["name"] for w in found["workers"]]
    return found


def sign(client: Client, kind: str) -> Any:
    [found] = [each for each in health(client)["signs"] if each["kind"] == kind]
    return found


def beat(busy: int = 1, *, is_first: bool = False) -> None:
    worker_heartbeats.beat(Beat(threads=4, busy=busy, last_claim_at=NOW, is_first=is_first))


def fall_silent() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE worker_heartbeats SET beat_at = now() - interval '1 minute'")


def test_all_is_well_while_a_worker_lives_and_nothing_is_due(client: Client) -> None:
    beat()
    found = health(client)
    assert found["isWell"]
    assert (found["due"], found["oldestDueAt"]) == (0, None)
    assert [each["kind"] for each in found["signs"]] == ["WORKERS", "QUEUE", "BROKER", "LOCKS", "BANK"]
    assert found["signs"][0]["text"] == "1 worker running, 1 of 4 threads busy."
    [worker] = found["workers"]
    assert (worker["name"], worker["isAlive"], worker["threads"], worker["busy"]) == (
        worker_heartbeats.name(),
        True,
        4,
        1,
    )
    assert worker["lastClaimAt"] == "2026-01-01T00:00:00+00:00"


def test_a_silent_worker_is_dead(client: Client) -> None:
    beat()
    fall_silent()
    found = sign(client, "WORKERS")
    assert not found["isWell"]
    assert found["text"] == "No worker is running. Nothing is sent to the bank."
    assert found["since"] is not None
    assert not health(client)["isWell"]


def test_without_any_worker_nobody_lives(client: Client) -> None:
    assert sign(client, "WORKERS") == {
        "kind": "WORKERS",
        "isWell": False,
        "text": "No worker is running. Nothing is sent to the bank.",
        "since": None,
    }


def test_a_late_payout_has_a_long_queue_or_a_dead_worker_before_it(client: Client, merchant: Merchant) -> None:
    make_due(pay(merchant))
    late = sign(client, "QUEUE")
    assert not late["isWell"]
    assert late["text"].startswith("1 due, the oldest for ")
    assert late["text"].endswith("No worker is running.")
    beat()
    assert sign(client, "QUEUE")["text"].endswith("The workers run, and can’t keep up.")
    assert health(client)["due"] == 1


def test_a_payout_that_is_just_due_is_well(client: Client, merchant: Merchant) -> None:
    pay(merchant)
    assert sign(client, "QUEUE")["isWell"]
    assert health(client)["due"] == 1


def test_a_bank_that_does_not_answer_is_not_well(client: Client, merchant: Merchant) -> None:
    assert sign(client, "BANK")["text"] == "Not called in the last 15 minutes."
    pay(merchant)
    settle_due(SimulatedBank())
    assert sign(client, "BANK")["isWell"]
    [call] = PayoutAttempt.objects.all()
    for _ in range(20):
        PayoutAttempt.objects.create(
            payout=call.payout, number=1, call="ask", answer="no_answer", started_at=call.started_at
        )
    found = sign(client, "BANK")
    assert not found["isWell"]
    assert found["text"] == "Last 21 calls: 20 without an answer, 0 declined for now."


def test_a_broker_that_cannot_be_reached_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sign(client, "BROKER")["isWell"]

    def fail() -> int:
        raise ConnectionError

    monkeypatch.setattr(django_settings.HUEY, "pending_count", fail)
    assert not sign(client, "BROKER")["isWell"]


def test_a_transaction_that_waits_for_a_lock_is_counted(client: Client) -> None:
    assert sign(client, "LOCKS") == {"kind": "LOCKS", "isWell": True, "text": "None waiting.", "since": None}


def test_merchants_and_readers_of_all_merchants_are_refused(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    for client in (client_of(merchant), client_of(None, Scope.READ, Scope.PAYOUTS)):
        with no_row_changes():
            for answer in (graphql(client, HEALTH), client.get("/api/v1/health/")):
                assert "This needs the scope operate." in answer.content.decode()
                assert "thread" not in answer.content.decode()
    assert "errors" not in graphql(client_of(None, Scope.OPERATE, Scope.READ), HEALTH).json()


def test_a_pool_beats_and_its_process_takes_its_heartbeat_away() -> None:
    beats: list[Beat] = []

    def both(state: Beat) -> None:
        beats.append(state)
        worker_heartbeats.beat(state)

    pool = WorkerPool(SimulatedBank, notify=lambda: None, beat=both)
    pool.start(2)
    try:
        wait_until(WorkerHeartbeat.objects.exists, 20)
    finally:
        pool.stop(5)
    assert (beats[0].threads, beats[0].is_first) == (2, True)
    worker_heartbeats.end()
    assert not WorkerHeartbeat.objects.exists()


def test_a_beat_renews_one_row_and_the_first_one_forgets_the_long_dead() -> None:
    beat(is_first=True)
    begun = WorkerHeartbeat.objects.get()
    WorkerHeartbeat.objects.create(name="gone", threads=1, busy=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE worker_heartbeats SET beat_at = now() - interval '2 days' WHERE name = 'gone'")
    beat(busy=3)
    assert WorkerHeartbeat.objects.count() == 2
    renewed = WorkerHeartbeat.objects.get(pk=begun.pk)
    assert (renewed.started_at, renewed.busy) == (begun.started_at, 3)
    assert renewed.beat_at > begun.beat_at
    beat(is_first=True)
    assert [each.pk for each in WorkerHeartbeat.objects.all()] == [begun.pk]
    assert WorkerHeartbeat.objects.get().started_at - begun.started_at > timedelta(0)
