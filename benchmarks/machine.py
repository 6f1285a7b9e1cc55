"""What the numbers were measured on, and what else was going on there. (Nothing of this is one of the numbers.)"""

import os
import platform
import re
import subprocess
import time
from dataclasses import dataclass

from benchmarks import processors
from benchmarks.engine import DATABASE, Engine, program


@dataclass
class Machine:
    """`others_share` of all processors was used by what does not belong to the benchmark, while it measured."""

    cores: int
    postgresql: str
    python: str
    syncs_per_second: int
    load_before: float
    others_share: float = 0.0


class Watch:
    """Over the processors, from now on."""

    def __init__(self) -> None:
        self.begun, self.used = time.monotonic(), self._by_others()

    def share(self) -> float:
        used = max(self._by_others() - self.used, 0.0)
        return used / (time.monotonic() - self.begun) / (os.cpu_count() or 1)

    def _by_others(self) -> float:
        return processors.seconds_of_all() - processors.seconds_of(os.getpid())


def look_at(engine: Engine, load_before: float) -> Machine:
    with engine.cluster.connect(DATABASE) as connection:
        version = connection.info.parameter_status("server_version") or ""
    return Machine(
        os.cpu_count() or 1, version.split()[0], platform.python_version(), _syncs_per_second(engine), load_before
    )


def _syncs_per_second(engine: Engine) -> int:
    """How often PostgreSQL could have 8 kB written to the disk and wait for it (fdatasync, which it uses on Linux)."""
    command = [program("pg_test_fsync"), "--secs-per-test=1", f"--filename={engine.data_dir / 'fsync'}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as test:
        assert test.stdout
        try:
            for line in test.stdout:
                if found := re.match(r"\s*fdatasync\s+([0-9.]+) ops/sec", line):
                    return round(float(found[1]))
        finally:
            test.kill()  # the rest of what it tests takes a quarter of a minute
    raise RuntimeError("pg_test_fsync did not say how fast fdatasync is")
