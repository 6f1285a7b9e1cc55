"""The web server's processes: gunicorn's main process forks the workers and replaces those that end, uvicorn serves in
each.

The main process listens, so that a connection waits while a lone worker is being replaced.
"""

import signal
from collections.abc import Callable
from typing import Any, NamedTuple

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker
from uvicorn import Config, Server

from server.asgi.connection import Connection
from server.asgi.server import AsgiServer

from .heartbeats import Heartbeats

# To end in order: a thread's longest request, and what the notifier has to send.
GRACE_SECONDS = 5


class Address(NamedTuple):
    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class WebProcesses(BaseApplication):
    """`begin` runs first in each worker process, and makes its application."""

    def __init__(self, address: Address, workers: int, begin: Callable[[Heartbeats], AsgiServer]) -> None:
        self._address, self._workers, self._begin = address, workers, begin
        self._heartbeats = Heartbeats()
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": str(self._address),
            "workers": self._workers,
            "worker_class": WebWorker,
            "timeout": 0,  # heartbeats say whose requests a killed worker was answering
            "graceful_timeout": GRACE_SECONDS + 2,
            "logger_class": Log,
            "control_socket_disable": True,
            "when_ready": self._watch,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._begin(self._heartbeats)

    def _watch(self, arbiter: Arbiter) -> None:
        self._heartbeats.watch(lambda pid: pid in arbiter.WORKERS)


class Log(Logger):
    """Without gunicorn's own handlers, which would print secrets; lines go to Django's."""

    def setup(self, _cfg: Any) -> None:
        self.error_log.propagate = True


class WebWorker(Worker):
    wsgi: Any  # gunicorn's name for an application

    def init_signals(self) -> None:
        for number in self.SIGNALS:
            signal.signal(number, signal.SIG_DFL)  # uvicorn sets its own

    def run(self) -> None:
        config = Config(
            self.wsgi,
            loop="uvloop",
            http=Connection,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        Server(config).run(self.sockets)
