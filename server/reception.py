"""The door: takes each request in whole, then lets one of a few threads answer it.

Django answers in threads, of which there are few, since each costs a database connection. A thread that reads from a
client waits for that client: eight bodies that never end would stop the engine. So the event loop does the waiting,
where a client costs some kilobytes and no thread, and no client is waited for without end.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache, partial
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from django.conf import settings

from server.api.addresses import most_bytes
from server.api.door import REFUSAL
from server.api.errors import BodyTooLarge, RequestTimeout
from server.errors import InvalidInput, Refusal, Unavailable
from server.fair_threads import FairThreads

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Answer(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Reception:
    """An ASGI application that answers with a WSGI application."""

    def __init__(self, application: Application, threads: int = 4) -> None:
        self._application = application
        self._threads = FairThreads(threads)
        # Who is turned away is told so by the application too, in its own words and with all its headers.
        self._spare = ThreadPoolExecutor(1, "refusing")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        environ = environ_of(scope)
        try:
            if not scope["method"].isupper():  # Django would take `post` for POST, which no proxy does
                raise InvalidInput("The request is malformed.")
            body = await read_body(environ, receive)
            environ["wsgi.input"] = BytesIO(body)
            answer = await self._answer(environ, body)
        except Refusal as refusal:
            answer = await self._refuse(environ, refusal)
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _answer(self, environ: Environ, body: bytes) -> Answer:
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Answer] = loop.create_future()
        job = self._threads.submit(caller_of(environ, body), partial(self._work, environ, answered))
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

    def _work(self, environ: Environ, answered: "asyncio.Future[Answer]") -> None:
        """In a thread."""
        tell: Callable[[], None]
        try:
            tell = partial(answered.set_result, run(self._application, environ))
        except Exception as error:
            tell = partial(answered.set_exception, error)
        with suppress(RuntimeError):  # the loop is closed: the server ends
            answered.get_loop().call_soon_threadsafe(tell)

    async def _refuse(self, environ: Environ, refusal: Refusal) -> Answer:
        refused = environ | {REFUSAL: refusal, "wsgi.input": BytesIO(), "CONTENT_LENGTH": ""}
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


def run(application: Application, environ: Environ) -> Answer:
    """In a thread: the whole answer, so that no thread waits for a client who does not read it."""
    said: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _exc_info: object = None) -> None:
        said["status"] = int(status.split(" ", 1)[0])
        said["headers"] = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    parts = application(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    return Answer(said["status"], said["headers"], body)


def environ_of(scope: Scope) -> Environ:
    """The request's head as WSGI names it: bytes as Latin-1."""
    path = scope.get("raw_path") or scope["path"].encode()
    server, client = scope.get("server") or ("", 0), scope.get("client") or ("", 0)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": None,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        if key := environ_name(raw_name):
            value = raw_value.decode("latin-1")
            separator = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
    return environ


@lru_cache(maxsize=512)
def environ_name(header: bytes) -> str | None:
    # WSGI cannot tell `X_Merchant_Id` from `X-Merchant-Id`, and a proxy that guards the one lets the other pass.
    if b"_" in header:
        return None
    name = header.decode("latin-1").upper().replace("-", "_")
    return name if name in {"CONTENT_LENGTH", "CONTENT_TYPE"} else f"HTTP_{name}"


SESSION_COOKIE = re.compile(rf"(?:^|;)\s*{settings.SESSION_COOKIE_NAME}=([^;]+)")
MERCHANT_IN_QUERY = re.compile(r"(?:^|&)merchant_id=([0-9a-fA-F-]{36})")
MERCHANT_IN_BODY = re.compile(rb'"merchantId"\s*:\s*"([0-9a-fA-F-]{36})"')


def caller_of(environ: Environ, body: bytes) -> str | None:
    """Whose share of the threads a request takes, as far as can be seen from outside: what is wrong here is unfair, and
    opens nothing. A key's or a person's calls are one caller's; with open access it is the merchant that is named."""
    if key := environ.get("HTTP_AUTHORIZATION"):
        return str(key)
    if session := SESSION_COOKIE.search(environ.get("HTTP_COOKIE", "")):
        return session[1]
    if merchant := environ.get("HTTP_X_MERCHANT_ID"):
        return str(merchant).lower()
    if in_query := MERCHANT_IN_QUERY.search(environ["QUERY_STRING"]):
        return in_query[1].lower()
    if in_body := MERCHANT_IN_BODY.search(body):
        return in_body[1].decode().lower()
    return None
