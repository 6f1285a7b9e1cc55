"""The effect of load on others: merchants beside an attacked one; and the cost of dashboards that are merely open."""

from math import ceil

from benchmarks import load, pages, requests
from benchmarks.engine import Web
from benchmarks.fixture import Fixture, Reading
from benchmarks.load import CallOutcome, Calls, Plan
from benchmarks.pages import Poll

CALM_SHARE = 0.25  # the other merchants create payouts at this share of the engine's capacity
CLIENTS, ATTACKERS = 8, 16
LONGER = 2  # times as long as for a rate: the slowest hundredth must be several responses
UNDER_WAY_SECONDS = 2  # until an attack has used up its key's burst


def calm(fixture: Fixture) -> Reading:
    return _latency_p99(fixture, fixture.web, requests.rest_create(fixture.tenants.many))


def beside_an_attack(fixture: Fixture) -> Reading:
    attack = requests.rest_create([fixture.tenants.attacked])
    return _latency_p99(fixture, fixture.web, requests.rest_create(fixture.tenants.many), attack)


def calm_with_keys(fixture: Fixture) -> Reading:
    authenticated = fixture.authenticated
    return _latency_p99(fixture, authenticated.web, requests.rest_create(authenticated.tenants, authenticated.keys))


def beside_an_attack_with_a_key(fixture: Fixture) -> Reading:
    authenticated = fixture.authenticated
    attack = requests.rest_create([fixture.tenants.attacked], [authenticated.attacker])
    return _latency_p99(
        fixture, authenticated.web, requests.rest_create(authenticated.tenants, authenticated.keys), attack
    )


def open_pages(fixture: Fixture) -> Reading:
    """The share of one core that the web server and PostgreSQL need for the dashboards that merchants have open."""
    return _share(fixture, pages.QUIET)


def open_pages_of_late(fixture: Fixture) -> Reading:
    return _share(fixture, pages.LIVELY)


def open_pages_with_news(fixture: Fixture) -> Reading:
    return _share(fixture, [*pages.LIVELY, *pages.CHANGED])


def _latency_p99(fixture: Fixture, web: Web, calls: Calls, attack: Calls | None = None) -> Reading:
    """The 99th percentile of latency in seconds, of calls that arrive at a steady pace."""
    pace = fixture.calm_pace = fixture.calm_pace or _calm_pace(fixture)
    plan = Plan(web.port, calls, 4 * CLIENTS, LONGER * fixture.seconds, UNDER_WAY_SECONDS, per_second=pace)
    if attack is None:
        measured = fixture.measure(plan, web)
        return Reading(_p99(measured.outcome), measured.cpu_seconds)
    attacker = load.start(Plan(web.port, attack, ATTACKERS, plan.seconds + 1, plan.warm_up))
    try:
        measured = fixture.measure(plan, web)
        load.finish(attacker)
    finally:
        attacker.kill()
    return Reading(_p99(measured.outcome), measured.cpu_seconds)


def _calm_pace(fixture: Fixture) -> float:
    return CALM_SHARE * fixture.load(requests.rest_create(fixture.tenants.many), CLIENTS).per_second


def _p99(outcome: CallOutcome) -> float:
    """A refused call counts as one that waited for the time limit."""
    waits = sorted([*outcome.latencies, *[load.TIMEOUT_SECONDS] * outcome.bad])
    return waits[ceil(0.99 * len(waits)) - 1]


def _share(fixture: Fixture, polls: list[Poll]) -> Reading:
    authenticated, scale = fixture.authenticated, fixture.scale
    plan = Plan(
        authenticated.web.port,
        pages.polling(polls, authenticated.tenants, authenticated.sessions),
        clients=scale.open_pages,
        seconds=LONGER * fixture.seconds,
        per_second=scale.open_pages * pages.per_second(polls),
    )
    measured = fixture.measure(plan, authenticated.web)
    load.require_good(measured.outcome)
    return Reading(measured.engine_cpu_seconds / plan.seconds, measured.cpu_seconds)
