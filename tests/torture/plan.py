"""Every random choice of a torture run, from its seed alone: each client's requests, and the faults.

The seed fixes the choices and their order. It cannot fix how they interleave, which the kernel and the network decide.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import NamedTuple
from uuid import UUID

from server.bank.scripts import Script
from tests.torture.history import Api
from tests.torture.settings import LEASE_SECONDS

OPENING_BALANCES = (
    100_000_000,
    50_000_000,
    3_000,
)  # paise: the last is low, so that refusals race with credits
POOR = len(OPENING_BALANCES) - 1
APIS = list(Api)
# Slow outcomes are rarer, since each holds a worker for as long as the bank takes.
SCRIPTS = {
    Script.PAYS: 50,
    Script.ACCOUNT_CLOSED: 14,
    Script.REFUSES_TWICE_THEN_PAYS: 12,
    Script.TIMES_OUT_THOUGH_IT_PAID: 8,
    Script.TIMES_OUT_AND_NEVER_PAID: 8,
    Script.HANGS_THEN_PAYS: 8,
    Script.PAYS_THEN_RETURNS: 8,
}


class ClientCut(StrEnum):
    SENDING = "client cut off while it sent its request"
    READING = "client cut off before it read its answer"


@dataclass(frozen=True)
class Pay:
    shop: int
    script: Script
    paise: int
    key: str
    api: Api
    cut: ClientCut | None = None
    racing: int = 0  # further copies, sent at the same time, in turn to either API
    insists: bool = True  # repeated until it gets a response
    later: float | None = None  # scheduled for so many seconds after its key is first sent


@dataclass(frozen=True)
class Deposit:
    shop: int
    paise: int
    reference: str


@dataclass(frozen=True)
class Read:
    shop: int
    what: str  # balance, ledger, payouts
    api: Api
    at: float  # which page, which payout: from 0 to 1


@dataclass(frozen=True)
class Cancel:
    """Of the payout that this key has made, if the client was told of one."""

    shop: int
    key: str
    api: Api


@dataclass(frozen=True)
class Order:
    """A payout that is made once the money is there."""

    shop: int
    script: Script
    paise: int
    key: str
    api: Api


@dataclass(frozen=True)
class CancelOrder:
    """Of the order that this key has placed, if the client was told of one."""

    shop: int
    key: str
    api: Api


Op = Pay | Deposit | Read | Cancel | Order | CancelOrder


@dataclass(frozen=True)
class Reading:
    """A turn of a merchant's reader of events. It handles all that it gets if `dies_after` is none."""

    streams: bool
    most: int
    dies_after: int | None
    takes_head: bool


def readings(seed: int, shop: int) -> Iterator[tuple[float, Reading]]:
    """A reader's endless turns, each after a pause in seconds."""
    dice = random.Random(f"{seed} reader {shop}")
    while True:
        dies_after = dice.randint(0, 8) if dice.random() < 0.4 else None
        yield (
            dice.uniform(0.05, 0.6),
            Reading(dice.random() < 0.4, dice.randint(1, 60), dies_after, dice.random() < 0.3),
        )


def requests(seed: int, client: int) -> Iterator[tuple[float, Op]]:
    """A client's endless requests, each after a pause in seconds."""
    dice = random.Random(f"{seed} client {client}")
    paid: list[Pay] = []
    deposits: list[Deposit] = []
    ordered: list[Order] = []
    for number in count():
        op = _of_an_order(dice, ordered) if dice.random() < 0.08 else None
        op = op or _request(dice, paid, deposits, f"{client}-{number}")
        match op:
            case Pay() if not any(op.key == known.key for known in paid[-50:]):
                paid.append(op)
            case Deposit():
                deposits.append(op)
            case Order() if not any(op.key == known.key for known in ordered):
                ordered.append(op)
        yield dice.uniform(0.02, 0.3), op


def _request(dice: random.Random, paid: list[Pay], deposits: list[Deposit], name: str) -> Op:  # noqa: PLR0911 - a table
    kind = dice.choices(
        ["pay", "replay", "conflict", "overdraw", "deposit", "redeposit", "balance", "ledger", "payouts", "cancel"],
        [30, 14, 5, 3, 4, 2, 24, 8, 10, 4],
    )[0]
    api = dice.choice(APIS)
    known = dice.choice(paid[-40:]) if paid else None
    match kind:
        case "replay" if known:
            return replace(known, api=api, racing=dice.choice([0, 0, 2]), cut=None, insists=False)
        case "conflict" if known:
            other = {"paise": known.paise + 1} if dice.random() < 0.5 else {"script": _another(dice, known.script)}
            return replace(known, api=api, racing=0, cut=None, insists=False, **other)
        case "cancel" if known:  # lately made, so that it is often in time
            late = dice.choice(paid[-4:])
            return Cancel(late.shop, late.key, api)
        case "redeposit" if deposits:
            again = dice.choice(deposits[-20:])
            return again if dice.random() < 0.7 else replace(again, paise=again.paise + 1)
        case "deposit" | "redeposit":
            return Deposit(
                dice.choice([POOR, POOR, *range(len(OPENING_BALANCES))]), dice.randint(200, 4_000), f"payment {name}"
            )
        case "balance" | "ledger" | "payouts":
            return Read(dice.randrange(len(OPENING_BALANCES)), kind, api, dice.random())
    shop = dice.choice([POOR, *range(len(OPENING_BALANCES))])
    return Pay(
        shop=shop,
        script=dice.choices(list(SCRIPTS), list(SCRIPTS.values()))[0],
        paise=2**40 if kind == "overdraw" else dice.randint(100, 1_500),
        key=str(UUID(int=dice.getrandbits(128), version=4)),
        api=api,
        cut=dice.choices([None, *ClientCut], [90, 4, 6])[0],
        racing=dice.choices([0, 2, 4], [80, 15, 5])[0],
        insists=dice.random() < 0.85,
        later=dice.uniform(3, 15) if dice.random() < 0.1 else None,
    )


