"""What holds for each payment rail from when until when: read from `rules.json`, checked when it is first read.

A rule is never changed once it was in force: it gets an end, and another one begins. So what was true of a payout on
the day that it was made can be said for ever.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from server.india import IST
from server.operator_error import OperatorError

FILE = Path(__file__).parent / "rules.json"
# The forms that a rule may name; each takes linear time.
RRN = re.compile(r"[0-9]{12}")
NEFT_UTR = re.compile(r"[A-Z0-9]{16}")
RTGS_UTR = re.compile(r"[A-Z]{4}R[A-Z0-9][0-9]{16}")
FORMS_OF_UTRS = {form.pattern: form for form in (RRN, NEFT_UTR, RTGS_UTR)}
STALE_AFTER = timedelta(days=180)
ALWAYS = "always"


class Rail(Enum):
    IMPS = "IMPS"
    NEFT = "NEFT"
    RTGS = "RTGS"
    UPI = "UPI"


class RulesError(OperatorError):
    """`rules.json` cannot be used: the message says which row, and why."""


@dataclass(frozen=True)
class Dated:
    """In force from a day in India, and until the day before another one. None: since ever, or without an end."""

    since: date | None
    until: date | None
    source: str
    checked_on: date
    disputed: str | None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def is_stale(self, today: date) -> bool:
        """It was looked up so long ago that it should be looked up again."""
        return today - self.checked_on > STALE_AFTER


@dataclass(frozen=True)
class RailRule(Dated):
    rail: Rail
    min_paise: int
    max_paise: int | None
    windows: tuple[tuple[time, time], ...] | None
    """In India's time, from and until; None if it is always open."""
    credit_within: timedelta
    """After the payment, or after its batch."""
    batch_minutes: int | None
    lei_from_paise: int | None
    good_for: str
    credit_by: str
    return_by: str
    utr: re.Pattern[str]

    def is_open(self, at: datetime) -> bool:
        if self.windows is None:
            return True
        clock = at.astimezone(IST).time()
        return any(start <= clock < end for start, end in self.windows)

    def open_words(self) -> list[str]:
        return [f"{start:%H:%M}-{end:%H:%M}" for start, end in self.windows or ()]


@dataclass(frozen=True)
class BranchRule(Dated):
    """Branches that are not on some rails. All others are taken to be on every rail."""

    codes: tuple[str, ...]
    """Whole IFSCs, or the four letters of a bank."""
    rails: tuple[Rail, ...]
    why: str


@dataclass(frozen=True)
class CompensationRule(Dated):
    """What a bank owes for money that was not credited and is late in coming back (compensation.py)."""

    rails: tuple[Rail, ...]
    back_within: timedelta
    """After the day of the transaction."""
    paise_a_day: int


@dataclass(frozen=True)
class Rules:
    version: str
    rails: tuple[RailRule, ...]
    branches: tuple[BranchRule, ...]
    compensations: tuple[CompensationRule, ...]

    def on(self, day: date) -> dict[Rail, RailRule]:
        return {rule.rail: rule for rule in self.rails if rule.holds_on(day)}

    def off_rails(self, ifsc_code: str, day: date) -> dict[Rail, str]:
        """The rails that the branch is not on, and why."""
        codes = {ifsc_code, ifsc_code[:4]}
        found = (rule for rule in self.branches if rule.holds_on(day) and codes.intersection(rule.codes))
        return {rail: rule.why for rule in found for rail in rule.rails}


@cache
def rules() -> Rules:
    return read_rules(FILE.read_text(encoding="utf-8"))


def day_of(at: datetime) -> date:
    """The day in India. At either end of the calendar its own."""
    try:
        return at.astimezone(IST).date()
    except OverflowError:
        return at.date()


