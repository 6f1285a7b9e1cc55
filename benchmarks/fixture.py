"""The engine with its merchants and their histories, and the measurement of a load on it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID, uuid4

import psycopg

from benchmarks import callers, data, load, pages, processors, requests, yardstick
from benchmarks.data import BenchmarkTenant
from benchmarks.engine import DATABASE, BenchmarkEngine, Web
from benchmarks.load import CallOutcome, Calls, Plan
from benchmarks.requests import Headers
from server.operator_error import OperatorError

WARM_UP_SECONDS = 0.5
UNLIMITED_SECONDS = 600


@dataclass(frozen=True)
class Scale:
    """Numbers of merchants, and the lengths of their ledgers in entries (3 n + 1 each)."""

    many: int = 1000
    few: int = 16
    entries: int = 100
    long: int = 100_000
    longest: int = 1_000_000
    late_page: int = 1000
    batch: int = 1000
    backlog: int = 3000
    open_pages: int = 200
    few_payouts: int = 1000
    many_payouts: int = 1_000_000
    listeners: int = 2_000


SMALL = Scale(
    many=100,
    few=5,
    long=1_000,
    longest=10_000,
    late_page=60,
    batch=50,
    backlog=300,
    open_pages=20,
    many_payouts=3_000,
    listeners=50,
)


@dataclass(frozen=True)
class Reading:
    """`value` is a rate per second, a latency in seconds, or a share. `cpu_seconds` is the cost of one call."""

    value: float
    cpu_seconds: float


@dataclass
class Tenants:
    """Each group serves one purpose, so that rows do not affect each other."""

    many: list[BenchmarkTenant]
    long: list[BenchmarkTenant]
    short: list[list[BenchmarkTenant]]  # one group per round, since they do not stay short
    longest: BenchmarkTenant
    small: BenchmarkTenant
    hot: BenchmarkTenant
    attacked: BenchmarkTenant
    payroll: BenchmarkTenant


@dataclass(frozen=True)
class Authenticated:
    """The same engine without open access: a second web server, and the credentials of its callers."""

    web: Web
    tenants: list[BenchmarkTenant]
    keys: list[Headers]
    sessions: list[Headers]
    attacker: Headers


@dataclass(frozen=True)
class SizedEngine:
    """Of sizes.py: its web server's port, and what it is asked, by name."""

    port: int
    questions: dict[str, bytes]
    totals: dict[str, bytes]


@dataclass
class Fixture:
    engine: BenchmarkEngine
    web: Web
    owner: psycopg.Connection
    tenants: Tenants
    scale: Scale
    seconds: float
    exit_stack: ExitStack
    round: int = 0
    keys: list[str] = field(default_factory=list)  # idempotency keys of the payouts that are replayed
    calm_pace: float = 0.0  # calls per second of the other merchants in isolation.py
    cursors: dict[str, str] = field(default_factory=dict)  # the late page's, by document
    sized: dict[str, SizedEngine] = field(default_factory=dict)  # by database
    notes: dict[str, list[tuple[float, float]]] = field(default_factory=dict)  # of sizes.py, one per round

    def load(self, calls: Calls, clients: int, *, seconds: float = 0.0, count: int = 0) -> "LoadFigures":
        """Send requests as fast as responses arrive, for a time or a number of calls. Raises OperatorError if too many
        responses are bad."""
        warm_up = 0.0 if count else min(WARM_UP_SECONDS, self.seconds / 2)
        time = UNLIMITED_SECONDS if count else seconds or self.seconds
        measured = self.measure(Plan(self.web.port, calls, clients, time, warm_up, count=count), self.web)
        load.require_good(measured.outcome)
        return measured

    def measure(self, plan: Plan, web: Web) -> "LoadFigures":
        before = processors.seconds_of(self.database, web.process.pid)
        outcome = load.run(plan)
        used = processors.seconds_of(self.database, web.process.pid) - before
        return LoadFigures(outcome, (used + outcome.cpu_seconds) / max(outcome.sent, 1), used)

    @property
    def database(self) -> int:
        """The postmaster's process id."""
        pid = self.engine.cluster.pid()
        if pid is None:
            raise OperatorError("PostgreSQL has ended")
        return pid

    def feed_ends(self, merchants: list[UUID]) -> dict[UUID, str]:
        """The position of each merchant's newest entry by now: other rows make their payouts."""
        rows = self.owner.execute(
            "SELECT m.id, (SELECT max(seq) FROM ledger_entries WHERE merchant_id = m.id)"
            " FROM unnest(%s::uuid[]) m (id)",
            [merchants],
        )
        return {merchant: f"{seq}.0" for merchant, seq in rows}

    @cached_property
    def authenticated(self) -> Authenticated:
        tenants = self.tenants.many[: self.scale.open_pages]
        return Authenticated(
            self.exit_stack.enter_context(self.engine.serving(PAYOUT_OPEN_ACCESS="False")),
            tenants,
            [callers.key_of(tenant) for tenant in tenants],
            callers.signed_in(tenants),
            callers.key_of(self.tenants.attacked),
        )


@dataclass(frozen=True)
class LoadFigures:
    outcome: CallOutcome
    cpu_seconds: float  # per call, in client, web server and PostgreSQL
    engine_cpu_seconds: float  # in total, in web server and PostgreSQL

    @property
    def per_second(self) -> float:
        return len(self.outcome.latencies) / self.outcome.seconds


@contextmanager
def prepared_fixture(engine: BenchmarkEngine, scale: Scale, seconds: float, rounds: int) -> Iterator[Fixture]:
    with ExitStack() as stack:
        owner = stack.enter_context(engine.cluster.connect(DATABASE))
        tenants = _create_tenants(owner, scale, rounds)
        yardstick.prepare(owner, tenants.many)
        data.vacuum(owner)
        web = stack.enter_context(engine.serving())
        fixture = Fixture(engine, web, owner, tenants, scale, seconds, stack)
        _warm_up(fixture)
        yield fixture


def _warm_up(fixture: Fixture) -> None:
    """First requests are slower: they import modules, parse documents, and create connections and plans."""
    fixture.keys = [str(uuid4()) for _ in fixture.tenants.many]
    fixture.load(requests.replays(fixture.tenants.many, fixture.keys, status=201), 8, count=len(fixture.keys))
    for calls in (
        requests.graphql_create(fixture.tenants.many),
        pages.polling([*pages.QUIET, *pages.CHANGED], fixture.tenants.many),
    ):
        fixture.load(calls, 8, count=100)


def _create_tenants(owner: psycopg.Connection, scale: Scale, rounds: int) -> Tenants:
    lengths = [
        *[scale.entries] * scale.many,
        *[scale.long] * scale.few,
        *[scale.entries] * (scale.few * rounds),
        scale.longest,
        *[scale.entries] * 4,
    ]
    tenants = data.create_tenants(len(lengths))
    data.write_histories(owner, dict(zip(tenants, lengths, strict=True)))
    rest = iter(tenants)

    def take(count: int) -> list[BenchmarkTenant]:
        return [next(rest) for _ in range(count)]

    return Tenants(take(scale.many), take(scale.few), [take(scale.few) for _ in range(rounds)], *rest)
