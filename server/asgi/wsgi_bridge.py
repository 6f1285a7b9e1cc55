"""A call as Django takes it, by WSGI, and what comes back: both of them whole."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
AsgiScope = dict[str, Any]


class WsgiResponse(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


def run(application: Application, environ: Environ) -> WsgiResponse:
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
    return WsgiResponse(said["status"], said["headers"], body)


def environ_of(scope: AsgiScope) -> Environ:
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
