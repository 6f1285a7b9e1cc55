"""The columns of a sheet, by their headers: ours, those of RazorpayX's bulk payouts, and those of banks' bulk files.

A column that is not known is left out, and the caller is told which. So is the account that pays (`RazorpayX Account
Number`, `Debit Acct No`): here that is the merchant.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.errors import InvalidInput

from .cells import Cell, is_blank

LINES_ABOVE = 20  # a title, a date, a blank line


class Meaning(StrEnum):
    ID = "bank_account_id"
    NUMBER = "account_number"
    IFSC = "ifsc_code"
    NAME = "name"
    RUPEES = "amount"
    PAISE = "amount_paise"
    REFERENCE = "reference"
    NARRATION = "narration"
    PURPOSE = "purpose"


# In small letters, without anything but letters and digits; what stands earlier counts if a sheet has several.
HEADERS = {
    Meaning.ID: "bank account id, beneficiary account id",
    Meaning.NUMBER: "account number, account no, account, a c no, a c number, ac no, acc no, acc number, "
    "bank account number, bank account no, bank account, beneficiary account number, beneficiary account no, "
    "beneficiary account, beneficiary a c no, beneficiary ac no, beneficiary acc no, bene account number, "
    "bene account no, bene a c no, bene acc no, bene acct no, fund account number, credit account number, "
    "credit account no, payee account number, payee account no, bankaccount, bank acc no",
    Meaning.IFSC: "ifsc code, ifsc, ifs code, ifc code, bene ifsc code, bene ifsc, beneficiary ifsc code, "
    "beneficiary ifsc, fund account ifsc, bank ifsc code, bank ifsc, payee ifsc",
    Meaning.NAME: "nickname, beneficiary nickname, beneficiary nick name, beneficiary, beneficiary name, bene name, "
    "name of beneficiary, fund account name, payee name, payee, account holder name, account holder, account name, "
    "vendor name, vendor, supplier name, supplier, employee name, contact name, name",
    Meaning.RUPEES: "amount, amount in rupees, amount in rs, amount in inr, amount rs, amount inr, amount rupees, amt, "
    "payout amount, payout amount in rupees, payout amount in inr, instrument amount, transaction amount, txn amount, "
    "payment amount, transfer amount, net amount, net pay, net salary",
    Meaning.PAISE: "amount paise, amount in paise, payout amount in paise, payout amount paise",
    Meaning.REFERENCE: "reference, reference no, reference number, reference id, ref no, payout reference id, "
    "payout reference, customer reference number, customer reference no, customer ref no, invoice, invoice no, "
    "invoice number, bill no, bill number, transfer id, payment reference",
    Meaning.NARRATION: "narration, payout narration, remarks, remark, payment remarks, credit narration, description",
    Meaning.PURPOSE: "purpose, payout purpose, payment purpose",
}
KNOWN = {
    header: (meaning, place) for meaning, headers in HEADERS.items() for place, header in enumerate(headers.split(", "))
}
# Two of them in one sheet would make two payments of a row.
ONE_ALONE = {Meaning.NUMBER, Meaning.IFSC, Meaning.RUPEES, Meaning.PAISE, Meaning.ID}
PAYEES = {Meaning.ID, Meaning.NUMBER, Meaning.NAME}
AMOUNTS = {Meaning.RUPEES, Meaning.PAISE}
NONE_FOUND = (
    "No row of headers was found. The sheet needs a column for the amount (Amount) and one for the beneficiary "
    "(Account Number, Beneficiary Name)."
)


@dataclass(frozen=True)
class Columns:
    line: int  # of the headers, counted from 0
    places: dict[Meaning, int]
    titles: dict[Meaning, str]
    left_out: list[str]  # headers that are not known


def columns_of(lines: Sequence[Sequence[Cell]]) -> Columns:
    """Raises InvalidInput if no line names an amount and a payee, or if one names a column twice."""
    for number, line in enumerate(lines[: LINES_ABOVE + 1]):
        named = {place: KNOWN[form] for place, cell in enumerate(line) if (form := form_of(cell)) in KNOWN}
        found = {meaning for meaning, _ in named.values()}
        if found & PAYEES and found & AMOUNTS:
            return _columns(number, line, named)
    raise InvalidInput(NONE_FOUND, "headers")


def _columns(number: int, line: Sequence[Cell], named: dict[int, tuple[Meaning, int]]) -> Columns:
    places: dict[Meaning, int] = {}
    for place, (meaning, _) in sorted(named.items(), key=lambda each: each[1][1]):
        if meaning in places and meaning in ONE_ALONE:
            raise InvalidInput(
                f'The columns "{line[places[meaning]]}" and "{line[place]}" mean the same: leave one of them.',
                "headers",
            )
        places.setdefault(meaning, place)
    titles = {meaning: str(line[place]).strip() for meaning, place in places.items()}
    left_out = [str(cell).strip() for place, cell in enumerate(line) if not is_blank(cell) and place not in named]
    return Columns(number, places, titles, left_out)


def form_of(cell: Cell) -> str:
    if not isinstance(cell, str):
        return ""
    letters = unicodedata.normalize("NFKC", cell).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())
