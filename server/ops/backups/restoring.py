"""Restores a backup into an empty database, in one transaction: all of it is there, or nothing."""

import re
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from server.database import app_role, release
from server.operator_error import OperatorError

from . import manifest, programs, role_texts
from .manifest import DUMP, ROLES, Manifest

LOADING = re.compile(r'pg_restore: processing data for table "public\.(\w+)"')
# An extension's own objects came with the extension, and a server's template may have some.
OCCUPIED = """
SELECT (SELECT count(*) FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (
           SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
     + (SELECT count(*) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (
           SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')),
       current_setting('server_version_num')::int / 10000
"""


def require_restorable(folder: Path) -> Manifest:
    """The manifest of a backup that is whole, for an empty database of this server. Raises OperatorError."""
    given = manifest.read(folder)
    if given.release > release.RELEASE:
        raise OperatorError(
            f"Release {given.release} of the engine made this backup, and this is release {release.RELEASE}: restore it"
            " with that release."
        )
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(OCCUPIED)
        [objects, major] = cursor.fetchone()
    if objects:
        raise OperatorError(
            f"The database {name} is not empty: restore into a new one (another DB_NAME, made by CREATE DATABASE with"
            " DB_USER as its owner; for the embedded PostgreSQL another PAYOUT_DATA_DIR), and nothing is lost."
        )
    if major < given.postgresql:
        raise OperatorError(
            f"The backup is of PostgreSQL {given.postgresql}, and this server is {major}: restore into a server of"
            f" version {given.postgresql} or newer."
        )
    return given


def restore(folder: Path, given: Manifest, say: Callable[[str], object]) -> None:
    """Raises OperatorError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        [major] = cursor.fetchone()
    pg_restore = programs.find("pg_restore", major)
    try:
        with transaction.atomic():
            role_texts.apply((folder / ROLES).read_text(encoding="utf-8"))
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise OperatorError(
            f"The roles cannot be made ({reason}): run {folder / ROLES} as a superuser first."
        ) from error
    connection.close()
    # Everything becomes DB_USER's, whatever its owner was called where it comes from.
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-tablespaces"]
    loaded = 0
    for line in programs.run(pg_restore, *options, f"--dbname={programs.database()}", str(folder / DUMP)):
        if found := LOADING.match(line):
            loaded += 1
            say(f"{loaded:>4} of {given.tables}  {found[1]}")
            if loaded == given.tables:
                say("Building indexes, and looking at every constraint …")
    say("Giving the app role its password and rights, and gathering statistics …")
    app_role.provide()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
