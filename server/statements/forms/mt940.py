"""SWIFT MT940, as Tally and GnuCash import it: the money that moved, and what it left.

Holds move none, so they have no line: the booked balance is available + held, and :64: says what is available.
The UTR stands after `//` in :61: (AqBanking 6.5.3 takes all 22 characters of RTGS's) and once more in :86:, the only
field with room for it by the book. Nothing follows :62F: but :64:, as readers take it for the last payment's words.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.db.models import Max, Min

from server.errors import InvalidInput
from server.india import IST
from server.ledger.models import EntryType, LedgerEntry
from server.statements.periods import A_DAY
from server.statements.statement import Statement, StatementLine

from .words import account_id, label, number_of, rupees

VERSION = 2
END = "\r\n"
MOST_PAISE = 10**14 - 1  # 999999999999,99: an amount has 15 characters
LONGEST_UTR = 22
OUTSIDE = re.compile(r"[^A-Za-z0-9/?().,'+ -]")  # of SWIFT's set x; a colon would begin a field to some readers
WIDTH, MOST_LINES = 65, 6  # of :86:
KINDS = {
    EntryType.PAYMENT_RECEIVED: "NTRF",
    EntryType.PAYMENT_REVERSED: "NRTI",
    EntryType.PAYOUT_COMPLETED: "NTRF",
    EntryType.PAYOUT_RETURNED: "NRTI",
    EntryType.FEE_DEBIT: "NCHG",
    EntryType.FEE_TAX_DEBIT: "NCHG",
    EntryType.FEE_REFUND: "NCHG",
    EntryType.FEE_TAX_REFUND: "NCHG",
}


def check(statement: Statement) -> None:
    """Raises InvalidInput for an amount that the form has no room for. Entries are looked at only where their sum is
    too large already."""
    amounts = [abs(statement.opening.total_paise), abs(statement.closing.total_paise)]
    if max(statement.credits.paise, -statement.debits.paise) > MOST_PAISE:
        period = statement.period
        rows = LedgerEntry.objects.filter(
            merchant_id=statement.merchant_id, seq__gt=period.after_seq, seq__lte=period.upto_seq
        )
        extremes = rows.aggregate(least=Min("amount_paise"), most=Max("amount_paise"))
        amounts += [abs(paise) for paise in extremes.values()]
    if max(amounts) > MOST_PAISE:
        raise InvalidInput(
            f"MT940 has room for amounts of up to {rupees(MOST_PAISE)} rupees, and this statement has a larger one. "
            "camt053, json, csv and xlsx have room for it.",
            "format",
        )


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
    owners = line.reference if line.reference and is_reference(line.reference, 16) else "NONREF"
    banks = f"//{line.utr}" if line.utr and is_reference(line.utr, LONGEST_UTR) else ""
    return f":61:{day:%y%m%d}{day:%m%d}{mark}{rupees(abs(line.paise), ',')}{kind}{owners}{banks}"


def _words(line: StatementLine) -> Iterator[str]:
    """In lines of 65, of which none begins with what begins a field or ends the message. One after the other they are
    the words, as far as six lines have room."""
    said = [label(line.entry_type)]
    said += [f"UTR {line.utr}"] if line.utr else []
    said += [f"REF {line.reference}"] if line.reference else []
    said += [f"TO {line.account} {line.ifsc_code}"] if line.account and line.is_of_receiver else []
    said += [f"PAYOUT {line.payout_id}"] if line.payout_id else []
    said += [f"ENTRY {line.seq}", line.description]
    words = plain(" ".join(said))
    for number in range(MOST_LINES):
        end = _line_end(words)
        piece, words = words[:end].rstrip(), words[end:].lstrip(" -")
        if piece:
            yield piece if number else f":86:{piece}"


def _line_end(words: str) -> int:
    """Where no blank and no hyphen is lost, if there is such a place."""
    if len(words) <= WIDTH:
        return len(words)
    return next((end for end in range(WIDTH, 0, -1) if words[end - 1] != " " and words[end] not in " -"), WIDTH)


def is_reference(name: str, longest: int) -> bool:
    """Whether it can stand in :61: as it is: another spelling would be another reference."""
    return len(name) <= longest and plain(name) == name and "//" not in name and "/" not in {name[0], name[-1]}


def plain(words: str) -> str:
    """Without what SWIFT's set x lacks."""
    return " ".join(OUTSIDE.sub(" ", words).split())
