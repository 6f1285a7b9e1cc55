from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from server.access.api_keys import endless_operators_keys
from server.database import history, release
from server.operator_error import OperatorError
from server.ops.bootstrap import start_check

LOCK_ID = 4_721_192  # an advisory lock: two `migrate` at once would both insert the same content types
WAIT_SECONDS = 300


class Command(migrate.Command):
    """Django's, one at a time, for databases that this release can upgrade."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        with _alone():
            try:
                history.refuse_foreign()
            except history.CannotUpgrade as refused:
                raise OperatorError(str(refused)) from refused
            start_check.require_keys()  # a migration may have to encrypt
            if options.get("plan") or options.get("check_unapplied"):
                return super().handle(*args, **options)
            # Also before: processes of the release before that start meanwhile find that they may.
            release.leave_mark()
            done = super().handle(*args, **options)
            release.leave_mark()
            if not options.get("app_label"):  # else the table may be of another time
                self._name_endless_keys()
            return done

    def _name_endless_keys(self) -> None:
        """Keys of operators from before they ended by themselves: they stay valid, and each release names them."""
        if count := endless_operators_keys().count():
            keys = "1 operators' key never ends" if count == 1 else f"{count} operators' keys never end"
            self.stderr.write(f"{keys}: see `api_key list --endless`.")


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('lock_timeout'), set_config('lock_timeout', %s, false)", [f"{WAIT_SECONDS}s"]
        )
        [before, _] = cursor.fetchone()
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_ID])
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise OperatorError(
                    f"Another `migrate` has been running for {WAIT_SECONDS} s; try again later."
                ) from error
            raise
        finally:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_ID])
