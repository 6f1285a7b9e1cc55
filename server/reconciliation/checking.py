"""What a file must hold before a line of it is stored. It is taken whole or not at all."""

from dataclasses import dataclass
from datetime import date

from server.ledger.periods import EARLIEST, today
from server.money import MAX_PAISE

from .accounts import our_accounts
from .models import LONGEST_UTR
from .readers.read import ReadLine, ReadStatement, unreadable
from .references import normal_utr

MOST_DAYS = 366


@dataclass(frozen=True)
class WholeStatement:
    account: str
    first_day: date
    last_day: date
    opening_paise: int
    closing_paise: int
    lines: list[ReadLine]


def checked(read: ReadStatement) -> WholeStatement:
    """Raises InvalidInput, which names the line that breaks it."""
    if read.account is None:
        raise unreadable("The file does not name its account.")
    if read.account not in our_accounts():
        raise unreadable("The account is not one of ours.")
    if read.currency != "INR":
        raise unreadable("The statement is not in INR.")
    if read.first_day is None or read.last_day is None:
        raise unreadable("The file does not say which days it is of.")
    if read.opening_paise is None or read.closing_paise is None:
        raise unreadable("The file does not say its opening and its closing balance.")
    if max(abs(read.opening_paise), abs(read.closing_paise)) > MAX_PAISE:
        raise unreadable("A balance is above 2^53 - 1 paise.")
    _check_days(read.first_day, read.last_day)
    balance = read.opening_paise
    for line in read.lines:
        _check_line(line, read.first_day, read.last_day)
        balance += line.amount_paise
        if line.balance_after_paise is not None and line.balance_after_paise != balance:
            raise unreadable(
                f"The balance does not run: it is {line.balance_after_paise} paise here, and {balance} by the lines.",
                line.place,
            )
    if balance != read.closing_paise:
        raise unreadable(
            f"The statement does not add up: by its lines it closes with {balance} paise, and it says "
            f"{read.closing_paise}."
        )
    return WholeStatement(
        read.account, read.first_day, read.last_day, read.opening_paise, read.closing_paise, read.lines
    )


def _check_days(first: date, last: date) -> None:
    if last < first:
        raise unreadable("The statement ends before it begins.")
    if (last - first).days >= MOST_DAYS:
        raise unreadable(f"A statement has at most {MOST_DAYS} days.")
    if first < EARLIEST:
        raise unreadable(f"The statement begins before {EARLIEST}.")
    if last > today():
        raise unreadable("The statement ends in the future.")


def _check_line(line: ReadLine, first: date, last: date) -> None:
    if not first <= line.booked_on <= last:
        raise unreadable(f"{line.booked_on} is outside the days of the statement, {first} to {last}.", line.place)
    if not line.amount_paise:
        raise unreadable("A line of nothing.", line.place)
    # As it is stored: in capitals some letters are two.
    if line.utr is not None and len(normal_utr(line.utr)) > LONGEST_UTR:
        raise unreadable(f"The reference is longer than {LONGEST_UTR} characters.", line.place)
