"""Limits failed sign-ins to 5 per account and 20 per address in any 15 minutes.

An attempt counts as failed before its password is checked and until that succeeds: concurrent attempts are counted one
by one, and none beyond the limit is checked. The clock is the database's, shared by every web server.
"""

from datetime import timedelta
from math import ceil

from django.db import connection, transaction
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from server.comparison_form import comparison_form
from server.errors import TooManyAttempts

from .models import FailedSignIn

WINDOW = timedelta(minutes=15)
MAX_PER_ACCOUNT, MAX_PER_ADDRESS = 5, 20
ACCOUNTS, ADDRESSES = 7101, 7102  # classes of advisory locks


def begin_attempt(name: str, address: str | None) -> FailedSignIn:
    """`name` is the account's; the account need not exist. Raises TooManyAttempts."""
    account = _account(name)
    with transaction.atomic():
        _lock(ACCOUNTS, account)  # always before the address, so that two attempts cannot deadlock
        wait = _time_until_allowed(FailedSignIn.objects.filter(account=account), MAX_PER_ACCOUNT)
        if address:
            _lock(ADDRESSES, address)
            wait = max(wait, _time_until_allowed(FailedSignIn.objects.filter(address=address), MAX_PER_ADDRESS))
        if not wait:
            _delete_expired()
            return FailedSignIn.objects.create(account=account, address=address)
    raise TooManyAttempts(retry_after_seconds=ceil(wait.total_seconds()))


def succeed(attempt: FailedSignIn) -> None:
    """The password was right: deletes the account's failures, but not those of other accounts from this address."""
    FailedSignIn.objects.filter(account=attempt.account).delete()


def _account(name: str) -> str:
    """A keyed hash and not the name itself, as people type passwords into the wrong field."""
    return salted_hmac("server.access.login_throttle", comparison_form(name), algorithm="sha256").hexdigest()


def _time_until_allowed(failures: QuerySet[FailedSignIn], limit: int) -> timedelta:
    """The time until fewer than `limit` failures are in the window; zero if there are fewer now."""
    left = ExpressionWrapper(F("at") + WINDOW - Now(), output_field=DurationField())
    recent = failures.filter(at__gt=Now() - WINDOW).order_by("-at")
    return next(iter(recent.values_list(left, flat=True)[limit - 1 : limit]), timedelta(0))


def _delete_expired() -> None:
    expired = FailedSignIn.objects.filter(at__lte=Now() - WINDOW)
    # SKIP LOCKED: two concurrent clean-ups would wait for each other's rows.
    batch = list(expired.select_for_update(skip_locked=True).values_list("pk", flat=True)[:100])
    FailedSignIn.objects.filter(pk__in=batch).delete()


def _lock(kind: int, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [kind, key])
