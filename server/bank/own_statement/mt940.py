"""SWIFT MT940: the mark says the direction, and the whole UTR stands after `//` in :61:."""

from datetime import timedelta
from textwrap import wrap

from .book import OwnLine, OwnStatement, rupees

END = "\r\n"


def write(statement: OwnStatement) -> str:
    first, last = statement.starts_on, statement.last_day
    before = first - timedelta(days=1)
    lines = [
        f":20:SIM{first:%Y%m%d}",
        f":25:{statement.account}",
        f":28C:{first:%y%j}/1",
        f":60F:{_balance(f'{before:%y%m%d}', statement.opening_paise)}",
    ]
    for line in statement.lines:
        lines += [_line(line), *wrap(f":86:{line.narration}", 64, break_on_hyphens=False)]
    lines += [f":62F:{_balance(f'{last:%y%m%d}', statement.closing_paise)}", "-"]
    return "".join(line + END for line in lines)


def _line(line: OwnLine) -> str:
    """What undoes another one: RC takes a credit back, RD a debit."""
    mark = "D" if line.amount_paise < 0 else "C"
    if line.is_reversal:
        mark = "RC" if line.amount_paise < 0 else "RD"
    day = line.booked_on
    banks = f"//{line.utr}" if line.utr else ""
    return f":61:{day:%y%m%d}{day:%m%d}{mark}{rupees(line.amount_paise, ',')}NTRFNONREF{banks}"


def _balance(day: str, paise: int) -> str:
    return f"{'D' if paise < 0 else 'C'}{day}INR{rupees(paise, ',')}"
