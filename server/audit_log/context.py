"""The actor and request behind the current code. Set once, where a request or command begins, and read by `record`.

A thread serves one request after another, so the context must end with its request: hence the `with`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    OPEN = "open"  # anybody, with open access
    KEY = "key"
    PERSON = "person"
    COMMAND = "command"  # somebody with a shell on the machine
    SYSTEM = "system"  # the engine itself
    STRANGER = "stranger"  # nobody whom the engine knows; the id is the address


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
    """Audit events within the block are recorded with this context."""
    token = _current.set(context)
    try:
        yield
    finally:
        _current.reset(token)


def name_actor(actor: Actor) -> None:
    """Call once the caller is authenticated. Without a context it does nothing: the actor would outlive its request."""
    if context := _current.get():
        context.actor = actor
