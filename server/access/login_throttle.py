"""How often a password may be tried: 5 failures for an account and 20 from an address, in any 15 minutes.

An attempt counts as failed from before its password is looked at until that has proved right: attempts that arrive
together are counted one by one, and none is looked at beyond the limit. By the database's clock, for every web server.
"""

from datetime import timedelta
from math import ceil

from django.db import connection, transaction
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from server.errors import TooManyAttempts

from .models import FailedSignIn

WINDOW = timedelta(minutes=15)
MOST_PER_ACCOUNT, MOST_PER_ADDRESS = 5, 20
ACCOUNTS, ADDRESSES = 7101, 7102  # classes of advisory locks


def begin_attempt(name: str, address: str | None) -> FailedSignIn:
    """`name` is the account's, whether there is such an account or not. Raises TooManyAttempts."""
    account = _account(name)
    with transaction.atomic():
        _lock(ACCOUNTS, account)  # always before the address: no two can wait for each other
        waits = _wait(FailedSignIn.objects.filter(account=account), MOST_PER_ACCOUNT)
        if address:
            _lock(ADDRESSES, address)
            waits = max(waits, _wait(FailedSignIn.objects.filter(address=address), MOST_PER_ADDRESS))
        if not waits:
            _forget_the_old()
            return FailedSignIn.objects.create(account=account, address=address)
    raise TooManyAttempts(retry_after_seconds=ceil(waits.total_seconds()))


def succeed(attempt: FailedSignIn) -> None:
    """The password was right: the account's failures are over. Those of others from this address are not."""
    FailedSignIn.objects.filter(account=attempt.account).delete()


def _account(name: str) -> str:
    """Not the name itself: people type passwords into the wrong field."""
    return salted_hmac("server.access.login_throttle", name.casefold(), algorithm="sha256").hexdigest()


def _wait(failures: QuerySet[FailedSignIn], most: int) -> timedelta:
    """How long until fewer than `most` of them are left in the window; zero when they are fewer now."""
    left = ExpressionWrapper(F("at") + WINDOW - Now(), output_field=DurationField())
    recent = failures.filter(at__gt=Now() - WINDOW).order_by("-at")
    return next(iter(recent.values_list(left, flat=True)[most - 1 : most]), timedelta(0))


def _forget_the_old() -> None:
    old = FailedSignIn.objects.filter(at__lte=Now() - WINDOW)
    # SKIP LOCKED: two that clear up at once would wait for each other's rows.
    few = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:100])
    FailedSignIn.objects.filter(pk__in=few).delete()


def _lock(kind: int, what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [kind, what])
