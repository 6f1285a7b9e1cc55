"""Rejects callers who ignore a 429, without using a thread or the database, until their limit has room again.

The first 429 is immediate and asks for a pause of at least a second. Later calls get theirs after about as long, so a
loop without a pause costs next to nothing. The delay is random, as a fixed one would make all clients retry at once.
"""

import asyncio
import random
from collections.abc import Callable

from server.api.http.errors import CallKind, RateLimited

from .caller_key import CallerKey

DELAY_SECONDS = 0.5, 1.0  # the shortest and the longest
MAX_CALLERS = 1000  # beyond that, expired refusals are evicted, and further callers are not remembered


class ThrottledCallers:
    """One process's recent 429s to authenticated callers, by raw credentials. Not thread-safe: for the event loop."""

    def __init__(self) -> None:
        self._refusals: dict[CallerKey, dict[CallKind, RateLimited]] = {}

    def __len__(self) -> int:
        return len(self._refusals)

    def remember(self, caller: CallerKey | None, refusal: RateLimited | None) -> None:
        if caller is None or refusal is None:
            return
        if len(self) >= MAX_CALLERS:
            self._evict_expired()
        if len(self) < MAX_CALLERS or caller in self._refusals:  # else a thread rejects its next call as well
            self._refusals.setdefault(caller, {})[refusal.kind] = refusal

    async def reject(self, caller: CallerKey | None, kind: Callable[[], CallKind | None]) -> None:
        """Raises RateLimited, after a delay, if the caller's limit has no room yet. `kind` runs only for callers with a
        recent 429."""
        if caller not in self._refusals:
            return
        refusals = self._refusals[caller]
        requested = kind()
        if requested is None or requested not in refusals:
            return
        if refusals[requested].is_over():
            del refusals[requested]
            if not refusals:
                del self._refusals[caller]
            return
        refusal = refusals[requested].anew()
        await asyncio.sleep(random.uniform(*DELAY_SECONDS))
        raise refusal

    def _evict_expired(self) -> None:
        self._refusals = {
            caller: left
            for caller, refusals in self._refusals.items()
            if (left := {kind: refusal for kind, refusal in refusals.items() if not refusal.is_over()})
        }
