"""How passwords are hashed: two at a time, and never compared but by `password_check.py`.

A hash takes a third of a second of one core, in the threads that serve all requests. So each process hashes two
passwords at a time, whoever asks for it: a slot is held while hashing and no longer, and is waited for a little.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.hashers import BasePasswordHasher, PBKDF2PasswordHasher

from server.errors import Unavailable

SLOTS = 2
WAIT_SECONDS = 2.0
HASHING = threading.BoundedSemaphore(SLOTS)

_is_checking: ContextVar[bool] = ContextVar("is_checking", default=False)


@contextmanager
def checking() -> Iterator[None]:
    """Passwords may be compared within the block. For `password_check.py` alone."""
    token = _is_checking.set(True)
    try:
        yield
    finally:
        _is_checking.reset(token)


class InTurn(BasePasswordHasher):
    """Makes a hasher wait for a slot, and refuse to compare a password that no throttle counted: a form of Django's, or
    of a package, that checks one by itself fails instead of being a way to guess without end."""

    def encode(self, password: str, salt: str, *cost: int | None) -> str:
        """Raises Unavailable if no slot is free in time."""
        if not HASHING.acquire(timeout=WAIT_SECONDS):
            raise Unavailable
        try:
            return super().encode(password, salt, *cost)
        finally:
            HASHING.release()

    def verify(self, password: str, encoded: str) -> bool:
        if not _is_checking.get():
            raise RuntimeError("A password is checked by server/access/password_check.py alone, which counts attempts.")
        return super().verify(password, encoded)


class PasswordHasher(InTurn, PBKDF2PasswordHasher):
    """Django's own hash, and its name in stored passwords."""
