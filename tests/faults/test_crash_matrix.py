"""Every failpoint × every bank outcome × one or two kills: each payout ends once, as the bank decided, to the paisa.

The first kill strikes at every hit of every failpoint that such a payout reaches. The second strikes while a new
process recovers: here at the same failpoint and at one more, with `-m thorough` at every hit of every failpoint.
"""

from pathlib import Path
from zlib import crc32

import pytest
from pytest_django import Settings

from server.bank.scripts import Script
from server.failpoints import POINTS
from server.merchants.models import Merchant
from tests.faults.lifecycles import LIFECYCLES, Kill, Lifecycle, kills_along, undisturbed

CELLS = [
    pytest.param(script, point, id=f"{script.name}-{point}")
    for script in LIFECYCLES
    for point in dict.fromkeys(undisturbed(script))
]


@pytest.fixture(autouse=True)
def quick_times(settings: Settings, request: pytest.FixtureRequest) -> None:
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 0.005
    if "STAYS_IN_PROGRESS" in request.node.name:
        settings.PAYOUT_REVIEW_AFTER_SECONDS = 0.0001  # not at the first claim, and at any other


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "failpoints"


def live(merchant: Merchant, script: Script, kills: list[Kill], log: Path) -> Lifecycle:
    life = Lifecycle(merchant, script, kills, log)
    life.live()
    return life


@pytest.mark.parametrize("script", LIFECYCLES, ids=lambda script: script.name)
def test_an_undisturbed_payout_reaches_its_failpoints_in_this_order(
    merchant: Merchant, script: Script, log: Path
) -> None:
    life = live(merchant, script, [], log)
    assert life.since_the_last_kill() == undisturbed(script)
    assert life.faults() == []


def test_every_failpoint_is_in_the_matrix() -> None:
    """And each strikes there: a lifecycle without its kill counts as a fault."""
    assert {point for script in LIFECYCLES for point in undisturbed(script)} == set(POINTS)


@pytest.mark.parametrize(("script", "point"), CELLS)
def test_one_kill_or_two_cost_no_paisa(merchant: Merchant, script: Script, point: str, log: Path) -> None:
    faults = []
    for first in (kill for kill in kills_along(undisturbed(script)) if kill.point == point):
        life = live(merchant, script, [first], log)
        faults += life.faults()
        recovery = list(kills_along(life.since_the_last_kill()))
        again = [kill for kill in recovery if kill.point == point][:1]
        another = [recovery[crc32(str(life).encode()) % len(recovery)]] if recovery else []
        for second in dict.fromkeys(again + another):
            faults += live(merchant, script, [first, second], log).faults()
    assert faults == []


@pytest.mark.thorough
@pytest.mark.parametrize(("script", "point"), CELLS)
def test_any_two_kills_cost_no_paisa(merchant: Merchant, script: Script, point: str, log: Path) -> None:
    faults = []
    for first in (kill for kill in kills_along(undisturbed(script)) if kill.point == point):
        for second in kills_along(live(merchant, script, [first], log).since_the_last_kill()):
            faults += live(merchant, script, [first, second], log).faults()
    assert faults == []
