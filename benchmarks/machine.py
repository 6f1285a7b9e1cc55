"""The machine and its other load during the benchmark. For the reader only: no result uses them."""

import os
import platform
import re
import subprocess
import time
from dataclasses import dataclass

from benchmarks import processors
from benchmarks.engine import DATABASE, BenchmarkEngine, program


@dataclass
class MachineInfo:
    """`others_share` is the share of all processors that other programs used during the measurements."""

    cores: int
    postgresql: str
    python: str
    syncs_per_second: int
    load_before: float
    others_share: float = 0.0


class Watch:
    """Measures the processors' use by other programs from now on."""

    def __init__(self) -> None:
        self.begun, self.used = time.monotonic(), self._by_others()

    def share(self) -> float:
        used = max(self._by_others() - self.used, 0.0)
        return used / (time.monotonic() - self.begun) / (os.cpu_count() or 1)

    def _by_others(self) -> float:
        return processors.seconds_of_all() - processors.seconds_of(os.getpid())


def inspect(engine: BenchmarkEngine, load_before: float) -> MachineInfo:
    with engine.cluster.connect(DATABASE) as connection:
        version = connection.info.parameter_status("server_version") or ""
    return MachineInfo(
        os.cpu_count() or 1, version.split()[0], platform.python_version(), _syncs_per_second(engine), load_before
    )


def _syncs_per_second(engine: BenchmarkEngine) -> int:
    """How often PostgreSQL could write 8 kB to the disk and wait for it (fdatasync, which it uses on Linux)."""
    command = [program("pg_test_fsync"), "--secs-per-test=1", f"--filename={engine.data_dir / 'fsync'}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as test:
        assert test.stdout
        try:
            for line in test.stdout:
                if found := re.match(r"\s*fdatasync\s+([0-9.]+) ops/sec", line):
                    return round(float(found[1]))
        finally:
            test.kill()  # its other tests take 15 seconds
    raise RuntimeError("pg_test_fsync printed no rate for fdatasync")
