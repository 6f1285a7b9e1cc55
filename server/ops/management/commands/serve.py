"""The web server, as `up` and the web container run it."""

import gc
import os
import resource
import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from server.asgi.connection import MAX_CONNECTIONS
from server.asgi.server import AsgiServer
from server.asgi.streams import MOST_STREAMS
from server.ops.processes import parent_death
from server.ops.processes.heartbeats import Heartbeats
from server.ops.processes.web_processes import Address, WebProcesses
from server.short_way.turns import Turns


class Command(BaseCommand):
    help = "Serves the dashboard and the APIs."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="default: %(default)s")
        workers = "processes, one for every two cores but two on two or three, unless told (here: %(default)s)"
        parser.add_argument("--workers", type=int, default=web_processes(), help=workers)
        parser.add_argument("--threads", type=int, default=4, help="threads of each process (default: %(default)s)")

    def handle(self, *_args: Any, host: str, port: int, workers: int, threads: int, **_options: Any) -> None:
        _allow_open_files(2 * MAX_CONNECTIONS + MOST_STREAMS + 200)
        import_application()
        main = os.getpid()
        # For every two processes one, since each has a core of PostgreSQL's beside its own.
        turns = Turns(workers // 2) if workers > 1 else None

        def begin(heartbeats: Heartbeats) -> AsgiServer:
            parent_death.die_with_parent(main, signal.SIGKILL)
            heartbeats.beat()
            return new_application(threads, turns)

        WebProcesses(Address(host, port), workers, begin).run()


def new_application(threads: int, turns: Turns | None) -> AsgiServer:
    from server.wsgi import application  # noqa: PLC0415  # sets Django up, which the short way needs

    from server.short_way.way import ShortWay  # noqa: PLC0415  # isort: skip

    from server.request_log.writer import writer  # noqa: PLC0415  # isort: skip

    writer.start()
    short_way = ShortWay(turns).respond if settings.PAYOUT_SHORT_WAY else None
    return AsgiServer(application, threads, short_way=short_way, at_end=_send_what_waits)


def web_processes() -> int:
    """One for every two cores, since PostgreSQL and the worker need the others, and payouts that one process gathers
    share a transaction. But two on two cores: while one waits for its group's transaction, the other computes."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1  # what a container may use
    return min(cores, max(2, cores // 2))


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
    from server.request_log.writer import writer  # noqa: PLC0415

    notifier.flush()
    writer.stop()


def _allow_open_files(wanted: int) -> None:
    """Raise the limit of open files if the shell's is lower; macOS starts with 256."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < enough:
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
