"""What a cell of a sheet may hold, and what was done to it on its way: by Excel, by a template, by whoever typed it."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from server import account_numbers
from server.errors import InvalidInput
from server.ifsc.lookup import FORM as IFSC
from server.money import read_amount

Cell = str | int | float | bool | datetime | date | time | timedelta | None

# 1.23457E+12
SCIENTIFIC = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{0,30})?[eE][+-]?[0-9]{1,3}")
DATE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
QUOTED = re.compile(r'="(.{0,300})"')  # as some programs write a number that Excel has to leave alone
BEFORE_RUPEES = ("₹", "rs.", "rs", "inr")
AFTER_RUPEES = ("/-", "inr")
SEPARATORS = str.maketrans("", "", " -\t")
LONGEST_CELL = 300
DIGITS_OF_EXCEL = 15  # of a number; the digits after them become zeros
MOST_DIGITS = 20
NOISE = 1e-6  # of a number that a formula has reckoned, in rupees

IS_A_DATE = (
    "This cell holds a date, so Excel may have changed what was typed. Format the column as text, type it again."
)
IN_SCIENTIFIC = (
    "This is in scientific notation, which has lost digits. Format the column as text (of a CSV: before it is saved)."
)


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Cell, field: str) -> str:
    """As it is shown. Raises InvalidInput for what is no text nor number."""
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case str():
            found = QUOTED.fullmatch(cell.strip())
            text = found[1] if found else cell.strip()
            if len(text) > LONGEST_CELL:
                raise InvalidInput(f"This cell has more than {LONGEST_CELL} characters.", field)
            return text
        case float() if cell.is_integer() and abs(cell) < 10**DIGITS_OF_EXCEL:
            return str(int(cell))
        case int() | float():
            return str(cell)
    raise InvalidInput(IS_A_DATE, field)


def account_number_in(cell: Cell) -> str:
    """Digits, or a masked number (XXXXXXXX3456). Leading zeros may be lost. Raises InvalidInput."""
    if isinstance(cell, int | float) and abs(cell) >= 10**DIGITS_OF_EXCEL:
        raise InvalidInput(
            f"Excel keeps {DIGITS_OF_EXCEL} digits of a number, so the last ones of this are lost. Format the column "
            "as text, type it again.",
            "account_number",
        )
    text = text_of(cell, "account_number").removeprefix("'")
    if SCIENTIFIC.fullmatch(text):
        raise InvalidInput(IN_SCIENTIFIC, "account_number")
    number = unicodedata.normalize("NFKC", text).translate(SEPARATORS).removesuffix(".0")
    is_masked = account_numbers.MASKED_FORM.fullmatch(number.upper())
    if is_masked:
        return number.upper()
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise InvalidInput("An account number has 9 to 18 digits.", "account_number")
    return number


def ifsc_in(cell: Cell) -> str:
    """Raises InvalidInput."""
    code = text_of(cell, "ifsc_code").translate(SEPARATORS).upper()
    if not IFSC.fullmatch(code):
        hint = " The fifth character is a zero." if len(code) == 11 and code[4] == "O" else ""
        raise InvalidInput(f"An IFSC has four letters, a zero and six letters or digits.{hint}", "ifsc_code")
    return code


def paise_in(cell: Cell) -> int:
    """Of a cell in whole paise. Raises InvalidInput."""
    text = text_of(cell, "amount_paise")
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return read_amount(int(text) if is_number else None, "amount_paise")


def rupees_in(cell: Cell) -> int:
    """The paise of a cell in rupees. Raises InvalidInput."""
    match cell:
        case bool() | None:
            raise InvalidInput("This is no amount.", "amount_paise")
        case int():
            return _positive(cell * 100)
        case float():
            rounded = round(cell, 2)
            if not abs(cell - rounded) <= NOISE:
                raise InvalidInput("An amount has two decimals at most.", "amount_paise")
            return _positive(round(rounded * 100))
        case str():
            return _positive(_typed_rupees(text_of(cell, "amount_paise")))
    raise InvalidInput(IS_A_DATE, "amount_paise")


def _positive(paise: int) -> int:
    if paise <= 0:
        raise InvalidInput("An amount must be more than zero.", "amount_paise")
    return read_amount(paise, "amount_paise")


def _typed_rupees(text: str) -> int:
    """₹1,25,000.00 · 125,000 · Rs. 500/- · 1250.5, and nothing that could mean two amounts."""
    plain = unicodedata.normalize("NFKC", text).removeprefix("'").strip()
    if SCIENTIFIC.fullmatch(plain):
        raise InvalidInput(IN_SCIENTIFIC, "amount_paise")
    if DATE.fullmatch(plain) and plain.count(".") != 1:
        raise InvalidInput(IS_A_DATE, "amount_paise")
    if plain.startswith(("-", "(", "\u2212")):
        raise InvalidInput("An amount must be more than zero.", "amount_paise")
    for sign in BEFORE_RUPEES:
        if plain.casefold().startswith(sign):
            plain = plain[len(sign) :].strip()
            break
    for sign in AFTER_RUPEES:
        if plain.casefold().endswith(sign):
            plain = plain[: -len(sign)].strip()
            break
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    digits = whole.replace(",", "") + fraction
    if not (whole and digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS):
        raise InvalidInput("This is no amount in rupees, such as 1,25,000.00.", "amount_paise")
    if not _is_grouped(whole):
        raise InvalidInput("The commas of this amount stand neither as in 1,25,000 nor as in 125,000.", "amount_paise")
    if len(fraction) > 2:
        raise InvalidInput("An amount has two decimals at most.", "amount_paise")
    return int(whole.replace(",", "")) * 100 + int(fraction.ljust(2, "0"))


def _is_grouped(whole: str) -> bool:
    """Lakhs and crores, or thousands and millions; or without commas."""
    first, *others = map(len, whole.split(","))
    if not others:
        return True
    *middle, last = others
    indian = first in {1, 2} and set(middle) <= {2}
    western = first in {1, 2, 3} and set(middle) <= {3}
    return last == 3 and (indian or western)
