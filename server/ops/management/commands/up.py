"""`manage.py up`: all of it, in the foreground, from an empty folder."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from server.operator_error import OperatorError
from server.ops.embedded_postgres import embedded
from server.ops.processes import preflight, web_build
from server.ops.processes.managed import Child, Database, say
from server.ops.processes.signals import stop_on_signals
from server.ops.processes.single_instance import only_one
from server.ops.processes.supervisor import Supervisor


class Command(BaseCommand):
    help = "Runs everything: the database, the web server, the workers. Ctrl-C stops it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, port: int, **_options: Any) -> None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(line_buffering=True)
        # DEBUG tells strangers too much, and its keys are known to all.
        is_private = settings.PAYOUT_OPEN_ACCESS or settings.DEBUG
        host = "127.0.0.1" if is_private else "0.0.0.0"  # noqa: S104
        with stop_on_signals(), ExitStack() as stack:
            stack.enter_context(only_one(settings.PAYOUT_DATA_DIR, port))
            preflight.require_free_port(host, port)
            database = stack.enter_context(_database())
            preflight.warn_of_silent_redis()
            self.check()  # a fault that every process would meet is told once, and not started
            print("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
            call_command("seed")
            _forget_the_owner()
            _build_page()
            supervisor = Supervisor(database, [_web(host, port), _worker()])
            try:
                _run(supervisor, port)
            finally:
                print("Stopping …")
                supervisor.stop()
        print("Stopped.")


@contextmanager
def _database() -> Iterator[Database | None]:
    if not settings.EMBEDDED_DATABASE:
        preflight.require_database()
        yield None
        return
    print("Starting PostgreSQL …")
    name, owner = str(settings.DATABASES["default"]["NAME"]), settings.DB_OWNER["USER"]
    with embedded.owned(settings.PAYOUT_DATA_DIR, name, owner) as cluster:
        yield Database(cluster)


def _forget_the_owner() -> None:
    """What is started from here on serves, and need not know the owner's password to do so."""
    os.environ |= {"DB_APP_PASSWORD": settings.DB_APP["PASSWORD"], "DB_USER": "", "DB_PASSWORD": ""}


def _build_page() -> None:
    web = settings.BASE_DIR / "web"
    if not web_build.is_stale(web):
        return
    print("Building the web page …")
    try:
        for line in web_build.build(web):
            say("page", line.encode())
    except OperatorError as refusal:
        print(f"{refusal}. The page at / is therefore missing or old; the APIs run all the same.")


def _web(host: str, port: int) -> Child:
    return _manage("web", "serve", "--host", host, "--port", str(port))


def _worker() -> Child:
    patience = ["--graceful-signal", "TERM", "--shutdown-timeout", "8"]
    return _manage("worker", "run_huey", "--worker-type", "thread", "--workers", "2", *patience)


def _manage(name: str, *arguments: str) -> Child:
    return Child(name, [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments], settings.BASE_DIR)


def _run(supervisor: Supervisor, port: int) -> None:
    supervisor.start()
    while not preflight.is_healthy(port):
        supervisor.turn()
    print(_where_to_look(f"http://127.0.0.1:{port}"))
    while True:
        supervisor.turn()


def _where_to_look(root: str) -> str:
    access = (
        "Access is open (callers name their merchant, no key needed), so only this machine can connect."
        if settings.PAYOUT_OPEN_ACCESS
        else "Every API call needs a key."
        + (" While DEBUG is on, only this machine can connect." if settings.DEBUG else "")
    )
    return f"""
The payout engine is up.
  dashboard  {root}/
  GraphQL    {root}/graphql/
  REST       {root}/api/v1/merchants/
  health     {root}/healthz
{access} Ctrl-C stops it.
"""
