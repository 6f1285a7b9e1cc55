"""Refuses a start that would do harm: on a database of another release, or with keys that decrypt none of its account
numbers."""

import sys
import time

from django.conf import settings
from django.core import checks
from django.core.checks import Tags
from django.core.checks.registry import registry
from django.db import DatabaseError, OperationalError, connection

from server.database import history, release
from server.integrity.readiness import every_merchants_rows
from server.merchants import stored_numbers
from server.merchants.stored_numbers import StoredNumbers
from server.operator_error import OperatorError
from server.settings.encryption_keys import derived_key

RETRY_SECONDS = 1.0
# Django names its own settings, which follow from ours.
_HTTPS = (
    "PAYOUT_HTTPS_ONLY is off, so anybody on the way reads and changes what callers send: leave it out, or set true"
)
_COOKIES = "PAYOUT_SECURE_COOKIES is off, so sessions travel in the clear: leave it out, or set true"
_HOSTS = "ALLOWED_HOSTS is empty, so every call is refused: name your hosts in it"
MEANT_BY = {
    **dict.fromkeys(("security.W004", "security.W008"), _HTTPS),
    **dict.fromkeys(("security.W010", "security.W011", "security.W012", "security.W016"), _COOKIES),
    "security.W020": _HOSTS,
}


class NotMigrated(OperatorError):  # noqa: N818 - a state, not a fault
    """This release's `migrate` has to run first."""


def require_fit() -> None:
    """Raises OperatorError, also if the database does not answer."""
    try:
        _look()
    except DatabaseError as error:
        raise OperatorError(unusable(error)) from error


def require_database() -> None:
    """Raises OperatorError if it does not answer."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise OperatorError(unusable(error)) from error


def wait_until_fit() -> None:
    """For a server, which may have been started before its database or before `migrate`: it serves nothing until it has
    looked. Raises OperatorError."""
    said = ""
    while reason := _reason_to_wait():
        if reason != said:
            print(f"{reason} Waiting for it.", file=sys.stderr, flush=True)
        said = reason
        time.sleep(RETRY_SECONDS)


def _reason_to_wait() -> str:
    try:
        _look()
    except NotMigrated as error:
        return str(error)
    except OperationalError as error:
        return f"{unusable(error)}."
    except DatabaseError as error:
        raise OperatorError(unusable(error)) from error
    finally:
        connection.close()  # the web server's processes are made from this one
    return ""


def require_careful_settings() -> None:
    """Refuses what `check --deploy` warns of, where others than this machine can call. Raises OperatorError."""
    if settings.DEBUG or (settings.LOOPBACK_ONLY and settings.ALLOWED_HOSTS):
        return
    found = [
        message
        for check in registry.get_checks(include_deployment_checks=True)
        if Tags.security in getattr(check, "tags", ()) and check.__module__.startswith("django.")
        for message in check(app_configs=None, databases=None)
        if message.level >= checks.WARNING and not message.is_silenced()
    ]
    if found:
        reasons = dict.fromkeys(f"{MEANT_BY.get(one.id or '', one.msg.split('. ')[0])} ({one.id})" for one in found)
        raise OperatorError(f"DEBUG is off, and `check --deploy` finds faults: {'; '.join(reasons)}.")


def unusable(error: DatabaseError) -> str:
    database = settings.DATABASES["default"]
    reason = str(error).strip().splitlines()[-1:] or ["no reason given"]
    return f"The database at {database['HOST']}:{database['PORT']} (DB_HOST, DB_PORT) cannot be used: {reason[0]}"


def require_admitted() -> release.SchemaState | None:
    """The schema's state. Raises OperatorError if this release may not run on it."""
    state = release.schema_state()
    if state and state.is_refused:
        raise OperatorError(
            history.unknown_migrations(state)
            if state.mark.release <= release.RELEASE
            else f"Release {state.mark.release} of the engine has upgraded this database, for processes of release"
            f" {state.mark.oldest} and later, and this is release {release.RELEASE}: run a later one."
        )
    return state


def require_keys() -> None:
    """Raises OperatorError if numbers are stored and the keys decrypt none; warns if they do not decrypt all."""
    with every_merchants_rows():
        stored = stored_numbers.count_by_key()
    if stored.all_are_unreadable:
        raise OperatorError(_words(stored))
    if stored.unreadable:
        print(
            f"PAYOUT_ENCRYPTION_KEYS decrypt all but {stored.unreadable:,} of {stored.total:,} stored account numbers:"
            " payouts to those accounts wait until their key is there again, after the others.",
            file=sys.stderr,
            flush=True,
        )


def _look() -> None:
    state = require_admitted()
    if state is None or state.is_older:
        raise NotMigrated("This release's `migrate` has not run on the database.")
    require_keys()


def _words(stored: StoredNumbers) -> str:
    """Names the variable that was changed, as far as the numbers themselves tell, and the order that works."""
    development, current = derived_key(settings.DEVELOPMENT_KEY), derived_key(settings.SECRET_KEY)
    given = [key for key in settings.PAYOUT_ENCRYPTION_KEYS if not settings.DEBUG or key != current]
    which = f"None of the {stored.total:,} stored account numbers can be decrypted"
    order = "set PAYOUT_ENCRYPTION_KEYS to a key of your own, run `reencrypt`, and only then"
    if not settings.DEBUG and stored.are_readable_with([development, current]):
        secret = "the same SECRET_KEY" if stored.are_readable_with([current]) else "no SECRET_KEY"
        return (
            f"{which}: their key was derived from SECRET_KEY, as with DEBUG on. With DEBUG on and {secret}, {order}"
            " turn DEBUG off."
        )
    if settings.DEBUG and stored.are_readable_with([development]):
        return (
            f"{which}: their key was derived from the development SECRET_KEY, and SECRET_KEY was changed. Unset"
            f" it, {order} set it."
        )
    if settings.DEBUG:
        changed = "PAYOUT_ENCRYPTION_KEYS or SECRET_KEY was changed" if given else "SECRET_KEY was changed"
        also = "" if given else ", from which their key is derived, or PAYOUT_ENCRYPTION_KEYS was removed"
        return f"{which}: {changed}{also}. Change it back; then {order} change SECRET_KEY."
    return (
        f"{which}: their key is not among PAYOUT_ENCRYPTION_KEYS. Put the old key after the new one, run `reencrypt`,"
        " and only then remove it."
    )
