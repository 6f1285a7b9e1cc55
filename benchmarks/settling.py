"""How fast one worker, as `up` starts it, settles a backlog while the bank replies at once."""

import time

from psycopg.rows import scalar_row

from benchmarks import processors, requests
from benchmarks.fixture import Fixture, Reading
from benchmarks.measurements import CLIENTS
from server.operator_error import OperatorError

START_SECONDS = 60
RAMP_UP_SECONDS = 1


def settle(fixture: Fixture) -> Reading:
    """Completed payouts per second, once the worker is at full speed and until the backlog ends, if it does."""
    _provide_backlog(fixture)
    with fixture.engine.settling() as worker:
        _await_first(fixture)
        time.sleep(min(RAMP_UP_SECONDS, fixture.seconds))
        before = processors.seconds_of(fixture.database, worker.pid)
        begun = _now(fixture)
        time.sleep(fixture.seconds)
        ended = _now(fixture)
        used = processors.seconds_of(fixture.database, worker.pid) - before
    found = fixture.owner.execute(
        """SELECT count(*), extract(epoch FROM max(completed_at) - %(begun)s)::float8 FROM payouts
           WHERE status = 'completed' AND completed_at BETWEEN %(begun)s AND %(ended)s""",
        {"begun": begun, "ended": ended},
    ).fetchone()
    count, seconds = found or (0, 0)
    if not count:
        raise OperatorError("The worker settled nothing")
    return Reading(count / seconds, used / count)


def _provide_backlog(fixture: Fixture) -> None:
    """Ensures enough pending payouts of many merchants. Other rows leave some behind; the API creates the rest."""
    with fixture.owner.cursor(row_factory=scalar_row) as cursor:
        pending = cursor.execute("SELECT count(*) FROM payouts WHERE status = 'pending'").fetchone() or 0
    wanted = int(fixture.scale.backlog * max(fixture.seconds, 1)) - pending
    if wanted > 0:
        fixture.load(requests.rest_create(fixture.tenants.many), CLIENTS, count=wanted)


def _await_first(fixture: Fixture) -> None:
    with fixture.owner.cursor(row_factory=scalar_row) as cursor:
        oldest = cursor.execute(
            "SELECT id FROM payouts WHERE status = 'pending' ORDER BY next_attempt_at LIMIT 1"
        ).fetchone()
        deadline = time.monotonic() + START_SECONDS
        while cursor.execute("SELECT status FROM payouts WHERE id = %s", [oldest]).fetchone() == "pending":
            if time.monotonic() > deadline:
                raise OperatorError("The worker does not begin to settle")
            time.sleep(0.02)


def _now(fixture: Fixture) -> object:
    with fixture.owner.cursor(row_factory=scalar_row) as cursor:
        return cursor.execute("SELECT clock_timestamp()").fetchone()
