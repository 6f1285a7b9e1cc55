"""`verify_ledger` proves every rule of "The money" over the whole database, from the first entry on.

It trusts nothing that the engine derives: no checkpoint, no balance function, no guard. Each rule is one query in a
room's `invariants.py` that returns a row per fault; all of them read one snapshot.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from server.access import second_factor
from server.access.models import SecondFactor
from server.adjustments.invariants import INVARIANTS as OF_ADJUSTMENTS
from server.batches.invariants import INVARIANTS as OF_BATCHES
from server.database import role_rights
from server.database.grants import RIGHTS
from server.database.invariant import Invariant
from server.events.invariants import INVARIANTS as OF_EVENTS
from server.ledger import heads
from server.ledger.invariants import INVARIANTS as OF_THE_LEDGER
from server.ledger.models import LedgerHead
from server.merchants import key_rotation
from server.merchants.models import BankAccount
from server.payouts.invariants import INVARIANTS as OF_PAYOUTS
from server.webhooks import secrets as webhook_secrets
from server.webhooks.invariants import INVARIANTS as OF_WEBHOOKS
from server.webhooks.models import WebhookEndpoint

from .catalogue import expected_guards, missing_guards

INVARIANTS = [*OF_THE_LEDGER, *OF_PAYOUTS, *OF_ADJUSTMENTS, *OF_BATCHES, *OF_EVENTS, *OF_WEBHOOKS]
FAULTS_SHOWN = 20
GUARDS_RULE = "the database's own guards are all there, switched on, and as they were written"
NUMBERS_RULE = "every account number can be read, and is the one that is shown"
HEADS_RULE = "every kept head is signed with a key that is published, in that key's time"
SECRETS_RULE = "every second factor's secret can be read"
WEBHOOK_SECRETS_RULE = "every webhook endpoint's secrets can be read"
RIGHTS_RULE = "the web server and the worker have the rights that they need, and no others"


@dataclass(frozen=True)
class Finding:
    rule: str
    rows: int
    faults: list[str]
    seconds: float = 0.0
    is_checked: bool = True  # False: there was no time left for it


class OutOfTimeError(Exception):
    pass


class _Clock:
    """The time that a check has left, if it is bounded."""

    def __init__(self, seconds: float | None) -> None:
        self._ends = None if seconds is None else monotonic() + seconds

    def left(self) -> float | None:
        """In seconds. Raises OutOfTimeError."""
        if self._ends is None:
            return None
        left = self._ends - monotonic()
        if left <= 0:
            raise OutOfTimeError
        return left


def rules() -> list[str]:
    return [
        GUARDS_RULE,
        *(check.rule for check in INVARIANTS),
        HEADS_RULE,
        NUMBERS_RULE,
        SECRETS_RULE,
        WEBHOOK_SECRETS_RULE,
        RIGHTS_RULE,
    ]


def every_finding(seconds: float | None = None) -> Iterator[Finding]:
    """Of each of `rules`, in that order; as it goes, so that a long check shows its progress."""
    clock = _Clock(seconds)
    yield from run_audit(clock)
    yield _timed(HEADS_RULE, clock, lambda: (LedgerHead.objects.count(), heads.faults()))
    yield _timed(NUMBERS_RULE, clock, lambda: (BankAccount.objects.count(), key_rotation.faults(clock.left)))
    yield _timed(SECRETS_RULE, clock, lambda: (SecondFactor.objects.count(), second_factor.faults()))
    yield _timed(
        WEBHOOK_SECRETS_RULE, clock, lambda: (WebhookEndpoint.objects.count(), _shown(webhook_secrets.faults()))
    )
    yield _timed(RIGHTS_RULE, clock, lambda: (len(RIGHTS), role_rights.faults(settings.DB_APP["USER"])))


def run_audit(clock: _Clock | None = None) -> Iterator[Finding]:
    """The rules that one snapshot answers. Yields findings as it goes."""
    clock = clock or _Clock(None)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        guards = expected_guards()
        yield _timed(GUARDS_RULE, clock, lambda: (len(guards), _shown(missing_guards(guards))))
        for check in INVARIANTS:
            yield _timed(check.rule, clock, partial(_look, check, clock))


def faults_of(check: Invariant) -> list[str]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{check.faults} LIMIT {FAULTS_SHOWN + 1}")
            names = [column.name for column in cursor.description]
            return [" ".join(f"{name}={value}" for name, value in zip(names, row, strict=True)) for row in cursor]
    except DatabaseError as error:  # data too broken to compare is a fault too, and must not end the audit
        if isinstance(error.__cause__, QueryCanceled):
            raise OutOfTimeError from None
        return [f"this cannot be checked: {error}".splitlines()[0]]


def _look(check: Invariant, clock: _Clock) -> tuple[int, list[str]]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _limit(clock)
            cursor.execute(f"SELECT count(*) FROM {check.over}")
            [rows] = cursor.fetchone()
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise OutOfTimeError from None
        raise
    _limit(clock)
    return rows, _shown(faults_of(check))


def _limit(clock: _Clock) -> None:
    """The next statement takes no longer than is left."""
    if (left := clock.left()) is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(max(1, int(left * 1000)))])


def _timed(rule: str, clock: _Clock, look: Callable[[], tuple[int, Iterable[str]]]) -> Finding:
    begun = monotonic()
    try:
        clock.left()
        rows, faults = look()
        return Finding(rule, rows, list(faults), monotonic() - begun)
    except OutOfTimeError:
        return Finding(rule, 0, [], monotonic() - begun, is_checked=False)


def _shown(faults: Iterable[str]) -> list[str]:
    shown = list(islice(faults, FAULTS_SHOWN + 1))
    return [*shown[:FAULTS_SHOWN], "… and more"] if len(shown) > FAULTS_SHOWN else shown
