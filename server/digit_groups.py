"""Finds account numbers that are written in groups of digits: 50100 12345 67890, 0011-01-123456, 12-34-56-78-90.

Prose has other groups of digits, which stay legible: dates, also before a serial number (2026-11-28-0001,
2025-26-0042), lists (invoices 101 102 103), decimals (123 456 789.50), UUIDs. Of two groups with a blank between them
both have four digits or more, or else they are a number and a quantity (45001234 10). All others of 9 to 18 digits are
found: nobody can tell an amount in such groups from an account, and an amount has a field of its own.
"""

import re
from collections.abc import Collection, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

FEWEST, MOST = 9, 18
SHOWN = 4
SEPARATORS = {" ", "-", " - ", "- ", " -"}
YEARS = range(1990, 2050)
LONGEST_STEP = 10  # of a list: sizes 36 38 40 42 44
WORD = re.compile(r"[^\W_]+")
UUID = re.compile(r"(?<![^\W_])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![^\W_])")


class Word(NamedTuple):
    """`letters`, then `digits` from the place `start`; `before` stands between it and the word before."""

    letters: str
    digits: str
    start: int
    before: str
    is_decimal: bool  # a point or a comma leads on to more digits


def numbers_in_groups(text: str, prefixes: Collection[str]) -> Iterator[list[int]]:
    """The places of each number's digits. `text` has one kind of blank and of dash, and an X for each digit that is
    masked already. A number may follow one of `prefixes` directly (A/c0011 01 123456)."""
    for chain in _chains(text, prefixes):
        for number in _numbers_of(chain):
            yield [word.start + offset for word in number for offset in range(len(word.digits))]


def _words(text: str) -> Iterator[Word]:
    text = UUID.sub(lambda found: "x" * len(found[0]), text)
    end = 0
    for found in WORD.finditer(text):
        word, before, start, end = found[0], text[end : found.start()], found.start(), found.end()
        first = next((place for place, character in enumerate(word) if character.isdecimal()), len(word))
        is_decimal = text[end : end + 1] in {".", ","} and text[end + 1 : end + 2].isdecimal()
        yield Word(word[:first], word[first:], start + first, before, is_decimal)


def _chains(text: str, prefixes: Collection[str]) -> Iterator[list[Word]]:
    """Neighbouring groups with one separator between them."""
    chain: list[Word] = []
    hidden = shown = 0  # digits of a masked number, whose last groups are not another one's first
    amount = False
    for word in _words(text):
        joins = word.before in SEPARATORS and not word.letters
        is_group = word.digits.isdecimal() and len(word.digits) < FEWEST
        if word.letters and word.letters == "X" * len(word.letters):
            yield chain
            chain, shown = [], len(word.digits)
            hidden = len(word.letters) + (hidden if word.before in SEPARATORS else 0)
        elif amount or word.is_decimal or not is_group or not _may_begin(word, prefixes):
            # The groups before a decimal point belong to it: 123 456 789.50.
            if not (word.is_decimal and joins):
                yield chain
            chain, hidden = [], 0
        elif joins and hidden >= FEWEST - SHOWN and shown < SHOWN:
            shown += len(word.digits)
        elif joins and chain and (len(chain) == 1 or word.before == chain[1].before):
            chain.append(word)
        else:
            yield chain
            # 7-50100 12345 67890: the group between two separators goes with those after it.
            is_free = joins and chain and _length(chain) < FEWEST and not _starts_with_date(chain)
            chain, hidden = [chain[-1], word] if is_free else [word], 0
        amount = word.is_decimal
    yield chain


def _may_begin(word: Word, prefixes: Collection[str]) -> bool:
    return not word.letters or word.letters.casefold() in prefixes


def _numbers_of(chain: list[Word]) -> Iterator[list[Word]]:
    is_blank = len(chain) > 1 and chain[1].before != "-"
    for part in _between_dates(chain):
        groups = _trimmed(part) if is_blank and any(len(each.digits) > 1 for each in part) else part
        if len(groups) < 2 or _length(groups) < FEWEST or _is_list(groups):
            continue
        if _length(groups) > MOST:
            yield from _regular(groups)
        elif len(groups) > 2 or not is_blank or min(len(each.digits) for each in groups) >= SHOWN:
            yield groups


def _between_dates(chain: list[Word]) -> Iterator[list[Word]]:
    groups: list[Word] = []
    rest = chain
    while rest:
        if dated := _starts_with_date(rest):
            yield groups
            groups, rest = [], rest[dated:]
        else:
            groups, rest = [*groups, rest[0]], rest[1:]
    yield groups


def _starts_with_date(chain: list[Word]) -> int:
    """The number of its groups that are a date: 2026 11 28, 28 11 2026, 20261128; with dashes also 2026-11, 2026-27,
    and a year beside one serial number."""
    numbers = [(len(word.digits), int(word.digits)) for word in chain[:3]]
    match numbers:
        case [(4, year), (1 | 2, month), (1 | 2, day)] if _is_date(year, month, day):
            return 3
        case [(1 | 2, day), (1 | 2, month), (4, year)] if _is_date(year, month, day):
            return 3
        case [(8, date), *_] if _is_date(date // 10_000, date // 100 % 100, date % 100):
            return 1
    if len(chain) > 1 and chain[1].before == "-":
        match numbers:
            case [(4, year), (2, then), *_] if year in YEARS and (then in range(1, 13) or then == (year + 1) % 100):
                return 2
            case [(4, year), _] | [_, (4, year)] if len(chain) == 2 and year in YEARS:
                return 2
    return 0


def _is_date(year: int, month: int, day: int) -> bool:
    return year in YEARS and month in range(1, 13) and day in range(1, 32)


def _is_list(groups: list[Word]) -> bool:
    steps = {int(after.digits) - int(before.digits) for before, after in pairwise(groups)}
    return len(steps) == 1 and 0 < steps.pop() <= LONGEST_STEP and len(groups) > 2


def _trimmed(groups: list[Word]) -> list[Word]:
    """Without digits that stand alone at either end: invoice 7 50100 12345 67890."""
    places = [place for place, word in enumerate(groups) if len(word.digits) > 1]
    return groups[places[0] : places[-1] + 1]


def _regular(groups: list[Word]) -> Iterator[list[Word]]:
    """Of more digits than a number has: the groups of one length that are one."""
    for _, alike in groupby(groups, key=lambda word: len(word.digits)):
        number = list(alike)
        if len(number) > 1 and FEWEST <= _length(number) <= MOST:
            yield number


def _length(groups: list[Word]) -> int:
    return sum(len(word.digits) for word in groups)
