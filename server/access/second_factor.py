"""Second factors: turn on, check a code, renew the recovery codes, turn off, reset.

A code is checked under the lock of its factor's row and counts once; the clock is the database's. Wrong codes are
throttled like passwords, but counted apart from them: a right password, which clears its own failures, must not buy
further guesses at the code.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from server.encryption import Encryption, Undecryptable, key_id_of
from server.errors import CodeRefused, CodesUnavailable, InvalidInput, NotFound

from . import login_throttle
from .models import SecondFactor
from .one_time_codes import CODE, enrolment_uri, matching_step, new_recovery_codes, new_secret, recovery_hash
from .session_ends import end_sessions
from .user_events import record_about, record_own

ENCRYPTION = Encryption(b"second factor")
NEVER = -1  # before every step of time

logger = logging.getLogger(__name__)


class Unreadable(Exception):  # noqa: N818  describes the secret
    """No known key decrypts it. Names the user, not the secret."""

    def __init__(self, user_id: int) -> None:
        super().__init__(f"the second factor of user {user_id} cannot be read with PAYOUT_ENCRYPTION_KEYS")


class Enrolment(NamedTuple):
    """A factor that is not turned on yet: its secret as the app reads it, and sealed for the user's own session."""

    secret: bytes
    uri: str
    sealed: bytes


class TurnedOn(NamedTuple):
    """`recovery_codes` are shown this once."""

    factor: SecondFactor
    recovery_codes: list[str]


def factor_of(user: User) -> SecondFactor | None:
    return SecondFactor.objects.filter(user=user).first()


def begin_enrolment(user: User, sealed: bytes = b"") -> Enrolment:
    """Stores nothing. `sealed` is an earlier enrolment's: the same secret again, if it can be read. Raises InvalidInput
    if the user has a second factor."""
    _refuse_a_second(user)
    try:
        secret = ENCRYPTION.decrypt(_enrolling(user), sealed)
    except Undecryptable:
        secret = new_secret()
    return Enrolment(secret, enrolment_uri(secret, user.get_username()), ENCRYPTION.encrypt(_enrolling(user), secret))


def turn_on(user: User, sealed: bytes, code: str, address: str | None) -> TurnedOn:
    """`sealed` is the enrolment's, `code` what the app shows for it. A wrong one counts as at a sign-in, as each is
    recorded. Raises InvalidInput, CodeRefused, TooManyAttempts."""
    try:
        secret = ENCRYPTION.decrypt(_enrolling(user), sealed)
    except Undecryptable:
        raise InvalidInput("Scan the code anew: this one is out of date.") from None
    with _counted(user, address):
        step = matching_step(secret, code, _database_seconds(), NEVER)
        if step is None:
            raise CodeRefused
    codes = new_recovery_codes()
    factor = SecondFactor(user=user, last_used_step=step)
    factor.secret_encrypted = ENCRYPTION.encrypt(factor.id.bytes, secret)
    factor.recovery_hashes = _hashes(factor, codes)
    try:
        with transaction.atomic():
            factor.save(force_insert=True)
            record_own(user, "second_factor.turned_on")
    except IntegrityError:  # in another window, a moment ago
        _refuse_a_second(user)
        raise
    return TurnedOn(factor, codes)


def check(user: User, code: str, address: str | None) -> SecondFactor:
    """The user's factor, whose app shows this code, or which had this recovery code left. Either is used up.

    Call it outside of transactions: a rollback would forget the attempt. Raises CodeRefused, TooManyAttempts, and
    CodesUnavailable if a key is missing.
    """
    with _counted(user, address):
        with transaction.atomic():
            factor = _use(user, code)
        if factor is None:
            raise CodeRefused
    return factor


def renew_recovery_codes(user: User, code: str, address: str | None) -> list[str]:
    """Ten new ones, shown this once; the others end. Raises CodeRefused, TooManyAttempts, and NotFound without a
    factor."""
    _factor_of(user)
    check(user, code, address)
    codes = new_recovery_codes()
    with transaction.atomic():
        factor = _factor_of(user, lock=True)
        SecondFactor.objects.filter(pk=factor.pk).update(recovery_hashes=_hashes(factor, codes))
        record_own(user, "second_factor.recovery_codes_renewed")
    return codes