def _of_an_order(dice: random.Random, ordered: list[Order]) -> Op:
    """Mostly of the merchant with little money, so that orders wait; often the same again, or another by its key."""
    api = dice.choice(APIS)
    if ordered and (kind := dice.choices(["new", "again", "conflict", "cancel"], [40, 25, 10, 25])[0]) != "new":
        known = dice.choice(ordered[-5:])
        match kind:
            case "again":
                return replace(known, api=api)
            case "conflict":
                return replace(known, api=api, paise=known.paise + 1)
        return CancelOrder(known.shop, known.key, api)
    return Order(
        shop=dice.choice([POOR, POOR, *range(len(OPENING_BALANCES))]),
        script=dice.choices(list(SCRIPTS), list(SCRIPTS.values()))[0],
        paise=dice.randint(500, 5_000),
        key=str(UUID(int=dice.getrandbits(128), version=4)),
        api=api,
    )


def _another(dice: random.Random, script: Script) -> Script:
    return dice.choice([other for other in SCRIPTS if other is not script])


class FaultKind(StrEnum):
    """A kind of fault, in the report's words."""

    WEB_KILLED = "web process killed"
    WEB_STOPPED = "web process stopped for a while"
    WORKER_KILLED = "worker killed"
    WORKER_STOPPED = "worker stopped for longer than its lease"
    WORKER_JOINED = "second worker joined, and was killed"
    ALL_KILLED = "web, worker and PostgreSQL killed at once"
    UP_KILLED = "`up` killed, and started again"
    DATABASE_CRASHED = "PostgreSQL shut down at once (SIGQUIT)"
    DATABASE_KILLED = "PostgreSQL killed"
    DATABASE_STOPPED = "PostgreSQL stopped for a while"
    SESSION_KILLED = "one session of PostgreSQL killed, which restarts them all"
    SESSIONS_ENDED = "sessions of PostgreSQL terminated"
    REDIS_KILLED = "Redis killed, down for a while"
    REDIS_STOPPED = "Redis stopped for a while"
    REDIS_FLUSHED = "Redis flushed"
    REDIS_RESTARTED = "Redis restarted"
    NOTIFIED = "workers notified ten times over"
    SWEPT = "five sweeps at once"


REDIS_KINDS = {kind for kind in FaultKind if kind.name.startswith("REDIS")}
CHEAP = [
    FaultKind.WORKER_KILLED,
    FaultKind.WORKER_STOPPED,
    FaultKind.WEB_KILLED,
    FaultKind.SESSIONS_ENDED,
    FaultKind.NOTIFIED,
    FaultKind.SWEPT,
]
DOWN = {  # after these the engine is down until a process has started again
    FaultKind.UP_KILLED,
    FaultKind.ALL_KILLED,
    FaultKind.WEB_KILLED,
    FaultKind.DATABASE_CRASHED,
    FaultKind.DATABASE_KILLED,
    FaultKind.SESSION_KILLED,
}


class PlannedFault(NamedTuple):
    pause: float  # seconds after the previous fault
    kind: FaultKind
    seconds: float  # its duration, for kinds that last
    pick: float  # selects the victim, or how many: from 0 to 1
    hasty: bool  # happens even while the engine is down


def faults(seed: int, *, redis: bool) -> Iterator[PlannedFault]:
    """Endless, dealt like cards: every kind once before any repeats, and cheap ones twice."""
    dice = random.Random(f"{seed} faults")
    deck = [kind for kind in [*FaultKind, *CHEAP] if redis or kind not in REDIS_KINDS]
    while True:
        dice.shuffle(deck)
        for kind in deck:
            yield PlannedFault(dice.uniform(0.5, 3), kind, _duration(dice, kind), dice.random(), dice.random() < 0.2)


def _duration(dice: random.Random, kind: FaultKind) -> float:
    if kind in {FaultKind.WORKER_STOPPED, FaultKind.WORKER_JOINED}:
        return LEASE_SECONDS + dice.uniform(0.5, 3)
    return dice.uniform(0.3, 3)


def failpoint_chance(seed: int, start: int) -> float:
    """The chance that a step kills its process, in the nth start of `up`."""
    return random.Random(f"{seed} failpoints {start}").choice([0.001, 0.002, 0.004])
