"""The measured system: a throwaway engine whose PostgreSQL, web server and worker start as `up` starts them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import django

from server.database import roles
from server.database.embedded_address import socket_directory
from server.operator_error import OperatorError
from server.ops.bootstrap.owner_login import log_in_as_owner_of
from server.ops.embedded_postgres import binaries, embedded
from server.ops.embedded_postgres.cluster import Cluster
from server.ops.processes import health, parent_death

CHECKOUT = Path(__file__).resolve().parents[1]
DATABASE, OWNER = "payout_engine", "postgres"
START_SECONDS = 60
# All settings that affect a result, whatever the shell or an `.env` sets. Empty means not set.
SETTINGS = {
    "DB_HOST": "",
    "DB_APP_PASSWORD": "",
    "REDIS_URL": "",
    "PAYOUT_FAILPOINTS": "",
    "PAYOUT_FAILPOINTS_LOG": "",
    "PAYOUT_ENV_FILE": "",
    "DB_NAME": DATABASE,
    "DB_USER": OWNER,
    "DB_PASSWORD": "",
    "DB_APP_USER": "payout_app",
    "DEBUG": "True",
    "PAYOUT_OPEN_ACCESS": "True",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    "PAYOUT_PROXIES": "0",
    "PAYOUT_IDEMPOTENCY_WINDOW_HOURS": "24",
    # The bank replies at once and never refuses, so that only the engine is measured.
    "PAYOUT_BANK_LATENCY_SECONDS": "0,0",
    "PAYOUT_BANK_FAILURE_RATE": "0",
    "PAYOUT_WEBHOOKS_MAY_REACH": "loopback",
}


class BenchmarkEngine:
    def __init__(self, data_dir: Path, cluster: Cluster) -> None:
        self.data_dir, self.cluster = data_dir, cluster

    @contextmanager
    def serving(self, *options: str, **environment: str) -> Iterator["Web"]:
        """Runs the web server as `up` does, or with other options."""
        port = _free_port()
        with self._running("serve", "--host", "127.0.0.1", "--port", str(port), *options, **environment) as process:
            deadline = time.monotonic() + START_SECONDS
            while not health.is_healthy(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise OperatorError(f"The web server does not start: {self._last_output('serve')}")
                time.sleep(0.05)
            yield Web(port, process)

    @contextmanager
    def settling(self) -> Iterator[subprocess.Popen[bytes]]:
        """Runs the worker as `up` does."""
        with self._running("run_huey", "--worker-type", "thread", "--workers", "2") as process:
            yield process

    def verify(self) -> None:
        """Run `verify_ledger`. Raises OperatorError if it finds a fault."""
        self.run("verify_ledger")

    def run(self, command: str, *arguments: str, **environment: str) -> None:
        """Run a command to its end. Raises OperatorError if it fails."""
        # As from a shell, and not as a part of the engine: the owner's password is asked for.
        with self._running(command, *arguments, **environment, **{parent_death.SUPERVISOR: ""}) as process:
            if process.wait():
                raise OperatorError(f"{command} failed: {self._last_output(command)}")

    @contextmanager
    def _running(self, command: str, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
        with (self.data_dir / f"{command}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", command, *arguments],
                cwd=CHECKOUT,
                env=os.environ | {parent_death.SUPERVISOR: str(os.getpid()), "PAYOUT_NO_VENV": "1"} | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal reaches only us, who stop the others in order
            )
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _last_output(self, command: str) -> str:
        output = (self.data_dir / f"{command}.log").read_text(errors="replace").strip()
        return output[-1500:] or "it printed nothing"


@dataclass(frozen=True)
class Web:
    port: int
    process: subprocess.Popen[bytes]


@contextmanager
def throwaway_engine() -> Iterator[BenchmarkEngine]:
    """Runs an engine that is migrated and empty. Sets Django up in this process as its database owner."""
    data_dir = Path(tempfile.mkdtemp(prefix="payout-benchmark-"))
    data_dir.chmod(0o711)  # started as root, PostgreSQL runs as another user
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, data_dir, ignore_errors=True)
        stack.callback(shutil.rmtree, socket_directory(data_dir), ignore_errors=True)
        os.environ |= SETTINGS | {"PAYOUT_DATA_DIR": str(data_dir), roles.VARIABLE: roles.DbRole.OWNER}
        os.environ["DJANGO_SETTINGS_MODULE"] = "server.settings"
        cluster = stack.enter_context(embedded.owned(data_dir, DATABASE, OWNER))
        django.setup()
        log_in_as_owner_of(cluster)
        from django.core.management import call_command
        from django.db import connection

        stack.callback(connection.close)
        call_command("migrate", verbosity=0, interactive=False)
        yield BenchmarkEngine(data_dir, cluster)


def program(name: str) -> str:
    """The path of a PostgreSQL program: of the version that runs here, else the one on PATH. Raises OperatorError."""
    beside = binaries.find().folder / name
    if beside.exists():
        return str(beside)
    if on_path := shutil.which(name):
        return on_path
    raise OperatorError(f"There is no {name}, which comes with PostgreSQL (Debian: apt-get install postgresql)")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
