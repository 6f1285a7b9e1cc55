"""A bank that fails, hangs and forgets on request. Its book (`models.py`) outlives restarts, as a bank's would.

An account number's last four digits may choose the outcome, as test cards do; any other account pays or is refused
by chance (`PAYOUT_BANK_FAILURE_RATE`), after `PAYOUT_BANK_LATENCY_SECONDS`.
"""

import random
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from server.account_numbers import mask

from .failures import FailureCode, Reason
from .gateway import BankReply, InProgress, Paid, Refused, TimedOut, Transfer, UnknownReference, Voided
from .holders import holder_of
from .models import BankTransfer
from .names import NameMethod, NameQuery, NameReply, NoAnswer
from .returning import returned_after, returns_in
from .returns import ReturnsPage
from .scripts import Script

OUTCOME = (
    "state",
    "reason",
    "code",
    "utr",
    "submissions",
    "pays_at",
    "paid_at",
    "returns_at",
)  # the columns that change; those of the submission never do
State = BankTransfer.State

BUSY = Reason("The beneficiary's bank is not available at the moment.", FailureCode.BENEFICIARY_BANK_OFFLINE)
CLOSED = Reason("The beneficiary account is closed.", FailureCode.BANK_ACCOUNT_CLOSED)
FROZEN = Reason("The beneficiary account is frozen.", FailureCode.BANK_ACCOUNT_FROZEN)
NOT_ON_RAIL = Reason("The beneficiary's branch does not take payments by this rail.", FailureCode.IMPS_NOT_ALLOWED)
DECIDED = Reason("The bank has cancelled the transfer.", FailureCode.GATEWAY_REJECTED)
REJECTED = {
    Script.ACCOUNT_CLOSED: CLOSED,
    Script.ACCOUNT_FROZEN: FROZEN,
    Script.BRANCH_NOT_ON_RAIL: NOT_ON_RAIL,
}


class SimulatedBank:
    needs_details = False
    name_method = NameMethod.NAME_LOOKUP

    def __init__(self) -> None:
        self.deadline: float = settings.PAYOUT_BANK_DEADLINE_SECONDS
        self.late = timedelta(seconds=self.deadline + 2)
        self.long = timedelta(seconds=settings.PAYOUT_BANK_DECIDES_AFTER_SECONDS)
        self.least, self.most = settings.PAYOUT_BANK_LATENCY_SECONDS
        self.failure_rate: float = settings.PAYOUT_BANK_FAILURE_RATE

    def submit(self, transfer: Transfer) -> BankReply:
        ending = transfer.account_number[-4:]
        if ending == Script.TIMES_OUT_AND_NEVER_PAID:
            return self._time_out()  # lost on its way: it never reaches the book
        decided = self._decide(transfer, ending)
        hangs = isinstance(decided, InProgress) and ending in {Script.HANGS_THEN_PAYS, Script.NEVER_ANSWERS}
        if hangs or ending == Script.TIMES_OUT_THOUGH_IT_PAID:
            return self._time_out()
        if ending == Script.CONTRADICTS_ITSELF and isinstance(decided, Paid):
            return self._reply(Refused(BUSY.words, final=False, code=BUSY.code))
        return self._reply(decided)

    def fetch_status(self, reference: str) -> BankReply:
        row = BankTransfer.objects.filter(pk=reference).first()
        if row and row.state == State.ACCEPTED:
            with transaction.atomic(durable=True):
                row = _settle(BankTransfer.objects.select_for_update().get(pk=reference))
        known = _answer(row) if row else UnknownReference()
        if row and _is_open(row, Script.NEVER_ANSWERS):
            return self._time_out()
        return self._reply(UnknownReference() if row and _is_open(row, Script.CONTRADICTS_ITSELF) else known)

    def void(self, reference: str, reason: str, code: FailureCode) -> BankReply:
        with transaction.atomic(durable=True):
            # Also written for an unknown reference: a transfer that arrives later must find it void.
            row, _ = BankTransfer.objects.select_for_update().get_or_create(
                pk=reference, defaults={"state": State.VOIDED, "amount_paise": 0, "reason": reason, "code": code}
            )
            if _settle(row).state == State.REFUSED:
                row.state, row.reason, row.code = State.VOIDED, reason, code
                row.save(update_fields=OUTCOME)
            elif _is_open(row, Script.CONTRADICTS_ITSELF):
                _pay(row)
                row.save(update_fields=OUTCOME)
        if _is_open(row, Script.NEVER_ANSWERS):
            return self._time_out()
        return self._reply(_answer(row))

    def returns(self, after: str) -> ReturnsPage | TimedOut:
        latency = random.uniform(self.least, self.most)
        if latency > self.deadline:
            return self._time_out()
        time.sleep(latency)
        return returned_after(after)

    def name_at(self, asked: NameQuery) -> NameReply:
        answer, is_silent = holder_of(asked)
        latency = random.uniform(self.least, self.most)
        if is_silent or latency > asked.seconds:
            time.sleep(asked.seconds)
            return NoAnswer()
        time.sleep(latency)
        return answer

    def _decide(self, transfer: Transfer, ending: str) -> BankReply:
        """Write the outcome into the book before replying, so that a lost reply is not forgotten."""
        row = BankTransfer(
            reference=transfer.reference,
            amount_paise=transfer.amount_paise,
            account_number_masked=mask(transfer.account_number),
            ifsc_code=transfer.ifsc_code,
            narration=transfer.narration,
            submissions=1,
        )
        self._outcome(row, ending)
        if _enter(row, self._pays_in(ending)):
            return _answer(row)
        with transaction.atomic(durable=True):  # already in the book: the same transfer
            row = BankTransfer.objects.select_for_update().get(pk=transfer.reference)
            row.submissions += 1
            if _is_open(row, Script.CONTRADICTS_ITSELF):
                _pay(row)
            if _settle(row).state == State.REFUSED:
                self._outcome(row, ending)
            row.save(update_fields=OUTCOME)
            return _answer(row)

    def _outcome(self, row: BankTransfer, ending: str) -> None:
        """Decide a transfer that is neither paid, nor void, nor under way."""
        by_chance = ending not in set(Script) and random.random() < self.failure_rate
        if ending in REJECTED:
            row.state, (row.reason, row.code) = State.REJECTED, REJECTED[Script(ending)]
        elif by_chance or (ending == Script.REFUSES_TWICE_THEN_PAYS and row.submissions <= 2):
            row.state, (row.reason, row.code) = State.REFUSED, BUSY
        elif (pays_in := self._pays_in(ending)) is not None:
            row.state, row.pays_at = State.ACCEPTED, Now() + pays_in
        elif ending in {Script.NEVER_ANSWERS, Script.STAYS_IN_PROGRESS, Script.CONTRADICTS_ITSELF}:
            row.state = State.ACCEPTED
        else:
            _pay(row)

    def _pays_in(self, ending: str) -> timedelta | None:
        """How long a transfer to such an account is under way before it is paid."""
        return {Script.HANGS_THEN_PAYS: self.late, Script.IN_PROGRESS_THEN_PAYS: self.long}.get(ending)  # type: ignore[call-overload, no-any-return]

    def _reply(self, answer: BankReply) -> BankReply:
        latency = random.uniform(self.least, self.most)
        if latency > self.deadline:
            return self._time_out()
        time.sleep(latency)
        return answer

    def _time_out(self) -> TimedOut:
        time.sleep(self.deadline)
        return TimedOut()


