"""URL kinds: API addresses get JSON responses, whichever layer responds."""

from django.conf import settings
from django.http import HttpRequest

REST, GRAPHQL, SESSION = "/api", "/graphql", "/session"
SIGN_IN_DOORS = frozenset({"/session/", "/session/invitation/accept/", "/admin/login/"})


def is_rest(request: HttpRequest) -> bool:
    """Addresses whose errors have `error` and `message`: REST, and signing in."""
    return _is_below(REST, request.path) or is_session(request)


def is_session(request: HttpRequest) -> bool:
    return _is_below(SESSION, request.path)


def is_sign_in(method: str | None, path: str) -> bool:
    """A name and a password, from somebody who is nobody yet."""
    return method == "POST" and path in SIGN_IN_DOORS


def is_graphql(request: HttpRequest) -> bool:
    return _is_below(GRAPHQL, request.path) and not is_for_the_playground(request)


def is_graphql_endpoint(request: HttpRequest) -> bool:
    """The one address that takes documents. What else is below it does not exist."""
    return request.path == f"{GRAPHQL}/" and not is_for_the_playground(request)


def is_api(request: HttpRequest) -> bool:
    """An API's address. Programs call it, and browsers from our pages or an allowed origin."""
    return _is_below(REST, request.path) or is_graphql(request)


def is_for_the_playground(request: HttpRequest) -> bool:
    """A browser that opens the page, or a link to a query there. Every other call there sends a document."""
    accepted = request.META.get("HTTP_ACCEPT", "")
    return (
        request.path == f"{GRAPHQL}/"
        and request.method in {"GET", "HEAD"}
        and "text/html" in accepted
        and not ("json" in accepted and asks_by_get(request.META.get("QUERY_STRING", "")))
    )


def asks_by_get(query_string: str) -> bool:
    """True if a GET of /graphql/ sends a document."""
    return f"&{query_string}".find("&query=") >= 0


def most_bytes(path: str) -> int:
    """The body size limit at this path."""
    return settings.LARGER_BODIES.get(path, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


def _is_below(address: str, path: str) -> bool:
    return path == address or path.startswith(f"{address}/")
