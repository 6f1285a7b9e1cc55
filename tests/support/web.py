"""The web server of `up`, alone, on the tests' database; and callers that measure response times."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection

from server.merchants.models import Merchant
from tests.conftest import account_of
from tests.support.engine import free_port
from tests.support.servers import PATIENCE_SECONDS, wait_until

ANSWER_SECONDS = 60  # the engine gives up after some eight (`SILENCE_SECONDS`, `QUEUE_SECONDS`)


@dataclass(frozen=True)
class TimedResponse:
    status: int
    retry_after: str | None
    body: bytes
    seconds: float
    caller: int = 0


@dataclass
class WebServer:
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)],
            cwd=settings.BASE_DIR,
            env=self.environment,
            start_new_session=True,
        )
        wait_until(self.is_healthy)

    def kill(self) -> None:
        """The workers die with the server."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)

    def workers(self) -> list[int]:
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for each in children for pid in each.read_text().split()]

    def is_healthy(self) -> bool:
        assert self.process
        assert self.process.poll() is None, "the web server has ended"
        try:
            return self.ask("GET", "/healthz").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def ask(self, method: str, address: str, body: Any = None, **headers: str) -> TimedResponse:
        """Raises OSError or HTTPException where no response comes in time."""
        begun = time.monotonic()
        connected = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            text = None if body is None else json.dumps(body)
            connected.request(method, address, text, {"Content-Type": "application/json"} | sent)
            answer = connected.getresponse()
            read = answer.read()
            return TimedResponse(answer.status, answer.headers["Retry-After"], read, time.monotonic() - begun)
        finally:
            connected.close()

    def pay(self, shop: "Shop", key: str | None = None, paise: int = 1) -> TimedResponse:
        order = {"amount_paise": paise, "bank_account_id": shop.account}
        return self.ask(
            "POST", "/api/v1/payouts/", order, X_Merchant_Id=shop.merchant, Idempotency_Key=key or str(uuid4())
        )


@dataclass(frozen=True)
class Shop:
    """A merchant as its client knows it: calls need no database."""

    merchant: str
    account: str

    @classmethod
    def of(cls, merchant: Merchant) -> "Shop":
        return cls(str(merchant.id), str(account_of(merchant).id))


@contextmanager
def web_server(**environment: str) -> Iterator[WebServer]:
    names = {f"DB_{name}": str(connection.settings_dict[name]) for name in ("NAME", "HOST", "PORT")}
    ours = {"PAYOUT_OPEN_ACCESS": "true", "PAYOUT_NO_VENV": "1", "REDIS_URL": ""}
    server = WebServer(free_port(), os.environ | names | ours | environment)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def callers(number: int, server: WebServer, shop: Shop) -> Iterator[list[TimedResponse]]:
    """`number` clients that create payouts one after another while the block runs; the responses so far."""
    told: list[TimedResponse] = []
    over = Event()

    def call(caller: int) -> None:
        while not over.is_set():
            answer = replace(server.pay(shop), caller=caller)
            told.append(answer)
            if answer.status == 503:
                over.wait(0.05)  # sooner than Retry-After: an impatient client

    with ThreadPoolExecutor(number) as pool:
        calls = [pool.submit(call, caller) for caller in range(number)]
        try:
            yield told
        finally:
            over.set()
    for ended in calls:
        ended.result()
