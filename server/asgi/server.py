"""The door: takes each request in whole, then lets one of a few threads answer it.

Django answers in threads, of which there are few, since each costs a database connection. A thread that reads from a
client waits for that client: eight bodies that never end would stop the engine. So the event loop does the waiting,
where a client costs some kilobytes and no thread, and no client is waited for without end.
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

from .caller_key import CallerKey, caller_of, kind_of
from .fair_queue import FairQueue
from .throttled_callers import ThrottledCallers
from .wsgi_bridge import Application, AsgiScope, Environ, WsgiResponse, environ_of, run

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class AsgiServer:
    """An ASGI application that answers with a WSGI application."""

    def __init__(self, application: Application, threads: int = 4) -> None:
        self._application = application
        self._threads = FairQueue(threads)
        self._turned_away = ThrottledCallers()
        # Who is turned away is told so by the application too, in its own words and with all its headers.
        self._spare = ThreadPoolExecutor(1, "refusing")

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        environ = environ_of(scope)
        try:
            if not scope["method"].isupper():  # Django would take `post` for POST, which no proxy does
                raise InvalidInput("The request is malformed.")
            body = await read_body(environ, receive)
            environ["wsgi.input"] = BytesIO(body)
            caller = caller_of(environ, body)
            await self._turned_away.hold_back(caller, partial(kind_of, environ, body))
            answer = await self._answer(environ, caller)
            self._turned_away.remember(caller, environ.get(LIMITED))
        except Refusal as refusal:
            answer = await self._refuse(environ, refusal)
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _answer(self, environ: Environ, caller: CallerKey | None) -> WsgiResponse:
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[WsgiResponse] = loop.create_future()
        job = self._threads.submit(caller, partial(self._work, environ, answered))
        if job.begun:
            return await answered

        def give_up() -> None:
            if self._threads.withdraw(job):
                answered.set_exception(Unavailable())

        timer = loop.call_later(settings.QUEUE_SECONDS, give_up)
        try:
            return await answered
        finally:
            timer.cancel()

    def _work(self, environ: Environ, answered: "asyncio.Future[WsgiResponse]") -> None:
        """In a thread."""
        tell: Callable[[], None]
        try:
            tell = partial(answered.set_result, run(self._application, environ))
        except Exception as error:
            tell = partial(answered.set_exception, error)
        with suppress(RuntimeError):  # the loop is closed: the server ends
            answered.get_loop().call_soon_threadsafe(tell)

    async def _refuse(self, environ: Environ, refusal: Refusal) -> WsgiResponse:
        refused = environ | {EARLY_REFUSAL: refusal, "wsgi.input": BytesIO(), "CONTENT_LENGTH": ""}
        return await asyncio.wrap_future(self._spare.submit(run, self._application, refused))


async def read_body(environ: Environ, receive: Receive) -> bytes:
    """All of it. Raises RequestTimeout, BodyTooLarge, or InvalidInput where the client ends it too early."""
    chunked = "HTTP_TRANSFER_ENCODING" in environ
    if not chunked and environ.get("CONTENT_LENGTH", "0") == "0":
        return b""
    most = most_bytes(environ["PATH_INFO"])
    if not chunked and int(environ["CONTENT_LENGTH"]) > most:
        raise BodyTooLarge(most)
    body = bytearray()
    try:
        async with asyncio.timeout(settings.BODY_SECONDS):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise InvalidInput("The body ended before its end was announced.")
                body += message.get("body", b"")
                if len(body) > most:
                    raise BodyTooLarge(most)
                more = message.get("more_body", False)
    except TimeoutError:
        raise RequestTimeout(settings.BODY_SECONDS) from None
    environ["CONTENT_LENGTH"] = str(len(body))
    return bytes(body)
