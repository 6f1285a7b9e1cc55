"""Who is behind what happens now. Said once, where a request or a command begins, and known to every verb below it.

A thread serves one request after the other, so what was said must end with the request: hence the `with`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    OPEN = "open"  # anybody, while access is open
    KEY = "key"
    PERSON = "person"
    COMMAND = "command"  # whoever has a shell on the machine
    SYSTEM = "system"  # the engine itself


@dataclass(frozen=True)
class Actor:
    kind: ActorKind
    id: str = ""
    name: str = ""

    def __str__(self) -> str:
        return " ".join(word for word in (self.kind, self.name) if word)


@dataclass
class AuditContext:
    actor: Actor = Actor(ActorKind.SYSTEM)
    request_id: UUID | None = None


_current: ContextVar[AuditContext | None] = ContextVar("audit_context", default=None)


def current_context() -> AuditContext:
    return _current.get() or AuditContext()


@contextmanager
def in_context(context: AuditContext) -> Iterator[None]:
    """What happens until the end of the block comes from there."""
    token = _current.set(context)
    try:
        yield
    finally:
        _current.reset(token)


def name_actor(actor: Actor) -> None:
    """Once it is known who sent the request. Outside of one nothing is said: it would stay with the thread."""
    if found := _current.get():
        found.actor = actor
