"""After every `migrate`: the functions, triggers and policies of `server/*/sql/`, as they are said there."""

from typing import Any

from server.database import sql_objects
from server.database.shelf import ShelfError
from server.ops.refusal import Refusal


def apply(**_: Any) -> None:
    """Raises Refusal."""
    try:
        sql_objects.apply()
    except ShelfError as error:
        raise Refusal(str(error)) from error
