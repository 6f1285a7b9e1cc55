"""Members of bodies about payments from abroad, strictly read."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import TextChoices

from server.api.http.parsing import read_text
from server.errors import InvalidInput
from server.inward_payments.currencies import display

Choice = TypeVar("Choice", bound=TextChoices)


def read_choice(body: Mapping[str, Any], choices: type[Choice], field: str) -> Choice:
    """Raises InvalidInput."""
    named = body.get(field)
    if not isinstance(named, str) or named not in choices.values:
        raise InvalidInput(f"{field} must be one of: {', '.join(choices.values)}.", field)
    return choices(named)


def text_or_none(body: dict[str, Any], field: str) -> str | None:
    return None if body.get(field) is None else read_text(body, field)


def foreign_object(currency: str, minor: int, exponent: int) -> dict[str, str]:
    return {"currency": currency, "minor": str(minor), "display": display(minor, exponent)}
