"""SWIFT MT940, as Tally and GnuCash import it: the money that moved, and what it left.

Holds move none, so they have no line: the booked balance is available + held, and :64: says what is available.
The UTR stands after `//` in :61: (AqBanking 6.5.3 takes all 22 characters of RTGS's) and once more in :86:, the only
field with room for it by the book. Nothing follows :62F: but :64:, as readers take it for the last payment's words.
"""

import re
from collections.abc import Iterator
from datetime import date

from server.india import IST
from server.ledger.models import EntryType
from server.statements.periods import A_DAY
from server.statements.statement import Statement, StatementLine

from .words import account_id, label, number_of, rupees

VERSION = 1
END = "\r\n"
OUTSIDE = re.compile(r"[^A-Za-z0-9/?().,'+ -]")  # of SWIFT's set x; a colon would begin a field to some readers
WIDTH, MOST_LINES = 65, 6  # of :86:
KINDS = {
    EntryType.PAYMENT_RECEIVED: "NTRF",
    EntryType.PAYOUT_COMPLETED: "NTRF",
    EntryType.PAYOUT_RETURNED: "NRTI",
    EntryType.FEE_DEBIT: "NCHG",
    EntryType.FEE_TAX_DEBIT: "NCHG",
    EntryType.FEE_REFUND: "NCHG",
    EntryType.FEE_TAX_REFUND: "NCHG",
}


def write(statement: Statement) -> Iterator[bytes]:
    period = statement.period
    yield _lines(
        f":20:ST{period.starts_on:%Y%m%d}",
        f":25:{account_id(statement.merchant_id)}",
        f":28C:{number_of(period.starts_on)}/1",
        f":60F:{_balance(period.starts_on - A_DAY, statement.opening.total_paise)}",
    )
    for line in statement.lines():
        if line.moves_money:
            yield _lines(_transaction(line), *_words(line))
    last_day = period.last_day
    yield _lines(
        f":62F:{_balance(last_day, statement.closing.total_paise)}",
        f":64:{_balance(last_day, statement.closing.available_paise)}",
        "-",
    )


def _lines(*lines: str) -> bytes:
    return "".join(line + END for line in lines).encode("ascii")


def _balance(day: date, paise: int) -> str:
    return f"{'D' if paise < 0 else 'C'}{day:%y%m%d}INR{rupees(abs(paise), ',')}"


def _transaction(line: StatementLine) -> str:
    day = line.at.astimezone(IST).date()
    mark = "C" if line.paise > 0 else "D"
    kind = KINDS.get(EntryType(line.entry_type), "NMSC")
    own = plain(line.reference or "")
    owners = own if own and len(own) <= 16 and "//" not in own else "NONREF"
    banks = f"//{plain(line.utr)}" if line.utr else ""
    return f":61:{day:%y%m%d}{day:%m%d}{mark}{rupees(abs(line.paise), ',')}{kind}{owners}{banks}"


def _words(line: StatementLine) -> Iterator[str]:
    """In lines of 65, of which none begins with what begins a field or ends the message."""
    said = [label(line.entry_type)]
    said += [f"UTR {line.utr}"] if line.utr else []
    said += [f"REF {line.reference}"] if line.reference else []
    said += [f"TO {line.account} {line.ifsc_code}"] if line.account else []
    said += [f"PAYOUT {line.payout_id}"] if line.payout_id else []
    said += [f"ENTRY {line.seq}", line.description]
    words = plain(" ".join(said))
    for number in range(MOST_LINES):
        piece = words[:WIDTH].rstrip()
        words = words[WIDTH:].lstrip(" -")
        if piece:
            yield piece if number else f":86:{piece}"


def plain(words: str) -> str:
    """Without what SWIFT's set x lacks."""
    return " ".join(OUTSIDE.sub(" ", words).split())
