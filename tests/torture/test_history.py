"""The checker finds what is planted: for each rule a history that breaks it, and the good one that it was made from."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.torture.checker import RULES, check
from tests.torture.good_history import SHOP, Case, good
from tests.torture.history import BalanceRead
from tests.torture.planted_key_faults import PLANTS_OF_KEYS
from tests.torture.planted_ledger_faults import PLANTS_OF_LEDGERS

PLANTS = PLANTS_OF_KEYS + PLANTS_OF_LEDGERS


def broken(case: Case) -> dict[str, list[str]]:
    return {finding.rule: finding.faults for finding in check(*case) if finding.faults}


def test_a_good_history_passes_every_rule_and_every_rule_looks_at_something() -> None:
    findings = check(*good())
    assert [finding.faults for finding in findings if finding.faults] == []
    unlooked = [finding.rule for finding in findings if not finding.items]
    assert unlooked == ["what was accepted is not refused later"]  # nobody was refused with an accepted key here


@pytest.mark.parametrize(("rule", "plant"), [plant[1:] for plant in PLANTS], ids=[plant[0] for plant in PLANTS])
def test_the_checker_finds(rule: str, plant: Callable[[Case], object]) -> None:
    case = good()
    plant(case)
    found = broken(case)
    assert any(name.startswith(rule) for name in found), found
    assert not any("cannot be checked" in fault for faults in found.values() for fault in faults), found


def test_every_rule_has_a_history_that_breaks_it() -> None:
    planted = {rule for _, rule, _ in PLANTS}
    assert [rule for rule in RULES if not any(rule.startswith(start) for start in planted)] == []


def test_of_requests_at_the_same_time_any_order_is_right() -> None:
    history, books = good()
    history.payouts[0] = replace(history.payouts[0], ended=9)  # 201 came late: its replay was answered first
    history.balances[1] = replace(history.balances[1], begun=2.5)
    history.balances.append(BalanceRead(8.5, 20.5, SHOP, 3, 30, 70, 100))
    assert broken(Case(history, books)) == {}
