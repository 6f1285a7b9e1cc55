"""The bank's movement of some days beside ours: equal, or each paisa of the difference explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from server.errors import InvalidInput
from server.ledger.periods import EARLIEST, today

from .accounts import account_named
from .exceptions import Mismatch, exceptions_of
from .models import BankStatement

A_DAY = timedelta(days=1)
MOST_DAYS = 366

LIVE = "NOT EXISTS (SELECT FROM reconciliation_unlinks u WHERE u.link_id = k.id)"
TOTALS = f"""
WITH lines AS (
    SELECT l.id, l.amount_paise FROM bank_statement_lines l
    WHERE l.our_account = %(account)s AND l.booked_on >= %(starts)s AND l.booked_on < %(ends)s
), links AS (
    SELECT k.kind, CASE k.kind
        WHEN 'payout' THEN -(SELECT p.amount_paise FROM payouts p WHERE p.id = k.subject_id)
        WHEN 'return' THEN (SELECT r.amount_paise FROM payout_returns r WHERE r.payout_id = k.subject_id)
        WHEN 'inward' THEN (SELECT e.amount_paise FROM ledger_entries e WHERE e.id = k.subject_id)
        ELSE k.amount_paise END AS paise
    FROM reconciliation_links k JOIN lines l ON l.id = k.line_id WHERE {LIVE}
)
SELECT (SELECT count(*) FROM lines), (SELECT coalesce(sum(amount_paise), 0)::bigint FROM lines),
       (SELECT coalesce(sum(paise) FILTER (WHERE kind IN ('payout', 'return', 'inward')), 0)::bigint FROM links),
       (SELECT coalesce(sum(paise) FILTER (WHERE kind IN ('bank_fee', 'other')), 0)::bigint FROM links)"""
# By the newest statement that covers the day: its own balance, and its own lines between that and the day.
BALANCE_BEFORE = """
SELECT s.opening_paise + (
    SELECT coalesce(sum(l.amount_paise), 0)
    FROM bank_statement_entries e JOIN bank_statement_lines l ON l.id = e.line_id
    WHERE e.statement_id = s.id AND l.booked_on < %(day)s)::bigint
FROM bank_statements s WHERE s.our_account = %(account)s AND {covers}
ORDER BY s.imported_at DESC, s.id LIMIT 1"""


class Day(NamedTuple):
    day: date
    covered: bool


@dataclass(frozen=True)
class Reconciliation:
    account: str
    starts_on: date
    ends_before: date
    statements: Sequence[BankStatement]  # that cover a day of these, oldest days first
    coverage: Sequence[Day]
    opening_paise: int | None  # None: no statement covers the first day
    closing_paise: int | None  # … the last day
    lines: int
    movement_paise: int
    ledger_bank_paise: int  # of the payouts, returns and payments that the lines are linked with
    outside_paise: int  # linked with what is in no ledger: the bank's fees

    @property
    def difference_paise(self) -> int:
        return self.movement_paise - self.ledger_bank_paise

    @property
    def explained_paise(self) -> int:
        """Always the difference: each paisa of it is an exception's, or linked with what is in no ledger."""
        return self.outside_paise + sum(each.explains_paise for each in self.exceptions)

    @cached_property
    def exceptions(self) -> list[Mismatch]:
        return exceptions_of(self.account, self.starts_on, self.ends_before)


def reconcile(account: str | None, starts_on: date, ends_before: date) -> Reconciliation:
    """The days from `starts_on` until before `ends_before`. Raises InvalidInput."""
    named = account_named(account)
    _check_days(starts_on, ends_before)
    statements = list(
        BankStatement.objects.filter(our_account=named, last_day__gte=starts_on, first_day__lt=ends_before).order_by(
            "first_day", "imported_at", "id"
        )
    )
    days = [starts_on + n * A_DAY for n in range((ends_before - starts_on).days)]
    covered = {day for each in statements for day in _days_of(each, starts_on, ends_before)}
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, {"account": named, "starts": starts_on, "ends": ends_before})
        lines, movement, ledger_bank, outside = cursor.fetchone()
    return Reconciliation(
        account=named,
        starts_on=starts_on,
        ends_before=ends_before,
        statements=statements,
        coverage=[Day(day, day in covered) for day in days],
        opening_paise=_balance(named, starts_on, "%(day)s BETWEEN s.first_day AND s.last_day"),
        closing_paise=_balance(named, ends_before, "%(day)s - 1 BETWEEN s.first_day AND s.last_day"),
        lines=lines,
        movement_paise=movement,
        ledger_bank_paise=ledger_bank,
        outside_paise=outside,
    )


def _check_days(starts_on: date, ends_before: date) -> None:
    if ends_before <= starts_on:
        raise InvalidInput("to must be after from: it is the day after the last one.", "to")
    if (ends_before - starts_on).days > MOST_DAYS:
        raise InvalidInput(f"There are at most {MOST_DAYS} days.", "to")
    if starts_on < EARLIEST:
        raise InvalidInput(f"from must not be before {EARLIEST}.", "from")
    if starts_on > today():
        raise InvalidInput("from must not be in the future.", "from")


def _days_of(statement: BankStatement, starts_on: date, ends_before: date) -> list[date]:
    first, after = max(statement.first_day, starts_on), min(statement.last_day + A_DAY, ends_before)
    return [first + n * A_DAY for n in range((after - first).days)]


def _balance(account: str, day: date, covers: str) -> int | None:
    """At that day's beginning."""
    with connection.cursor() as cursor:
        cursor.execute(BALANCE_BEFORE.format(covers=covers), {"account": account, "day": day})
        row = cursor.fetchone()
    return row[0] if row else None
