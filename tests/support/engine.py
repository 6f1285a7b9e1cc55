"""A real `manage.py up` in a data folder of its own, observed from outside."""

import atexit
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

from server.database.embedded_address import socket_directory
from server.operator_error import OperatorError
from server.ops.embedded_postgres import embedded
from server.ops.embedded_postgres.cluster import Cluster
from tests.support.servers import PATIENCE_SECONDS, short_folder, wait_until

CHECKOUT = Path(__file__).resolve().parents[2]
START_SECONDS = 180


class LocalEngine:
    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.lines: list[str] = []

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DB_", "REDIS_"))}
        # No programs on PATH, hence no Node: no page is built into this checkout.
        bare = {"PATH": str(self.data_dir / "no-programs"), "PAYOUT_NO_VENV": "1", "PAYOUT_ENV_FILE": ""}
        bare |= {"PAYOUT_INTEGRITY_CHECK_EVERY": "off"}  # a test that wants a check asks for it
        return kept | bare | {"PAYOUT_DATA_DIR": str(self.data_dir)} | more

    def start(self, **environment: str) -> None:
        self.lines = []
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(self.port)],
            cwd=CHECKOUT,
            env=self.environment(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()

    def start_and_wait(self, **environment: str) -> None:
        self.start(**environment)
        wait_until(lambda: self.says("The payout engine is up") or self.has_ended(), START_SECONDS)
        assert not self.has_ended(), self.output()

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CHECKOUT,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send the signal and return the exit code."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def says(self, text: str) -> bool:
        return any(text in line for line in self.lines)

    def output(self) -> str:
        return "\n".join(self.lines)

    def health(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def processes(self, *words: str) -> set[int]:
        """PIDs of this data folder's processes whose command lines hold all of these words."""
        database = self._database_folder()
        return {pid for pid in _pids() if self._is_ours(pid, database) and all(word in _command(pid) for word in words)}

    def cluster(self) -> Cluster:
        return embedded.cluster_for(self.data_dir)

    def _database_folder(self) -> Path | None:
        """None for a data folder that no PostgreSQL can run on."""
        try:
            return self.cluster().folder
        except OperatorError:
            return None

    def _is_ours(self, pid: int, database: Path | None) -> bool:
        """By its environment; PostgreSQL's is not told our settings, and works in its data folder."""
        try:
            if Path(f"/proc/{pid}/cwd").readlink() == database:
                return True
            return f"PAYOUT_DATA_DIR={self.data_dir}\0".encode() in Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        with process.stdout:
            self.lines.extend(line.rstrip() for line in process.stdout)


@contextmanager
def engine_in_its_own_folder() -> Iterator[LocalEngine]:
    """Its first command makes the database."""
    data_dir = Path(tempfile.mkdtemp(prefix="payout up ", dir=short_folder()))
    data_dir.chmod(0o711)  # started as root, PostgreSQL runs as another user
    engine = LocalEngine(data_dir)
    try:
        yield engine
    finally:
        for pid in engine.processes():
            with suppress(ProcessLookupError):  # it ended with the one before it
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: engine.has_ended() and not engine.processes())
        shutil.rmtree(socket_directory(data_dir), ignore_errors=True)
        shutil.rmtree(data_dir, ignore_errors=True)


@contextmanager
def engine_on_a_copy_of(data: Path) -> Iterator[LocalEngine]:
    with engine_in_its_own_folder() as engine:
        # `cp` keeps the owners, which the folders of a PostgreSQL that root starts need.
        subprocess.run(["cp", "-a", f"{data}/.", str(engine.data_dir)], check=True)
        yield engine


def kept_until_the_end() -> LocalEngine:
    """For data that many engines start with."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(engine_in_its_own_folder())


@contextmanager
def prepared_engine() -> Iterator[LocalEngine]:
    """With an empty database of this release, for tests that are not about an engine's first start: `initdb` and the
    migrations are a third of its cost."""
    with engine_on_a_copy_of(_empty_database()) as engine:
        yield engine


@cache
def _empty_database() -> Path:
    engine = kept_until_the_end()
    migrated = engine.manage("migrate")
    assert migrated.returncode == 0, migrated.stderr
    return engine.data_dir


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
