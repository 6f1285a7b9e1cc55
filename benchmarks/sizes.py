"""What a list, a search or a total takes among many payouts, beside what it takes among few: two engines that differ in
the number of their payouts alone, asked in turn."""

import time
from contextlib import ExitStack
from statistics import median

import psycopg

from benchmarks import asked
from benchmarks.client import Connection, exchange
from benchmarks.engine import BenchmarkEngine
from benchmarks.fixture import Fixture, Reading, SizedEngine
from server.operator_error import OperatorError

WARM_UP, TIMES = 12, 15  # after the former every session has the plans that it keeps
FEW, MANY = "few_payouts", "many_payouts"  # databases


def lists_and_searches(fixture: Fixture) -> Reading:
    return _slowest(fixture, {name: each.questions for name, each in _sized(fixture).items()})


def totals_and_balances(fixture: Fixture) -> Reading:
    return _slowest(fixture, {name: each.totals for name, each in _sized(fixture).items()})


def _slowest(fixture: Fixture, requests: dict[str, dict[str, bytes]]) -> Reading:
    """The greatest ratio of all kinds. Each kind's own is noted, with its median latencies."""
    worst = 0.0
    for kind in requests[FEW]:
        few, many = _in_turn(fixture, [requests[FEW][kind], requests[MANY][kind]])
        fixture.notes.setdefault(kind, []).append((few, many))
        worst = max(worst, many / few)
    return Reading(worst, 1.0)


def _in_turn(fixture: Fixture, requests: list[bytes]) -> list[float]:
    """Median latencies among few payouts and among many, in seconds."""
    latencies: list[list[float]] = [[], []]
    with ExitStack() as stack:
        connections = [Connection(each.port) for each in _sized(fixture).values()]
        for connection in connections:
            stack.enter_context(connection.socket)
        for number in range(WARM_UP + TIMES):
            for connection, request, taken in zip(connections, requests, latencies, strict=True):
                begun = time.perf_counter()
                response = exchange(connection, request)
                if number >= WARM_UP:
                    taken.append(time.perf_counter() - begun)
                if not asked.is_good(response):
                    raise OperatorError(f"an unexpected response: {response[:300].decode(errors='replace')}")
    return [median(taken) for taken in latencies]


def _sized(fixture: Fixture) -> dict[str, SizedEngine]:
    if not fixture.sized:
        sizes = {FEW: fixture.scale.few_payouts, MANY: fixture.scale.many_payouts}
        for database, payouts in sizes.items():
            fixture.sized[database] = _fill(fixture.engine, database, payouts, fixture.exit_stack)
    return fixture.sized


def _fill(engine: BenchmarkEngine, database: str, payouts: int, stack: ExitStack) -> SizedEngine:
    """An engine of its own in the same PostgreSQL."""
    with engine.cluster.connect("postgres") as owner:
        owner.autocommit = True
        owner.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(database)))
    engine.run("migrate", "--verbosity", "0", DB_NAME=database)
    fill = f"from benchmarks.many_payouts import fill; fill({payouts}, still_open=20)"
    engine.run("shell", "--verbosity", "0", "-c", fill, DB_NAME=database)
    engine.run("verify_ledger", DB_NAME=database)
    web = stack.enter_context(engine.serving(DB_NAME=database))
    with engine.cluster.connect(database) as owner:
        found = owner.execute(
            "SELECT id::text FROM payouts WHERE merchant_id = %s ORDER BY id LIMIT 1", [asked.LARGEST]
        ).fetchone()
    assert found
    return SizedEngine(web.port, asked.questions(found[0]), asked.totals())
