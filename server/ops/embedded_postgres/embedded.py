"""The embedded PostgreSQL: where it lives, and how a command gets it when `up` does not run."""

import fcntl
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.bootstrap.folders import make, open_shared
from server.ops.embedded_postgres.cluster import PORT, Cluster
from server.ops.embedded_postgres.os_account import account_for

__all__ = ["PORT", "borrowed", "owned", "socket_directory"]

CHECKOUT = Path(__file__).resolve().parents[3]
DEFAULT_DATA_DIR = CHECKOUT / ".data"
SYSTEM_HOME = Path("/var/lib/payout-engine")


def socket_directory(data_dir: Path) -> Path:
    """A short private folder: the path of a unix socket may have 107 bytes (103 on macOS)."""
    # Not tempfile's answer where /tmp will do: TMPDIR may differ between the shells of one user.
    shared = Path("/tmp")  # noqa: S108
    parent = shared if os.access(shared, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())
    return parent / f"payout-{os.geteuid()}-{_digest(data_dir)}"


def cluster_for(data_dir: Path) -> Cluster:
    return Cluster(_home(data_dir), socket_directory(data_dir))


@contextmanager
def borrowed(data_dir: Path, database: str, role: str) -> Iterator[Cluster]:
    """Run it for as long as this command needs it; the last borrower stops it."""
    cluster = cluster_for(data_dir)
    with open_shared(data_dir / "postgres.users") as users:
        with in_turn(data_dir):
            cluster.start()
            cluster.ensure_database(database, role)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield cluster
        finally:
            with in_turn(data_dir):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # others still use it
                else:
                    cluster.stop()


@contextmanager
def owned(data_dir: Path, database: str, role: str) -> Iterator[Cluster]:
    """Run it as a child that ends with us, which is what `up` does; commands borrow it meanwhile."""
    cluster = cluster_for(data_dir)
    with open_shared(data_dir / "postgres.users") as users:
        with in_turn(data_dir):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # a command borrows it now: join it
            else:
                cluster.stop()  # left over from an `up` that was killed
            cluster.start(die_with_us=True)
            cluster.ensure_database(database, role)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield cluster
        finally:
            with in_turn(data_dir):
                cluster.stop()


@contextmanager
def in_turn(data_dir: Path) -> Iterator[None]:
    """Only one process at a time starts or stops the server."""
    with open_shared(data_dir / "postgres.turn") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _home(data_dir: Path) -> Path:
    """Where the cluster is kept: in the data folder, unless the user it must run as cannot go there."""
    make(data_dir)
    account = account_for(data_dir / "postgres")
    if account.reaches(data_dir):
        return data_dir
    if data_dir != DEFAULT_DATA_DIR:
        raise OperatorError(
            f"PAYOUT_DATA_DIR={data_dir} is closed to user {account.name}, as which PostgreSQL has to run "
            f"when you are root: choose a folder such as {SYSTEM_HOME}, or run as another user"
        )
    home = SYSTEM_HOME / _digest(data_dir)
    if not home.exists():
        print(f"{data_dir} is closed to user {account.name}, so the database is kept in {home}", file=sys.stderr)
        make(home)
    return home


def _digest(data_dir: Path) -> str:
    return hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