def decide(reference: str, *, pays: bool) -> None:
    """Pay a transfer that is under way, or reject it for good, as a person at the bank would.

    Raises BankTransfer.DoesNotExist, or ValueError for one that is decided already.
    """
    with transaction.atomic(durable=True):
        row = BankTransfer.objects.select_for_update().get(pk=reference)
        if _settle(row).state != State.ACCEPTED:
            raise ValueError(f"the bank's book already says: {row}")
        if pays:
            _pay(row)
        else:
            row.state, (row.reason, row.code) = State.REJECTED, DECIDED
        row.save(update_fields=OUTCOME)


def _is_open(row: BankTransfer, script: Script) -> bool:
    return row.state == State.ACCEPTED and row.account_number_masked.endswith(script)


def _settle(row: BankTransfer) -> BankTransfer:
    """Pay a transfer under way once its time has come, whether or not anybody asks."""
    if row.state == State.ACCEPTED and BankTransfer.objects.filter(pk=row.pk, pays_at__lte=Now()).exists():
        _pay(row)
        row.save(update_fields=OUTCOME)
        row.refresh_from_db()  # the database set the time of payment, and it is final
    return row


def _enter(row: BankTransfer, pays_in: timedelta | None) -> bool:
    """Insert into the book in a statement of its own, with its own COMMIT. False if the reference is already there."""
    values: list[Any] = [
        *(row.reference, row.account_number_masked, row.ifsc_code, row.amount_paise, row.narration, row.submissions),
        *(row.state, row.reason, row.code, row.utr, pays_in, row.state == State.PAID),
        returns_in(row) if row.state == State.PAID else None,
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bank_transfers (reference, account_number_masked, ifsc_code, amount_paise, narration,"
            " submissions, state, reason, code, utr, pays_at, paid_at, returns_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, now() + %s, CASE WHEN %s THEN now() END, now() + %s)"
            " ON CONFLICT (reference) DO NOTHING",
            values,
        )
        return bool(cursor.rowcount)


def _pay(row: BankTransfer) -> None:
    row.state, row.reason, row.code = State.PAID, "", ""
    row.utr = f"SIMB{random.SystemRandom().randrange(10**12):012d}"
    row.paid_at = Now()
    delay = returns_in(row)
    row.returns_at = None if delay is None else Now() + delay


def _answer(row: BankTransfer) -> BankReply:
    match row.state, row.utr:
        case State.PAID, str(utr):
            return Paid(utr)
        case ((State.REFUSED | State.REJECTED), _):
            return Refused(row.reason, final=row.state == State.REJECTED, code=_code(row) or FailureCode.UNSPECIFIED)
        case State.VOIDED, _:
            return Voided(row.reason, _code(row))
        case _:
            return InProgress()


def _code(row: BankTransfer) -> FailureCode | None:
    return FailureCode(row.code) if row.code else None
