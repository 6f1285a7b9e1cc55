"""Runs a command of Django's or ours with the database that it needs."""

import os
import signal
import sys
from contextlib import ExitStack
from types import FrameType

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands
from django.db import connection
from environs import EnvError

from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.database import roles
from server.operator_error import OperatorError
from server.ops.embedded_postgres import embedded
from server.ops.processes import parent_death

# Of Django's own commands, those that speak to the database; of ours, all but the others below.
NEED_DATABASE = {
    *("changepassword", "clearsessions", "createsuperuser", "dbshell", "dumpdata", "flush", "inspectdb"),
    *("loaddata", "migrate", "remove_stale_contenttypes", "run_huey", "runserver", "shell", "showmigrations"),
    *("sqlflush", "sqlsequencereset"),
}
NEED_NONE_OF_US = {"up", "test", "torture", "benchmark", "healthy"}
# Callers wait for these. Any other command may take its time: an index is built, a ledger read from its first entry.
SERVERS = {"serve", "run_huey", "runserver"}


def run(argv: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.settings")
    parent_death.follow_supervisor()
    roles.assume(argv[1:])
    try:
        django.setup()
    except (EnvError, ImproperlyConfigured) as error:
        raise OperatorError(" ".join(str(error).split())) from error
    if SERVERS.isdisjoint(argv[1:2]):
        _be_patient()
    with ExitStack() as stack:
        if _needs_embedded_database(argv[1:]):
            _leave_in_order()
            name, owner = str(settings.DATABASES["default"]["NAME"]), settings.DB_OWNER["USER"]
            stack.enter_context(embedded.borrowed(settings.PAYOUT_DATA_DIR, name, owner))
        # What its threads do (the worker's, the server's) is the engine's own.
        stack.enter_context(
            in_context(AuditContext(Actor(ActorKind.COMMAND, f"uid {os.geteuid()}", " ".join(argv[1:2]))))
        )
        execute_from_command_line(argv)


def _needs_embedded_database(arguments: list[str]) -> bool:
    if not arguments or not settings.EMBEDDED_DATABASE or os.environ.get(parent_death.SUPERVISOR):
        return False
    command = arguments[0]
    if command in NEED_NONE_OF_US or "--help" in arguments or "-h" in arguments:
        return False
    return command in NEED_DATABASE or str(get_commands().get(command, "")).startswith("server.")


def _be_patient() -> None:
    options = connection.settings_dict["OPTIONS"]
    options["options"] += " -c statement_timeout=0"
    options["silence_seconds"] = None


def _leave_in_order() -> None:
    """Also when the terminal is closed: the database has to be stopped."""

    def leave(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)
