"""Masks account numbers in prose that is kept, shown and exported: a payment's description, a reason, a bank's words.

An account's holder and the remitting bank write numbers into such a text, and nobody who records money should be
refused for it. So the number is masked as it is everywhere else, all but its last four digits, and never stored. What
identifies a payment belongs in its reference, which stays as it was sent.

A number is a run of 9 to 18 digits of any script, or of 9 to 18 digits in groups, whatever blanks or dashes stand
between those, and whatever cannot be seen stands anywhere. It is none as part of a word (the UTR
`HDFCR52026112800012345`), of a UUID, or before a decimal point. Groups of other lengths than four are looked at in
`digit_groups.py`, since prose has dates, lists and amounts in such groups too.
"""

import re
import unicodedata
from collections.abc import Iterator

from server.digit_groups import numbers_in_groups

FEWEST, MOST = 9, 18
# A/C998877665544, Rs998877665544
BEFORE = {
    *("a", "ac", "acc", "acct", "account", "acno", "c", "from", "no", "num", "number", "to"),
    *("inr", "re", "rs", "rupees", "usd", "eur", "gbp", "aed"),
}
IN_A_ROW = re.compile(
    rf"(?<![^\W_])(?<![0-9a-fA-F]{{4}}-[0-9a-fA-F]{{4}}-)([^\W\d_]*)(\d{{{FEWEST},{MOST}}})(?![^\W_])(?!\.\d{{1,2}}(?!\d))"
)
IN_GROUPS = re.compile(
    r"(?<![^\W_])(?<!\d[.-])(?<![0-9a-fA-F]{8}-)([^\W\d_]*)"
    r"(\d{4}( ?- ?| )\d{4}\3(?:\d{4}\3){0,2}\d{1,4})(?!\w|\.\d|-\d)"
)
SHOWN = 4
UNSEEN = {"Cf", "Me", "Mn"}  # joiners, soft hyphens, marks upon a digit
ONE_FORM = {"Zs": " ", "Pd": "-"}  # by Unicode's category: each blank, each dash
OTHER_SEPARATORS = {"\t": " ", "\u2212": "-", "\u2043": "-"}  # the sign of minus, the hyphen as a bullet


def mask_account_numbers(text: str) -> str:
    """As long as the text; idempotent."""
    if sum(map(str.isdecimal, text)) < FEWEST:
        return text
    form, places = _in_one_form(text)
    letters = list(text)
    for find in (_in_a_row, _in_groups, _in_groups_of_four):
        hidden = {place for digits in find(form) for place in digits[:-SHOWN]}
        for place in hidden:
            letters[places[place]] = "X"
        form = "".join("X" if place in hidden else letter for place, letter in enumerate(form))
    return "".join(letters)


def _in_a_row(form: str) -> Iterator[list[int]]:
    return map(_digits_of, IN_A_ROW.finditer(form))


def _in_groups(form: str) -> Iterator[list[int]]:
    return numbers_in_groups(form, BEFORE)


def _in_groups_of_four(form: str) -> Iterator[list[int]]:
    """Also those that look like a list (1001 1002 1003), or like a date."""
    return map(_digits_of, IN_GROUPS.finditer(form))


def _in_one_form(text: str) -> tuple[str, list[int]]:
    """With one kind of blank and dash, single blanks and nothing that cannot be seen; and the place of each character
    in the text."""
    form: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isascii() and character != "\t":
            kept = character
        elif (category := unicodedata.category(character)) in UNSEEN:
            continue
        else:
            kept = ONE_FORM.get(category) or OTHER_SEPARATORS.get(character, character)
        if kept == " " and form[-1:] == [" "]:
            continue
        form.append(kept)
        places.append(place)
    return "".join(form), places


def _digits_of(found: re.Match[str]) -> list[int]:
    """The places of the number's digits in the form; none if it is no number."""
    word, number = found.group(1, 2)
    digits = [found.start(2) + place for place, character in enumerate(number) if character.isdecimal()]
    if (word and word.casefold() not in BEFORE) or not FEWEST <= len(digits) <= MOST:
        return []
    return digits