def read_rules(text: str) -> Rules:
    """Raises RulesError."""
    try:
        found = json.loads(text)
        version = str(found["version"])
        rows = [(topic, n, row) for topic in TOPICS for n, row in enumerate(found[topic], 1)]
    except (ValueError, KeyError, TypeError) as error:
        raise RulesError(f"rules.json cannot be read: {error!r}") from error
    read: dict[str, list[Any]] = {topic: [] for topic in TOPICS}
    for topic, number, row in rows:
        try:
            read[topic].append(TOPICS[topic](row))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RulesError(f"rules.json, {topic}, row {number}: {error!r}") from error
    _refuse_two_at_once("rules", [(rule.rail, rule) for rule in read["rules"]])
    _refuse_two_at_once("compensations", [(rail, rule) for rule in read["compensations"] for rail in rule.rails])
    if missing := set(Rail) - {rule.rail for rule in read["rules"]}:
        raise RulesError(f"rules.json has no rule of {sorted(rail.value for rail in missing)}")
    return Rules(version, *map(tuple, read.values()))


def _refuse_two_at_once(topic: str, found: list[tuple[Rail, Dated]]) -> None:
    for number, (rail, rule) in enumerate(found):
        for other_rail, other in found[number + 1 :]:
            begins = max(rule.since or date.min, other.since or date.min)
            if rail is other_rail and rule.holds_on(begins) and other.holds_on(begins):
                raise RulesError(f"rules.json has two {topic} of {rail.value} that hold on {begins}")


def _rail_rule(row: dict[str, Any]) -> RailRule:
    least, most = _natural(row["min_paise"]), _natural(row["max_paise"]) if row["max_paise"] is not None else None
    if most is not None and most < least:
        raise ValueError("max_paise is less than min_paise")
    batch = row["batch_minutes"]
    if batch is not None and (type(batch) is not int or batch < 1 or 1440 % batch):
        raise ValueError("batch_minutes does not divide a day")
    return RailRule(
        **_dated(row),
        rail=Rail(row["rail"]),
        min_paise=least,
        max_paise=most,
        windows=_windows(row["open"]),
        credit_within=timedelta(seconds=_natural(row["credit_within_seconds"])),
        batch_minutes=batch,
        lei_from_paise=_natural(row["lei_from_paise"]) if row["lei_from_paise"] is not None else None,
        good_for=_words(row["good_for"]),
        credit_by=_words(row["credit_by"]),
        return_by=_words(row["return_by"]),
        utr=FORMS_OF_UTRS[row["utr"]],
    )


def _branch_rule(row: dict[str, Any]) -> BranchRule:
    codes, rails = tuple(row["codes"]), tuple(map(Rail, row["rails"]))
    if not codes or not rails or not all(len(code) in {4, 11} for code in codes):
        raise ValueError("codes must be IFSCs or the four letters of banks, and rails be named")
    return BranchRule(**_dated(row), codes=codes, rails=rails, why=_words(row["why"]))


def _compensation_rule(row: dict[str, Any]) -> CompensationRule:
    rails = tuple(map(Rail, row["rails"]))
    if not rails:
        raise ValueError("rails must be named")
    return CompensationRule(
        **_dated(row),
        rails=rails,
        back_within=timedelta(days=_natural(row["back_within_days"])),
        paise_a_day=_natural(row["paise_a_day"]),
    )


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    since, until = (None if row[name] is None else date.fromisoformat(row[name]) for name in ("from", "to"))
    if since and until and until <= since:
        raise ValueError("to is not after from")
    return {
        "since": since,
        "until": until,
        "source": _words(row["source"]),
        "checked_on": date.fromisoformat(row["checked"]),
        "disputed": None if row["disputed"] is None else _words(row["disputed"]),
    }


def _windows(found: Any) -> tuple[tuple[time, time], ...] | None:
    if found == ALWAYS:
        return None
    windows = tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in found)
    if not windows or any(end <= start for start, end in windows):
        raise ValueError("open is neither always nor a list of windows")
    return windows


def _natural(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError(f"{value!r} is no positive integer")
    return value


def _words(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is no text")
    return value


# In the order of `Rules`.
TOPICS: dict[str, Callable[[dict[str, Any]], Dated]] = {
    "rules": _rail_rule,
    "branches": _branch_rule,
    "compensations": _compensation_rule,
}
