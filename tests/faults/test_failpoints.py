"""Failpoints: parsed strictly, off by default, and triggered at exactly the named hit."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from server import failpoints
from server.failpoints import ArmedFailpoint, read_faults
from tests.support.engine import CHECKOUT

REACH_CLAIMS = """
from server import failpoints
failpoints.arm({faults!r}, seed={seed!r}, log={log!r})
for _ in range({times}):
    failpoints.reach("claim.before")
    failpoints.reach("claim.after")
"""


def reach_claims(faults: str, *, times: int, seed: str = "", log: str = "") -> int:
    """In a new process; its exit code."""
    program = REACH_CLAIMS.format(faults=faults, seed=seed, log=log, times=times)
    return subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, check=False).returncode


FORK = """
import os, signal
from server import failpoints
failpoints.arm("*=kill%0.5", seed="7")
for _ in range(64):
    if os.fork() == 0:
        failpoints.reach("claim.before")
        os._exit(0)
ends = {os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(64)}
assert ends == {0, -signal.SIGKILL}, ends
"""


def test_each_forked_process_has_its_own_dice() -> None:
    """64 that all live or all die have the same ones."""
    subprocess.run([sys.executable, "-W", "ignore", "-c", FORK], cwd=CHECKOUT, check=True)


def test_failpoints_are_parsed() -> None:
    assert read_faults(" claim.after=kill, notify.before=stop@2,*=kill%0.002 ") == {
        "claim.after": ArmedFailpoint("kill", 1, None),
        "notify.before": ArmedFailpoint("stop", 2, None),
        "*": ArmedFailpoint("kill", 1, 0.002),
    }
    assert read_faults("") == {}


@pytest.mark.parametrize(
    "text",
    [
        "claim.after",
        "claim.after=",
        "claim.after=raise",
        "claim.after=kill@0",
        "claim.after=kill@-1",
        "*=kill%2",
        "*=kill%1e9",
        "*=kill@1%0.5",
        "claim=kill",
        "claim.during=kill",
        "claim.*=kill",
        "claim.after=kill;*=kill",
    ],
)
def test_malformed_failpoints_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not POINT=kill|no failpoint"):
        read_faults(text)


def test_failpoints_are_off_by_default() -> None:
    assert failpoints._switchboard.on is False
    assert reach_claims("", times=1000) == 0


def test_a_kill_triggers_at_its_hit_and_every_hit_up_to_it_is_logged(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert reach_claims("claim.after=kill@2", times=3, log=str(log)) == -signal.SIGKILL
    assert log.read_text().splitlines() == [
        "claim.before",
        "claim.after",
        "claim.before",
        "claim.after kill",
    ]


def test_a_random_failpoint_triggers_sooner_or_later() -> None:
    assert reach_claims("*=kill%0.05", times=10_000, seed="7") == -signal.SIGKILL
    assert reach_claims("*=kill%0", times=1000, seed="7") == 0
    assert reach_claims("*=kill%1", times=1) == -signal.SIGKILL
