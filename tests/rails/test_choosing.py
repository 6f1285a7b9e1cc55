"""Which rails can carry a payment and which is taken, at every limit."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.errors import InvalidInput
from server.rails.choosing import RailReason, check_rail, choose, read_rail, verdicts
from server.rails.rules import Rail, rules

NOON = datetime.fromisoformat("2026-11-29T12:00:00+05:30")
BRANCH = "HDFC0001234"
LAKH = 1_00_000_00
R = RailReason
BELOW, ABOVE = R.BELOW_MINIMUM, R.ABOVE_MAXIMUM


def reasons(paise: int, code: str = BRANCH, at: datetime = NOON) -> dict[str, tuple[RailReason, ...]]:
    return {each.rail.value: each.reasons for each in verdicts(paise, code, at)}


def chosen(paise: int, code: str = BRANCH, at: datetime = NOON) -> str | None:
    found = choose(verdicts(paise, code, at))
    return found and found.rail.value


# Amounts at each limit and a paisa to either side: which rails can carry them, and which is taken.
LIMITS = [
    (1, {"NEFT"}, "NEFT"),
    (99, {"NEFT"}, "NEFT"),
    (100, {"IMPS", "NEFT"}, "IMPS"),
    (101, {"IMPS", "NEFT"}, "IMPS"),
    (LAKH, {"IMPS", "NEFT"}, "IMPS"),
    (2 * LAKH - 1, {"IMPS", "NEFT"}, "IMPS"),
    (2 * LAKH, {"IMPS", "NEFT", "RTGS"}, "IMPS"),
    (2 * LAKH + 1, {"IMPS", "NEFT", "RTGS"}, "IMPS"),
    (5 * LAKH - 1, {"IMPS", "NEFT", "RTGS"}, "IMPS"),
    (5 * LAKH, {"IMPS", "NEFT", "RTGS"}, "IMPS"),
    (5 * LAKH + 1, {"NEFT", "RTGS"}, "RTGS"),
    (10**13, {"NEFT", "RTGS"}, "RTGS"),
    (2**53 - 1, {"NEFT", "RTGS"}, "RTGS"),
]


@pytest.mark.parametrize(("paise", "able", "taken"), LIMITS)
def test_at_each_limit(paise: int, able: set[str], taken: str) -> None:
    assert {rail for rail, why in reasons(paise).items() if not why} == able
    assert chosen(paise) == taken


@pytest.mark.parametrize("minute", range(0, 24 * 60, 30))
def test_at_any_hour_of_any_day_the_same_is_taken(minute: int) -> None:
    at = NOON.replace(hour=0) + timedelta(days=minute % 7, minutes=minute)
    assert [chosen(paise, at=at) for paise, _, _ in LIMITS] == [taken for _, _, taken in LIMITS]


def test_what_stands_against_each_rail_is_said_in_words_with_its_limit() -> None:
    assert reasons(50) == {"IMPS": (BELOW,), "NEFT": (), "RTGS": (BELOW,), "UPI": (R.NEEDS_VPA, BELOW)}
    assert reasons(6 * LAKH) == {"IMPS": (ABOVE,), "NEFT": (), "RTGS": (), "UPI": (R.NEEDS_VPA, ABOVE)}
    words = {each.rail.value: each.words for each in verdicts(6 * LAKH, BRANCH, NOON)}
    assert words["IMPS"] == "IMPS takes ₹5,00,000.00 at most."
    assert words["NEFT"] == ""
    assert {each.rail.value: each.words for each in verdicts(1, BRANCH, NOON)}["RTGS"] == (
        "RTGS takes ₹2,00,000.00 or more."
    )


@pytest.mark.parametrize(
    ("made_at", "there_at"),
    [
        ("23:59:00", "2026-11-30T02:00:00"),  # the last batch is at midnight
        ("00:00:00", "2026-11-29T02:30:00"),  # the first is at half past
        ("00:29:59", "2026-11-29T02:30:00"),
        ("00:30:00", "2026-11-29T03:00:00"),
        ("12:00:01", "2026-11-29T14:30:00"),
        ("23:29:59", "2026-11-30T01:30:00"),
        ("23:30:00", "2026-11-30T02:00:00"),
    ],
)
def test_neft_is_there_two_hours_after_its_next_batch(made_at: str, there_at: str) -> None:
    at = datetime.fromisoformat(f"2026-11-29T{made_at}+05:30")
    for zone in ("Asia/Kolkata", "UTC", "America/New_York", "Pacific/Kiritimati"):
        [neft] = [each for each in verdicts(99, BRANCH, at.astimezone(ZoneInfo(zone))) if each.rail is Rail.NEFT]
        assert neft.expected_by == datetime.fromisoformat(f"{there_at}+05:30")


def test_rtgs_is_there_in_half_an_hour_and_imps_at_once() -> None:
    expected = {each.rail: each.expected_by for each in verdicts(3 * LAKH, BRANCH, NOON)}
    assert expected[Rail.RTGS] == NOON + timedelta(minutes=30)
    assert expected[Rail.IMPS] == NOON + timedelta(minutes=1)
    assert expected[Rail.UPI] is None


@pytest.mark.parametrize(
    ("code", "off"),
    [
        ("RBIS0GOANPA", {"IMPS"}),
        ("BKID0WAINGB", {"IMPS"}),
        ("BKID0WAINGA", set()),
        ("BCEY0000001", {"NEFT"}),
        ("XNSE0000001", {"IMPS", "NEFT"}),
        ("ZZZZ0000000", set()),  # a branch that nobody knows is taken to be on every rail
    ],
)
def test_a_branch_that_is_not_on_a_rail(code: str, off: set[str]) -> None:
    found = reasons(3 * LAKH, code)
    assert {rail for rail, why in found.items() if R.BRANCH_NOT_ON_RAIL in why} == off
    assert chosen(3 * LAKH, code) == ("RTGS" if "IMPS" in off else "IMPS")


def test_where_no_rail_can_none_is_taken() -> None:
    assert chosen(50, "XNSE0000001") is None


@pytest.mark.parametrize(
    ("rail", "paise", "message"),
    [
        ("IMPS", 5 * LAKH + 1, "IMPS takes ₹5,00,000.00 at most."),
        ("RTGS", 2 * LAKH - 1, "RTGS takes ₹2,00,000.00 or more."),
        ("UPI", 500, "UPI pays to a UPI address, and this is a bank account."),
    ],
)
def test_a_rail_that_a_caller_chose_and_that_cannot_is_refused_with_the_limit(
    rail: str, paise: int, message: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_rail(Rail(rail), verdicts(paise, BRANCH, NOON))
    assert (refused.value.field, refused.value.message) == ("rail", message)
    assert check_rail(Rail.NEFT, verdicts(paise, BRANCH, NOON)).rail is Rail.NEFT


def test_before_its_first_rule_a_rail_carries_nothing() -> None:
    before = datetime.fromisoformat("2020-12-13T12:00:00+05:30")
    assert [each.rail.value for each in verdicts(3 * LAKH, BRANCH, before)] == ["NEFT", "UPI"]
    with pytest.raises(InvalidInput, match="RTGS has no rule at that time"):
        check_rail(Rail.RTGS, verdicts(3 * LAKH, BRANCH, before))


@pytest.mark.parametrize("value", ["imps", "Imps", "SWIFT", "", 1, True, [], {}, "IMPS ", "ＩＭＰＳ"])
def test_a_rail_is_spelled_in_capitals_or_refused(value: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_rail(value)
    assert (refused.value.field, refused.value.message) == ("rail", "rail must be one of: IMPS, NEFT, RTGS, UPI.")
    assert [read_rail(name) for name in ("IMPS", None)] == [Rail.IMPS, None]


def test_the_dates_of_the_rules_say_what_held_when() -> None:
    assert rules().off_rails("RBIS0GOANPA", NOON.date()).keys() == {Rail.IMPS}
