"""Runs a command of Django's or ours with the database that it needs."""

import os
import signal
import sys
from contextlib import ExitStack
from types import FrameType

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands
from environs import EnvError

from server.ops import embedded, lifeline
from server.ops.refusal import Refusal

# Of Django's own commands, those that speak to the database; ours all do.
NEED_DATABASE = {
    *("changepassword", "clearsessions", "createsuperuser", "dbshell", "dumpdata", "flush", "inspectdb"),
    *("loaddata", "migrate", "remove_stale_contenttypes", "run_huey", "runserver", "shell", "showmigrations"),
    *("sqlflush", "sqlsequencereset"),
}
START_THEIR_OWN = {"up", "test"}


def run(argv: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.settings")
    lifeline.follow_supervisor()
    _load_settings()
    with ExitStack() as stack:
        if _needs_embedded_database(argv[1:]):
            _leave_in_order()
            _borrow_database(stack)
        execute_from_command_line(argv)


def _load_settings() -> None:
    try:
        from server import settings  # noqa: F401  PLC0415
    except (EnvError, ImproperlyConfigured) as error:
        raise Refusal(" ".join(str(error).split())) from error


def _needs_embedded_database(arguments: list[str]) -> bool:
    from server import settings  # noqa: PLC0415

    if not arguments or not settings.EMBEDDED_DATABASE or os.environ.get(lifeline.SUPERVISOR):
        return False
    command = arguments[0]
    if command in START_THEIR_OWN or "--help" in arguments or "-h" in arguments:
        return False
    return command in NEED_DATABASE or str(get_commands().get(command, "")).startswith("server.")


def _borrow_database(stack: ExitStack) -> None:
    from server import settings  # noqa: PLC0415

    database = settings.DATABASES["default"]
    stack.enter_context(
        embedded.borrowed(settings.PAYOUT_DATA_DIR, str(database["NAME"]), str(database["USER"]))
    )


def _leave_in_order() -> None:
    """Also when the terminal is closed: the database has to be stopped."""

    def leave(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)
