"""The measurements that are a load on the engine and its responses. Each is taken once in every round.

The yardstick is the smallest honest payout that PostgreSQL itself can make, as pgbench calls it: see yardstick.sql.
"""

from collections.abc import Callable
from math import ceil
from statistics import median

from benchmarks import pages, processors, requests, yardstick
from benchmarks.engine import OWNER, SETTINGS
from benchmarks.fixture import Fixture, Reading
from benchmarks.load import Calls

CLIENTS = 8

Measurement = Callable[[Fixture], Reading]


def yardstick_create(fixture: Fixture) -> Reading:
    return _transactions(fixture, yardstick.SCRIPT, OWNER)


def guarded_create(fixture: Fixture) -> Reading:
    """The engine's own function, as the web server's role calls it: with triggers, rights and row-level security."""
    return _transactions(fixture, yardstick.GUARDED_SCRIPT, SETTINGS["DB_APP_USER"])


def rest_create(fixture: Fixture) -> Reading:
    return rate(fixture, requests.rest_create(fixture.tenants.many))


def rest_create_by_64(fixture: Fixture) -> Reading:
    return rate(fixture, requests.rest_create(fixture.tenants.many), 64)


def graphql_create(fixture: Fixture) -> Reading:
    return rate(fixture, requests.graphql_create(fixture.tenants.many))


def replay(fixture: Fixture) -> Reading:
    return rate(fixture, requests.replays(fixture.tenants.many, fixture.keys))


def create_for_long_ledgers(fixture: Fixture) -> Reading:
    return rate(fixture, requests.rest_create(fixture.tenants.long))


def create_for_short_ledgers(fixture: Fixture) -> Reading:
    return rate(fixture, requests.rest_create(fixture.tenants.short[fixture.round]))


def balance_of_the_longest_ledger(fixture: Fixture) -> Reading:
    return latency(fixture, requests.balance(fixture.tenants.longest))


def balance_of_a_short_ledger(fixture: Fixture) -> Reading:
    return latency(fixture, requests.balance(fixture.tenants.small))


def graphql_balance_of_the_longest_ledger(fixture: Fixture) -> Reading:
    return latency(fixture, requests.graphql_balance(fixture.tenants.longest))


def explanation_of_the_longest_ledger(fixture: Fixture) -> Reading:
    return latency(fixture, requests.explanation(fixture.tenants.longest))


def create_for_many_by_16(fixture: Fixture) -> Reading:
    return rate(fixture, requests.rest_create(fixture.tenants.many), 16)


def create_for_one_by_16(fixture: Fixture) -> Reading:
    return rate(fixture, requests.rest_create([fixture.tenants.hot]), 16)


def polling(fixture: Fixture) -> Reading:
    return rate(fixture, pages.polling(pages.LIVELY, fixture.tenants.many))


def asking_what_changed(fixture: Fixture) -> Reading:
    return rate(fixture, pages.polling(pages.CHANGED, fixture.tenants.many))


def _transactions(fixture: Fixture, script: str, role: str) -> Reading:
    before, children = processors.seconds_of(fixture.database), processors.children_of(fixture.database)
    seconds = ceil(fixture.seconds)
    done = yardstick.run(
        fixture.engine, script, tenants=fixture.scale.many, clients=CLIENTS, seconds=seconds, role=role
    )
    processors.wait_for_children(fixture.database, children)
    cpu = processors.seconds_of(fixture.database) - before + done.cpu_seconds
    return Reading(done.per_second, cpu / done.count)


def rate(fixture: Fixture, calls: Calls, clients: int = CLIENTS) -> Reading:
    load = fixture.load(calls, clients)
    return Reading(load.per_second, load.cpu_seconds)


def latency(fixture: Fixture, calls: Calls) -> Reading:
    """The median latency of one client, which sends one request after the other."""
    load = fixture.load(calls, 1, seconds=fixture.seconds / 2)
    return Reading(median(load.outcome.latencies), load.cpu_seconds)
