"""Whatever receivers answer, each event of a merchant reaches its endpoint, and none of another merchant."""

import json
import random
import socket
from collections.abc import Callable

from pytest_django import Settings

from server.events.reading import read_page
from server.merchants.models import Merchant
from server.webhooks.models import MessageState, WebhookEndpoint, WebhookMessage
from tests.conftest import pay
from tests.support.servers import wait_until
from tests.support.webhooks import make_due, new_endpoint, sending
from tests.webhooks.receivers import receiver
from tests.webhooks.test_fan_out import settle

ANSWERS = [
    *[b"HTTP/1.1 204 No Content\r\n\r\n"] * 5,
    b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n",
    b"HTTP/1.1 429 Slow Down\r\nRetry-After: 1\r\n\r\n",
    b"not HTTP at all\r\n\r\n",
    b"",
    b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n" + bytes(1_000_000),
]


def test_every_event_arrives_and_none_of_another_merchant(
    new_merchant: Callable[..., Merchant], settings: Settings
) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "loopback"
    chance = random.Random(7)

    def answer(line: socket.socket) -> None:
        line.sendall(chance.choice(ANSWERS))

    merchants = [new_merchant(10_000_000) for _ in range(3)]
    with receiver(answer) as told:
        endpoints = {
            merchant: new_endpoint(merchant.id, told.url(path=f"/{merchant.id}")).endpoint for merchant in merchants
        }
        with sending() as one, sending() as other:
            for merchant in merchants:
                settle(merchant)
                for _ in range(5):
                    pay(merchant, 100)

            def all_delivered() -> bool:
                for endpoint in endpoints.values():
                    make_due(endpoint.id)  # the waits are over; so are leases, now and then
                one.wake()
                other.wake()
                behind = WebhookEndpoint.objects.filter(merchant__in=merchants, cursor_seq__lt=10).exists()
                return not behind and not WebhookMessage.objects.exclude(state=MessageState.DELIVERED).exists()

            wait_until(all_delivered)
    for merchant, endpoint in endpoints.items():
        arrived = [request.partition(b"\r\n\r\n") for request in told.requests]
        mine = [json.loads(body)["data"] for head, _, body in arrived if f"POST /{merchant.id} ".encode() in head]
        assert {data["merchant_id"] for data in mine} == {str(merchant.id)}
        events = read_page(merchant.id, endpoint.origin).events
        assert {data["position"] for data in mine} == {str(event.position) for event in events}
