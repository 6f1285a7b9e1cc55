"""Writes a backup into an empty folder. What fails leaves nothing behind."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from server.database import release
from server.ids import new_id_text
from server.operator_error import OperatorError

from . import manifest, programs, role_texts
from .manifest import DUMP, MANIFEST, ROLES, Manifest

DUMPING = re.compile(r'pg_dump: dumping contents of table "public\.(\w+)"')
LOCKS = "60s"  # a `migrate` may hold a table for as long
TABLES = """
SELECT count(*), current_setting('server_version_num')::int / 10000, clock_timestamp()::text
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


def back_up(folder: Path, say: Callable[[str], object]) -> Manifest:
    """Raises OperatorError."""
    state = release.schema_state()
    if state is None:
        raise OperatorError("The database has no tables of the engine: there is nothing to back up.")
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        [tables, major, made_at] = cursor.fetchone()
    pg_dump = programs.find("pg_dump", major)
    with _made(folder):
        (folder / ROLES).write_text(role_texts.text(), encoding="utf-8")
        connection.close()  # this process waits for another's session from here on
        dumped = 0
        options = ["--format=custom", f"--lock-wait-timeout={LOCKS}", "--no-publications", "--no-subscriptions"]
        for line in programs.run(pg_dump, *options, f"--file={folder / DUMP}", f"--dbname={programs.database()}"):
            if found := DUMPING.match(line):
                dumped += 1
                say(f"{dumped:>4} of {tables}  {found[1]}")
        say("Reading it once more, for its digests …")
        made = Manifest(
            form=manifest.FORM,
            id=new_id_text(),
            made_at=made_at,
            database=str(connection.settings_dict["NAME"]),
            postgresql=major,
            release=state.mark.release,
            tables=tables,
            sizes=manifest.sizes_of(folder),
            sha256=manifest.digests_of(folder),
        )
        manifest.seal(folder, made)
    return made


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """An empty folder that only this user may enter. After a failure it is empty again, or gone."""
    try:
        folder.mkdir(mode=0o700)
        is_new = True
    except FileExistsError:
        is_new = False
        _require_empty(folder)
    except OSError as error:
        raise OperatorError(f"{folder} cannot be made: {error.strerror}.") from error
    try:
        yield
    except BaseException as error:
        for name in (MANIFEST, DUMP, ROLES):
            (folder / name).unlink(missing_ok=True)
        if is_new:
            folder.rmdir()
        if isinstance(error, OSError):
            raise OperatorError(f"The backup in {folder} cannot be written: {error.strerror or error}.") from error
        raise


def _require_empty(folder: Path) -> None:
    try:
        is_empty = not any(folder.iterdir())
    except OSError as error:
        raise OperatorError(f"{folder} cannot be used: {error.strerror}.") from error
    if not is_empty:
        raise OperatorError(f"{folder} is not empty: name a new folder, so that no backup is written over another.")
