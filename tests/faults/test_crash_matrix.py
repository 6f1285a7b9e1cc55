"""Every failpoint × every bank outcome × one or two kills: each payout ends once, as the bank decided, to the paisa.

The first kill strikes at every hit of every failpoint that such a payout reaches. The second strikes while a new
process recovers: here at the same failpoint and at one more, with `-m thorough` at every hit of every failpoint.
"""

from pathlib import Path
from zlib import crc32

import pytest
from pytest_django import Settings

from server.failpoints import POINTS
from server.merchants.models import Merchant
from tests.faults.lifecycles import LIFECYCLES, WEBHOOKS, Kill, Lifecycle, Story, kills_along, undisturbed

CELLS = [
    pytest.param(story, point, id=f"{story.name}-{point}")
    for story in LIFECYCLES
    for point in dict.fromkeys(undisturbed(story))
]


@pytest.fixture(autouse=True)
def quick_times(settings: Settings, request: pytest.FixtureRequest) -> None:
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 0.005
    if "STAYS_IN_PROGRESS" in request.node.name:
        settings.PAYOUT_REVIEW_AFTER_SECONDS = 0.0001  # not at the first claim, and at any other


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "failpoints"


def live(merchant: Merchant, story: Story, kills: list[Kill], log: Path) -> Lifecycle:
    life = Lifecycle(merchant, story, kills, log)
    life.live()
    return life


@pytest.mark.parametrize("story", LIFECYCLES, ids=lambda story: story.name)
def test_an_undisturbed_payout_reaches_its_failpoints_in_this_order(
    merchant: Merchant, story: Story, log: Path
) -> None:
    life = live(merchant, story, [], log)
    assert life.since_the_last_kill() == undisturbed(story)
    assert life.faults() == []


def test_every_failpoint_is_in_the_matrix() -> None:
    """And each strikes there: a lifecycle without its kill counts as a fault. (Those of webhooks have a test of their
    own.)"""
    assert {point for story in LIFECYCLES for point in undisturbed(story)} == set(POINTS) - WEBHOOKS


@pytest.mark.parametrize(("story", "point"), CELLS)
def test_one_kill_or_two_cost_no_paisa(merchant: Merchant, story: Story, point: str, log: Path) -> None:
    faults = []
    for first in (kill for kill in kills_along(undisturbed(story)) if kill.point == point):
        life = live(merchant, story, [first], log)
        faults += life.faults()
        recovery = list(kills_along(life.since_the_last_kill()))
        again = [kill for kill in recovery if kill.point == point][:1]
        another = [recovery[crc32(str(life).encode()) % len(recovery)]] if recovery else []
        for second in dict.fromkeys(again + another):
            faults += live(merchant, story, [first, second], log).faults()
    assert faults == []


@pytest.mark.thorough
@pytest.mark.parametrize(("story", "point"), CELLS)
def test_any_two_kills_cost_no_paisa(merchant: Merchant, story: Story, point: str, log: Path) -> None:
    faults = []
    for first in (kill for kill in kills_along(undisturbed(story)) if kill.point == point):
        for second in kills_along(live(merchant, story, [first], log).since_the_last_kill()):
            faults += live(merchant, story, [first, second], log).faults()
    assert faults == []
