"""The ASGI server: reads each request completely, then has one of a few threads run Django for it.

Each thread costs a database connection, so threads are few. A thread that read from a client would wait for it: eight
endless bodies would stop the engine. So the event loop waits instead, with a time limit; a waiting client costs some
kilobytes and no thread.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from io import BytesIO
from time import thread_time
from typing import Any

from django.conf import settings

from server.api.http.early_refusals import EARLY_REFUSAL
from server.api.http.following import CAN_FOLLOW, FOLLOW, LongPoll, Stream
from server.api.http.rate_limits import LIMITED
from server.errors import InvalidInput, Refusal, Unavailable

from .body import Body, Receive
from .caller_key import SIGN_IN, CallerKey, caller_key_of, is_stranger, rate_limit_kind
from .connection import WHOLE_BODY
from .fair_queue import FairQueue
from .pacing import Pacing
from .streams import Streams, asks_for_stream, connection_of, passing_trouble
from .throttled_callers import ThrottledCallers
from .wsgi_bridge import Application, AsgiScope, Environ, WsgiResponse, environ_of, run

Send = Callable[[dict[str, Any]], Awaitable[None]]
LongWay = Callable[[], Awaitable[WsgiResponse]]
ShortWay = Callable[[Environ, bytes, CallerKey | None, LongWay], Awaitable[WsgiResponse]]


class AsgiServer:
    """An ASGI application that runs a WSGI application."""

    def __init__(
        self,
        application: Application,
        threads: int = 4,
        *,
        short_way: ShortWay | None = None,
        at_end: Callable[[], None] = lambda: None,
    ) -> None:
        """`short_way` may respond in the application's place. `at_end` runs once no request is left."""
        self._application, self._short_way, self._at_end = application, short_way, at_end
        self._threads = FairQueue(threads)
        self._throttled, self._pacing, self._streams = ThrottledCallers(), Pacing(), Streams()
        # The application words the early rejections too, so that they have its error format and all its headers.
        self._rejecting = ThreadPoolExecutor(1, "refusing")

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        if scope["type"] != "http":
            return
        environ = environ_of(scope)
        body_of_request = Body(environ, receive, has_arrived=WHOLE_BODY in scope.get("extensions", ()))
        try:
            if not scope["method"].isupper():  # Django would take `post` for POST, which no proxy does
                raise InvalidInput("The request is malformed.")
            body = await body_of_request.read(of_a_stranger=is_stranger(environ))
            environ["wsgi.input"] = BytesIO(body)
            caller = caller_key_of(environ, body)
            await self._throttled.reject(caller, partial(rate_limit_kind, environ, body))
            long_way = partial(self._run, environ, caller)
            response = await (self._short_way(environ, body, caller, long_way) if self._short_way else long_way())
            self._throttled.remember(caller, environ.get(LIMITED))
            match environ.get(FOLLOW):
                case LongPoll() as poll:
                    response = await self._streams.answer(poll, response, connection_of(scope))
                case Stream() as stream:
                    await self._streams.stream(stream, response.headers, send, connection_of(scope))
                    return
        except Refusal as refusal:
            response = await self._run_rejection(environ, refusal)
        if asks_for_stream(environ):
            response = passing_trouble(response)
        if not body_of_request.is_accepted:
            response.headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": response.status, "headers": response.headers})
        is_last = body_of_request.is_read  # else the connection would be closed now, with the rest unread
        await send({"type": "http.response.body", "body": response.body, "more_body": not is_last})
        if not is_last:
            await body_of_request.discard()
            await send({"type": "http.response.body"})

    async def _live(self, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "lifespan.shutdown":
            await send({"type": f"{message['type']}.complete"})
        await asyncio.to_thread(self._at_end)
        await send({"type": "lifespan.shutdown.complete"})

    async def _run(self, environ: Environ, caller: CallerKey | None) -> WsgiResponse:
        environ[CAN_FOLLOW] = True
        signs_in = caller is not None and caller.kind == SIGN_IN
        paced = None if signs_in else caller  # hashing a password computes without Python's lock
        await self._pacing.wait(paced)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[WsgiResponse] = loop.create_future()
        group, seconds = (SIGN_IN, settings.SIGN_IN_QUEUE_SECONDS) if signs_in else (None, settings.QUEUE_SECONDS)
        job = self._threads.submit(caller, partial(self._run_in_thread, environ, paced, future), group)
        if job.is_started:
            return await future

        def time_out() -> None:
            if self._threads.withdraw(job):
                future.set_exception(Unavailable())

        timer = loop.call_later(seconds, time_out)
        try:
            return await future
        finally:
            timer.cancel()

    def _run_in_thread(
        self, environ: Environ, caller: CallerKey | None, future: "asyncio.Future[WsgiResponse]"
    ) -> None:
        deliver: Callable[[], None]
        before = thread_time()
        try:
            deliver = partial(future.set_result, run(self._application, environ))
        except Exception as error:
            deliver = partial(future.set_exception, error)
        with suppress(RuntimeError):  # the loop is closed: the server is shutting down
            future.get_loop().call_soon_threadsafe(self._end, deliver, caller, thread_time() - before)

    def _end(self, deliver: Callable[[], None], caller: CallerKey | None, processor_seconds: float) -> None:
        self._pacing.note(caller, processor_seconds)
        deliver()

    async def _run_rejection(self, environ: Environ, refusal: Refusal) -> WsgiResponse:
        rejected = environ | {EARLY_REFUSAL: refusal, "wsgi.input": BytesIO(), "CONTENT_LENGTH": ""}
        return await asyncio.wrap_future(self._rejecting.submit(run, self._application, rejected))
