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
from typing import Any

from django.conf import settings

from server.api.http.early_refusals import EARLY_REFUSAL
from server.api.http.errors import BodyTooLarge, RequestTimeout
from server.api.http.rate_limits import LIMITED
from server.api.http.url_kinds import most_bytes
from server.errors import InvalidInput, Refusal, Unavailable

from .caller_key import CallerKey, caller_key_of, rate_limit_kind
from .fair_queue import FairQueue
from .throttled_callers import ThrottledCallers
from .wsgi_bridge import Application, AsgiScope, Environ, WsgiResponse, environ_of, run

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class AsgiServer:
    """An ASGI application that runs a WSGI application."""

    def __init__(self, application: Application, threads: int = 4) -> None:
        self._application = application
        self._threads = FairQueue(threads)
        self._throttled = ThrottledCallers()
        # The application words the early rejections too, so that they have its error format and all its headers.
        self._rejecting = ThreadPoolExecutor(1, "refusing")

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        environ = environ_of(scope)
        try:
            if not scope["method"].isupper():  # Django would take `post` for POST, which no proxy does
                raise InvalidInput("The request is malformed.")
            body = await read_body(environ, receive)
            environ["wsgi.input"] = BytesIO(body)
            caller = caller_key_of(environ, body)
            await self._throttled.reject(caller, partial(rate_limit_kind, environ, body))
            response = await self._run(environ, caller)
            self._throttled.remember(caller, environ.get(LIMITED))
        except Refusal as refusal:
            response = await self._run_rejection(environ, refusal)
        await send({"type": "http.response.start", "status": response.status, "headers": response.headers})
        await send({"type": "http.response.body", "body": response.body})

    async def _run(self, environ: Environ, caller: CallerKey | None) -> WsgiResponse:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[WsgiResponse] = loop.create_future()
        job = self._threads.submit(caller, partial(self._run_in_thread, environ, future))
        if job.is_started:
            return await future

        def time_out() -> None:
            if self._threads.withdraw(job):
                future.set_exception(Unavailable())

        timer = loop.call_later(settings.QUEUE_SECONDS, time_out)
        try:
            return await future
        finally:
            timer.cancel()

    def _run_in_thread(self, environ: Environ, future: "asyncio.Future[WsgiResponse]") -> None:
        deliver: Callable[[], None]
        try:
            deliver = partial(future.set_result, run(self._application, environ))
        except Exception as error:
            deliver = partial(future.set_exception, error)
        with suppress(RuntimeError):  # the loop is closed: the server is shutting down
            future.get_loop().call_soon_threadsafe(deliver)

    async def _run_rejection(self, environ: Environ, refusal: Refusal) -> WsgiResponse:
        rejected = environ | {EARLY_REFUSAL: refusal, "wsgi.input": BytesIO(), "CONTENT_LENGTH": ""}
        return await asyncio.wrap_future(self._rejecting.submit(run, self._application, rejected))


async def read_body(environ: Environ, receive: Receive) -> bytes:
    """The whole body. Raises RequestTimeout, BodyTooLarge, or InvalidInput if the client disconnects before its end."""
    chunked = "HTTP_TRANSFER_ENCODING" in environ
    if not chunked and environ.get("CONTENT_LENGTH", "0") == "0":
        return b""
    max_bytes = most_bytes(environ["PATH_INFO"])
    if not chunked and int(environ["CONTENT_LENGTH"]) > max_bytes:
        raise BodyTooLarge(max_bytes)
    body = bytearray()
    try:
        async with asyncio.timeout(settings.BODY_SECONDS):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise InvalidInput("The body ended before its end was announced.")
                body += message.get("body", b"")
                if len(body) > max_bytes:
                    raise BodyTooLarge(max_bytes)
                more = message.get("more_body", False)
    except TimeoutError:
        raise RequestTimeout(settings.BODY_SECONDS) from None
    environ["CONTENT_LENGTH"] = str(len(body))
    return bytes(body)
