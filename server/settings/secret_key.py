"""Refuses a SECRET_KEY that can be guessed, where DEBUG is off.

The rules are those of Django's `check --deploy` (security.W009). It signs sessions, and the app role's password is
derived from it.
"""

from collections.abc import Iterator

MIN_LENGTH = 50
MIN_KINDS = 5
PLACEHOLDER = "django-insecure-"
NAME = 'Environment variable "SECRET_KEY"'
HOW_TO_MAKE_ONE = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'


def faults(secret: str, development_key: str) -> Iterator[str]:
    """One line, at most, which does not show the secret."""
    if secret in {development_key, ""}:
        yield f"{NAME} must be set to a secret of your own when DEBUG is false, such as {HOW_TO_MAKE_ONE} makes"
    elif weakness := _weakness(secret):
        yield f"{NAME} can be guessed ({weakness}): set it to one that {HOW_TO_MAKE_ONE} makes"


def _weakness(secret: str) -> str:
    if len(secret) < MIN_LENGTH:
        return f"it has {len(secret)} characters, and needs {MIN_LENGTH} or more"
    if len(set(secret)) < MIN_KINDS:
        return f"it repeats few characters, and needs {MIN_KINDS} or more different ones"
    return f"it begins with {PLACEHOLDER}" if secret.startswith(PLACEHOLDER) else ""
