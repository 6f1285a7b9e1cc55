"""E-mail addresses: which are taken, and which are the same one."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from server.comparison_form import comparison_form
from server.errors import InvalidInput
from server.text import clean_text


def clean_email(value: str, field: str, max_length: int) -> str:
    """`value` without blanks at its ends. Raises InvalidInput unless it is an e-mail address of up to `max_length`
    characters, with ASCII letters before the @ (a domain may have any)."""
    email = clean_text(value, field, max_length)
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidInput("This is not an e-mail address.", field) from None
    # Django's pattern ignores case, and so takes ſ, ı and the sign of the kelvin, K, for letters of ASCII.
    if not email.rpartition("@")[0].isascii() or _ascii_domain(email) is None:
        raise InvalidInput("This is not an e-mail address.", field)
    return email


def spellings(email: str) -> set[str]:
    """The comparison forms of this address. The domain has two: in Unicode (`münchen.example`) and in ASCII
    (`xn--mnchen-3ya.example`)."""
    name = email.rpartition("@")[0]
    forms = {comparison_form(email)}
    if ascii_domain := _ascii_domain(email):
        forms |= {comparison_form(f"{name}@{ascii_domain}"), comparison_form(f"{name}@{_unicode_domain(ascii_domain)}")}
    return forms


def one_spelling(name: str) -> str:
    """The form of a user name or e-mail address that all of its spellings share: to count by, not to show."""
    form = comparison_form(name)
    local_part, at, _ = form.rpartition("@")
    domain = _ascii_domain(form)
    return comparison_form(f"{local_part}{at}{domain}") if domain else form


def _ascii_domain(email: str) -> str | None:
    """None for a domain that does not exist in ASCII."""
    domain = email.rpartition("@")[2]
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None


def _unicode_domain(domain: str) -> str:
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain
