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
    local_part, _, domain = email.rpartition("@")
    if not local_part.isascii() or _ascii_domain(domain) is None:
        raise InvalidInput("This is not an e-mail address.", field)
    return email


def spellings(name: str) -> set[str]:
    """The comparison forms of this e-mail address. The domain has two: in Unicode (`münchen.example`) and in ASCII
    (`xn--mnchen-3ya.example`). A name that is no address has one form."""
    form = comparison_form(name)
    local_part, at, domain = form.rpartition("@")
    ascii_domain = _ascii_domain(domain) if at else None
    if ascii_domain is None:
        return {form}
    return {form} | {comparison_form(f"{local_part}@{each}") for each in (ascii_domain, _unicode_domain(ascii_domain))}


def one_spelling(name: str) -> str:
    """One form for all spellings of a user name or e-mail address: to count by, not to show."""
    form = comparison_form(name)
    local_part, at, domain = form.rpartition("@")
    ascii_domain = _ascii_domain(domain) if at else None
    return form if ascii_domain is None else comparison_form(f"{local_part}@{ascii_domain}")


def _ascii_domain(domain: str) -> str | None:
    """None for a domain that does not exist in ASCII."""
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None


def _unicode_domain(domain: str) -> str:
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain
