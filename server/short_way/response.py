"""The headers of the short way's answers: those of an answer of the long way over the same connection, not a second
text. So the first plain creation of each Host takes the long way."""

from server.api.http.rate_limits import Spent, headers_of
from server.asgi.wsgi_bridge import Environ, WsgiResponse
from server.payouts.idempotency import Acceptance

from .request import OF_THE_CONNECTION

MOST = 100  # connections' kinds whose headers are remembered; the others take the long way
OWN = {b"x-request-id", b"content-length", b"ratelimit", b"ratelimit-policy"}  # of each answer

Connection = tuple[object, ...]


def connection_of(environ: Environ) -> Connection:
    """All that the long way's headers depend on, and whether the caller is counted against a limit."""
    return (*map(environ.get, OF_THE_CONNECTION), "HTTP_AUTHORIZATION" in environ)


class LearnedHeaders:
    """Headers by kind of connection. For the event loop."""

    def __init__(self) -> None:
        self._headers: dict[Connection, list[tuple[bytes, bytes]]] = {}

    def learn(self, connection: Connection, response: WsgiResponse) -> None:
        """From the long way's answer. A refusal has other headers and teaches nothing."""
        if response.status in {200, 201} and len(self._headers) < MOST:
            self._headers[connection] = response.headers

    def knows(self, connection: Connection) -> bool:
        return connection in self._headers

    def respond(
        self, connection: Connection, acceptance: Acceptance, request_id: str, spent: Spent | None
    ) -> WsgiResponse:
        body = acceptance.receipt.encode()
        own = {b"x-request-id": request_id.encode(), b"content-length": str(len(body)).encode()}
        if spent:
            own |= {name.lower().encode(): value.encode() for name, value in headers_of(spent).items()}
        headers = [(name, own[name] if name in OWN else value) for name, value in self._headers[connection]]
        return WsgiResponse(200 if acceptance.replayed else 201, headers, body)
