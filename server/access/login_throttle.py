"""Limits failed sign-ins to 5 per account and 20 per address in any 15 minutes.

A name counts in one form, however it is written, and whether anybody has it or not. The names of one user, where its
user name is not its e-mail address, count for the user together as well.

An attempt counts as failed before its password is checked and until that succeeds: concurrent attempts are counted one
by one, and none beyond the limit is checked. The clock is the database's, shared by every web server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from math import ceil
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from server.email_addresses import one_spelling
from server.errors import TooManyAttempts

from .models import FailedSignIn

WINDOW = timedelta(minutes=15)
MAX_PER_ACCOUNT, MAX_PER_ADDRESS = 5, 20
ACCOUNTS, ADDRESSES, USERS = 7101, 7102, 7103  # classes of advisory locks
NOBODY = 0  # the id of no user


class Attempt(NamedTuple):
    """`counts` is false for a guess at an account that has had its five under another of its names. It is answered like
    a wrong password, whatever the password is: a 429 would tell that both names are one account's."""

    row: FailedSignIn
    counts: bool


def begin_attempt(name: str, address: str | None, user: User | None = None) -> Attempt:
    """A sign-in with `name`, as it was typed; `user` is who has it, if anybody. Raises TooManyAttempts, which depends
    on the name and the address alone, and so does not tell whether there is such a user."""
    account = _account(name)
    with _counting(account, user, address) as address_wait:
        if wait := max(_wait(MAX_PER_ACCOUNT, account=account), address_wait):
            raise _refusal(wait)
        # Asked for an unknown name too, so that both take the same time.
        counts = not _wait(MAX_PER_ACCOUNT, user_id=user.pk if user else NOBODY)
        return Attempt(_add(account, user if counts else None, address), counts)


def begin_confirmation(user: User, address: str | None) -> Attempt:
    """The user is signed in, and is asked for the password again. Raises TooManyAttempts."""
    account = _account(user.get_username())
    with _counting(account, user, address) as address_wait:
        if wait := max(_wait(MAX_PER_ACCOUNT, user_id=user.pk), address_wait):
            raise _refusal(wait)
        return Attempt(_add(account, user, address), counts=True)


def succeed(attempt: Attempt) -> None:
    """The password was right: deletes the account's failures from this address. Those from elsewhere are others' and
    stay, or who goes on guessing would see by their end that the user signed in, and so exists."""
    mine = Q(account=attempt.row.account) | Q(user_id=attempt.row.user_id or NOBODY)
    FailedSignIn.objects.filter(mine, address=attempt.row.address).delete()


def withdraw(attempt: Attempt) -> None:
    """The password was not looked at after all."""
    attempt.row.delete()


@contextmanager
def _counting(account: str, user: User | None, address: str | None) -> Iterator[timedelta]:
    """Attempts at one account, and from one address, are counted one after another. Gives the address's wait. In this
    order, so that two attempts cannot deadlock; and durable, as a rollback would forget the attempt."""
    with transaction.atomic(durable=True):
        _lock(ACCOUNTS, account)
        _lock(USERS, str(user.pk) if user else account)
        if not address:
            yield timedelta(0)
            return
        _lock(ADDRESSES, address)
        yield _wait(MAX_PER_ADDRESS, address=address)


def _add(account: str, user: User | None, address: str | None) -> FailedSignIn:
    _delete_expired()
    return FailedSignIn.objects.create(account=account, user=user, address=address)


def _refusal(wait: timedelta) -> TooManyAttempts:
    return TooManyAttempts(retry_after_seconds=ceil(wait.total_seconds()))


def _account(name: str) -> str:
    """A keyed hash and not the name itself, as people type passwords into the wrong field."""
    form = one_spelling(name).encode("utf-8", "surrogatepass")
    return salted_hmac("server.access.login_throttle", form, algorithm="sha256").hexdigest()


def _wait(limit: int, **of: object) -> timedelta:
    """The time until fewer than `limit` failures are in the window; zero if there are fewer now."""
    left = ExpressionWrapper(F("at") + WINDOW - Now(), output_field=DurationField())
    failures = FailedSignIn.objects.filter(**of)
    # A minute ahead, as another attempt may have begun after this one. Later ones were written before the clock was set
    # back, and would lock people out for as long.
    recent = failures.filter(at__gt=Now() - WINDOW, at__lt=Now() + timedelta(minutes=1)).order_by("-at")
    return next(iter(recent.values_list(left, flat=True)[limit - 1 : limit]), timedelta(0))


def _delete_expired() -> None:
    expired = FailedSignIn.objects.filter(at__lte=Now() - WINDOW)
    # SKIP LOCKED: two concurrent clean-ups would wait for each other's rows.
    batch = list(expired.select_for_update(skip_locked=True).values_list("pk", flat=True)[:100])
    FailedSignIn.objects.filter(pk__in=batch).delete()


def _lock(kind: int, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [kind, key])
