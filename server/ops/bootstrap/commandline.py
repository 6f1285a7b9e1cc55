"""Runs one command, Django's or ours, with the database that it needs."""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, execute_from_command_line, get_commands, load_command_class
from django.db import connection
from environs import EnvError

from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.database import roles
from server.operator_error import OperatorError
from server.ops.bootstrap.app_login import require_app_login
from server.ops.bootstrap.owner_login import log_in_as_owner_of
from server.ops.embedded_postgres import embedded
from server.ops.processes import parent_death

# These start processes that have a database and settings of their own. So the settings are not read here: reading them
# would export the user's `.env`, and pytest-django would connect to that database before tests/conftest.py has
# provided a throwaway one.
RUN_WITHOUT_SETTINGS = {"test", "torture", "benchmark"}
# Django's own commands that use the database.
DJANGO_COMMANDS_WITH_DATABASE = {
    "changepassword",
    "clearsessions",
    "createsuperuser",
    "dbshell",
    "dumpdata",
    "flush",
    "inspectdb",
    "loaddata",
    "migrate",
    "remove_stale_contenttypes",
    "run_huey",
    "runserver",
    "shell",
    "showmigrations",
    "sqlflush",
    "sqlsequencereset",
}
# Our own commands use it, except for these: `up` runs the database itself, `healthy` asks over HTTP, `refresh_ifsc`
# reads and writes files, `export_schema` prints what the code says.
OUR_COMMANDS_WITHOUT_DATABASE = {"up", "healthy", "refresh_ifsc", "export_schema"}
# Callers wait for these, so their statements have a time limit. All other commands may take long: to build an index, to
# read a ledger from its first entry.
SERVERS = {"serve", "run_huey", "runserver"}
# These write what the servers read.
WRITERS = {"seed", "sample_year", "reencrypt", "api_key", "user", "bank_decides", "createsuperuser", "changepassword"}


def run(argv: list[str]) -> None:
    """Run `manage.py <argv[1]> …`. Raises OperatorError if a setting cannot be read or the database does not start."""
    command = "".join(argv[1:2])
    parent_death.follow_supervisor()
    roles.assume(argv[1:])
    if command in RUN_WITHOUT_SETTINGS:
        tool: BaseCommand = load_command_class("server.ops", command)
        tool.run_from_argv(argv)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.settings")
    _set_up()
    _name_unknown_settings()
    if command not in SERVERS:
        connection.settings_dict["OPTIONS"] = patient(connection.settings_dict["OPTIONS"], command)
    with ExitStack() as stack:
        if _needs_embedded_database(argv[1:]):
            _exit_on_termination_signals()
            name, owner = str(settings.DATABASES["default"]["NAME"]), settings.DB_OWNER["USER"]
            cluster = stack.enter_context(embedded.borrowed(settings.PAYOUT_DATA_DIR, name, owner))
            log_in_as_owner_of(cluster)
            require_app_login(cluster)
        if not _asks_for_help(argv):
            _check_start(command)
        # Threads do not inherit this context: the audit log names the engine itself for the work of the worker's and
        # the web server's threads.
        stack.enter_context(in_context(AuditContext(Actor(ActorKind.COMMAND, f"uid {os.geteuid()}", command))))
        execute_from_command_line(argv)


def _set_up() -> None:
    """Raises OperatorError.

    Nothing of what is imported becomes garbage, and looking for it took a quarter of a command's processor time: while
    it was imported, and once more when the process ended."""
    gc.disable()
    try:
        django.setup()
    except (EnvError, ImproperlyConfigured) as error:
        raise OperatorError(" ".join(str(error).split())) from error
    finally:
        gc.enable()
    gc.freeze()


def _name_unknown_settings() -> None:
    from server.settings import names  # noqa: PLC0415  it reads the settings

    if not os.environ.get(parent_death.SUPERVISOR):  # else `up` has said it
        for name in names.unknown_names():
            print(f"{name} is set, but this release has no such setting.", file=sys.stderr)


def _needs_embedded_database(arguments: list[str]) -> bool:
    if not arguments or not settings.EMBEDDED_DATABASE or os.environ.get(parent_death.SUPERVISOR):
        return False
    command = arguments[0]
    if command in OUR_COMMANDS_WITHOUT_DATABASE or _asks_for_help(arguments):
        return False
    return command in DJANGO_COMMANDS_WITH_DATABASE or str(get_commands().get(command, "")).startswith("server.")


def _check_start(command: str) -> None:
    from server.ops.bootstrap import start_check  # noqa: PLC0415  it reads the settings

    if command in SERVERS | {"up"}:
        start_check.require_careful_settings()
    if command in SERVERS:
        with _a_minute_for_statements():
            start_check.wait_until_fit()
    elif command in WRITERS:
        start_check.require_fit()


def _asks_for_help(arguments: list[str]) -> bool:
    return "--help" in arguments or "-h" in arguments


@contextmanager
def _a_minute_for_statements() -> Iterator[None]:
    """The look reads every account number's key id, some five million in the time of a caller's statement. Sessions
    that are opened afterwards have that limit again."""
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    options |= {"options": f"{before['options']} -c statement_timeout=60000", "silence_seconds": 65}
    try:
        yield
    finally:
        connection.close()
        options.update(before)


def patient(options: dict[str, Any], command: str) -> dict[str, Any]:
    """A connection's options for a command, for whose statements nobody waits. A migration and a sample year may also
    compute between two of them, for seconds on a busy machine; their locks are free a minute after they are stopped."""
    limits = " -c statement_timeout=0"
    if command in {"migrate", "sample_year"}:
        limits += " -c idle_in_transaction_session_timeout=60s"
    return options | {"options": options["options"] + limits, "silence_seconds": None}


def _exit_on_termination_signals() -> None:
    """Unwind the stack on SIGTERM and SIGHUP (a closed terminal) too, so that the database is stopped."""

    def leave(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)
