"""The ASGI server in this process, with the short way or without, over the real application and database."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection

from server.asgi.server import AsgiServer
from server.asgi.wsgi_bridge import Environ
from server.merchants.models import Merchant
from server.short_way.way import ShortWay
from server.wsgi import application
from tests.conftest import account_of, owner_connection


@dataclass(frozen=True)
class Sent:
    headers: dict[str, str]
    body: bytes
    method: str = "POST"
    path: str = "/api/v1/payouts/"
    query: str = ""
    is_chunked: bool = False

    def with_headers(self, **headers: str | None) -> "Sent":
        """Underscores stand for hyphens; None takes a header away."""
        changed = self.headers | {name.replace("_", "-").lower(): value for name, value in headers.items()}
        return replace(self, headers={name: value for name, value in changed.items() if value is not None})


@dataclass(frozen=True)
class Heard:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def creation(merchant: Merchant, paise: object = 10, key: str | None = None, **body: object) -> Sent:
    asked = {"amount_paise": paise, "bank_account_id": str(account_of(merchant).id)} | body
    headers = {
        "host": "localhost",
        "content-type": "application/json",
        "user-agent": "a program",
        "accept": "*/*",
        "idempotency-key": key or str(uuid4()),
        "x-merchant-id": str(merchant.id),
    }
    return Sent(headers, json.dumps(asked).encode())


@dataclass
class InProcess:
    has_short_way: bool = True
    long: list[str] = field(default_factory=list)  # the keys of the requests that took the long way

    def __post_init__(self) -> None:
        short_way = ShortWay().respond if self.has_short_way else None
        self.server = AsgiServer(self._apply, 4, short_way=short_way)

    def _apply(self, environ: Environ, start_response: Any) -> Any:
        self.long.append(environ.get("HTTP_IDEMPOTENCY_KEY", ""))
        return application(environ, start_response)

    def send(self, *requests: Sent) -> list[Heard]:
        """All at once."""

        async def send_all() -> list[Heard]:
            return list(await asyncio.gather(*map(self._send, requests)))

        return asyncio.run(send_all())

    def learn(self, merchant: Merchant, **headers: str | None) -> None:
        """The first creation takes the long way."""
        [heard] = self.send(creation(merchant, 1).with_headers(**headers))
        assert heard.status == 201
        self.long.clear()

    async def _send(self, request: Sent) -> Heard:
        headers = request.headers | (
            {"transfer-encoding": "chunked"} if request.is_chunked else {"content-length": str(len(request.body))}
        )
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": request.path,
            "raw_path": request.path.encode(),
            "query_string": request.query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
            "server": ("127.0.0.1", 8000),
            "client": ("127.0.0.1", 4000),
        }
        heard: dict[str, Any] = {}

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": request.body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            heard.update(message)

        await self.server(scope, receive, send)
        names = {name.decode(): value.decode("latin-1") for name, value in heard["headers"]}
        return Heard(heard["status"], names, heard["body"])


@contextmanager
def in_process(*, has_short_way: bool = True) -> Iterator[InProcess]:
    """Its threads' database sessions end with it."""
    owner = owner_connection()
    before = _sessions(owner)
    try:
        yield InProcess(has_short_way)
    finally:
        connection.close()  # the test's own may be a new one by now
        owner.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) pid", [list(_sessions(owner) - before)])


def _sessions(owner: psycopg.Connection) -> set[int]:
    """Without the queue's, which outlives a server."""
    found = owner.execute(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'payout-engine'"
    )
    return {pid for [pid] in found}
