"""Checks text that a caller sends to be stored."""

from server.errors import InvalidInput


def clean_text(value: str, field: str, max_length: int, *, may_be_empty: bool = False) -> str:
    """`value` without blanks at its ends. Raises InvalidInput if empty, longer than `max_length`, or unprintable."""
    value = value.strip()
    if not value and not may_be_empty:
        raise InvalidInput(f"{field} must not be empty.", field)
    if len(value) > max_length:
        raise InvalidInput(f"{field} is longer than {max_length} characters.", field)
    if not value.isprintable():
        raise InvalidInput(f"{field} must not contain control characters.", field)
    return value
