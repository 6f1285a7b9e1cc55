"""Who called too often is told so at the door until there is room again: with no thread, and no look into the database.

The first refusal comes at once, and tells to wait for a second at least. Who does not is answered after about as long:
a loop without a pause then costs next to nothing. Not all after the same time, or all would ask anew at once.
"""

import asyncio
import random

from server.api.errors import Kind, RateLimited

SECONDS = 0.5, 1.0  # that a call is held back, the least and the most


class TurnedAway:
    """Of one process, and for its event loop alone. It knows only callers that were identified a moment ago."""

    def __init__(self) -> None:
        self._refusals: dict[tuple[str, Kind], RateLimited] = {}

    def remember(self, caller: str | None, refusal: RateLimited | None) -> None:
        if caller and refusal:
            self._refusals[caller, refusal.kind] = refusal

    async def hold_back(self, caller: str | None, kind: Kind | None) -> None:
        """Raises RateLimited where that is what a look at the count would say."""
        if caller is None or kind is None or (refusal := self._refusals.get((caller, kind))) is None:
            return
        if refusal.is_over():
            del self._refusals[caller, kind]
            return
        anew = refusal.anew()
        await asyncio.sleep(random.uniform(*SECONDS))
        raise anew
