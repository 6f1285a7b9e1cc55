"""Checks a merchant's e-mail address."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from server.errors import InvalidInput

IN_USE = "There is a merchant with this e-mail address already."


def clean_email(value: str) -> str:
    """`value` without blanks at its ends. Raises InvalidInput if it is no e-mail address."""
    email = value.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidInput("This is not an e-mail address.", "email") from None
    if len(email) > 254:
        raise InvalidInput("email is longer than 254 characters.", "email")
    return email
