"""Asks the bank whose account it is, and keeps what it said.

The bank is called by the thread that serves the request: outside any transaction, without a lock, for some seconds at
most, and by one thread of each process at a time. So a bank that hangs holds one of a process's threads, whoever asks.
"""

import logging
from datetime import timedelta
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from server.account_numbers import Unreadable
from server.audit_log.recording import record
from server.bank.names import Closed, NameFound, NameMethod, NameQuery, NameReply, NotShown, name_at
from server.bank.registry import bank
from server.errors import InvalidInput, Unavailable
from server.merchants.accounts import NO_ACCOUNT
from server.merchants.changes import Change
from server.merchants.models import BankAccount

from .models import AccountCheck, Verdict
from .scoring import CLOSE_FROM, is_same, score_of

LONGEST_SECONDS = 4.0  # less than any statement may take
FRESH = timedelta(minutes=1)  # an answer is not asked for again: at some banks each costs a rupee and a fee
MOST_SHOWN = 20

logger = logging.getLogger(__name__)
_asking = Lock()


def check_name(account_id: UUID) -> Change[AccountCheck]:
    """Not changed, if the bank answered within the last minute for the name that the account has now. Raises
    InvalidInput, and Unavailable while another check of this process waits for its bank."""
    account = BankAccount.objects.filter(pk=account_id).first()
    if account is None:
        raise InvalidInput(NO_ACCOUNT, "bank_account_id")
    last = AccountCheck.objects.filter(bank_account=account).order_by("-checked_at", "-id").first()
    if last and last.holder_name != account.account_holder_name:
        last = None
    if last and last.verdict != Verdict.UNAVAILABLE and timezone.now() - last.checked_at < FRESH:
        return Change(last, changed=False)
    unanswered = last.reference if last and last.verdict == Verdict.UNAVAILABLE else None
    return Change(_store(account, *_ask(account, unanswered)), changed=True)


def checks_of(account_id: UUID) -> list[AccountCheck]:
    """The newest 20, newest first."""
    rows = AccountCheck.objects.filter(bank_account=account_id).order_by("-checked_at", "-id")
    return list(rows[:MOST_SHOWN])


def _ask(account: BankAccount, asked_before: str | None) -> tuple[NameMethod | None, NameReply]:
    if connection.in_atomic_block:
        raise RuntimeError("the bank must not be called inside a transaction")
    try:
        number = account.account_number
    except Unreadable:
        logger.exception("an account's holder cannot be asked for")
        raise Unavailable from None
    if not _asking.acquire(blocking=False):
        raise Unavailable
    try:
        seconds = min(LONGEST_SECONDS, settings.PAYOUT_BANK_DEADLINE_SECONDS)
        asked = NameQuery(number, account.ifsc_code, account.account_holder_name, seconds, asked_before)
        return name_at(bank(), asked)
    finally:
        _asking.release()


def _store(account: BankAccount, method: NameMethod | None, reply: NameReply) -> AccountCheck:
    check = AccountCheck(
        merchant_id=account.merchant_id,
        bank_account=account,
        method=method,
        holder_name=account.account_holder_name,
        verdict=Verdict.UNAVAILABLE,
        reference=reply.reference,
    )
    match reply:
        case NameFound(name):
            check.registered_name, check.score = name, score_of(check.holder_name, name)
            check.verdict = _verdict(check.holder_name, name, check.score)
        case NotShown():
            check.verdict = Verdict.NOT_SHOWN
        case Closed():
            check.verdict = Verdict.CLOSED
    with transaction.atomic():
        check.save(force_insert=True)
        record("bank_account.name_checked", merchant_id=account.merchant_id, subject_id=account.id)
    check.refresh_from_db()
    return check


def _verdict(ours: str, theirs: str, score: int) -> Verdict:
    if is_same(ours, theirs):
        return Verdict.MATCH
    return Verdict.CLOSE if score >= CLOSE_FROM else Verdict.DIFFERS
