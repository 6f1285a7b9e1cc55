"""The command itself: for some seconds, and interrupted."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.operator_error import OperatorError
from server.ops.dev import checks
from server.ops.management.commands.torture import Command
from tests.support.engine import CHECKOUT
from tests.support.servers import wait_until

PATIENCE_SECONDS = 400  # on a busy machine; a quiet one needs some forty
MARK = "PAYOUT_TORTURE_TEST"

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="torture needs /proc")


@contextmanager
def torture(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "manage.py", "torture", *options, "--log", str(folder / "log")]
    environment = os.environ | {"PAYOUT_NO_VENV": "1", MARK: str(folder)}
    with subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def started_by(folder: Path) -> list[str]:
    """Command lines of this run's descendants that are still running."""
    running = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and f"{MARK}={folder}\0".encode() in (process / "environ").read_bytes():
                running.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return running


def read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout
    for line in process.stdout:
        if words in line:
            return
    raise AssertionError(f"it ended without {words!r}")


def test_some_seconds_of_torture_lose_nothing(tmp_path: Path) -> None:
    with torture(tmp_path, "--minutes", "0.3", "--seed", "5", "--queue", "redis") as process:
        output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, output
    assert "\n0 violations in " in output
    assert "queue: redis, seed: 5" in output
    # The log holds the printed lines too, among those of the processes.
    assert output.splitlines()[-1] in (tmp_path / "log").read_text(errors="replace")


def test_the_first_ctrl_c_ends_the_faults_and_the_checks_are_made(tmp_path: Path) -> None:
    with torture(tmp_path, "--minutes", "60", "--seed", "4", "--queue", "postgres") as process:
        read_until(process, "   5 s  ")
        assert started_by(tmp_path)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, output
    assert "\n0 violations in " in output
    wait_until(lambda: started_by(tmp_path) == [])


def test_the_second_ctrl_c_ends_all_of_it(tmp_path: Path) -> None:
    with torture(tmp_path, "--minutes", "60", "--seed", "4", "--queue", "redis") as process:
        read_until(process, "   0 s  ")
        process.send_signal(signal.SIGINT)
        read_until(process, "Healing")
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "payouts acknowledged" in output
    assert "nothing has been shown" in output
    wait_until(lambda: started_by(tmp_path) == [])


def test_a_killed_run_leaves_no_process(tmp_path: Path) -> None:
    with torture(tmp_path, "--minutes", "60", "--seed", "4", "--queue", "redis") as process:
        read_until(process, "   0 s  ")
        process.kill()
    wait_until(lambda: started_by(tmp_path) == [])


@pytest.mark.parametrize("options", [("--minutes", "0"), ("--queue", "kafka")])
def test_invalid_options_are_refused(tmp_path: Path, options: tuple[str, str]) -> None:
    with torture(tmp_path, *options) as process:
        assert process.wait(60) == 2


def test_an_installation_without_tests_says_where_to_run_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "CHECKOUT", tmp_path)
    with pytest.raises(OperatorError, match="in a checkout"):
        Command().run_from_argv(["manage.py", "torture"])
