"""How fast one worker, as `up` starts it, settles a backlog while the bank answers at once."""

import time

from psycopg.rows import scalar_row

from benchmarks import processors, requests
from benchmarks.sides import CLIENTS
from benchmarks.stage import Reading, Stage
from server.operator_error import OperatorError

START_SECONDS = 60
IN_FULL_SWING_SECONDS = 1


def settle(stage: Stage) -> Reading:
    """Completed payouts per second, from when the worker is in full swing; until the backlog ends, if it does."""
    _provide_backlog(stage)
    with stage.engine.settling() as worker:
        _await_first(stage)
        time.sleep(min(IN_FULL_SWING_SECONDS, stage.seconds))
        before = processors.seconds_of(stage.database, worker.pid)
        begun = _now(stage)
        time.sleep(stage.seconds)
        ended = _now(stage)
        used = processors.seconds_of(stage.database, worker.pid) - before
    found = stage.owner.execute(
        """SELECT count(*), extract(epoch FROM max(completed_at) - %(begun)s)::float8 FROM payouts
           WHERE status = 'completed' AND completed_at BETWEEN %(begun)s AND %(ended)s""",
        {"begun": begun, "ended": ended},
    ).fetchone()
    count, seconds = found or (0, 0)
    if not count:
        raise OperatorError("The worker settled nothing")
    return Reading(count / seconds, used / count)


def _provide_backlog(stage: Stage) -> None:
    """Of pending payouts of many merchants. Other rows leave some behind; what is missing is made through the API."""
    with stage.owner.cursor(row_factory=scalar_row) as cursor:
        pending = cursor.execute("SELECT count(*) FROM payouts WHERE status = 'pending'").fetchone() or 0
    wanted = int(stage.scale.backlog * max(stage.seconds, 1)) - pending
    if wanted > 0:
        stage.load(requests.rest_create(stage.shops.many), CLIENTS, count=wanted)


def _await_first(stage: Stage) -> None:
    with stage.owner.cursor(row_factory=scalar_row) as cursor:
        oldest = cursor.execute(
            "SELECT id FROM payouts WHERE status = 'pending' ORDER BY next_attempt_at LIMIT 1"
        ).fetchone()
        deadline = time.monotonic() + START_SECONDS
        while cursor.execute("SELECT status FROM payouts WHERE id = %s", [oldest]).fetchone() == "pending":
            if time.monotonic() > deadline:
                raise OperatorError("The worker does not begin to settle")
            time.sleep(0.02)


def _now(stage: Stage) -> object:
    with stage.owner.cursor(row_factory=scalar_row) as cursor:
        return cursor.execute("SELECT clock_timestamp()").fetchone()
