"""After every `migrate`: the functions, triggers and policies of `server/*/sql/`, as they are said there."""

from typing import Any

from server.database import sql_objects
from server.database.shelf import ShelfError
from server.operator_error import OperatorError


def apply(**_: Any) -> None:
    """Raises OperatorError."""
    try:
        sql_objects.apply()
    except ShelfError as error:
        raise OperatorError(str(error)) from error
