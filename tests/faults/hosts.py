"""Hosts with nothing but a network in common: each has its own address and its own, initially empty, folders."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from server.database.embedded_address import PORT, socket_directory
from server.ops.embedded_postgres.binaries import Binaries
from server.ops.embedded_postgres.os_account import OsAccount
from server.ops.processes import parent_death
from tests.faults.networks import NETWORKS, NetworkPlace
from tests.faults.open_resources import peers, processes_of, writable_resources
from tests.support.engine import CHECKOUT
from tests.support.servers import PATIENCE_SECONDS, ThrowawayPostgres, ThrowawayRedis, short_folder, wait_until

POSTGRES_PORT, REDIS_PORT, WEB_PORT = PORT, 6379, 8000
INHERITED = {"PATH": os.environ["PATH"], "PAYOUT_NO_VENV": "1", "PAYOUT_ENV_FILE": ""}
PUBLIC_NAME = "payouts.example"  # all web hosts', behind a proxy that speaks https


class CurlResponse(NamedTuple):
    status: int
    body: bytes
    headers: http.client.HTTPMessage


class ReachablePostgres(ThrowawayPostgres):
    """Listens on TCP too, and asks for a password there."""

    def __init__(self, home: Path, place: NetworkPlace, addresses: list[str]) -> None:
        super().__init__(home, socket_directory(home), durable=False)
        self.place, self.addresses = place, addresses

    def _launch(self, binaries: Binaries, account: OsAccount, *, die_with_us: bool) -> None:  # noqa: ARG002 - always
        access = "local all all trust\nhost all all samenet scram-sha-256\nhost all all 127.0.0.0/8 scram-sha-256\n"
        (self.folder / "pg_hba.conf").write_text(access)
        account.own(self.sockets)
        settings = {
            "listen_addresses": ",".join(self.addresses),
            "unix_socket_directories": str(self.sockets),
            "fsync": "off",
        }
        with self.place.entered(), self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(str(binaries.folder / "postgres"), "-D", str(self.folder)),
                    *(f"--{name}={value}" for name, value in settings.items()),
                ],
                cwd="/",
                env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: parent_death.request_death_signal(signal.SIGINT),  # noqa: PLW1509
                **account.popen_identity(),
            )


@dataclass
class Host:
    """Runs one of the engine's commands."""

    place: NetworkPlace
    database: str
    home: Path
    command: list[str]
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        return self.place.address

    def start(self) -> None:
        folders = {"HOME": "home", "TMPDIR": "tmp", "PAYOUT_DATA_DIR": "data"}
        for name in folders.values():
            (self.home / name).mkdir(parents=True, exist_ok=True)
        own = {name: str(self.home / folder) for name, folder in folders.items()}
        kept = INHERITED | {parent_death.SUPERVISOR: str(os.getpid())}
        with self.place.entered():
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", *self.command],
                cwd=CHECKOUT,
                env=kept | own | self.settings | {"DB_HOST": self.database},
                start_new_session=True,
            )

    def kill(self) -> None:
        """Like a power cut."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)
        self.process = None

    def written(self) -> list[Path]:
        """Files that the host has made in its folders."""
        return [path for path in self.home.rglob("*") if not path.is_dir()]

    def writable_resources(self) -> set[tuple[int, int]]:
        return {thing for pid in self._pids() for thing in writable_resources(pid)}

    def peers(self) -> set[tuple[str, int]]:
        return {peer for pid in self._pids() for peer in peers(pid, but_of_port=WEB_PORT)}

    def _pids(self) -> list[int]:
        assert self.process
        return processes_of(session=self.process.pid)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> CurlResponse:
        """A request as the proxy forwards it. Raises OSError or HTTPException."""
        connection = http.client.HTTPConnection(self.address, WEB_PORT, timeout=60)
        sent = {"Host": PUBLIC_NAME, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        sent |= {"Content-Type": "application/json", "Origin": f"https://{PUBLIC_NAME}"}
        try:
            with self.place.entered():
                connection.connect()
            text = None if body is None else json.dumps(body)
            connection.request(method, path, text, sent | {name.replace("_", "-"): headers[name] for name in headers})
            answer = connection.getresponse()
            return CurlResponse(answer.status, answer.read(), answer.headers)
        finally:
            connection.close()

    def is_healthy(self) -> bool:
        assert self.process
        assert self.process.poll() is None, "it has ended"
        with suppress(OSError, http.client.HTTPException):
            return self.ask("GET", "/healthz").status == 200
        return False


@dataclass
class Deployment:
    """Two web hosts, two worker hosts, and the two servers that they share."""

    postgres: ReachablePostgres
    redis_address: str
    webs: list[Host]
    workers: list[Host]
    owner_environment: dict[str, str]

    @property
    def hosts(self) -> list[Host]:
        return self.webs + self.workers

    def start(self) -> None:
        """Start every host that does not run."""
        for host in self.hosts:
            if host.process is None:
                host.start()
        wait_until(lambda: all(web.is_healthy() for web in self.webs))

    def stop(self) -> None:
        running = [host.process for host in self.hosts if host.process]
        for process in running:
            process.terminate()
        for process in running:
            process.wait(PATIENCE_SECONDS)

    def manage(self, *arguments: str, line: str = "") -> str:
        """The output of an operator's command, run with the owner's rights."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CHECKOUT,
            env=INHERITED | self.owner_environment,
            input=line,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def deployment(kind: str, settings: dict[str, str]) -> Iterator[Deployment]:
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="payout-hosts-", dir=short_folder()))
        folder.chmod(0o711)  # started as root, PostgreSQL runs as another user
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        [middle, *outside] = stack.enter_context(NETWORKS[kind](5))
        apart = middle.namespace is not None
        postgres = ReachablePostgres(folder, middle, [place.address for place in ([middle] if apart else outside)])
        stack.callback(shutil.rmtree, postgres.sockets, ignore_errors=True)
        stack.callback(postgres.stop)
        postgres.start(die_with_us=True)
        postgres.ensure_database("payout_engine", "postgres")
        redis = ThrowawayRedis(folder, bind=middle.address, port=REDIS_PORT)
        stack.callback(redis.kill)
        with middle.entered():
            redis.start()

        shared = settings | {"REDIS_URL": f"redis://{middle.address}:{REDIS_PORT}/0", "DB_PORT": str(POSTGRES_PORT)}
        hosts = [
            Host(
                place=place,
                database=middle.address if apart else place.address,
                home=folder / f"host-{number}",
                command=["serve", "--host", place.address, "--port", str(WEB_PORT)]
                if number < 2
                else ["run_huey", "--worker-type", "thread", "--workers", "4"],
                settings=shared,
            )
            for number, place in enumerate(outside)
        ]
        owner_environment = shared | postgres.environment() | {"HOME": str(folder)}
        built = Deployment(postgres, middle.address, hosts[:2], hosts[2:], owner_environment)
        built.manage("migrate", "-v", "0")
        stack.callback(built.stop)
        built.start()
        yield built
