"""By when money and papers are wanted: from the table's rows, each in force for its days, and never from memory."""

import json
from datetime import date

import pytest

from server.inward_payments.deadlines import (
    FILE,
    DeadlineKind,
    deadline_rules,
    deadlines_of,
    months_after,
    read_deadlines,
)
from server.inward_payments.invoices import Invoice
from server.operator_error import OperatorError

FEMA, GST, EDF = DeadlineKind.FEMA_REALISATION, DeadlineKind.GST_UNPAID_SERVICES, DeadlineKind.EDF


def days(issued_on: date, currency: str = "USD", nature: str = "services") -> dict[DeadlineKind, date]:
    invoice = Invoice(issued_on=issued_on, currency=currency, nature=nature)
    return {each.rule.kind: each.ends_on for each in deadlines_of(invoice)}


def test_an_invoice_has_the_days_of_the_rules_of_its_day() -> None:
    assert days(date(2026, 10, 1)) == {
        EDF: date(2026, 11, 30),
        GST: date(2027, 10, 1),
        FEMA: date(2028, 1, 1),
    }
    assert days(date(2026, 10, 1), "INR")[FEMA] == date(2028, 4, 1)
    assert days(date(2026, 9, 30), "INR") == {GST: date(2027, 9, 30), FEMA: date(2027, 12, 30)}
    assert days(date(2025, 11, 12))[FEMA] == date(2026, 8, 12)
    assert days(date(2025, 11, 13))[FEMA] == date(2027, 2, 13)


def test_goods_have_no_tax_on_unpaid_services_and_other_payments_none() -> None:
    assert set(days(date(2026, 10, 1), nature="goods")) == {FEMA}
    assert days(date(2026, 10, 1), nature="other") == {}


def test_the_day_comes_from_the_table() -> None:
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    for row in rows["rules"]:
        if row["months"]:
            row["months"] = 9
    [rule] = [each for each in read_deadlines(json.dumps(rows)) if each.kind is FEMA and each.until is None]
    assert rule.ends_on(date(2026, 10, 1), "USD") == date(2027, 7, 1)


def test_the_disagreement_about_months_is_told() -> None:
    [rule] = [each for each in deadline_rules() if each.kind is FEMA and each.until is None]
    assert rule.disputed is not None
    assert "9 months" in rule.disputed
    assert rule.source
    assert rule.is_stale(date(2027, 6, 1))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 10, 15), 15, date(2028, 1, 15)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_a_table_that_cannot_be_meant_is_refused() -> None:
    rows = json.loads(FILE.read_text(encoding="utf-8"))["rules"]
    twice = [*rows, rows[-1]]
    both = [rows[-1] | {"months": 3}]
    empty: list[dict[str, object]] = [{}]
    for bad in (twice, both, empty):
        with pytest.raises(OperatorError, match=r"deadlines\.json"):
            read_deadlines(json.dumps({"rules": bad}))
