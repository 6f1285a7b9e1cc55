"""The processes that `up` supervises: `manage.py` commands, and the embedded PostgreSQL."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from server.ops.bootstrap import terminal
from server.ops.embedded_postgres.cluster import Cluster
from server.ops.processes import parent_death
from server.ops.processes.served_account import ServedAs

# Between us; the terminal's own is `up`'s concern.
OUR_ENCODING = {terminal.VARIABLE: "utf-8"}


class ManagedProcess(Protocol):
    name: str

    def start(self) -> None: ...
    def is_alive(self) -> bool: ...
    def relay_output(self) -> None: ...


class Child:
    """A child process whose output is printed under its name."""

    def __init__(self, name: str, command: list[str], working_folder: Path, served_as: ServedAs) -> None:
        self.name = name
        self.command = command
        self.working_folder = working_folder
        self.served_as = served_as
        self.process: subprocess.Popen[bytes] | None = None
        self.partial_line = b""

    def start(self) -> None:
        self.signal_group(signal.SIGKILL)  # processes that the previous one left behind
        if self.process and self.process.stdout:
            self.process.stdout.close()
        self.partial_line = b""
        self.process = subprocess.Popen(
            self.command,
            cwd=self.working_folder,
            env=os.environ
            | {parent_death.SUPERVISOR: str(os.getpid()), "PYTHONUNBUFFERED": "1", **OUR_ENCODING}
            | self.served_as.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal reaches only `up`, which stops its processes in order
            **self.served_as.popen_identity(),
        )
        if self.process.stdout:
            os.set_blocking(self.process.stdout.fileno(), False)

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def terminate(self) -> None:
        if self.process and self.is_alive():
            self.process.send_signal(signal.SIGTERM)

    def signal_group(self, number: int) -> None:
        """Signal the process and its descendants."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def relay_output(self) -> None:
        # stdout is closed if `up` was stopped while this process was being restarted.
        if self.process is None or self.process.stdout is None or self.process.stdout.closed:
            return
        while True:
            try:
                output = os.read(self.process.stdout.fileno(), 65536)
            except BlockingIOError:
                return
            if not output:
                return
            *lines, self.partial_line = (self.partial_line + output).split(b"\n")
            for line in lines:
                print_line(self.name, line)


class Database:
    """The embedded PostgreSQL. Its output goes to a log file, since it may outlive a killed `up`."""

    name = "db"

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.bytes_read = cluster.log.stat().st_size  # skips the messages of the start, which has succeeded

    def start(self) -> None:
        self.bytes_read = 0  # a restart empties the log
        self.cluster.start(die_with_us=True)

    def is_alive(self) -> bool:
        return self.cluster.pid() is not None

    def relay_output(self) -> None:
        with self.cluster.log.open("rb") as log:
            log.seek(self.bytes_read)
            for line in log:
                if not line.endswith(b"\n"):
                    break
                self.bytes_read += len(line)
                print_line(self.name, line.rstrip(b"\n"))


def print_line(name: str, line: bytes) -> None:
    print(f"{name} | {line.decode(errors='replace')}", flush=True)
