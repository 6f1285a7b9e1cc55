"""Amounts as banks write them. A comma groups: "5,000" is five thousand. MT940 alone has a comma for the point, so
"5000,50" is refused: read as a group it would be a hundred times as much, in every line and balance alike."""

import re

from server.money import MAX_PAISE

from .read import unreadable

# The last group has three digits, here as abroad; more decimals than two only where they are zeros.
PLAIN = re.compile(r"([0-9]{1,25}|[0-9]{1,3}(?:,[0-9]{2,3}){0,7},[0-9]{3})(?:\.([0-9]{1,2})0{0,5})?")
BEFORE = ("INR", "Rs.", "₹")


def paise_in(text: str, place: str, what: str = "The amount") -> int:
    """Unsigned. Raises InvalidInput."""
    bare = text.strip()
    for sign in BEFORE:
        bare = bare.removeprefix(sign).strip()
    found = PLAIN.fullmatch(bare)
    if not found:
        raise unreadable(f"{what} is no amount in rupees: {text[:40]!r}.", place)
    paise = int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    if paise > MAX_PAISE:
        raise unreadable(f"{what} is above 2^53 - 1 paise.", place)
    return paise


def signed_paise_in(text: str, place: str, what: str) -> int:
    """Of a balance: with a minus or a trailing Dr if it is overdrawn; a trailing Cr is none."""
    bare = text.strip()
    ending = bare[-2:].casefold()
    if ending in {"dr", "cr"}:
        bare = bare[:-2].rstrip()
    is_negative = bare.startswith("-") or ending == "dr"
    paise = paise_in(bare.removeprefix("-"), place, what)
    return -paise if is_negative else paise


def paise_of_swift(text: str, place: str) -> int:
    """`12345,50`, `12345,`: a dot would be another bank's form. Raises InvalidInput."""
    rupees, comma, rest = text.partition(",")
    if not (comma and rupees.isascii() and rupees.isdecimal() and len(rupees) <= 15 and len(rest) <= 2):
        raise unreadable(f"This is no amount of MT940, such as 1234,50: {text[:40]!r}.", place)
    if rest and not (rest.isascii() and rest.isdecimal()):
        raise unreadable(f"This is no amount of MT940, such as 1234,50: {text[:40]!r}.", place)
    paise = int(rupees) * 100 + int((rest or "0").ljust(2, "0"))
    if paise > MAX_PAISE:
        raise unreadable("The amount is above 2^53 - 1 paise.", place)
    return paise
