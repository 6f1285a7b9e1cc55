"""A request's body: read in whole before its request is answered, or discarded after it was refused unread.

A server that closes a connection with unread bytes resets it, and the reset overtakes the response: a client that is
still sending gets a broken pipe in place of its 413. So a refused body is still received for a while, and dropped.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress
from typing import Any

from django.conf import settings

from server.api.http.errors import BodyTooLarge, RequestTimeout
from server.api.http.url_kinds import most_bytes
from server.errors import InvalidInput, Refusal, Unauthenticated

from .wsgi_bridge import Environ

Receive = Callable[[], Awaitable[dict[str, Any]]]

# Who was refused and sends more than that, or nothing for so long, gets the reset.
LINGER_BYTES = 64 * 1024 * 1024
LINGER_IDLE_SECONDS = 2
API_PATHS = ("/api/", "/graphql/")


class Body:
    def __init__(self, environ: Environ, receive: Receive, *, has_arrived: bool = False) -> None:
        self._environ, self._receive, self._has_arrived = environ, receive, has_arrived
        self._is_chunked = "HTTP_TRANSFER_ENCODING" in environ
        # False while the client may still be sending.
        self.is_read = not self._is_chunked and environ.get("CONTENT_LENGTH", "0") == "0"
        # Unless it is, whatever is answered has to close the connection.
        self.is_accepted = self.is_read
        self._client_is_gone = False

    async def read(self, *, of_a_stranger: bool = False) -> bytes:
        """The whole body; of a stranger no more than a sign-in needs, as nobody has asked yet who it is. Raises
        RequestTimeout, BodyTooLarge, Unauthenticated, or InvalidInput if the client disconnects before its end."""
        if self.is_read:
            return b""
        path = self._environ["PATH_INFO"]
        max_bytes = most_bytes(path)
        too_large: Refusal = BodyTooLarge(max_bytes)
        if of_a_stranger:
            max_bytes = min(max_bytes, settings.STRANGERS_BODY_SIZE)
            # Who forgot the key reads that, and not of a size.
            too_large = Unauthenticated() if path.startswith(API_PATHS) else BodyTooLarge(max_bytes)
        if not self._is_chunked and int(self._environ["CONTENT_LENGTH"]) > max_bytes:
            raise too_large
        body = bytearray()
        try:
            # The clock for what has arrived costs a tenth of a creation.
            async with nullcontext() if self._has_arrived else asyncio.timeout(settings.BODY_SECONDS):
                while not self.is_read:
                    body += await self._next_part()
                    if len(body) > max_bytes:
                        raise too_large
        except TimeoutError:
            raise RequestTimeout(settings.BODY_SECONDS) from None
        self.is_accepted = True
        self._environ["CONTENT_LENGTH"] = str(len(body))
        return bytes(body)

    async def discard(self) -> None:
        """Receive and drop the rest, within limits: the refused client shall read its refusal."""
        if self.is_read:
            return
        dropped = 0
        with suppress(TimeoutError, InvalidInput):
            async with asyncio.timeout(settings.BODY_SECONDS):
                while not (self.is_read or self._client_is_gone) and dropped < LINGER_BYTES:
                    async with asyncio.timeout(LINGER_IDLE_SECONDS):
                        dropped += len(await self._next_part())

    async def _next_part(self) -> bytes:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self._client_is_gone = True
            raise InvalidInput("The body ended before its end was announced.")
        self.is_read = not message.get("more_body", False)
        part: bytes = message.get("body", b"")
        return part
