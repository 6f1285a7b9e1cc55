"""Allows one `up` per data folder: two would stop each other's database."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.bootstrap import data_folder


@contextmanager
def single_instance(data_dir: Path, port: int) -> Iterator[None]:
    """Hold the data folder's lock. Raises OperatorError if another `up` holds it."""
    data_folder.make(data_dir)
    with data_folder.open_shared(data_dir / "up") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read() or "it is just starting"
            raise OperatorError(f"`up` is already running on {data_dir}: {holder}") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, port {port}")
        lock.flush()
        yield
