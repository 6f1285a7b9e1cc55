"""The web server, as `up` and the web container run it."""

import gc
import multiprocessing
import os
import resource
import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from server.ops.processes import parent_death
from server.ops.processes.heartbeats import Heartbeats

# Per worker process, idle keep-alive connections included. One more waits, even if all others are idle.
CONNECTIONS = 1000
# A small request takes Python's lock some ten times, and each time waits so long behind a thread that computes, such as
# one with a large GraphQL document. Python's own 5 ms would make the small request ten times as slow.
SWITCH_SECONDS = 0.0005
CORES_PER_PROCESS = 2
MASKED = {"()": "server.observability.log_redaction.Line", "fmt": "[%(levelname)s] %(message)s"}


class Command(BaseCommand):
    help = "Serves the dashboard and the APIs."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="default: %(default)s")
        workers = "processes, one for every two cores unless told (here: %(default)s)"
        parser.add_argument("--workers", type=int, default=web_processes(), help=workers)
        parser.add_argument("--threads", type=int, default=4, help="threads of each process (default: %(default)s)")

    def handle(self, *_args: Any, host: str, port: int, workers: int, threads: int, **_options: Any) -> None:
        _allow_open_files(CONNECTIONS + 200)
        server = Granian(
            "server.asgi.server:AsgiServer",
            address=host,
            port=port,
            interface=Interfaces.ASGI,
            http=HTTPModes.http1,
            websockets=False,
            workers=workers,
            http1_settings=HTTP1Settings(
                # Granian uses the same time limit for idle connections.
                header_read_timeout=1000 * settings.HEAD_SECONDS,
                max_buffer_size=settings.HEAD_MAX_SIZE,
            ),
            backpressure=CONNECTIONS,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
            log_level=LogLevels.warning,
            log_dictconfig={"formatters": dict.fromkeys(("generic", "access"), MASKED)},
        )
        if multiprocessing.get_start_method() == "fork":  # elsewhere each worker process imports for itself
            import_application()
        heartbeats = Heartbeats()
        heartbeats.watch(lambda pid: pid in {getattr(worker.inner, "pid", None) for worker in server.wrks})
        server.serve(target_loader=Loader(os.getpid(), threads, heartbeats), wrap_loader=False)


def web_processes() -> int:
    """One for every two cores: PostgreSQL and the worker need the others, and payouts that one process gathers share a
    transaction."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1  # what a container may use
    return max(1, cores // CORES_PER_PROCESS)


class Loader:
    """Runs first in each worker process: makes it end with the main one, then loads the application."""

    def __init__(self, main: int, threads: int, heartbeats: Heartbeats) -> None:
        self.main, self.threads, self.heartbeats = main, threads, heartbeats

    def __call__(self) -> Any:
        parent_death.die_with_parent(self.main, signal.SIGKILL)
        sys.setswitchinterval(SWITCH_SECONDS)
        self.heartbeats.beat()
        from server.asgi.server import AsgiServer  # noqa: PLC0415
        from server.wsgi import application  # noqa: PLC0415  # sets Django up, which the short way needs

        from server.short_way.way import ShortWay  # noqa: PLC0415  # isort: skip

        short_way = ShortWay().respond if settings.PAYOUT_SHORT_WAY else None
        return AsgiServer(application, self.threads, short_way=short_way, at_end=_send_what_waits)


def import_application() -> None:
    """Worker processes are forks of this one, so what is imported here is read, compiled and stored once for all of
    them. No caller's first request waits for an import, and a worker that replaces another starts at once."""
    gc.disable()  # nothing that an import makes is garbage
    import server.asgi.server  # noqa: PLC0415  needs Django's settings
    import server.short_way.way  # noqa: PLC0415
    import server.urls  # noqa: PLC0415
    import server.wsgi  # noqa: F401, PLC0415

    gc.enable()
    gc.freeze()  # a collection in a worker would write to each object, and so copy what it shares with this process


def _send_what_waits() -> None:
    from server.payouts.tasks import notifier  # noqa: PLC0415 - needs Django's settings

    notifier.flush()


def _allow_open_files(wanted: int) -> None:
    """Raise the limit of open files if the shell's is lower; macOS starts with 256."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < enough:
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
