"""The engine with its merchants in place, and what a load on it costs."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from uuid import uuid4

import psycopg

from benchmarks import callers, data, load, pages, processors, requests, yardstick
from benchmarks.data import Shop
from benchmarks.engine import DATABASE, Engine, Web
from benchmarks.load import Calls, Outcome, Plan
from benchmarks.requests import Headers
from server.operator_error import OperatorError

WARM_UP_SECONDS = 0.5
NO_END_SECONDS = 600


@dataclass(frozen=True)
class Scale:
    """How many merchants there are, and how long their ledgers, in entries (of 3 n + 1)."""

    many: int = 1000
    few: int = 16
    entries: int = 100
    long: int = 100_000
    longest: int = 1_000_000
    late_page: int = 1000
    batch: int = 1000
    backlog: int = 3000
    open_pages: int = 200


SMALL = Scale(many=100, few=5, long=1_000, longest=10_000, late_page=60, batch=50, backlog=300, open_pages=20)


@dataclass(frozen=True)
class Reading:
    """`value` is a rate per second, a latency in seconds, or a share; `cpu_seconds` is what one call cost everybody."""

    value: float
    cpu_seconds: float


@dataclass
class Shops:
    """Each group is for one purpose, so that no row finds what another one left."""

    many: list[Shop]
    long: list[Shop]
    short: list[list[Shop]]  # for each round its own, as they do not stay short
    longest: Shop
    small: Shop
    hot: Shop
    attacked: Shop
    payroll: Shop


@dataclass(frozen=True)
class Guarded:
    """The same engine where access is not open: a web server of its own, and who calls it."""

    web: Web
    shops: list[Shop]
    keys: list[Headers]
    people: list[Headers]
    attacker: Headers


@dataclass
class Stage:
    engine: Engine
    web: Web
    owner: psycopg.Connection
    shops: Shops
    scale: Scale
    seconds: float
    until_the_end: ExitStack
    round: int = 0
    keys: list[str] = field(default_factory=list)  # of the payouts that are replayed
    calm_pace: float = 0.0  # of the isolation's merchants, in calls per second
    cursors: dict[str, str] = field(default_factory=dict)  # of each document's late page

    def load(self, calls: Calls, clients: int, *, seconds: float = 0.0, count: int = 0) -> "Load":
        """Asked as fast as answers come, for a time or so many times. Raises OperatorError if answers are bad."""
        warm_up = 0.0 if count else min(WARM_UP_SECONDS, self.seconds / 2)
        time = NO_END_SECONDS if count else seconds or self.seconds
        measured = self.measure(Plan(self.web.port, calls, clients, time, warm_up, count=count), self.web)
        load.require_good(measured.outcome)
        return measured

    def measure(self, plan: Plan, web: Web) -> "Load":
        before = processors.seconds_of(self.database, web.process.pid)
        outcome = load.run(plan)
        used = processors.seconds_of(self.database, web.process.pid) - before
        return Load(outcome, (used + outcome.cpu_seconds) / max(outcome.sent, 1), used)

    @property
    def database(self) -> int:
        """The postmaster's process."""
        pid = self.engine.cluster.pid()
        if pid is None:
            raise OperatorError("PostgreSQL has ended")
        return pid

    @cached_property
    def guarded(self) -> Guarded:
        shops = self.shops.many[: self.scale.open_pages]
        return Guarded(
            self.until_the_end.enter_context(self.engine.serving(PAYOUT_OPEN_ACCESS="False")),
            shops,
            [callers.key_of(shop) for shop in shops],
            callers.signed_in(shops),
            callers.key_of(self.shops.attacked),
        )


@dataclass(frozen=True)
class Load:
    outcome: Outcome
    cpu_seconds: float  # of all that took part, per call
    engine_cpu_seconds: float  # of web server and PostgreSQL, in all

    @property
    def per_second(self) -> float:
        return len(self.outcome.latencies) / self.outcome.seconds


@contextmanager
def prepared_stage(engine: Engine, scale: Scale, seconds: float, rounds: int) -> Iterator[Stage]:
    with ExitStack() as stack:
        owner = stack.enter_context(engine.cluster.connect(DATABASE))
        shops = _shops(owner, scale, rounds)
        yardstick.prepare(owner, shops.many)
        data.settle_down(owner)
        web = stack.enter_context(engine.serving())
        stage = Stage(engine, web, owner, shops, scale, seconds, stack)
        _warm_up(stage)
        yield stage


def _warm_up(stage: Stage) -> None:
    """What is first asked is slower: modules are imported, documents parsed, connections and plans made."""
    stage.keys = [str(uuid4()) for _ in stage.shops.many]
    stage.load(requests.replays(stage.shops.many, stage.keys, status=201), 8, count=len(stage.keys))
    for calls in (
        requests.graphql_create(stage.shops.many),
        pages.polling([*pages.QUIET, *pages.CHANGED], stage.shops.many),
    ):
        stage.load(calls, 8, count=100)


def _shops(owner: psycopg.Connection, scale: Scale, rounds: int) -> Shops:
    lengths = [
        *([scale.entries] * scale.many),
        *([scale.long] * scale.few),
        *([scale.entries] * (scale.few * rounds)),
        *(scale.longest, *([scale.entries] * 4)),
    ]
    shops = data.open_shops(len(lengths))
    data.give_pasts(owner, dict(zip(shops, lengths, strict=True)))
    rest = iter(shops)

    def take(count: int) -> list[Shop]:
        return [next(rest) for _ in range(count)]

    return Shops(take(scale.many), take(scale.few), [take(scale.few) for _ in range(rounds)], *rest)
