"""Masks account numbers in prose that is kept, shown and exported: a payment's description, a reason, a bank's words.

An account's holder and the remitting bank write numbers into such a text, and nobody who records money should be
refused for it. So the number is masked as it is everywhere else, all but its last four digits, and never stored. What
identifies a payment belongs in its reference, which stays as it was sent.

A number is a run of 9 to 18 digits of any script, or of 9 to 18 digits in groups of four. It is none as part of a word
(the UTR `HDFCR52026112800012345`), of a UUID, or before a decimal point.
"""

import re

FEWEST, MOST = 9, 18
BEFORE = {"a", "ac", "acc", "acct", "account", "acno", "c", "from", "no", "num", "number", "to"}  # A/C998877665544
IN_A_ROW = re.compile(
    rf"(?<![^\W_])(?<![0-9a-fA-F]{{4}}-)([^\W\d_]*)(\d{{{FEWEST},{MOST}}})(?![^\W_])(?!\.\d{{1,2}}(?!\d))"
)
IN_GROUPS = re.compile(r"(?<![\w.-])\d{4}([ -])\d{4}\1(?:\d{4}\1){0,2}\d{1,4}(?![\w-]|\.\d)")
SHOWN = 4


def mask_account_numbers(text: str) -> str:
    """As long as the text; idempotent."""
    return IN_GROUPS.sub(_mask_groups, IN_A_ROW.sub(_mask_run, text))


def _mask_run(found: re.Match[str]) -> str:
    word, number = found.groups()
    if word and word.casefold() not in BEFORE:
        return found[0]
    return word + "X" * (len(number) - SHOWN) + number[-SHOWN:]


def _mask_groups(found: re.Match[str]) -> str:
    digits = sum(map(str.isdecimal, found[0]))
    if not FEWEST <= digits <= MOST:
        return found[0]
    to_hide = digits - SHOWN
    masked = []
    for character in found[0]:
        is_hidden = character.isdecimal() and to_hide > 0
        to_hide -= is_hidden
        masked.append("X" if is_hidden else character)
    return "".join(masked)
