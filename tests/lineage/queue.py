"""First in, first out, as a child would do it: a queue of what is left of each receipt."""

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple


class Part(NamedTuple):
    outflow: int
    source: int
    source_at: int
    paise: int


def queued(entries: Iterable[tuple[int, int]]) -> list[Part]:
    """Of (number, signed paise), holds and releases left out: what each debit took, from which credit."""
    queue: deque[list[int]] = deque()
    taken = []
    for seq, paise in entries:
        if paise > 0:
            queue.append([seq, 0, paise])
            continue
        wanted = -paise
        while wanted:
            source, at, left = queue[0]
            part = min(left, wanted)
            taken.append(Part(seq, source, at, part))
            wanted -= part
            queue[0][1:] = at + part, left - part
            if part == left:
                queue.popleft()
    return taken
