"""Who called too often is told so at the door until there is room again: with no thread, and no look into the database.

The first refusal comes at once, and tells to wait for a second at least. Who does not is answered after about as long:
a loop without a pause then costs next to nothing. Not all after the same time, or all would ask anew at once.
"""

import asyncio
import random
from collections.abc import Callable

from server.api.http.errors import Kind, RateLimited

from .caller_key import CallerKey

SECONDS = 0.5, 1.0  # that a call is held back, the least and the most
MANY = 1000  # refusals, of which most may be over


class ThrottledCallers:
    """Of one process, and for its event loop alone. It knows only callers who were identified, by what they sent."""

    def __init__(self) -> None:
        self._refusals: dict[CallerKey, dict[Kind, RateLimited]] = {}

    def __len__(self) -> int:
        return len(self._refusals)

    def remember(self, caller: CallerKey | None, refusal: RateLimited | None) -> None:
        if caller is None or refusal is None:
            return
        if len(self) >= MANY:
            self._forget_what_is_over()
        if len(self) < MANY or caller in self._refusals:  # else it is answered by a thread, as if it were new
            self._refusals.setdefault(caller, {})[refusal.kind] = refusal

    async def hold_back(self, caller: CallerKey | None, kind: Callable[[], Kind | None]) -> None:
        """Raises RateLimited where a look at the count would say so. `kind` is asked only of who was refused before."""
        if caller not in self._refusals:
            return
        refusals = self._refusals[caller]
        asked_as = kind()
        if asked_as is None or asked_as not in refusals:
            return
        if refusals[asked_as].is_over():
            del refusals[asked_as]
            if not refusals:
                del self._refusals[caller]
            return
        refusal = refusals[asked_as].anew()
        await asyncio.sleep(random.uniform(*SECONDS))
        raise refusal

    def _forget_what_is_over(self) -> None:
        self._refusals = {
            caller: left
            for caller, refusals in self._refusals.items()
            if (left := {kind: refusal for kind, refusal in refusals.items() if not refusal.is_over()})
        }
