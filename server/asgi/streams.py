"""Sends events to who waits for them: as a stream, or in one late answer.

A waiting client costs some kilobytes: no thread, no database session, no place among the connections. For a client that
reads slowly no more is read than a page; it is cut off once it has taken nothing for a while.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from server.api.http import sse
from server.api.http.errors import TooManyStreams
from server.api.http.following import EVENT_STREAM, Follow, LongPoll, Stream, accepts_stream
from server.errors import Refusal
from server.events.positions import Position

from .connection import CONNECTION, Connection
from .feed import Feed, Listener
from .wsgi_bridge import AsgiScope, Environ, WsgiResponse

Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

ADDRESS = "/api/v1/events/"
MOST_STREAMS = 2500  # of a process, waiting calls included
HEARTBEAT_SECONDS = 3.5  # httpx gives up after 5, and a listener is looked at every half second
SLOW_SECONDS = 30.0  # for a client to take something of what it was sent
OF_THE_BODY = {b"content-length", b"content-type", b"retry-after", b"connection"}

logger = logging.getLogger(__name__)


def connection_of(scope: AsgiScope) -> Connection | None:
    """None under a server that is not ours."""
    connection: Connection | None = scope.get("extensions", {}).get(CONNECTION, {}).get(CONNECTION)
    return connection


def asks_for_stream(environ: Environ) -> bool:
    return environ["PATH_INFO"] == ADDRESS and accepts_stream(environ.get("HTTP_ACCEPT", ""))


def passing_trouble(response: WsgiResponse) -> WsgiResponse:
    """What is over soon is told within a stream, as browsers give up for good at any status but 200."""
    if response.status not in {429, 503}:
        return response
    return WsgiResponse(200, _stream_headers(response.headers), sse.trouble(response.body.decode()))


class Streams:
    def __init__(self) -> None:
        self._feed = Feed()
        self._of_callers: Counter[str] = Counter()

    async def answer(self, poll: LongPoll, response: WsgiResponse, connection: Connection | None) -> WsgiResponse:
        """The response, but with the first events to come if any come in time. Raises TooManyStreams."""
        ends = monotonic() + poll.seconds
        with self._listening(poll, connection) as listener:
            while (left := ends - monotonic()) > 0 and not _is_over(listener, connection):
                await listener.sleep(left)
                if not self._feed.has_moved(listener):
                    continue
                try:
                    page = await self._feed.page(poll, listener.after, poll.first)
                except (DatabaseError, Refusal):
                    break  # whoever asks again is told
                listener.after = page.next
                body = poll.render(page)
                headers = [each for each in response.headers if each[0] != b"content-length"]
                response = WsgiResponse(200, [*headers, (b"content-length", str(len(body)).encode())], body)
                if page.events or page.more:
                    break
        return response

    async def stream(self, stream: Stream, headers: Headers, send: Send, connection: Connection | None) -> None:
        """Until its time is over, its client gone or its caller refused. Raises TooManyStreams."""
        with self._listening(stream, connection) as listener:
            writer = _Writer(stream, send, connection)
            await send({"type": "http.response.start", "status": 200, "headers": _stream_headers(headers)})
            try:
                await self._run(stream, listener, writer, connection)
            except TimeoutError:
                await _cut_off(connection)
            else:
                await send({"type": "http.response.body", "body": stream.form.end})

    async def _run(self, stream: Stream, listener: Listener, writer: "_Writer", connection: Connection | None) -> None:
        for event in stream.events:
            await writer.tell(stream.form.block(event), event.position)
        stream.events.clear()
        ends, more = monotonic() + settings.PAYOUT_STREAM_SECONDS, stream.more
        while monotonic() < ends and not _is_over(listener, connection):
            if more or self._feed.has_moved(listener):
                try:
                    page = await self._feed.page(stream, listener.after)
                except DatabaseError as error:
                    logger.warning("a stream waits for the database: %s", error)
                    await listener.sleep(HEARTBEAT_SECONDS)
                    await writer.live(listener.after)
                    continue
                except Refusal:  # the database was restored: whoever comes again is told
                    return
                for event in page.events:
                    await writer.tell(stream.form.block(event), event.position)
                listener.after, more = page.next, page.more
                if not writer.is_silent():
                    continue
            else:
                await listener.sleep(min(HEARTBEAT_SECONDS, ends - monotonic()))
                if self._feed.has_moved(listener) or _is_over(listener, connection) or not writer.is_silent():
                    continue
            await writer.live(listener.after)

    @contextmanager
    def _listening(self, follow: Follow, connection: Connection | None) -> Iterator[Listener]:
        """Raises TooManyStreams."""
        caller = follow.caller
        # With open access nobody says who calls.
        name = f"{caller.kind}:{caller.id}" if caller.kind != "open" else str(follow.merchant_id)
        if len(self._feed) >= MOST_STREAMS or self._of_callers[name] >= settings.PAYOUT_STREAMS_PER_CALLER:
            raise TooManyStreams(settings.PAYOUT_STREAMS_PER_CALLER)
        listener = Listener(follow)
        self._of_callers[name] += 1
        self._feed.add(listener)
        if connection:
            connection.begin_stream(listener.wake)
        try:
            yield listener
        finally:
            if connection:
                connection.end_stream()
            self._feed.remove(listener)
            self._of_callers[name] -= 1
            if not self._of_callers[name]:
                del self._of_callers[name]


class _Writer:
    """`told` is the last position that the client knows."""

    def __init__(self, stream: Stream, send: Send, connection: Connection | None) -> None:
        self._form, self._send, self._connection = stream.form, send, connection
        self._opening, self._told = stream.form.opening, stream.told
        self._at = monotonic()

    async def tell(self, block: bytes, position: Position) -> None:
        self._told = position
        await self._write(self._opening + block)
        self._opening = b""

    async def live(self, place: Position) -> None:
        """A sign of life: the place that a filtered reader has come to, or else a comment."""
        if place == self._told:
            await self._write(self._form.heartbeat)
        else:
            await self.tell(self._form.place(place), place)

    def is_silent(self) -> bool:
        return monotonic() - self._at >= HEARTBEAT_SECONDS

    async def _write(self, chunk: bytes) -> None:
        """Raises TimeoutError if the client takes nothing."""
        message = {"type": "http.response.body", "body": chunk, "more_body": True}
        if self._connection and self._connection.flow.write_paused:
            async with asyncio.timeout(SLOW_SECONDS):
                await self._send(message)
        else:
            await self._send(message)
        self._at = monotonic()


async def _cut_off(connection: Connection | None) -> None:
    if connection is None:
        return
    connection.transport.abort()
    for _ in range(100):  # until uvicorn knows: it takes a response without an end for a fault
        if connection.is_lost:
            return
        await asyncio.sleep(0.01)


def _is_over(listener: Listener, connection: Connection | None) -> bool:
    return listener.is_refused or (connection is not None and (connection.is_lost or connection.is_ending))


def _stream_headers(headers: Headers) -> Headers:
    kept = [each for each in headers if each[0] not in OF_THE_BODY]
    # Some clients notice the end by the connection's alone; nginx would hold events back in its buffer.
    ours = {b"content-type": EVENT_STREAM.encode(), b"connection": b"close", b"x-accel-buffering": b"no"}
    return [*kept, *ours.items()]
