"""Which calls are an API's: they are answered in JSON, whoever answers them."""

from django.conf import settings
from django.http import HttpRequest

REST, GRAPHQL, SESSION = "/api", "/graphql", "/session"


def is_rest(request: HttpRequest) -> bool:
    """Of the REST form: JSON objects, and errors with `error` and `message`. Signing in speaks so too."""
    return _is_below(REST, request.path) or is_session(request)


def is_session(request: HttpRequest) -> bool:
    return _is_below(SESSION, request.path)


def is_graphql(request: HttpRequest) -> bool:
    return _is_below(GRAPHQL, request.path) and not is_for_the_playground(request)


def is_of_programs(request: HttpRequest) -> bool:
    """Where a program calls. A browser may call there too, from a page of ours or of an origin that may."""
    return _is_below(REST, request.path) or is_graphql(request)


def is_for_the_playground(request: HttpRequest) -> bool:
    """A browser opening a page, where every other call is a POST of a document."""
    return (
        request.path == f"{GRAPHQL}/"
        and request.method in {"GET", "HEAD"}
        and "text/html" in request.META.get("HTTP_ACCEPT", "")
    )


def most_bytes(path: str) -> int:
    """How large a body may be here."""
    return settings.LARGER_BODIES.get(path, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


def _is_below(address: str, path: str) -> bool:
    return path == address or path.startswith(f"{address}/")
