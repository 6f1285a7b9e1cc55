"""Runs the embedded PostgreSQL of a data folder: for as long as `up` lasts, or for one command while `up` does not run.

Each process that uses it holds a shared lock on `postgres.users` in the data folder; the last one stops the server.
"""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.database.embedded_address import digest, socket_directory
from server.operator_error import OperatorError
from server.ops.bootstrap import data_folder
from server.ops.embedded_postgres.cluster import Cluster
from server.ops.embedded_postgres.os_account import account_for

CHECKOUT = Path(__file__).resolve().parents[3]
DEFAULT_DATA_DIR = CHECKOUT / ".data"
SYSTEM_HOME = Path("/var/lib/payout-engine")


def cluster_for(data_dir: Path) -> Cluster:
    return Cluster(_home(data_dir), socket_directory(data_dir))


@contextmanager
def borrowed(data_dir: Path, database: str, role: str) -> Iterator[Cluster]:
    """Run the server for one command. The last of several commands stops it."""
    cluster = cluster_for(data_dir)
    with data_folder.open_shared(data_dir / "postgres.users") as users:
        with _start_stop_lock(data_dir):
            cluster.start()
            cluster.ensure_database(database, role)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield cluster
        finally:
            with _start_stop_lock(data_dir):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # others still use it
                else:
                    cluster.stop()


@contextmanager
def owned(data_dir: Path, database: str, role: str) -> Iterator[Cluster]:
    """Run the server as a child that ends with this process, as `up` does. Commands may borrow it meanwhile."""
    cluster = cluster_for(data_dir)
    with data_folder.open_shared(data_dir / "postgres.users") as users:
        with _start_stop_lock(data_dir):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # a command is using the server: share it
            else:
                cluster.stop()  # left over from an `up` that was killed
            cluster.start(die_with_us=True)
            cluster.ensure_database(database, role)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield cluster
        finally:
            with _start_stop_lock(data_dir):
                cluster.stop()


@contextmanager
def _start_stop_lock(data_dir: Path) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    with data_folder.open_shared(data_dir / "postgres.turn") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _home(data_dir: Path) -> Path:
    """The folder that holds the cluster: the data folder, unless PostgreSQL's user cannot enter it."""
    data_folder.make(data_dir)
    account = account_for(data_dir / "postgres")
    if account.can_reach(data_dir):
        return data_dir
    if data_dir != DEFAULT_DATA_DIR:
        raise OperatorError(
            f"PAYOUT_DATA_DIR={data_dir} cannot be entered by user {account.name}, as which PostgreSQL runs "
            f"when you are root: choose a folder such as {SYSTEM_HOME}, or run as another user"
        )
    home = SYSTEM_HOME / digest(data_dir)
    if not home.exists():
        print(f"User {account.name} cannot enter {data_dir}, so the database is kept in {home}", file=sys.stderr)
        data_folder.make(home)
    return home
