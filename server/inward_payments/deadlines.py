"""By when an invoice's money and papers are wanted: dated rules, each with its source, read from `deadlines.json`.

The rule that was in force on the day of the invoice is taken. What it says is for a person to look at, and not advice.
"""

import calendar
import json
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from server.operator_error import OperatorError
from server.rails.rules import Dated

from .invoices import Invoice

FILE = Path(__file__).parent / "deadlines.json"
NOT_ADVICE = "Not legal or tax advice: ask a chartered accountant."


class DeadlineKind(Enum):
    FEMA_REALISATION = "fema_realisation"
    GST_UNPAID_SERVICES = "gst_unpaid_services"
    EDF = "edf"


@dataclass(frozen=True)
class DeadlineRule(Dated):
    kind: DeadlineKind
    natures: tuple[str, ...]
    months: int | None
    months_in_rupees: int | None
    days_after_month: int | None
    """After the end of the invoice's month. Either this or months."""
    words: str

    def ends_on(self, issued_on: date, currency: str) -> date:
        if self.days_after_month is not None:
            return _end_of_month(issued_on) + timedelta(days=self.days_after_month)
        months = self.months_in_rupees if currency == "INR" else self.months
        return months_after(issued_on, months or 0)


@dataclass(frozen=True)
class Deadline:
    rule: DeadlineRule
    ends_on: date


def deadlines_of(invoice: Invoice) -> list[Deadline]:
    """The earliest first."""
    found = [
        Deadline(rule, rule.ends_on(invoice.issued_on, invoice.currency))
        for rule in deadline_rules()
        if rule.holds_on(invoice.issued_on) and invoice.nature in rule.natures
    ]
    return sorted(found, key=lambda each: (each.ends_on, each.rule.kind.value))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one: a month after 31 January is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@cache
def deadline_rules() -> tuple[DeadlineRule, ...]:
    return read_deadlines(FILE.read_text(encoding="utf-8"))


def read_deadlines(text: str) -> tuple[DeadlineRule, ...]:
    """Raises OperatorError: two rules of a kind at once, or a row in another form."""
    try:
        rules = tuple(_rule(row) for row in json.loads(text)["rules"])
    except (ValueError, KeyError, TypeError) as error:
        raise OperatorError(f"deadlines.json cannot be used: {error!r}") from error
    for number, rule in enumerate(rules):
        for other in rules[number + 1 :]:
            begins = max(rule.since or date.min, other.since or date.min)
            if rule.kind is other.kind and rule.holds_on(begins) and other.holds_on(begins):
                raise OperatorError(f"deadlines.json has two rules of {rule.kind.value} that hold on {begins}")
    return rules


def _rule(row: dict[str, Any]) -> DeadlineRule:
    since, until = (None if row[name] is None else date.fromisoformat(row[name]) for name in ("from", "to"))
    if (row["months"] is None) == (row["days_after_month"] is None):
        raise ValueError(f"{row['kind']}: either months or days_after_month")
    return DeadlineRule(
        since=since,
        until=until,
        source=row["source"],
        checked_on=date.fromisoformat(row["checked"]),
        disputed=row["disputed"],
        kind=DeadlineKind(row["kind"]),
        natures=tuple(row["natures"]),
        months=row["months"],
        months_in_rupees=row["months_in_rupees"],
        days_after_month=row["days_after_month"],
        words=row["words"],
    )


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
