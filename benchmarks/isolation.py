"""What a load does to those who do not cause it: merchants beside one that is attacked, and pages that are open."""

from math import ceil

from benchmarks import load, pages, requests
from benchmarks.engine import Web
from benchmarks.load import Calls, Outcome, Plan
from benchmarks.pages import Poll
from benchmarks.stage import Reading, Stage

CALM_SHARE = 0.25  # of what the engine can do: the pace at which merchants create who are not attacked
CLIENTS, ATTACKERS = 8, 16
LONGER = 2  # than a rate takes: the last hundredth of the answers has to be some
UNDER_WAY_SECONDS = 2  # until an attack has used up the calls that its key may make at once


def calm(stage: Stage) -> Reading:
    return _waiting(stage, stage.web, requests.rest_create(stage.shops.many))


def beside_an_attack(stage: Stage) -> Reading:
    attack = requests.rest_create([stage.shops.attacked])
    return _waiting(stage, stage.web, requests.rest_create(stage.shops.many), attack)


def calm_with_keys(stage: Stage) -> Reading:
    guarded = stage.guarded
    return _waiting(stage, guarded.web, requests.rest_create(guarded.shops, guarded.keys))


def beside_an_attack_with_a_key(stage: Stage) -> Reading:
    guarded = stage.guarded
    attack = requests.rest_create([stage.shops.attacked], [guarded.attacker])
    return _waiting(stage, guarded.web, requests.rest_create(guarded.shops, guarded.keys), attack)


def open_pages(stage: Stage) -> Reading:
    """As a share of one core: what web server and PostgreSQL need for the pages that people of merchants have open."""
    return _share(stage, pages.QUIET)


def open_pages_of_late(stage: Stage) -> Reading:
    return _share(stage, pages.LIVELY)


def open_pages_with_news(stage: Stage) -> Reading:
    return _share(stage, [*pages.LIVELY, *pages.CHANGED])


def _waiting(stage: Stage, web: Web, calls: Calls, attack: Calls | None = None) -> Reading:
    """How long an answer takes, of which 99 of 100 come sooner, in seconds; of calls that arrive at a steady pace."""
    pace = stage.calm_pace = stage.calm_pace or _calm_pace(stage)
    plan = Plan(web.port, calls, 4 * CLIENTS, LONGER * stage.seconds, UNDER_WAY_SECONDS, per_second=pace)
    if attack is None:
        measured = stage.measure(plan, web)
        return Reading(_p99(measured.outcome), measured.cpu_seconds)
    attacker = load.start(Plan(web.port, attack, ATTACKERS, plan.seconds + 1, plan.warm_up))
    try:
        measured = stage.measure(plan, web)
        load.finish(attacker)
    finally:
        attacker.kill()
    return Reading(_p99(measured.outcome), measured.cpu_seconds)


def _calm_pace(stage: Stage) -> float:
    return CALM_SHARE * stage.load(requests.rest_create(stage.shops.many), CLIENTS).per_second


def _p99(outcome: Outcome) -> float:
    """A refusal counts as the longest wait there is."""
    waits = sorted([*outcome.latencies, *[load.PATIENCE_SECONDS] * outcome.bad])
    return waits[ceil(0.99 * len(waits)) - 1]


def _share(stage: Stage, polls: list[Poll]) -> Reading:
    guarded, scale = stage.guarded, stage.scale
    plan = Plan(
        guarded.web.port,
        pages.polling(polls, guarded.shops, guarded.people),
        clients=scale.open_pages,
        seconds=LONGER * stage.seconds,
        per_second=scale.open_pages * pages.per_second(polls),
    )
    measured = stage.measure(plan, guarded.web)
    load.require_good(measured.outcome)
    return Reading(measured.engine_cpu_seconds / plan.seconds, measured.cpu_seconds)
