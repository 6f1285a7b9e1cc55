"""A primary and its synchronous standby, made by PostgreSQL's own programs."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.database.embedded_address import PORT, socket_directory
from server.ops.bootstrap.program_environment import program_environment
from server.ops.embedded_postgres import binaries
from server.ops.embedded_postgres.os_account import account_for
from tests.support.servers import ThrowawayPostgres, postgres, wait_until

NAME = "standby"


@dataclass
class Pair:
    primary: ThrowawayPostgres
    standby: ThrowawayPostgres

    def environment(self) -> dict[str, str]:
        """The standby is named first: whoever takes the first that answers gets one that takes no writes."""
        hosts = f"{self.standby.sockets},{self.primary.sockets}"
        return self.primary.environment() | {"DB_HOST": hosts, "DB_PORT": f"{PORT},{PORT}"}

    def kill_the_primary(self) -> None:
        """The machine dies: no process of it ends anything, and none says a word more."""
        pid = self.primary.pid()
        assert pid, "PostgreSQL does not run"
        sessions = _children(pid)
        for each in (pid, *sessions):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        wait_until(lambda: self.primary.pid() is None)

    def promote(self) -> None:
        with self.standby.connect() as connection:
            assert connection.execute("SELECT pg_promote(true, 600)").fetchone() == (True,)


@contextmanager
def pair() -> Iterator[Pair]:
    home = Path(tempfile.mkdtemp(prefix="payout-standby-"))
    home.chmod(0o711)  # started as root, PostgreSQL runs as another user
    standby = ThrowawayPostgres(home, socket_directory(home), durable=True)
    try:
        with postgres(durable=True) as primary:
            primary.ensure_database("payout_engine", "postgres")
            _copy(primary, standby)
            standby.start(die_with_us=True)
            with primary.connect() as connection:
                connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{NAME}'")
                connection.execute("SELECT pg_reload_conf()")
                wait_until(lambda: _state(connection) == [("streaming", "sync")])
            yield Pair(primary, standby)
    finally:
        standby.stop()
        shutil.rmtree(standby.sockets, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def _copy(primary: ThrowawayPostgres, standby: ThrowawayPostgres) -> None:
    """By a base backup, which is how a standby begins."""
    with primary.host_rules.open("a") as rules:
        rules.write("local replication all scram-sha-256\n")
    with primary.connect() as connection:
        connection.execute("SELECT pg_reload_conf()")
    account = account_for(primary.folder)
    account.own(standby.folder)
    address = f"host={primary.sockets} port={PORT} user=postgres application_name={NAME}"
    copied = subprocess.run(
        [
            *(str(binaries.find().folder / "pg_basebackup"), "-D", str(standby.folder), "-d", address),
            *("--checkpoint=fast", "--wal-method=stream", "--create-slot", f"--slot={NAME}", "--write-recovery-conf"),
        ],
        cwd="/",
        env=program_environment(LC_ALL="C", PGPASSWORD=primary.password()),
        capture_output=True,
        text=True,
        check=False,
        **account.popen_identity(),
    )
    assert copied.returncode == 0, copied.stderr
    shutil.copy2(primary.password_file, standby.password_file)


def _state(connection: Any) -> list[Any]:
    return list(connection.execute("SELECT state, sync_state FROM pg_stat_replication").fetchall())


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(int(entry.name))
    return found
