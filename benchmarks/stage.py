"""The engine with its merchants in place, and what a load on it costs."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg

from benchmarks import data, load, processors, requests, yardstick
from benchmarks.data import Shop
from benchmarks.engine import DATABASE, Engine, Web
from benchmarks.load import Calls, Outcome, Plan
from server.ops.refusal import Refusal

WORST_SHARE = 0.01  # of the answers may be other than they should; they are not counted
WARM_UP_SECONDS = 0.5


@dataclass(frozen=True)
class Scale:
    """How many merchants there are, and how long their ledgers, in entries (of 3 n + 1)."""

    many: int = 1000
    few: int = 20
    entries: int = 100
    long: int = 100_000
    longest: int = 1_000_000
    late_page: int = 1000
    batch: int = 1000
    backlog: int = 3000
    open_pages: int = 200


SMALL = Scale(many=100, few=5, long=1_000, longest=10_000, late_page=60, batch=50, backlog=300, open_pages=20)


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


@dataclass
class Stage:
    engine: Engine
    web: Web
    owner: psycopg.Connection
    shops: Shops
    scale: Scale
    seconds: float
    script: Path  # pgbench's
    round: int = 0
    keys: list[str] = field(default_factory=list)  # of the payouts to be replayed

    def load(self, calls: Calls, clients: int, *, seconds: float | None = None, count: int = 0) -> "Load":
        """Ask for this as fast as answers come, and see what it cost. Raises Refusal if answers are bad."""
        warm_up = 0.0 if count else min(WARM_UP_SECONDS, self.seconds / 2)
        plan = Plan(self.web.port, calls, clients, 600 if count else seconds or self.seconds, warm_up, count=count)
        return self.run(plan)

    def run(self, plan: Plan, web: Web | None = None) -> "Load":
        pids = (self.database, (web or self.web).process.pid)
        before = processors.seconds_of(*pids)
        outcome = require_good(load.run(plan))
        return Load(outcome, (processors.seconds_of(*pids) - before + outcome.cpu_seconds) / max(outcome.sent, 1))

    @property
    def database(self) -> int:
        """The postmaster's process."""
        pid = self.engine.cluster.pid()
        if pid is None:
            raise Refusal("PostgreSQL has ended")
        return pid


@dataclass(frozen=True)
class Load:
    outcome: Outcome
    cpu_seconds: float  # of all that took part, per call

    @property
    def per_second(self) -> float:
        return len(self.outcome.latencies) / self.outcome.seconds


def require_good(outcome: Outcome) -> Outcome:
    if not outcome.latencies or outcome.bad > WORST_SHARE * outcome.sent:
        words = outcome.a_bad_one.decode(errors="replace") or "none came in time"
        raise Refusal(f"{outcome.bad} of {outcome.sent} answers are not what they should be. One of them: {words}")
    return outcome


@contextmanager
def prepared_stage(engine: Engine, scale: Scale, seconds: float, rounds: int) -> Iterator[Stage]:
    with ExitStack() as stack:
        owner = stack.enter_context(engine.cluster.connect(DATABASE))
        shops = _shops(owner, scale, rounds)
        script = engine.data_dir / "yardstick.pgbench"
        yardstick.prepare(owner, shops.many, script)
        data.settle_down(owner)
        web = stack.enter_context(engine.serving())
        stage = Stage(engine, web, owner, shops, scale, seconds, script)
        stage.keys = [str(uuid4()) for _ in shops.many]
        stage.load(requests.replays(shops.many, stage.keys, status=201), 8, count=len(shops.many))
        yield stage


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
