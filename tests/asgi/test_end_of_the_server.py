"""A server that ends in order sends what its notifier still has to send."""

import http.client
import json
import signal
from uuid import uuid4

from django.db import connection, transaction
from huey.contrib.djhuey import HUEY

from server.asgi.server import AsgiServer
from server.merchants.models import Merchant
from tests.support.servers import PATIENCE_SECONDS, wait_until
from tests.support.web import ANSWER_SECONDS, Shop, web_server

WAITING = "SELECT count(*) FROM pg_locks WHERE relation = 'huey_task'::regclass AND NOT granted"


def someone_waits_for_the_queue() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        [waiting] = cursor.fetchone()
        return int(waiting) > 0


def test_a_notification_that_waits_is_sent_before_the_server_ends(merchant: Merchant) -> None:
    """The queue is stuck, so the notifier fails and pauses for a second. The next notification is still waiting when
    the server is told to end."""
    shop = Shop.of(merchant)
    with web_server() as server:
        # One connection, and so one of the worker processes.
        connected = http.client.HTTPConnection("127.0.0.1", server.port, timeout=ANSWER_SECONDS)

        def pay() -> int:
            order = json.dumps({"amount_paise": 1, "bank_account_id": shop.account})
            headers = {"X-Merchant-Id": shop.merchant, "Idempotency-Key": str(uuid4())}
            connected.request("POST", "/api/v1/payouts/", order, headers | {"Content-Type": "application/json"})
            answer = connected.getresponse()
            answer.read()
            return answer.status

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE huey_task")
            assert pay() == 201
            wait_until(someone_waits_for_the_queue)
            wait_until(lambda: not someone_waits_for_the_queue())  # it has given up
        assert pay() == 201
        assert server.process
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(PATIENCE_SECONDS)
        connected.close()
    assert HUEY.pending_count() == 1


async def _lives(events: list[str]) -> list[str]:
    told: list[str] = []
    server = AsgiServer(lambda *_: [], 1, at_end=lambda: told.append("the end"))
    coming = iter(events)

    async def receive() -> dict[str, str]:
        return {"type": next(coming)}

    async def send(message: dict[str, str]) -> None:
        told.append(message["type"])

    await server({"type": "lifespan"}, receive, send)
    return told


def test_the_end_is_told_after_its_work_is_done() -> None:
    import asyncio

    told = asyncio.run(_lives(["lifespan.startup", "lifespan.shutdown"]))
    assert told == ["lifespan.startup.complete", "the end", "lifespan.shutdown.complete"]
