"""Strict parsing: input has exactly its documented form, or is refused with a message. Nothing is coerced.

Python's own parsers are too lenient for money: `uuid.UUID` accepts braces and full-width digits, `int` accepts `1_0`
and `１２`, `json` accepts NaN and keeps the last of two equal keys.
"""

import json
import re
from datetime import date, datetime
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from server.errors import InvalidInput

from .errors import BodyTooLarge, UnsupportedMediaType
from .url_kinds import most_bytes

UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
NATURAL_FORM = re.compile(r"[0-9]{1,16}")  # as many digits as an amount may have
TIME_FORM = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
JSON_TYPE = re.compile(r'application/json[ \t]*(;[ \t]*charset=("utf-8"|utf-8)[ \t]*)?;?', re.IGNORECASE)
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def read_json_object(request: HttpRequest, *, larger_with: tuple[bytes, ...] = (b"",)) -> dict[str, Any]:
    """The body as a JSON object: UTF-8, no duplicate keys, no NaN, no text that PostgreSQL could not store.

    An address with a higher size limit accepts a larger body only if it contains one of `larger_with`. Raises
    InvalidInput, UnsupportedMediaType or BodyTooLarge.
    """
    if not JSON_TYPE.fullmatch(request.META.get("CONTENT_TYPE", "")):
        raise UnsupportedMediaType
    body = read_bytes(request)
    usual = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    if len(body) > usual and not any(word in body for word in larger_with):
        raise BodyTooLarge(usual)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidInput("The body is not UTF-8.") from None
    value = read_json(text)
    if not isinstance(value, dict):
        raise InvalidInput("The body must be a JSON object.")
    return value


def read_bytes(request: HttpRequest) -> bytes:
    """The body, within its address's limit. Raises InvalidInput or BodyTooLarge."""
    most = most_bytes(request.path)
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise BodyTooLarge(most)
    try:
        return request.read()  # not `.body`, which has one limit for all addresses
    except UnreadablePostError:
        raise InvalidInput("The body ended before its Content-Length.") from None


def read_json_parameter(text: str, name: str) -> object:
    """A query parameter that is JSON, as strictly read as a body. Raises InvalidInput for `name`."""
    try:
        return read_json(text)
    except InvalidInput as refusal:
        raise InvalidInput(refusal.message.replace("The body", name, 1), name) from None


def read_uuid(value: object, field: str) -> UUID:
    if not isinstance(value, str) or not UUID_FORM.fullmatch(value):
        raise InvalidInput(f"{field} must be a UUID such as 3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34.", field)
    return UUID(value)


def read_time(value: object, field: str) -> datetime:
    """As RFC 3339 has it; what is less than a microsecond is left out. Raises InvalidInput."""
    if not isinstance(value, str) or not TIME_FORM.fullmatch(value):
        message = f"{field} must be a time with its offset, such as 2026-11-22T09:45:36+05:30"
        has_blank = isinstance(value, str) and " " in value
        raise InvalidInput(f"{message}{' (in an address + is written %2B)' if has_blank else ''}.", field)
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError as error:
        raise InvalidInput(f"{field} must be a time that exists: {error}.", field) from None


def read_day(value: object, field: str) -> date:
    """Strictly `2026-11-30`. Raises InvalidInput."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise InvalidInput(f"{field} must be a day such as 2026-11-30.", field)
    return day


def read_text(body: dict[str, Any], field: str) -> str:
    """A member of a body that must be a string. The verb judges its length and its characters. Raises InvalidInput."""
    value = body.get(field)
    if not isinstance(value, str):
        raise InvalidInput(f"{field} must be a string.", field)
    return value


def read_parameter(request: HttpRequest, name: str) -> str | None:
    """A query parameter, or None. Raises InvalidInput if it is given more than once."""
    values = request.GET.getlist(name)
    if len(values) > 1:
        raise InvalidInput(f"{name} is given more than once.", name)
    # Django puts U+FFFD in place of what is not UTF-8; a caller may also have sent that very character.
    if values and "\ufffd" in values[0] and not _is_utf8(request.META.get("QUERY_STRING", "")):
        raise InvalidInput(f"{name} is not UTF-8.", name)
    return values[0] if values else None


def _is_utf8(query_string: str) -> bool:
    try:
        unquote_to_bytes(query_string).decode()
    except UnicodeDecodeError:
        return False
    return True


def read_natural(request: HttpRequest, name: str, *, default: int, least: int, most: int) -> int:
    value = read_parameter(request, name)
    if value is None:
        return default
    if not NATURAL_FORM.fullmatch(value) or not least <= int(value) <= most:
        raise InvalidInput(f"{name} must be an integer from {least} to {most}.", name)
    return int(value)


def read_json(text: str) -> object:
    try:
        value = _JSON.decode(text)
        if "\\u" in text:  # only an escape can bring in NUL or half a surrogate pair
            _refuse_unstorable(value)
    except RecursionError:
        raise InvalidInput("The body is nested too deeply.") from None
    except json.JSONDecodeError as error:
        where = f" at character {error.pos}" if text else ": it is empty"
        raise InvalidInput(f"The body is not JSON{where}.") from None
    except ValueError:
        raise InvalidInput("The body has an integer of thousands of digits.") from None
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise InvalidInput("The body has an object with the same key twice.")
    return value


def _not_a_number(name: str) -> NoReturn:
    raise InvalidInput(f"The body contains {name}, which is not JSON.")


_JSON = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_not_a_number)


def _refuse_unstorable(value: object) -> None:
    match value:
        case str() if UNSTORABLE.search(value):
            raise InvalidInput("The body contains a NUL or half a surrogate pair.")
        case dict():
            for key, item in value.items():
                _refuse_unstorable(key)
                _refuse_unstorable(item)
        case list():
            for item in value:
                _refuse_unstorable(item)
