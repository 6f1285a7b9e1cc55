"""The receivers of docs/webhooks.md run as they stand: they take what the engine signs, once, and nothing else."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as project
from pytest_django import Settings

from server.events.reading import read_page
from server.merchants.models import Merchant
from server.webhooks.delivery import deliver
from server.webhooks.endpoints import rotate_secret
from server.webhooks.messages import replay, resend, send_test_event
from server.webhooks.models import MessageState, WebhookMessage
from tests.conftest import pay
from tests.support.servers import wait_until
from tests.support.webhooks import attempts_of, new_endpoint, sending

from .conftest import HERE, Words
from .test_examples import example_in, write

MANUAL = project.BASE_DIR / "docs" / "webhooks.md"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def serving(command: Words, folder: Path, port: int, secret: str) -> Iterator[Path]:
    """What the receiver prints, while it runs."""
    told = folder / "told"
    with told.open("w") as output:
        environment = os.environ | {"PORT": str(port), "WEBHOOK_SECRET": secret}
        receiver = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: listens(port))
        yield told
    finally:
        receiver.kill()
        receiver.wait()


@pytest.fixture(params=["python", "js"])
def command(request: pytest.FixtureRequest) -> Words:
    code = example_in(MANUAL, "JavaScript" if request.param == "js" else "Python", request.param)
    if request.param == "python":
        script = write(request.getfixturevalue("tmp_path"), "receive.py", code)
        return [request.getfixturevalue("python"), script]
    module = write(request.getfixturevalue("workshop"), "receive.mjs", code)
    return ["node", HERE / "webhooks_by_standardwebhooks.mjs", module]


def test_a_receiver_takes_each_event_once_and_nothing_else(
    merchant: Merchant, settings: Settings, command: Words, tmp_path: Path
) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "loopback"
    port = free_port()
    url = f"http://127.0.0.1:{port}/webhooks"
    endpoint, secret = new_endpoint(merchant.id, url)

    def lines() -> list[str]:
        return told.read_text().splitlines()

    def all_are(state: MessageState) -> bool:
        return not WebhookMessage.objects.exclude(state=state).exists()

    with serving(command, tmp_path, port, secret) as told, sending() as sender:
        for _ in range(3):
            pay(merchant, 1)
        send_test_event(endpoint.id)
        sender.wake()
        wait_until(lambda: len(lines()) == 4 and all_are(MessageState.DELIVERED))
        events = [f"{event.type} {event.position}" for event in read_page(merchant.id, endpoint.origin).events]
        [test] = set(lines()) - set(events)
        assert set(lines()) - {test} == set(events)
        assert test.split()[0] == "TEST"

        # Once more, and a part of the feed: the same ids, which it has had. The event before its birth is new to it.
        [again] = WebhookMessage.objects.filter(seq=2)
        resend(again.id)
        replay(endpoint.id, endpoint.origin._replace(sequence=0))
        sender.wake()
        wait_until(lambda: len(lines()) == 5 and len(attempts_of(again)) == 3 and all_are(MessageState.DELIVERED))
        assert lines()[4].split() == ["PAYMENT_RECEIVED", "1.0"]

        # While the secret rotates, the old one verifies.
        rotate_secret(endpoint.id, grace_hours=1)
        pay(merchant, 1)
        sender.wake()
        wait_until(lambda: len(lines()) == 6 and all_are(MessageState.DELIVERED))

        # Then it does not.
        rotate_secret(endpoint.id, grace_hours=0)
        pay(merchant, 1)
        sender.wake()
        wait_until(lambda: WebhookMessage.objects.filter(attempts=1, state=MessageState.DUE).exists())
        [refused] = WebhookMessage.objects.filter(state=MessageState.DUE)
        assert attempts_of(refused) == [("HTTP_STATUS", 401)]

        # Nor does what strangers send.
        signed = {"webhook-id": "msg_1", "webhook-timestamp": "1764400000", "webhook-signature": "v1,AAAA"}
        for headers in ({}, signed, signed | {"webhook-signature": "nonsense"}):
            assert deliver(url, headers, b'{"type": "TEST", "data": {}}').http_status == 401
    assert len(lines()) == 6
