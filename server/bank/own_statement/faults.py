"""What goes wrong on statements, on request and by a seed: so that whoever reads them can be seen to notice.

Each fault is another line's, as far as there are lines. The statement adds up all the same: its closing balance is that
of the lines which it has.
"""

import random
from collections.abc import Callable
from enum import Enum

from .book import OwnLine, OwnStatement


class Fault(Enum):
    LEFT_OUT = "left out"
    TWICE = "twice"
    A_PAISA_OFF = "one paisa off"
    ZEROS_CUT = "the UTR without its zeros"
    REVERSAL = "marked as a reversal"


def with_faults(statement: OwnStatement, seed: str) -> tuple[OwnStatement, list[tuple[Fault, OwnLine]]]:
    """The statement, and which of the bank's lines was spoiled how."""
    dice = random.Random(seed)
    places = list(range(len(statement.lines)))
    dice.shuffle(places)
    spoiled: dict[int, Fault] = {}
    for fault in Fault:
        place = next((each for each in places if _fits(fault, statement.lines[each])), None)
        if place is not None:
            places.remove(place)
            spoiled[place] = fault
    lines: list[OwnLine] = []
    for place, line in enumerate(statement.lines):
        lines += SPOILS[spoiled[place]](line) if place in spoiled else [line]
    return statement.with_lines(lines), [(fault, statement.lines[place]) for place, fault in spoiled.items()]


def _fits(fault: Fault, line: OwnLine) -> bool:
    """A UTR needs zeros to lose them, and what undoes something is no payment."""
    match fault:
        case Fault.ZEROS_CUT:
            return _without_zeros(line.utr) != line.utr
        case Fault.A_PAISA_OFF:
            return abs(line.amount_paise) > 1
    return True


def _without_zeros(utr: str) -> str:
    """As a program has it that takes the number in it for a number."""
    digits = len(utr) - len(utr.rstrip("0123456789"))
    head, number = utr[: len(utr) - digits], utr[len(utr) - digits :]
    return head + (number.lstrip("0") if number.strip("0") else number)


SPOILS: dict[Fault, Callable[[OwnLine], list[OwnLine]]] = {
    Fault.LEFT_OUT: lambda _line: [],
    Fault.TWICE: lambda line: [line, line],
    Fault.A_PAISA_OFF: lambda line: [
        line._replace(amount_paise=line.amount_paise + (1 if line.amount_paise > 0 else -1))
    ],
    Fault.ZEROS_CUT: lambda line: [line._replace(utr=_without_zeros(line.utr))],
    Fault.REVERSAL: lambda line: [line._replace(is_reversal=True)],
}
