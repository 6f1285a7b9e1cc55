"""`manage.py up` runs the whole engine in the foreground, starting from an empty folder."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks.registry import registry
from django.core.management import call_command
from django.core.management.base import BaseCommand

from server.database import embedded_address
from server.operator_error import OperatorError
from server.ops.bootstrap import signing_key, start_check, venv
from server.ops.bootstrap.owner_login import log_in_as_owner_of
from server.ops.embedded_postgres import embedded
from server.ops.embedded_postgres.os_account import OsAccount, account_for
from server.ops.processes import health, preflight, web_build
from server.ops.processes.managed import Child, Database, print_line
from server.ops.processes.served_account import ServedAs, served_as
from server.ops.processes.signals import stop_on_signals
from server.ops.processes.single_instance import single_instance
from server.ops.processes.supervisor import Supervisor
from server.settings import environment

SIGNING_KEYS = "PAYOUT_LEDGER_SIGNING_KEYS"


class Command(BaseCommand):
    help = "Runs everything: the database, the web server and the worker. Ctrl-C stops them."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="of the web server (default: %(default)s)")

    def handle(self, *_args: Any, port: int, **_options: Any) -> None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(line_buffering=True)
        # DEBUG shows error details, and its secret keys are public.
        is_local_only = settings.PAYOUT_OPEN_ACCESS or settings.DEBUG
        host = "127.0.0.1" if is_local_only else "0.0.0.0"  # noqa: S104
        with stop_on_signals(), ExitStack() as stack:
            stack.enter_context(single_instance(settings.PAYOUT_DATA_DIR, port))
            preflight.require_free_port(host, port)
            database = stack.enter_context(_database())
            preflight.warn_if_redis_is_down()
            self.check(tags=_checks())  # a fault in the settings is reported once, before any process meets it
            prepare_database()
            if settings.PAYOUT_OPEN_ACCESS:
                call_command("seed")
            _build_dashboard()
            if settings.EMBEDDED_DATABASE and not os.environ.get(SIGNING_KEYS):
                os.environ[SIGNING_KEYS] = signing_key.make_once(settings.PAYOUT_DATA_DIR)
            _hide_what_serving_need_not_know(database)
            served = served_as(_account(database), settings.BASE_DIR, host, port, _sockets())
            supervisor = Supervisor(database, [_web(host, port, served), _worker(served)])
            try:
                _run(supervisor, port)
            finally:
                print("Stopping …")
                supervisor.stop()
        print("Stopped.")


def _checks() -> list[str]:
    """All but those of the URLs, for which this process would import both APIs; the web server imports them anyway."""
    return sorted(registry.tags_available() - {checks.Tags.urls})


@contextmanager
def _database() -> Iterator[Database | None]:
    if not settings.EMBEDDED_DATABASE:
        start_check.require_database()
        yield None
        return
    print("Starting PostgreSQL …")
    name, owner = str(settings.DATABASES["default"]["NAME"]), settings.DB_OWNER["USER"]
    with embedded.owned(settings.PAYOUT_DATA_DIR, name, owner) as cluster:
        log_in_as_owner_of(cluster)
        yield Database(cluster)


def prepare_database() -> None:
    """Bring it to this release, unless it is a later one's that admits this one. Raises OperatorError."""
    print("Preparing the database …")
    state = start_check.require_admitted()
    if state and state.is_newer:
        start_check.require_keys()
        print(f"Release {state.mark.release} has upgraded the database, and admits this one: it is left as it is.")
    else:
        call_command("migrate", verbosity=0, interactive=False)


def _hide_what_serving_need_not_know(database: Database | None) -> None:
    """The owner's password, and the `.env` that may hold it: the processes that start from here on connect as the app
    role, and this process's environment has every setting."""
    password = settings.DB_APP["PASSWORD"]
    if database and settings.DB_APP["USER"] == settings.DB_OWNER["USER"]:  # the operator's choice
        password = database.cluster.password()
    os.environ |= {"DB_APP_PASSWORD": password, "DB_USER": "", "DB_PASSWORD": ""}
    os.environ |= {environment.FILE_VARIABLE: "", venv.NO_VENV: "1"}
    if settings.EMBEDDED_DATABASE:
        os.environ[embedded_address.SOCKETS] = settings.DB_HOST


def _account(database: Database | None) -> OsAccount:
    """PostgreSQL's, or the one that it would have."""
    return account_for(database.cluster.folder if database else settings.PAYOUT_DATA_DIR / "postgres")


def _sockets() -> list[Path]:
    """The unix sockets of the database and the queue, if they are reached by any."""
    redis = urlsplit(settings.REDIS_URL)
    hosts, ports = settings.DB_HOST.split(","), settings.DB_PORT.split(",")
    named = zip(hosts, ports if len(ports) > 1 else ports * len(hosts), strict=True)
    sockets = [Path(host, f".s.PGSQL.{port}") for host, port in named if host.startswith("/")]
    return [*sockets, Path(redis.path)] if redis.scheme == "unix" else sockets


def _build_dashboard() -> None:
    web = settings.BASE_DIR / "web"
    if not web_build.is_stale(web):
        return
    print("Building the dashboard …")
    try:
        for line in web_build.build(web):
            print_line("build", line.encode())
    except OperatorError as error:
        print(f"{error}. So the dashboard at / is missing or out of date; the APIs work.")


def _web(host: str, port: int, served: ServedAs) -> Child:
    return _manage("web", served, "serve", "--host", host, "--port", str(port))


def _worker(served: ServedAs) -> Child:
    stop_options = ["--graceful-signal", "TERM", "--shutdown-timeout", "8"]
    threads = ["--worker-type", "thread", "--workers", "2"]
    return _manage("worker", served, "run_huey", "--skip-checks", *threads, *stop_options)


def _manage(name: str, served: ServedAs, *arguments: str) -> Child:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    return Child(name, command, settings.BASE_DIR, served)


def _run(supervisor: Supervisor, port: int) -> None:
    supervisor.start()
    while not health.is_healthy(port):
        supervisor.tick()
    print(_welcome(f"http://127.0.0.1:{port}"))
    while True:
        supervisor.tick()


def _welcome(root: str) -> str:
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
