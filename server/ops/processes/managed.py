"""What `up` runs beside itself: processes of ours, and the embedded PostgreSQL."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from server.ops.embedded_postgres.cluster import Cluster
from server.ops.processes import parent_death


class ManagedProcess(Protocol):
    name: str

    def start(self) -> None: ...
    def alive(self) -> bool: ...
    def speak(self) -> None: ...


class Child:
    """A process of ours whose lines are shown under its name."""

    def __init__(self, name: str, command: list[str], working_folder: Path) -> None:
        self.name = name
        self.command = command
        self.working_folder = working_folder
        self.process: subprocess.Popen[bytes] | None = None
        self.unfinished = b""

    def start(self) -> None:
        self.end(signal.SIGKILL)  # whatever the last one left behind
        if self.process and self.process.stdout:
            self.process.stdout.close()
        self.unfinished = b""
        self.process = subprocess.Popen(
            self.command,
            cwd=self.working_folder,
            env=os.environ | {parent_death.SUPERVISOR: str(os.getpid()), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a Ctrl-C in the terminal is ours to answer, in our order
        )
        if self.process.stdout:
            os.set_blocking(self.process.stdout.fileno(), False)

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_end(self) -> None:
        if self.process and self.alive():
            self.process.send_signal(signal.SIGTERM)

    def end(self, number: int) -> None:
        """Signal all that belongs to it, grandchildren too."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def speak(self) -> None:
        # Closed: the end came while this was being started again.
        if self.process is None or self.process.stdout is None or self.process.stdout.closed:
            return
        while True:
            try:
                heard = os.read(self.process.stdout.fileno(), 65536)
            except BlockingIOError:
                return
            if not heard:
                return
            *lines, self.unfinished = (self.unfinished + heard).split(b"\n")
            for line in lines:
                say(self.name, line)


class Database:
    """The embedded PostgreSQL as a part: it writes to a file, which outlives a killed `up`."""

    name = "db"

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.read_to = 0

    def start(self) -> None:
        self.cluster.start(die_with_us=True)

    def alive(self) -> bool:
        return self.cluster.pid() is not None

    def speak(self) -> None:
        with self.cluster.log.open("rb") as log:
            if self.read_to > os.fstat(log.fileno()).st_size:
                self.read_to = 0  # it was started again
            log.seek(self.read_to)
            for line in log:
                if not line.endswith(b"\n"):
                    break
                self.read_to += len(line)
                say(self.name, line.rstrip(b"\n"))


def say(name: str, line: bytes) -> None:
    print(f"{name} | {line.decode(errors='replace')}", flush=True)
