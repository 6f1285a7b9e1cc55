"""One PostgreSQL server in one folder: creates it if missing, starts it, finds it running, stops it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from server.database.embedded_address import PORT
from server.operator_error import OperatorError
from server.ops.embedded_postgres import binaries, databases, owner_password, postmaster
from server.ops.embedded_postgres.binaries import Binaries
from server.ops.embedded_postgres.os_account import OsAccount, account_for

START_TIMEOUT_SECONDS = 120  # recovery after a crash may take long
STOP_TIMEOUT_SECONDS = 20  # for each of three signals


class Cluster:
    def __init__(self, home: Path, sockets: Path, *, durable: bool = True) -> None:
        self.home = home
        self.sockets = sockets
        self.durable = durable
        self.folder = home / "postgres"
        self.log = home / "postgres.log"
        self.password_file = home / owner_password.FILE
        self.host_rules = home / "postgres.hba"
        self.process: subprocess.Popen[bytes] | None = None  # None if the server was found running

    def start(self, *, die_with_us: bool = False) -> None:
        """Start the server unless it runs, and wait until it accepts connections. Raises OperatorError."""
        account = account_for(self.folder)
        if self._found_running():
            return
        binaries = self._binaries(account)
        if not self._major_version():
            postmaster.initialise(self.home, binaries, account, durable=self.durable)
        owner_password.write_host_rules(self.host_rules)
        if not self.password_file.exists():
            self._clear_leftovers()
            owner_password.introduce(self.password_file, postmaster.ADMINISTRATOR, self.folder, binaries, account)
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            self._launch(binaries, account, die_with_us=die_with_us)
            try:
                self.wait_until_ready()
            except OperatorError:
                # Sessions of a killed server may outlive it by a moment, and hold its shared memory.
                if time.monotonic() > deadline or "pre-existing shared memory" not in self._last_error():
                    raise
                time.sleep(0.2)
            else:
                return

    def stop(self) -> None:
        if pid := self.pid():
            self._shut_down(pid)
        if self.process:  # it has released its folder, but may not have exited yet
            self.process.wait()
            self.process = None

    def pid(self) -> int | None:
        """The running postmaster's. A left-over file may name a number that another program has by now."""
        self._reap()
        try:
            pid = int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        except PermissionError:
            account_for(self.folder)
            raise
        return pid if postmaster.works_in(pid, self.folder) else None

    def password(self) -> str:
        """Of the owner: `postgres`, and the role of `ensure_database`."""
        return owner_password.read(self.password_file)

    def connect(
        self, dbname: str = "postgres", user: str = postmaster.ADMINISTRATOR, password: str | None = None
    ) -> psycopg.Connection:
        """As the owner unless a password is given."""
        return psycopg.connect(
            host=str(self.sockets),
            port=PORT,
            user=user,
            password=password,
            passfile=str(self.password_file),
            dbname=dbname,
            autocommit=True,
            connect_timeout=5,
        )

    def wait_until_ready(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError as error:
                if "password" in str(error):
                    raise OperatorError(
                        f"PostgreSQL refuses the password in {self.password_file} ({_last_line(error)}): stop what runs"
                        " on this data folder and remove that file, so that the next start makes another one"
                    ) from error
                if time.monotonic() > deadline:
                    raise OperatorError(f"PostgreSQL does not accept connections: {error}") from error
            else:
                return
            meanwhile()
            if self.process is None and self.pid() is None:
                raise OperatorError(f"PostgreSQL did not start: {self._last_error()} (more in {self.log})")
            try:
                self._wait(0.03)
            except subprocess.TimeoutExpired:
                continue

    def ensure_database(self, name: str, role: str) -> None:
        databases.ensure(self.connect, self.password, name, role)

    def _found_running(self) -> bool:
        if not (pid := self.pid()):
            return False
        if not self._socket().exists():
            self._shut_down(pid)  # its socket was deleted (a cleaner of /tmp): no client can reach it
            return False
        try:
            self.wait_until_ready()
        except OperatorError:
            if self.pid():
                raise
            return False  # it was just stopping
        return True

    def _binaries(self, account: OsAccount) -> Binaries:
        found = binaries.find(self._major_version())
        if account.can_reach(found.folder):
            return found
        return found.copied_to(self.home)

    def _major_version(self) -> int | None:
        try:
            return int((self.folder / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None

    def _launch(self, binaries: Binaries, account: OsAccount, *, die_with_us: bool) -> None:
        account.own(self.sockets)
        self._clear_leftovers()
        self.process = postmaster.launch(
            binaries,
            account,
            folder=self.folder,
            sockets=self.sockets,
            host_rules=self.host_rules,
            port=PORT,
            log=self.log,
            durable=self.durable,
            die_with_us=die_with_us,
        )

    def _clear_leftovers(self) -> None:
        # pid() has just found no postmaster here. PostgreSQL would take the process number in these files for a
        # postmaster, though it may be another program's by now.
        for leftover in (self.folder / "postmaster.pid", self._socket(), self._socket(".lock")):
            leftover.unlink(missing_ok=True)

    def _socket(self, suffix: str = "") -> Path:
        return self.sockets / f".s.PGSQL.{PORT}{suffix}"

    def _shut_down(self, pid: int) -> None:
        """Fast shutdown (sessions are ended, data is written); if that hangs, immediate shutdown, then SIGKILL."""
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                return
            while self.pid() == pid:
                if time.monotonic() > deadline:
                    break
                try:
                    self._wait(0.02)
                except subprocess.TimeoutExpired:
                    continue
            else:
                return

    def _wait(self, seconds: float) -> None:
        if self.process:
            self.process.wait(seconds)
            self.process = None
        else:
            time.sleep(seconds)

    def _reap(self) -> None:
        if self.process and self.process.poll() is not None:
            self.process = None

    def _last_error(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        errors = [line for line in lines if "FATAL" in line or "PANIC" in line or "could not" in line] or lines
        return errors[-1] if errors else "its log is empty"


def _last_line(error: Exception) -> str:
    return str(error).strip().splitlines()[-1]
