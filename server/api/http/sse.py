"""The form of a stream of events, as the clients that are in use were seen to need it (ADR 38).

`id` is the last line of a block, so that a client that is cut off within one repeats it. `data` is one line, of
ASCII. `retry` stands in a block with data, as some clients take a block without for an empty event; and a comment is
one line without an empty one, for the same reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

from server.events.positions import Position
from server.events.reading import Event

from .event_json import event_json


@dataclass(frozen=True)
class Form:
    """How a stream is written. Each block is one chunk; `opening` stands before the first."""

    block: Callable[[Event], bytes]
    place: Callable[[Position], bytes]  # how far a filtered reader has come
    opening: bytes
    heartbeat: bytes
    end: bytes


HEARTBEAT = b": k\n"
RETRY, RETRY_LATER = 2000, 10_000  # milliseconds


def frame(event: Event) -> bytes:
    return _block(event.type, event_json(event), str(event.position))


def place(position: Position) -> bytes:
    """With data: several clients forget the id of a block without."""
    return _block("POSITION", f'{{"position": "{position}"}}', str(position))


def trouble(data: str) -> bytes:
    """A passing trouble. Browsers give up for good at any status but 200."""
    return f"retry: {RETRY_LATER}\nevent: ERROR\ndata: {data}\n\n".encode()


def _block(kind: str, data: str, position: str) -> bytes:
    return f"event: {kind}\ndata: {data}\nid: {position}\n\n".encode()


FORM = Form(block=frame, place=place, opening=f"retry: {RETRY}\n".encode(), heartbeat=HEARTBEAT, end=b"")
