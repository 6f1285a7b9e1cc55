"""One `up` per data folder: two would end each other's database."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.bootstrap.folders import make, open_shared


@contextmanager
def only_one(data_dir: Path, port: int) -> Iterator[None]:
    make(data_dir)
    with open_shared(data_dir / "up") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise OperatorError(f"`up` already runs on {data_dir}: {lock.read() or 'it has just begun'}") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, port {port}")
        lock.flush()
        yield
