"""A document in the address: queries alone, for clients that want them cacheable or loggable by their address, as urql
sends them by default. Nothing that a GET executes changes anything, so it needs no CSRF token."""

from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest

from server.api.http.parsing import read_json_parameter
from server.errors import InvalidInput

TEXTS, OBJECTS = ("query", "operationName"), ("variables", "extensions")


def read_query_string(request: HttpRequest) -> dict[str, Any]:
    """The members that a POST would have in its body; what is empty counts as not sent. Others are ignored, as they are
    in a body. Raises InvalidInput."""
    sent: dict[str, str] = {}
    for name, value in _pairs(request.META.get("QUERY_STRING", "")):
        if name in sent and name in TEXTS + OBJECTS:
            raise InvalidInput(f"{name} is given more than once.", name)
        sent[name] = value
    body: dict[str, Any] = {name: sent[name] for name in TEXTS if sent.get(name)}
    return body | {name: read_json_parameter(sent[name], name) for name in OBJECTS if sent.get(name)}


def _pairs(query_string: str) -> list[tuple[str, str]]:
    try:
        text = query_string.encode("latin-1").decode()  # WSGI's form of bytes
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=most)
    except UnicodeError:
        raise InvalidInput("The query string is not UTF-8.") from None
    except ValueError:
        raise InvalidInput("The query string has too many parameters.") from None
