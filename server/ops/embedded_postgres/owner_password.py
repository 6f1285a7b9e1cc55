"""The password of the embedded PostgreSQL's owner, in a file that only the user who runs `up` can read.

libpq reads the file itself (`passfile`), so no process of ours holds the password, and neither the web server nor the
worker is told where it is. As root they run as another user, who cannot read it.
"""

import os
import secrets
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from server.operator_error import OperatorError
from server.ops.bootstrap.program_environment import program_environment
from server.ops.embedded_postgres.binaries import Binaries
from server.ops.embedded_postgres.os_account import OsAccount

FILE = "postgres.pgpass"  # beside the data folder
HOST_RULES = """\
# Who may connect to this PostgreSQL, and how: the engine starts it with this file in place of the data folder's own.
local all all scram-sha-256
"""


def new_password() -> str:
    return secrets.token_urlsafe(32)


def read(file: Path) -> str:
    """Raises OSError."""
    return file.read_text(encoding="ascii").strip().rpartition(":")[2]


def write(file: Path, password: str) -> None:
    """In the form of a `.pgpass`: for every database and user of this server."""
    folder = file.parent.stat()
    _write(file, f"*:*:*:*:{password}\n", 0o600, folder.st_uid, folder.st_gid)


def lend(file: Path, password: str, account: OsAccount) -> None:
    """Show it to `initdb`, which runs as this account; the caller removes the file."""
    _write(file, password, 0o600, account.uid, account.gid)


def write_host_rules(file: Path) -> None:
    """PostgreSQL's own user can read them, and cannot change them where it is another than the caller."""
    if not file.exists() or file.read_text() != HOST_RULES:
        folder = file.parent.stat()
        _write(file, HOST_RULES, 0o644, folder.st_uid, folder.st_gid)


def introduce(file: Path, role: str, folder: Path, binaries: Binaries, account: OsAccount) -> None:
    """Give the role a password while no server runs on the folder: for data of a release that trusted whoever reached
    the socket, and where the file was lost. The file comes last, so that an interrupted step is done again. Raises
    OperatorError."""
    password = new_password()
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), verifier(password, role))
    done = subprocess.run(
        [str(binaries.folder / "postgres"), "--single", "-D", str(folder), "postgres"],
        cwd="/",
        env=program_environment(LC_ALL="C"),
        input=statement.as_string(None) + "\n",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        **account.popen_identity(),
    )
    if done.returncode or "ERROR" in done.stdout:
        last = " ".join(done.stdout.strip().splitlines()[-3:])
        raise OperatorError(f"The owner of the database in {folder} cannot be given a password: {last}")
    write(file, password)


def verifier(password: str, role: str) -> sql.Literal:
    """As PostgreSQL stores it, so that no statement and no log holds the password."""
    unconnected = psycopg.pq.PGconn.connect_start(b"host=/nowhere")
    return sql.Literal(unconnected.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode())


def _write(file: Path, text: str, mode: int, uid: int, gid: int) -> None:
    """At once or not at all, and through no link that someone left there. Only root writes for other users."""
    unfinished = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as output:
        if os.geteuid() == 0:
            os.fchown(descriptor, uid, gid)
        os.fchmod(descriptor, mode)
        output.write(text)
        output.flush()
        os.fsync(descriptor)
    unfinished.replace(file)
