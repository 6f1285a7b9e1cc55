"""What an answer says to the ASGI server when more is to come: who waits for which merchant's next events, and what
they are told. The server waits on its event loop (`server/asgi/streams.py`), with neither a thread nor a session."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from server.access.callers import Caller
from server.events.kinds import EventType
from server.events.positions import Position
from server.events.reading import Event, Page

FOLLOW = "payout.follow"  # its key in the WSGI environment
EVENT_STREAM = "text/event-stream"


@dataclass(frozen=True)
class Follow:
    """`credential` is the session's key, of a person; a key is known by its id."""

    caller: Caller
    credential: str
    merchant_id: UUID
    after: Position
    types: frozenset[EventType]


@dataclass(frozen=True)
class LongPoll(Follow):
    """One answer, with the first events to come or, after `seconds`, with none."""

    seconds: int
    first: int
    render: Callable[[Page], bytes]


@dataclass(frozen=True)
class Stream(Follow):
    """`events` are sent first; `after` is the place after them, and `told` what the client knows then. `more` wait."""

    form: "Form"
    events: list[Event]
    told: Position
    more: bool


@dataclass(frozen=True)
class Form:
    """How a stream is written. Each block is one chunk; `opening` stands before the first."""

    block: Callable[[Event], bytes]
    place: Callable[[Position], bytes]  # how far a filtered reader has come
    opening: bytes
    heartbeat: bytes
    end: bytes


def accepts_stream(accept: str) -> bool:
    return any(part.partition(";")[0].strip().lower() == EVENT_STREAM for part in accept.split(","))
