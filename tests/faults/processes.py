"""Processes of the engine that may be killed: forked from a warm one, each with its own connections.

Each runs a function of this module: a web process answers one request through the whole WSGI application, a worker
settles what is due once.
"""

import json
import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import UUID

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

if not apps.ready:  # in the process that the others are forked from
    django.setup()

import server.urls  # noqa: F401 - warm
from server import failpoints
from server.bank.simulator import SimulatedBank
from server.payouts import tasks
from server.payouts.models import Payout
from server.payouts.worker.pool import WorkerPool
from server.webhooks.claiming import claim
from server.webhooks.fan_out import fan_out
from server.webhooks.recording import record_attempts
from server.webhooks.worker.sender import attempt
from server.wsgi import application
from tests.support.servers import PATIENCE_SECONDS, wait_until

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__, "tests.faults.lifecycles"])
PASSED_ON = (
    "PAYOUT_BANK_FAILURE_RATE",
    "PAYOUT_BANK_LATENCY_SECONDS",
    "PAYOUT_BANK_DEADLINE_SECONDS",
    "PAYOUT_REVIEW_AFTER_SECONDS",
    "PAYOUT_WEBHOOKS_MAY_REACH",
    "PAYOUT_BANK",
    "PAYOUT_RAZORPAYX_KEY_ID",
    "PAYOUT_RAZORPAYX_KEY_SECRET",
    "PAYOUT_RAZORPAYX_ACCOUNT_NUMBER",
    "PAYOUT_RAZORPAYX_BASE_URL",
    "PAYOUT_RAZORPAYX_CALLS_PER_SECOND",
)


@dataclass(frozen=True)
class Order:
    """A payout as its client requests it, any number of times."""

    merchant: UUID
    account: UUID
    key: UUID
    paise: int = 100

    def payouts(self) -> list[Payout]:
        return list(Payout.objects.filter(merchant=self.merchant, idempotency_key=self.key))


def send(order: Order, address: str = "/api/v1/payouts/") -> tuple[int, bytes]:
    body = json.dumps({"amount_paise": order.paise, "bank_account_id": str(order.account)}).encode()
    told: list[str] = []

    def start_response(status: str, *_: object) -> Callable[[bytes], object]:
        told.append(status)
        return lambda _written: None

    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_IDEMPOTENCY_KEY": str(order.key),
        "HTTP_X_MERCHANT_ID": str(order.merchant),
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    response: Any = application(environ, start_response)
    try:
        return int(told[0].split()[0]), b"".join(response)
    finally:
        response.close()


def send_order(order: Order) -> tuple[int, bytes]:
    """The same as a payout order."""
    return send(order, "/api/v1/payout_orders/")


def settle_due() -> int:
    """Settle what is due, as a notified worker does; the number of payouts tried."""
    return int(tasks.settle_due.call_local())


def execute_one_message() -> int:
    """Take one message from the queue and execute it, as a consumer does."""
    return int(settings.HUEY.execute(settings.HUEY.dequeue()))


def sweep_without_the_queue() -> bool:
    """Settle what is due as a worker's thread does when notified, and every few seconds without."""
    WorkerPool(SimulatedBank, notify=lambda: None).settle()
    return True


def webhooks_once() -> bool:
    """Fan out, send what is due and record it, as the two threads of a worker do."""
    while fan_out():
        pass
    while deliveries := claim(most=5, is_failing=False):
        record_attempts([attempt(delivery) for delivery in deliveries])
    return True


class Process:
    """`act(*arguments)` in a new process, which failpoints may kill or stop."""

    def __init__(
        self,
        act: Callable[..., Any],
        *arguments: Any,
        faults: str = "",
        log: Path | None = None,
        database: dict[str, Any] | None = None,
    ) -> None:
        self.hears, says = FORKS.Pipe(duplex=False)
        setup = ProcessSetup(
            database={"NAME": connection.settings_dict["NAME"]} | (database or {}),
            settings={name: getattr(settings, name) for name in PASSED_ON},
            faults=faults,
            log=str(log or ""),
        )
        self.process = FORKS.Process(target=_live, args=(says, setup, act, arguments))
        self.process.start()
        says.close()

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        if not self.hears.closed:  # the test failed: the process may be stopped, and nothing else would wake it
            self.process.kill()
            self._reap()

    def end(self) -> Any:
        """Its result; None if it was killed."""
        answer = None
        with suppress(EOFError):
            answer = self.hears.recv()
        assert self._reap() == (0 if answer is not None else -signal.SIGKILL)
        return answer

    def wait_until_stopped(self) -> None:
        wait_until(lambda: Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T")

    def wake(self) -> None:
        assert self.process.pid
        os.kill(self.process.pid, signal.SIGCONT)

    def _reap(self) -> int | None:
        self.hears.close()
        self.process.join(PATIENCE_SECONDS)
        died_of = self.process.exitcode
        self.process.close()
        return died_of


@dataclass(frozen=True)
class ProcessSetup:
    """A new process's configuration."""

    database: dict[str, Any]
    settings: dict[str, Any]
    faults: str
    log: str


def _live(says: Connection, setup: ProcessSetup, act: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    connection.settings_dict.update(setup.database)
    settings.HUEY.storage.connection_params["dbname"] = setup.database["NAME"]
    for name, value in setup.settings.items():
        setattr(settings, name, value)
    failpoints.arm(setup.faults, log=setup.log)
    says.send(act(*arguments))