def turn_off(user: User, code: str, address: str | None) -> None:
    """Call it once the password was right. Raises CodeRefused, TooManyAttempts, and NotFound without a factor."""
    _factor_of(user)
    factor = check(user, code, address)
    with transaction.atomic():
        deleted, _ = SecondFactor.objects.filter(pk=factor.pk).delete()
        if deleted:
            record_own(user, "second_factor.turned_off")


def reset(user: User) -> bool:
    """For somebody who lost the app and the recovery codes: turns the factor off, and ends every session and every
    half-finished sign-in. False if there is none."""
    with transaction.atomic():
        deleted, _ = SecondFactor.objects.filter(user=user).delete()
        if deleted:
            record_about(user, "second_factor.reset")
            end_sessions(user)
    return bool(deleted)


def reencrypt() -> int:
    """Encrypt every secret under the first key, unless it is already, and return their count. Raises Unreadable."""
    count = 0
    for factor in SecondFactor.objects.order_by("id").iterator():
        encrypted = bytes(factor.secret_encrypted)
        if key_id_of(encrypted) != ENCRYPTION.current_key_id():
            anew = ENCRYPTION.encrypt(factor.id.bytes, secret_of(factor))
            count += SecondFactor.objects.filter(id=factor.id, secret_encrypted=encrypted).update(secret_encrypted=anew)
    return count


def faults() -> Iterator[str]:
    """One line per secret that cannot be decrypted."""
    for factor in SecondFactor.objects.order_by("id").iterator():
        try:
            secret_of(factor)
        except Unreadable as error:
            yield str(error)


def secret_of(factor: SecondFactor) -> bytes:
    """Raises Unreadable."""
    try:
        return ENCRYPTION.decrypt(factor.id.bytes, bytes(factor.secret_encrypted))
    except Undecryptable:
        raise Unreadable(factor.user_id) from None


@contextmanager
def _counted(user: User, address: str | None) -> Iterator[None]:
    """Counts the code that the block checks, if it is wrong. Raises TooManyAttempts, and CodesUnavailable, with nothing
    counted, where no key decrypts the secret."""
    # Nobody can sign in with a NUL in the name, and so count against this one.
    attempt = login_throttle.begin_attempt(f"\0second factor of {user.pk}", address)
    try:
        yield
    except CodeRefused:
        raise
    except Unreadable as error:
        login_throttle.withdraw(attempt)
        logger.error("%s", error)  # noqa: TRY400 - the operator's to mend, and no fault of the code's
        raise CodesUnavailable from None
    except BaseException:
        login_throttle.withdraw(attempt)
        raise
    login_throttle.succeed(attempt)


def _use(user: User, code: str) -> SecondFactor | None:
    factor = SecondFactor.objects.select_for_update(no_key=True).filter(user=user).first()
    if factor is None:
        return None
    if CODE.fullmatch(code.strip()):
        step = matching_step(secret_of(factor), code, _database_seconds(), factor.last_used_step)
        if step is None:
            return None
        SecondFactor.objects.filter(pk=factor.pk).update(last_used_step=step)
        return factor
    if (used := recovery_hash(factor.id, code)) not in factor.recovery_hashes:
        return None
    left = [each for each in factor.recovery_hashes if each != used]
    SecondFactor.objects.filter(pk=factor.pk).update(recovery_hashes=left)
    record_own(user, "second_factor.recovery_code_used")
    return factor


def _factor_of(user: User, *, lock: bool = False) -> SecondFactor:
    rows = SecondFactor.objects.select_for_update(no_key=True) if lock else SecondFactor.objects.all()
    factor = rows.filter(user=user).first()
    if factor is None:
        raise NotFound("second factor")
    return factor


def _refuse_a_second(user: User) -> None:
    if SecondFactor.objects.filter(user=user).exists():
        raise InvalidInput("A second factor is on already; turn it off first.")


def _hashes(factor: SecondFactor, codes: list[str]) -> list[str]:
    return [recovery_hash(factor.id, code) for code in codes]


def _enrolling(user: User) -> bytes:
    return f"enrolment of user {user.pk}".encode()


def _database_seconds() -> float:
    """Since 1970. Not the transaction's time, which may have waited for the lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        [seconds] = cursor.fetchone()
    return float(seconds)
