"""For people and their files: the figures on the first page, then every entry, with the balances after it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice

from server.errors import InvalidInput
from server.india import IST
from server.ledger.balance import Balance
from server.money import grouped_inr
from server.pdf_pages import WRITERS, Pages
from server.statements.statement import Statement, StatementLine

from .versions import version_of
from .words import account_id, label

VERSION = version_of(1, *WRITERS)
MOST_LINES = 5_000  # 230 pages
LEFT, RIGHT, TOP, BOTTOM = 12.0, 285.0, 16.0, 200.0
ROW = 8.0
ON_A_PAGE = 21
WIDE = 23.0  # an amount
COLUMNS = {"Debit": 182.0, "Credit": 208.0, "Available": 234.0, "On hold": 259.0, "Total": RIGHT}  # where they end


def check(statement: Statement) -> None:
    if statement.count > MOST_LINES:
        raise InvalidInput(
            f"The statement has {statement.count:,} entries, and a PDF {MOST_LINES:,} at most: take csv or fewer days.",
            "format",
        )


def write(statement: Statement) -> Iterator[bytes]:
    period = statement.period
    made_at = datetime.combine(period.ends_before, time(), IST)  # fixed, so that the file is
    title = f"Statement, {_day(period.starts_on)} to {_day(period.last_day)}"
    pages = Pages(title, statement.merchant_name, made_at, is_landscape=True)
    of = 1 + -(-statement.count // ON_A_PAGE)
    _begin(pages, statement, 1, of)
    _summarize(pages, statement)
    lines = statement.lines()
    for number in range(2, of + 1):
        _begin(pages, statement, number, of)
        _list(pages, islice(lines, ON_A_PAGE))
    yield pages.as_bytes()


def _begin(pages: Pages, statement: Statement, number: int, of: int) -> None:
    period = statement.period
    pages.begin_page()
    pages.write(LEFT, TOP, "Statement", size=14, is_bold=True)
    pages.write(LEFT + 32, TOP, statement.merchant_name, size=11, width=150)
    days = f"{_day(period.starts_on)} to {_day(period.last_day)}"
    pages.write(RIGHT, TOP, days, size=11, to_the_right=True)
    pages.rule(TOP + 3, LEFT, RIGHT)
    open_ = "" if period.is_closed else f" Not closed: as of entry {period.upto_seq}."
    pages.write(
        LEFT, BOTTOM + 4, f"Account {account_id(statement.merchant_id)}. Days of India (IST).{open_}", is_grey=True
    )
    pages.write(RIGHT, BOTTOM + 4, f"Page {number} of {of}", is_grey=True, to_the_right=True)


def _summarize(pages: Pages, statement: Statement) -> None:
    y = TOP + 16
    for name, end in (("Available (₹)", 120.0), ("On hold (₹)", 160.0), ("Total (₹)", 200.0)):
        pages.write(end, y, name, size=10, is_bold=True, to_the_right=True)
    rows: list[tuple[str, tuple[int | None, ...]]] = [
        ("Opening balance", _figures(statement.opening)),
        ("Credits", (None, None, statement.credits.paise)),
        ("Debits", (None, None, -statement.debits.paise)),
        ("Closing balance", _figures(statement.closing)),
    ]
    for name, figures in rows:
        y += 7
        pages.write(LEFT, y, name, size=10, is_bold=name.endswith("balance"))
        for end, paise in zip((120.0, 160.0, 200.0), figures, strict=True):
            if paise is not None:
                pages.write(end, y, _amount(paise), size=10, to_the_right=True)
    pages.write(LEFT, y + 7, "Opening + credits − debits = closing. Total = available + on hold.", is_grey=True)
    y += 20
    for name, end in (("Entries", 120.0), ("Debit (₹)", 160.0), ("Credit (₹)", 200.0)):
        pages.write(end, y, name, size=10, is_bold=True, to_the_right=True)
    for kind, of in sorted(statement.sums.items()):
        y += 7
        pages.write(LEFT, y, label(kind), size=10)
        pages.write(120.0, y, f"{of.entries:,}", size=10, to_the_right=True)
        pages.write(160.0 if of.paise < 0 else 200.0, y, _amount(of.paise), size=10, to_the_right=True)


def _list(pages: Pages, lines: Iterator[StatementLine]) -> None:
    y = TOP + 8
    for x, name in ((LEFT, "Number"), (LEFT + 16, "Time (IST)"), (LEFT + 46, "Entry")):
        pages.write(x, y, name, is_bold=True)
    for name, end in COLUMNS.items():
        pages.write(end, y, f"{name} (₹)", is_bold=True, to_the_right=True)
    for line in lines:
        y += ROW
        pages.write(LEFT, y, str(line.seq))
        pages.write(LEFT + 16, y, f"{line.at.astimezone(IST):%Y-%m-%d %H:%M:%S}")
        said = label(line.entry_type)
        said += f": {line.description}" if line.description not in {"", said} else ""
        pages.write(LEFT + 46, y, said, width=100)
        figures = (line.available_paise, line.held_paise, line.total_paise)
        pages.write(
            COLUMNS["Debit" if line.paise < 0 else "Credit"], y, _amount(line.paise), to_the_right=True, width=WIDE
        )
        for name, paise in zip(("Available", "On hold", "Total"), figures, strict=True):
            pages.write(COLUMNS[name], y, _amount(paise), to_the_right=True, width=WIDE)
        pages.write(LEFT + 46, y + 3.2, _facts(line), size=6.5, is_grey=True, width=230)


def _facts(line: StatementLine) -> str:
    facts = [
        ("UTR", line.utr),
        ("Reference", line.reference),
        ("Account", line.account and f"{line.account} {line.ifsc_code}"),
        ("Payout", line.payout_id),
    ]
    return "   ".join(f"{name} {value}" for name, value in facts if value)


def _figures(balance: Balance) -> tuple[int | None, ...]:
    return balance.available_paise, balance.held_paise, balance.total_paise


def _amount(paise: int) -> str:
    """Unsigned: the column says which way."""
    return grouped_inr(paise).removeprefix("₹")


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
