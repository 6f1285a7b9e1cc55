"""The checker finds planted faults: for each rule a history that breaks it, and the good history it was made from."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.torture.checker import RULES, check
from tests.torture.good_history import MERCHANT, Case, good
from tests.torture.history import BalanceRead
from tests.torture.planted_feed_faults import PLANTED_FEED_FAULTS
from tests.torture.planted_key_faults import PLANTED_KEY_FAULTS
from tests.torture.planted_ledger_faults import PLANTED_LEDGER_FAULTS
from tests.torture.planted_order_faults import PLANTED_ORDER_FAULTS

PLANTED_FAULTS = PLANTED_KEY_FAULTS + PLANTED_LEDGER_FAULTS + PLANTED_FEED_FAULTS + PLANTED_ORDER_FAULTS


def broken(case: Case) -> dict[str, list[str]]:
    return {finding.rule: finding.faults for finding in check(*case) if finding.faults}


def test_a_good_history_passes_every_rule_and_every_rule_looks_at_something() -> None:
    findings = check(*good())
    assert [finding.faults for finding in findings if finding.faults] == []
    unlooked = [finding.rule for finding in findings if not finding.items]
    assert unlooked == ["what was accepted is not refused later"]  # no accepted key was refused here


@pytest.mark.parametrize(
    ("rule", "plant"), [plant[1:] for plant in PLANTED_FAULTS], ids=[plant[0] for plant in PLANTED_FAULTS]
)
def test_the_checker_finds_the_planted_fault(rule: str, plant: Callable[[Case], object]) -> None:
    case = good()
    plant(case)
    found = broken(case)
    assert any(name.startswith(rule) for name in found), found
    assert not any("cannot be checked" in fault for faults in found.values() for fault in faults), found


def test_every_rule_has_a_history_that_breaks_it() -> None:
    planted = {rule for _, rule, _ in PLANTED_FAULTS}
    assert [rule for rule in RULES if not any(rule.startswith(start) for start in planted)] == []


def test_overlapping_requests_may_have_happened_in_any_order() -> None:
    history, snapshot = good()
    history.payouts[0] = replace(history.payouts[0], ended=9)  # 201 arrived late, after its replay
    history.balances[1] = replace(history.balances[1], begun=2.5)
    history.balances.append(BalanceRead(8.5, 20.5, MERCHANT, 3, 30, 70, 100))
    assert broken(Case(history, snapshot)) == {}
