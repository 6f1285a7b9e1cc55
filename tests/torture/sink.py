"""A receiver of webhooks that misbehaves: it fails, redirects, is slow, says that it is gone, until it is calmed."""

import json
import random
import threading
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from standardwebhooks import Webhook, WebhookVerificationError

from server.events.kinds import EventType
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until
from tests.torture.history import Delivered, History
from tests.torture.wire import graphql

ANSWERS = {200: 70, 500: 12, 302: 4, 429: 6, 503: 4, 410: 1, 0: 3}  # 0: it hangs for a while, and answers nothing
HANGS_SECONDS = 1.5
CREATE = """mutation($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { __typename
  ... on CreateWebhookEndpointSuccess { secret endpoint { id } } ... on ValidationError { message field } } }"""
ENABLE = """mutation($id: ID!) { setWebhookEndpointState(input: {id: $id, state: ENABLED}) { __typename } }"""
REPLAY = """mutation($id: ID!) { replayWebhooks(input: {endpointId: $id, after: "0.0"}) { __typename } }"""
LEFT = """query($id: ID!, $m: ID!) { webhookEndpoint(id: $id) { state backlog position }
  latestEvents(merchantId: $m, first: 1) { events { position } } }"""


def _place(position: str) -> tuple[int, ...]:
    return tuple(map(int, position.split(".")))


class Endpoint(NamedTuple):
    id: str
    shop: MerchantClient
    webhook: Webhook


class MisbehavingSink:
    def __init__(self, history: History, seed: int) -> None:
        self._history, self._dice = history, random.Random(f"{seed} sink")
        self._calm = threading.Event()
        self.misbehaved = 0
        self.endpoints: dict[str, Endpoint] = {}  # by the path of its address
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                status = sink.receive(
                    self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))
                )
                if not status:
                    time.sleep(HANGS_SECONDS)
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in {302: ("Location", "/elsewhere"), 429: ("Retry-After", "1")}.items():
                    if status == name:
                        self.send_header(*value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def register(self, shops: list[MerchantClient]) -> None:
        for number, shop in enumerate(shops):
            url = f"http://127.0.0.1:{self._server.server_port}/{number}"
            made = graphql(shop, CREATE, input={"merchantId": shop.merchant, "url": url, "eventTypes": [*EventType]})
            said = made["createWebhookEndpoint"]
            self.endpoints[f"/{number}"] = Endpoint(said["endpoint"]["id"], shop, Webhook(said["secret"]))

    def receive(self, path: str, headers: dict[str, str], body: bytes) -> int:
        """The status to answer with. Whatever it is, the message has arrived."""
        endpoint = self.endpoints[path]
        try:
            endpoint.webhook.verify(body, {name.lower(): value for name, value in headers.items()})
            is_signed = True
        except WebhookVerificationError:
            is_signed = False
        data = json.loads(body)["data"]
        identity = {name.lower(): value for name, value in headers.items()}["webhook-id"]
        delivered = Delivered(
            endpoint.shop.merchant, data["merchant_id"], data.get("position", ""), identity, body, signed=is_signed
        )
        self._history.webhooks.append(delivered)
        status = 200 if self._calm.is_set() else self._dice.choices(list(ANSWERS), list(ANSWERS.values()))[0]
        self.misbehaved += status != 200
        return status

    def calm(self) -> None:
        """From now on it answers 200, and each endpoint is told of everything again."""
        self._calm.set()
        for endpoint in self.endpoints.values():
            for verb in (ENABLE, REPLAY):
                wait_until(partial(graphql, endpoint.shop, verb, id=endpoint.id))

    def has_everything(self) -> bool:
        return all(map(self._is_complete, self.endpoints.values()))

    def _is_complete(self, endpoint: Endpoint) -> bool:
        told = graphql(endpoint.shop, LEFT, id=endpoint.id, m=endpoint.shop.merchant)
        if not told:
            return False
        state = told["webhookEndpoint"]
        if state["state"] != "ENABLED":  # an answer from before it was calmed was recorded late
            graphql(endpoint.shop, ENABLE, id=endpoint.id)
            return False
        events = [event["position"] for event in told["latestEvents"]["events"]]
        return not state["backlog"] and all(_place(each) <= _place(state["position"]) for each in events)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
