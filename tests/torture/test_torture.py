"""The fast part: the command itself, for some seconds, with either queue; and ended by hand."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.engine import CHECKOUT
from tests.servers import wait_until

SECONDS = 400  # of patience, on a busy machine; it takes some forty

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="torture needs /proc")


def begin(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "torture", *arguments],
        cwd=CHECKOUT,
        env=os.environ | {"PAYOUT_NO_VENV": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def leftovers(folder: Path) -> list[str]:
    """Processes that a torture with a log in this folder has left behind."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            environment = (process / "environ").read_bytes() if process.name.isdigit() else b""
        except OSError:
            continue
        if f"TORTURE_LOG={folder}".encode() in environment:
            found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


@pytest.mark.parametrize(("queue", "seed"), [("postgres", 4), ("redis", 5)])
def test_some_seconds_of_torture_cost_nothing(queue: str, seed: int, tmp_path: Path) -> None:
    options = ("--minutes", "0.25", "--seed", str(seed), "--queue", queue, "--log", str(tmp_path / "log"))
    with begin(*options) as torture:
        output, _ = torture.communicate(timeout=SECONDS)
    assert torture.returncode == 0, output
    assert "\n0 violations in " in output
    assert f"queue: {queue}, seed: {seed}" in output
    assert (tmp_path / "log").read_text(errors="replace").startswith("torture --minutes 0.25")
