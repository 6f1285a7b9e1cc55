"""The rules about a bank account's IFSC, in words: which codes are refused, and which are accepted with a warning.

A code that the list does not have is accepted. Branches open every day and the list is weeks old: within six months of
2025 and 2026 five new banks and 5,377 new codes came into it, 711 of them under the letters of one new rural bank.
"""

from datetime import date

from server.errors import InvalidInput
from server.ifsc.data_files import banks
from server.ifsc.lapsed_banks import LAPSED, LapsedBank
from server.ifsc.lookup import FORM, bank_name, branch_of, is_listed_bank

WRONG_FORM = "An IFSC is four capital letters, a zero, and six capital letters or digits."


def check_ifsc(code: str) -> None:
    """Raises InvalidInput for a code that is refused."""
    if reason := refusal_of(code):
        raise InvalidInput(reason, "ifsc_code")


def refusal_of(code: str) -> str | None:
    """Why no account with this code is added: it cannot be one, or its bank takes no more money under it."""
    if not FORM.fullmatch(code):
        return WRONG_FORM
    return _about_lapsed(LAPSED[code[:4]]) if code[:4] in LAPSED else None


def warnings_about(code: str) -> list[str]:
    """What should be looked at before money is sent to this code; a sentence or two each."""
    if lapsed := LAPSED.get(code[:4]):
        return [_about_lapsed(lapsed)]
    if not is_listed_bank(code):
        return [f"No bank in the Reserve Bank's list has codes that begin with {code[:4]}. {_check(code)}"]
    if branch_of(code) is None:
        return [f"{bank_name(code) or code[:4]} has no branch {code} in the Reserve Bank's list. {_check(code)}"]
    return []


def _check(code: str) -> str:
    listed = date.fromisoformat(banks().published_on)
    return f"The list is of {_day(listed)}, so the branch may be newer: check {code} with the account's holder."


def _about_lapsed(bank: LapsedBank) -> str:
    if bank.successor is None or bank.merged_on is None:
        since = f" since {_day(bank.void_from)}" if bank.void_from else ""
        return f"{bank.name} may not take money in{since}. Ask the account's holder for an account at another bank."
    void = f", and its IFSCs ({bank.prefix}…) are void since {_day(bank.void_from)}" if bank.void_from else ""
    return (
        f"{bank.name} has been part of {bank.successor} since {_day(bank.merged_on)}{void}. Ask the account's"
        " holder for the branch's new IFSC."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
