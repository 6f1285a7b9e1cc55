"""A client's connection: uvicorn's, with a limit for everything that a client can make it wait for or keep.

uvicorn 0.54 stops its one clock at the first byte of a head, has no limit for a head's size, and answers 503 to a
connection too many.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import ClassVar

from django.conf import settings
from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .head import MalformedHead, check_head, check_size, head_without_upgrade, refusal_of_head
from .whole_writes import WholeWrites

# Of each worker process, idle keep-alive connections included. As many again wait until one of them ends.
MAX_CONNECTIONS = 1000
LINGER_SECONDS = 2
WHOLE_BODY = "payout.whole_body"  # an extension that a request's scope has once the whole body has arrived
CONNECTION = "payout.connection"  # another: the connection itself


class Connection(HttpToolsProtocol):
    waiting: ClassVar[deque["Connection"]] = deque()
    streaming: ClassVar[set["Connection"]] = set()  # they take no place here: streams.py has their limit
    wake_stream: Callable[[], None] | None = None  # called when it is lost, or shall end
    is_lost = is_ending = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(WholeWrites(transport, self.loop))  # type: ignore[arg-type]
        self._is_waiting = self._is_refused = False
        self.timeout_keep_alive = self._head_seconds = settings.HEAD_SECONDS
        self._most_overhead = settings.HEAD_MAX_SIZE
        self._first = b""  # what has arrived before a place was free
        self._overhead = 0  # bytes since the last that were a head's end or a body's
        self._refusal: HTTPStatus | None = None  # to be sent after the responses that are under way
        if len(self.connections) - len(self.streaming) <= MAX_CONNECTIONS:
            self._start_clock(self._head_seconds)
        elif len(self.waiting) < MAX_CONNECTIONS:
            self._is_waiting = True
            self.waiting.append(self)
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()
        super().connection_lost(exc)
        self.is_lost = True
        self.streaming.discard(self)
        if self.wake_stream:
            self.wake_stream()
        if self._is_waiting:
            self.waiting.remove(self)
        else:
            self._give_place()

    def begin_stream(self, wake: Callable[[], None]) -> None:
        """From now on it waits for events. Its place is free for another connection."""
        self.wake_stream = wake
        self.streaming.add(self)
        self._give_place()

    def end_stream(self) -> None:
        self.wake_stream = None
        self.streaming.discard(self)

    def shutdown(self) -> None:
        super().shutdown()
        self.is_ending = True
        if self.wake_stream:
            self.wake_stream()

    def _give_place(self) -> None:
        if self.waiting and len(self.connections) - len(self.streaming) - len(self.waiting) < MAX_CONNECTIONS:
            self.waiting.popleft()._begin()

    def _begin(self) -> None:
        self._is_waiting = False
        self._start_clock(self._head_seconds)
        if self._first:
            self.transport.resume_reading()
            self.data_received(self._first)

    # The clock runs from a connection's begin or a response's end until the next head is complete.

    def _start_clock(self, seconds: float) -> None:
        self._stop_clock()
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def _stop_clock(self) -> None:
        super()._unset_keepalive_if_required()

    def _unset_keepalive_if_required(self) -> None:
        """uvicorn calls it at every byte that arrives."""

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            return
        if self._is_waiting:
            self._first += data
            self.transport.pause_reading()
            return
        self._overhead += len(data)
        try:
            self._parse(data)
        except HttpParserError as error:
            cause = error.__context__
            self._refuse(cause.status if isinstance(cause, MalformedHead) else HTTPStatus.BAD_REQUEST)
        if self._overhead > self._most_overhead:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def _parse(self, data: bytes) -> None:
        while data and not self.transport.is_closing():
            try:
                self.parser.feed_data(data)
            except HttpParserUpgrade as upgrade:
                [parsed] = upgrade.args
                if not self._is_upgrade():  # CONNECT: what follows is for somebody else
                    self.cycle.keep_alive = False
                    return
                head = head_without_upgrade(self.parser, self.url, self.headers)
                data = head + data[parsed:]
                self.parser = HttpRequestParser(self)
            else:
                return

    def _is_upgrade(self) -> bool:
        """Nobody is offered another protocol, but Java's client asks for HTTP/2 with each request. httptools then takes
        the request's body for the other protocol's bytes, so such a head is parsed anew, without that wish."""
        return self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT"

    def on_headers_complete(self) -> None:
        if self._is_upgrade():
            return
        if self._overhead > self._most_overhead:  # perhaps it came with a body
            check_size(self.url, self.headers)
        check_head(self.parser.get_http_version(), self.headers)
        self._stop_clock()
        self._overhead = 0
        super().on_headers_complete()
        self.headers = []  # for trailers, which would be added to the request's headers

    def on_message_complete(self) -> None:
        if not self._is_upgrade():
            self.cycle.scope["extensions"] = {WHOLE_BODY: {}, CONNECTION: {CONNECTION: self}}
            super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        self._overhead = 0
        super().on_body(body)

    def on_response_complete(self) -> None:
        is_last = not self.pipeline
        super().on_response_complete()
        if is_last and self._refusal:
            self._refuse(self._refusal)

    def eof_received(self) -> bool:  # type: ignore[override]
        """A client that only stops sending still reads: true keeps the connection for its responses."""
        if not self._is_busy():
            return False
        if self.cycle.more_body:
            self._refuse(HTTPStatus.BAD_REQUEST)
        self.cycle.keep_alive = False
        return not self._is_refused

    def _is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _refuse(self, status: HTTPStatus) -> None:
        """After the responses to what came before it, lest this one be taken for theirs."""
        if self.transport.is_closing() or self._is_refused:
            return
        if self._is_busy() and (self.pipeline or not self.cycle.more_body):
            self._refusal = status
            self.transport.pause_reading()
        elif self._is_busy() and self.cycle.response_started:
            self.transport.close()
        else:
            self._is_refused = True
            self.transport.write(refusal_of_head(status))
            # With unread bytes a connection is reset at its end, and the reset overtakes the response.
            self.transport.write_eof()
            self._start_clock(LINGER_SECONDS)
