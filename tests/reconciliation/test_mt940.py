"""MT940 as banks send it: signs, years, references, and what is refused."""

from datetime import date

import pytest

from server.errors import InvalidInput
from server.reconciliation.readers import mt940
from server.reconciliation.readers.read import ReadStatement

ABOVE = ":20:X\r\n:25:IN/SIMB0000000001\r\n:28C:1/1\r\n:60F:C261101INR10,00\r\n"
BELOW = ":62F:D261102INR5,\r\n:86:NOT OF THE LAST LINE\r\n-\r\n"


def read(lines: str, above: str = ABOVE, below: str = BELOW) -> ReadStatement:
    return mt940.read((above + lines + below).encode())


def test_a_statement_has_its_account_days_and_balances() -> None:
    found = read("")
    assert (found.account, found.opening_paise, found.closing_paise) == ("SIMB0000000001", 1_000, -500)
    assert (found.first_day, found.last_day, found.lines) == (date(2026, 11, 2), date(2026, 11, 2), [])


@pytest.mark.parametrize(
    ("mark", "paise"), [("C", 125), ("D", -125), ("RC", -125), ("RD", 125), ("CR", 125), ("DR", -125)]
)
def test_the_mark_says_the_direction(mark: str, paise: int) -> None:
    """CR is a credit whose currency ends in R, as INR does."""
    [line] = read(f":61:2611021102{mark}1,25NTRFNONREF//SIMB000000000042\r\n").lines
    assert (line.amount_paise, line.utr, line.bank_code) == (paise, "SIMB000000000042", "NTRF")


@pytest.mark.parametrize(
    ("days", "booked_on", "value_on"),
    [
        ("2512310101", date(2026, 1, 1), date(2025, 12, 31)),
        ("2601011231", date(2025, 12, 31), date(2026, 1, 1)),
        ("261102", date(2026, 11, 2), date(2026, 11, 2)),
    ],
)
def test_the_booking_year_is_the_nearest_one(days: str, booked_on: date, value_on: date) -> None:
    [line] = read(f":61:{days}D1,NTRFNONREF\r\n").lines
    assert (line.booked_on, line.value_on) == (booked_on, value_on)


def test_words_are_put_together_as_they_were_parted() -> None:
    full = "UTR HDFCR520261102".ljust(65, "1")
    words = f":86:{'X' * 60} HDFC\r\nN12345678901 TO XXXXXX1234\r\nEND\r\n"
    first, second = read(f":61:261102D1,NTRFREF\r\n{words}:61:261102D1,NTRFREF//7\r\n:86:{full}\r\n9\r\n").lines
    assert (first.narration, first.utr) == (f"{'X' * 60} HDFCN12345678901 TO XXXXXX1234 END", "HDFCN12345678901")
    assert (second.narration, second.utr) == (full + "9", None)


REFUSED = {
    "a dot": (":61:261102D1.25NTRFNONREF\r\n", "Line 5: This is no"),
    "three decimals": (":61:261102D1,255NTRFNONREF\r\n", "Line 5: This is no amount"),
    "no comma": (":61:261102D125NTRFNONREF\r\n", "Line 5: This is no amount"),
    "what is only expected": (":61:261102ED1,25NTRFNONREF\r\n", "Line 5: This is no field"),
    "no day": (":61:261302D1,25NTRFNONREF\r\n", "Line 5: The date does not exist"),
    "no booking day": (":61:2611021302D1,25NTRFNONREF\r\n", "Line 5: The entry date does not exist"),
    "a page": (":60M:C261101INR10,00\r\n", "Line 5: This is one page of several"),
    "two statements": (":20:Y\r\n", "Line 5: The file has more than one statement"),
    "words without end": (
        f":61:261102D1,NTRFREF\r\n:86:X\r\n{'Y' * 65}\r\n{'Y' * 2_000}\r\n",
        "Line 6: A field is too long",
    ),
    "empty lines without end": (":61:261102D1,NTRFREF\r\n:86:X\r\n" + "\r\n" * 2_000, "Line 6: A field is too long"),
    "dollars": (":62F:C261101USD10,00\r\n", "Line 5: The balance is not in INR"),
}


@pytest.mark.parametrize(("lines", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused_with_the_line_that_breaks_it(lines: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read(lines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nothing that a bank would write", "Line 1: This belongs to no field"),
        (":20:X\r\n", "no MT940"),
        ("₹", "letters"),
    ],
)
def test_what_is_no_mt940_is_refused(text: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        mt940.read(text.encode())
