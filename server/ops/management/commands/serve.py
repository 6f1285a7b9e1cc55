"""The web server, as `up` and the web container run it."""

import os
import resource
import signal
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from server.ops import lifeline

# Per worker process. Idle keep-alive connections count too: one more than this waits, however idle the others are.
CONNECTIONS = 1000
MASKED = {"()": "server.redaction.Line", "fmt": "[%(levelname)s] %(message)s"}


class Command(BaseCommand):
    help = "Serves the page and the APIs."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *_args: Any, host: str, port: int, workers: int, threads: int, **_options: Any) -> None:
        _allow_open_files(CONNECTIONS + 200)
        server = Granian(
            "server.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            websockets=False,
            workers=workers,
            blocking_threads=threads,
            backpressure=CONNECTIONS,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
            log_level=LogLevels.warning,
            log_dictconfig={"formatters": dict.fromkeys(("generic", "access"), MASKED)},
        )
        server.serve(target_loader=Loader(os.getpid()), wrap_loader=False)


class Loader:
    """What each worker process does first: tie its life to the main one's, then load the application."""

    def __init__(self, main: int) -> None:
        self.main = main

    def __call__(self) -> Callable[..., Any]:
        lifeline.die_with_parent(self.main, signal.SIGKILL)
        from server.wsgi import application  # noqa: PLC0415

        return application


def _allow_open_files(wanted: int) -> None:
    """Where the shell's own limit is lower; macOS starts with 256."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < enough:
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
