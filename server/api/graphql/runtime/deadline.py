"""A limit for the time that all statements of one query take together.

Each statement may take five seconds, and a document may have thirty aliases of a slow one. A mutation has no such
limit: it is one verb, and its result must be told once it has committed.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connection

from server.api.http.errors import TimedOut


def sql_deadline() -> AbstractContextManager[None]:
    """Within it no statement of this thread begins once all before it took `QUERY_SECONDS` together: it raises TimedOut
    instead. The last one to begin may take its own five seconds more."""
    return connection.execute_wrapper(_Deadline(settings.QUERY_SECONDS))


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._left = seconds

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        if self._left <= 0:
            raise TimedOut
        begun = monotonic()
        try:
            return execute(*arguments)
        finally:
            self._left -= monotonic() - begun
