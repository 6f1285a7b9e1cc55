"""The sides of the ratios that are a load and what comes back: each is measured once in every round."""

from collections.abc import Callable
from math import ceil
from statistics import median

from benchmarks import pages, processors, requests, yardstick
from benchmarks.engine import OWNER, SETTINGS
from benchmarks.load import Calls
from benchmarks.stage import Reading, Stage

CLIENTS = 8

Side = Callable[[Stage], Reading]


def yardstick_create(stage: Stage) -> Reading:
    return _transactions(stage, yardstick.SCRIPT, OWNER)


def guarded_create(stage: Stage) -> Reading:
    """The engine's own function, as the web server's role calls it: with triggers, rights and row-level security."""
    return _transactions(stage, yardstick.GUARDED_SCRIPT, SETTINGS["DB_APP_USER"])


def rest_create(stage: Stage) -> Reading:
    return rate(stage, requests.rest_create(stage.shops.many))


def graphql_create(stage: Stage) -> Reading:
    return rate(stage, requests.graphql_create(stage.shops.many))


def replay(stage: Stage) -> Reading:
    return rate(stage, requests.replays(stage.shops.many, stage.keys))


def create_for_long_ledgers(stage: Stage) -> Reading:
    return rate(stage, requests.rest_create(stage.shops.long))


def create_for_short_ledgers(stage: Stage) -> Reading:
    return rate(stage, requests.rest_create(stage.shops.short[stage.round]))


def balance_of_the_longest_ledger(stage: Stage) -> Reading:
    return latency(stage, requests.balance(stage.shops.longest))


def balance_of_a_short_ledger(stage: Stage) -> Reading:
    return latency(stage, requests.balance(stage.shops.small))


def create_for_many_by_16(stage: Stage) -> Reading:
    return rate(stage, requests.rest_create(stage.shops.many), 16)


def create_for_one_by_16(stage: Stage) -> Reading:
    return rate(stage, requests.rest_create([stage.shops.hot]), 16)


def polling(stage: Stage) -> Reading:
    return rate(stage, pages.polling(pages.LIVELY, stage.shops.many))


def asking_what_changed(stage: Stage) -> Reading:
    return rate(stage, pages.polling(pages.CHANGED, stage.shops.many))


def _transactions(stage: Stage, script: str, role: str) -> Reading:
    before = processors.seconds_of(stage.database)
    seconds = ceil(stage.seconds)
    done = yardstick.run(stage.engine, script, shops=stage.scale.many, clients=CLIENTS, seconds=seconds, role=role)
    cpu = processors.seconds_of(stage.database) - before + done.cpu_seconds
    return Reading(done.per_second, cpu / done.count)


def rate(stage: Stage, calls: Calls, clients: int = CLIENTS) -> Reading:
    load = stage.load(calls, clients)
    return Reading(load.per_second, load.cpu_seconds)


def latency(stage: Stage, calls: Calls) -> Reading:
    """The median of one client's calls, one after the other."""
    load = stage.load(calls, 1, seconds=stage.seconds / 2)
    return Reading(median(load.outcome.latencies), load.cpu_seconds)
