"""The dated rules of the rails: those that are shipped, and what is refused at the start."""

import json
from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from server.india import IST
from server.rails.rules import FILE, Rail, RailRule, RulesError, day_of, read_rules, rules

TODAY = date(2026, 11, 29)
SHIPPED: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def rule_of(rail: str, day: date = TODAY) -> RailRule:
    return rules().on(day)[Rail(rail)]


# Each fact with its amount in paise: product knowledge that memory gets wrong.
@pytest.mark.parametrize(
    ("fact", "found", "expected"),
    [
        ("IMPS ends at 5 lakh, not 2", rule_of("IMPS").max_paise, 5_00_000_00),
        ("IMPS begins at a rupee", rule_of("IMPS").min_paise, 100),
        ("IMPS had no such rule before October 2021", Rail.IMPS in rules().on(date(2021, 10, 7)), False),
        ("NEFT has no maximum of the Reserve Bank's", rule_of("NEFT").max_paise, None),
        ("NEFT has no minimum", rule_of("NEFT").min_paise, 1),
        ("NEFT has no bank hours since 16 December 2019", rule_of("NEFT", date(2019, 12, 16)).windows, None),
        ("NEFT's batches come each half hour", rule_of("NEFT").batch_minutes, 30),
        ("NEFT credits within two hours of its batch", rule_of("NEFT").credit_within, timedelta(hours=2)),
        ("RTGS begins at 2 lakh", rule_of("RTGS").min_paise, 2_00_000_00),
        ("RTGS has no maximum", rule_of("RTGS").max_paise, None),
        ("RTGS has no bank hours since 14 December 2020", rule_of("RTGS", date(2020, 12, 14)).windows, None),
        ("RTGS credits within 30 minutes", rule_of("RTGS").credit_within, timedelta(minutes=30)),
        ("UPI to a person ends at 1 lakh, not at 5 or 10", rule_of("UPI").max_paise, 1_00_000_00),
        ("an LEI is needed from 50 crore on", rule_of("RTGS").lei_from_paise, 50_00_00_000_00),
        ("no LEI was needed before April 2021", rule_of("NEFT", date(2021, 3, 31)).lei_from_paise, None),
        ("NEFT asks for it too", rule_of("NEFT", date(2021, 4, 1)).lei_from_paise, 50_00_00_000_00),
        ("IMPS is reversed by T+1, then ₹100 a day", "₹100 a day" in rule_of("IMPS").return_by, True),
        ("NEFT pays interest instead", "interest" in rule_of("NEFT").return_by, True),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fact_that_memory_gets_wrong(fact: str, found: object, expected: object) -> None:
    assert found == expected, fact


@pytest.mark.parametrize(
    ("rail", "utr", "looks_so"),
    [
        ("IMPS", "012345678901", True),
        ("IMPS", "12345678901", False),
        ("UPI", "634512345678", True),
        ("NEFT", "HDFCN52026112901", True),
        ("NEFT", "HDFCN5202611290", False),
        ("RTGS", "HDFCR52026112912345678", True),
        ("RTGS", "HDFCN52026112912345678", False),
        ("RTGS", "012345678901", False),
    ],
)
def test_each_rail_has_its_pattern_of_a_utr(rail: str, utr: str, looks_so: bool) -> None:
    assert bool(rule_of(rail).utr.fullmatch(utr)) is looks_so


def test_every_rule_names_its_source_and_the_doubtful_ones_their_doubt() -> None:
    assert all(rule.source for rule in (*rules().rails, *rules().branches, *rules().compensations))
    assert all(rule.disputed for rule in rules().rails), "sources disagree about the lengths of UTRs"


def test_a_rule_that_was_looked_up_over_180_days_ago_is_stale() -> None:
    rule = rule_of("IMPS")
    assert not rule.is_stale(rule.checked_on + timedelta(days=180))
    assert rule.is_stale(rule.checked_on + timedelta(days=181))


def test_days_are_those_of_india() -> None:
    assert day_of(datetime.fromisoformat("2021-03-31T18:29:59+00:00")) == date(2021, 3, 31)
    assert day_of(datetime.fromisoformat("2021-03-31T18:30:00+00:00")) == date(2021, 4, 1)
    assert day_of(datetime.fromisoformat("9999-12-31T23:59:59+00:00")) == date(9999, 12, 31)


def test_a_window_is_by_indias_clock_and_open_from_its_first_moment_to_before_its_last() -> None:
    text = changed(lambda all_rules: all_rules["rules"][0].update(open=[["09:30", "17:15"]]))
    rule = read_rules(text).on(TODAY)[Rail.IMPS]
    open_at = {
        clock: rule.is_open(datetime.fromisoformat(f"2026-11-29T{clock}").replace(tzinfo=IST))
        for clock in ("09:29:59", "09:30:00", "17:14:59", "17:15:00")
    }
    assert list(open_at.values()) == [False, True, True, False]
    assert rule.open_words() == ["09:30-17:15"]


def changed(change: Any) -> str:
    found = deepcopy(SHIPPED)
    change(found)
    return json.dumps(found)


FAULTS: dict[str, Any] = {
    "rules, row 1: ": lambda found: found["rules"][0].pop("source"),
    "'SWIFT' is not a valid Rail": lambda found: found["rules"][0].update(rail="SWIFT"),
    "max_paise is less than min_paise": lambda found: found["rules"][0].update(max_paise=1),
    "100.0 is no positive integer": lambda found: found["rules"][0].update(min_paise=100.0),
    "True is no positive integer": lambda found: found["rules"][0].update(min_paise=True),
    "to is not after from": lambda found: found["rules"][0].update(to="2021-10-08"),
    "Invalid isoformat string: 'soon'": lambda found: found["rules"][0].update({"from": "soon"}),
    "batch_minutes does not divide a day": lambda found: found["rules"][1].update(batch_minutes=7),
    "open is neither always nor": lambda found: found["rules"][0].update(open=[["17:15", "09:30"]]),
    "KeyError('[')": lambda found: found["rules"][0].update(utr="["),
    "'' is no text": lambda found: found["rules"][0].update(good_for=""),
    "compensations, row 1: ValueError('rails must be named')": lambda found: found["compensations"][0].update(rails=[]),
    "compensations, row 1: ValueError('0 is": lambda found: found["compensations"][0].update(paise_a_day=0),
    "two compensations of UPI that hold on 2021-01-01": lambda found: found["compensations"].append(
        found["compensations"][0] | {"rails": ["UPI"], "from": "2021-01-01"}
    ),
    "two rules of NEFT that hold on 2021-04-01": lambda found: found["rules"][1].update(to=None),
    "no rule of ['UPI']": lambda found: found["rules"].pop(),
    "branches, row 1: ": lambda found: found["branches"][0].update(codes=["RBI"]),
    "rules.json cannot be read: KeyError('version')": lambda found: found.pop("version"),
}


@pytest.mark.parametrize("message", FAULTS)
def test_faulty_rules_stop_the_start_in_one_line_that_says_where(message: str) -> None:
    with pytest.raises(RulesError) as refused:
        read_rules(changed(FAULTS[message]))
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_no_json_stops_it_too() -> None:
    with pytest.raises(RulesError, match="cannot be read"):
        read_rules("{")
