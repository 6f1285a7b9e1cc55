"""A load's plan and outcome. `client.py` carries the plan out in a process of its own."""

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.processes import parent_death

CHECKOUT = Path(__file__).resolve().parents[1]
MAX_BAD_SHARE = 0.05  # so many responses may be unexpected; they are not counted
TIMEOUT_SECONDS = 60  # an engine that sends nothing for so long is broken, not slow
KEY = b"99999999-9999-4999-8999-999999999999"  # replaced by a new one in each request


@dataclass(frozen=True)
class Calls:
    """The requests to choose from: at random (by `weights`, if given), or in order. A response is good if it has this
    status, and contains `expected` this many times."""

    requests: list[bytes]
    status: int
    expected: bytes = b""
    occurrences: int = 1
    weights: list[float] | None = None
    in_order: bool = False


@dataclass(frozen=True)
class Plan:
    """Closed loop: each of `clients` sends its next request as soon as it has the response. With `per_second`, open
    loop: calls arrive at that pace, a free client takes each, and its latency counts from the arrival. Ends after
    `seconds` or `count` calls. Those of the first `warm_up` seconds are not counted."""

    port: int
    calls: Calls
    clients: int
    seconds: float
    warm_up: float = 0.0
    per_second: float = 0.0
    count: int = 0


@dataclass
class CallOutcome:
    """`latencies` of the good responses, in seconds, within `seconds`. `sent` includes warm-up and bad ones."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    sent: int = 0
    bad: int = 0
    bad_response: bytes = b""
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


def finish(client: subprocess.Popen[bytes]) -> CallOutcome:
    assert client.stdout
    with client, client.stdout:
        output = client.stdout.read()
    if client.returncode:
        raise RuntimeError(f"the load generator exited with {client.returncode}")
    outcome = pickle.loads(output)
    assert isinstance(outcome, CallOutcome)
    return outcome


def run(plan: Plan) -> CallOutcome:
    client = start(plan)
    try:
        return finish(client)
    finally:
        client.kill()


def require_good(outcome: CallOutcome) -> None:
    """Raises OperatorError."""
    if not outcome.latencies or outcome.bad > MAX_BAD_SHARE * outcome.sent:
        sample = outcome.bad_response.decode(errors="replace") or "none arrived in time"
        raise OperatorError(f"{outcome.bad} of {outcome.sent} responses are unexpected. One of them: {sample}")
