"""Every failpoint of webhooks × a kill: each event arrives, at least once and always the same, and is recorded once."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from server.failpoints import POINTS
from server.merchants.models import Merchant
from server.webhooks.models import MessageState, WebhookMessage
from tests.conftest import audit_faults, pay
from tests.faults.lifecycles import WEBHOOKS
from tests.faults.processes import Process, webhooks_once
from tests.support.webhooks import make_due, new_endpoint
from tests.webhooks.receivers import receiver

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
HITS = {"fanout": 1, "lease": 1, "deliver": 3, "record": 1}  # of a worker that is not killed


@pytest.fixture(autouse=True)
def loopback(settings: Settings) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "loopback"


def told_by(request: bytes) -> tuple[str, str]:
    head, _, body = request.decode().partition("\r\n\r\n")
    [name] = [line.partition(": ")[2] for line in head.split("\r\n") if line.lower().startswith("webhook-id: ")]
    return name, body


def test_every_failpoint_of_webhooks_is_here() -> None:
    assert {f"{step}.{side}" for step in HITS for side in ("before", "after")} == WEBHOOKS <= set(POINTS)


@pytest.mark.parametrize("point", sorted(WEBHOOKS))
def test_a_worker_that_is_killed_loses_no_event(
    new_merchant: Callable[..., Merchant], point: str, tmp_path: Path
) -> None:
    for hit in range(1, HITS[point.partition(".")[0]] + 1):
        merchant = new_merchant()
        with receiver(OK) as told:
            endpoint = new_endpoint(merchant.id, told.url(path=f"/{hit}")).endpoint
            for _ in range(3):
                pay(merchant, 1)
            assert Process(webhooks_once, faults=f"{point}=kill@{hit}", log=tmp_path / "log").end() is None
            make_due(endpoint.id)
            assert Process(webhooks_once).end()
            arrived = Counter(map(told_by, told.requests))
        messages = WebhookMessage.objects.filter(endpoint=endpoint)
        assert {message.state for message in messages} == {MessageState.DELIVERED}
        assert [message.attempts for message in messages] == [1, 1, 1]
        assert set(arrived) == {(message.webhook_id, message.body) for message in messages}
        # Again only what was sent and not recorded.
        was_sent = point in {"deliver.after", "record.before"} or (point == "deliver.before" and hit > 1)
        assert max(arrived.values()) == (2 if was_sent else 1)
        assert audit_faults() == []
