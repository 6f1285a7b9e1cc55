"""The load: what is to be asked, and what came of it. `client.py`, a process of its own, does the asking."""

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.processes import parent_death

CHECKOUT = Path(__file__).resolve().parents[1]
WORST_SHARE = 0.05  # of the answers may be other than they should; they are not counted
PATIENCE_SECONDS = 60  # an engine that says nothing for so long is not slow but broken
KEY = b"99999999-9999-4999-8999-999999999999"  # stands for a fresh one in each request


@dataclass(frozen=True)
class Calls:
    """One of `requests` at a time: at random (by `weights`, where they are given), or in turn. An answer is good if it
    has this status, and these words so many times."""

    requests: list[bytes]
    status: int
    words: bytes = b""
    times: int = 1
    weights: list[float] | None = None
    in_turn: bool = False


@dataclass(frozen=True)
class Plan:
    """Each of `clients` asks as soon as it was answered; or, with `per_second`, calls arrive at that pace, whoever is
    free takes one, and it has waited since it arrived. It ends after `seconds` or `count` calls, of which those of the
    first `warm_up` seconds are not counted."""

    port: int
    calls: Calls
    clients: int
    seconds: float
    warm_up: float = 0.0
    per_second: float = 0.0
    count: int = 0


@dataclass
class Outcome:
    """`latencies` of the good answers, in seconds, within `seconds`. `sent` also counts the warm-up's and the bad."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    sent: int = 0
    bad: int = 0
    a_bad_one: bytes = b""
    cpu_seconds: float = 0.0


def start(plan: Plan) -> subprocess.Popen[bytes]:
    client = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.client"],
        cwd=CHECKOUT,
        env=os.environ | {parent_death.SUPERVISOR: str(os.getpid())},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert client.stdin
    try:
        with client.stdin:
            client.stdin.write(pickle.dumps(plan))
    except BaseException:
        client.kill()
        raise
    return client


def finish(client: subprocess.Popen[bytes]) -> Outcome:
    assert client.stdout
    with client, client.stdout:
        said = client.stdout.read()
    if client.returncode:
        raise RuntimeError(f"the load ended with {client.returncode}")
    outcome = pickle.loads(said)
    assert isinstance(outcome, Outcome)
    return outcome


def run(plan: Plan) -> Outcome:
    client = start(plan)
    try:
        return finish(client)
    finally:
        client.kill()


def require_good(outcome: Outcome) -> None:
    """Raises OperatorError."""
    if not outcome.latencies or outcome.bad > WORST_SHARE * outcome.sent:
        words = outcome.a_bad_one.decode(errors="replace") or "none came in time"
        raise OperatorError(
            f"{outcome.bad} of {outcome.sent} answers are not what they should be. One of them: {words}"
        )
