"""What a bank account is added with, checked as a whole, so that a form or a file is told every fault at once."""

from dataclasses import dataclass, replace

from server import account_numbers
from server.errors import InvalidInput
from server.free_text import mask_account_numbers
from server.text import clean_text

from .banks import check_ifsc
from .models import BankAccount

LONGEST_NICKNAME, LONGEST_GROUP = 60, 40


@dataclass(frozen=True)
class AccountDetails:
    """As a caller sends them; `checked` cleans them."""

    account_holder_name: str
    account_number: str
    ifsc_code: str
    account_type: BankAccount.AccountType
    nickname: str | None = None
    group: str | None = None


def checked(details: AccountDetails) -> AccountDetails:
    """The details as they are stored. Raises InvalidInput for their first fault."""
    cleaned, faults = cleaned_with_faults(details)
    if faults:
        raise faults[0]
    return cleaned


def cleaned_with_faults(details: AccountDetails) -> tuple[AccountDetails, list[InvalidInput]]:
    """The details as they are stored, and all that is wrong with them: at most one fault of each field."""
    faults: list[InvalidInput] = []
    cleaned = details
    try:
        cleaned = replace(
            cleaned, account_holder_name=clean_text(details.account_holder_name, "account_holder_name", 200)
        )
    except InvalidInput as fault:
        faults.append(fault)
    for check, value in ((check_number, details.account_number), (check_ifsc, details.ifsc_code)):
        try:
            check(value)
        except InvalidInput as fault:
            faults.append(fault)
    try:
        cleaned = replace(cleaned, nickname=clean_nickname(details.nickname or ""))
    except InvalidInput as fault:
        faults.append(fault)
    try:
        cleaned = replace(cleaned, group=clean_group(details.group or ""))
    except InvalidInput as fault:
        faults.append(fault)
    return cleaned, faults


def check_number(number: str) -> None:
    """Raises InvalidInput."""
    if not account_numbers.FORM.fullmatch(number):
        raise InvalidInput("An account number has 9 to 18 digits.", "account_number")
    if not account_numbers.plain(number):
        raise InvalidInput("An account number is more than zeros.", "account_number")


def clean_nickname(text: str) -> str | None:
    """None if it is empty. An account number in it is masked. Raises InvalidInput."""
    return _clean(text, "nickname", LONGEST_NICKNAME)


def clean_group(text: str) -> str | None:
    """As `clean_nickname`."""
    return _clean(text, "group", LONGEST_GROUP)


def _clean(text: str, field: str, longest: int) -> str | None:
    return mask_account_numbers(clean_text(text, field, longest, may_be_empty=True)) or None
