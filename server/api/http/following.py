"""What an answer says to the ASGI server when more is to come: who waits for which merchant's next events, and what
they are told. The server waits on its event loop (`server/asgi/streams.py`), with neither a thread nor a session."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from server.access.callers import Caller
from server.events.kinds import EventType
from server.events.positions import Position
from server.events.reading import Event, Page

from .cookies import session_key_in
from .sse import FORM, Form

# Keys of the WSGI environment: what is to follow; and that the server goes on with it.
FOLLOW, CAN_FOLLOW = "payout.follow", "payout.can_follow"
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

    form: Form
    events: list[Event]
    told: Position
    more: bool


NO_WEIGHT = {"q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000"}


def accepts_stream(accept: str) -> bool:
    """As RFC 9110, 12.4.2 has it: what has the weight 0 is not accepted."""
    for part in accept.split(","):
        kind, *parameters = (each.strip().lower() for each in part.split(";"))
        if kind == EVENT_STREAM:
            return NO_WEIGHT.isdisjoint(parameters)
    return False


def stream_of(
    request: HttpRequest, caller: Caller, page: Page, *, merchant_id: UUID, after: Position, types: frozenset[EventType]
) -> Stream:
    """That begins with this page, which was read from `after` on."""
    told = page.events[-1].position if page.events else after
    return Stream(caller, credential_of(request), merchant_id, page.next, types, FORM, page.events, told, page.more)


def credential_of(request: HttpRequest) -> str:
    return session_key_in(request.META.get("HTTP_COOKIE", "")) or ""
