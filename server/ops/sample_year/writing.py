"""Writes the year's rows in one transaction: merchant and accounts by their verbs, and whatever has a date with the
triggers off, which would set every time to now. So what they would have written is written here too."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import psycopg
from django.db import ProgrammingError, connection, transaction

from server.audit_log.context import current_context
from server.audit_log.models import AuditEvent
from server.bank.models import BankTransfer
from server.ledger.models import EntryType, LedgerEntry
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account, create_merchant
from server.operator_error import OperatorError
from server.payouts import review
from server.payouts.details import PayoutDetails
from server.payouts.idempotency import window
from server.payouts.models import Payout, PayoutAttempt
from server.payouts.states import Status

from .calendar import day_in_india
from .course import AtBank, Course, course_of, unknown_since
from .details import details_of
from .entries import entries_of
from .funding import payments_for
from .plan import A_YEAR, SEED, id_at, payouts_until
from .suppliers import EMAIL, NAME, SILENT, SUPPLIERS

DERIVED = Path(__file__).with_name("derived.sql")
SOON = timedelta(minutes=5)  # every other payout had ended before the unknown one began


def write_the_year(say: Callable[[str], object]) -> None:
    """Raises OperatorError where the tables' owner may not switch triggers off; then nothing is written."""
    with transaction.atomic():
        merchant = create_merchant(name=NAME, email=EMAIL)
        accounts = {supplier.name: _add(merchant, number) for number, supplier in enumerate(SUPPLIERS)}
        say(f"{NAME}: {len(accounts)} suppliers")
        with connection.cursor() as cursor:
            try:
                cursor.execute("SET LOCAL session_replication_role = replica")
            except ProgrammingError as error:
                reason = str(error).strip().splitlines()[0]
                raise OperatorError(f"DB_USER has to be a superuser here, to write what is past: {reason}.") from error
            cursor.execute("SELECT clock_timestamp()")
            [now] = cursor.fetchone()
            _write(merchant, accounts, now, say)
            say("Checkpoints, receipts and the audit log …")
            opened = now - A_YEAR - timedelta(days=9)
            values = {"merchant": merchant.id, "window": window(), "opened": opened}
        with psycopg.ClientCursor(connection.connection) as script:  # several statements at once
            script.execute(DERIVED.read_bytes(), values)


def _add(merchant: Merchant, number: int) -> BankAccount:
    supplier = SUPPLIERS[number]
    return add_bank_account(
        merchant_id=merchant.id,
        account_holder_name=supplier.name,
        account_number=supplier.account_number,
        ifsc_code=supplier.ifsc_code,
        account_type=supplier.account_type,
        is_verified=supplier is not SILENT,
    )


def _write(merchant: Merchant, accounts: dict[str, BankAccount], now: datetime, say: Callable[[str], object]) -> None:
    dice, today, unknown = Random(SEED), day_in_india(now), unknown_since(now)
    planned = payouts_until(today, unknown - SOON, unknown, now)
    payments = payments_for(planned, today - A_YEAR, unknown - SOON, dice)
    courses = [course_of(payout, now, dice) for payout in planned]
    say(f"{len(courses):,} payouts …")
    Payout.objects.bulk_create([_payout(merchant, accounts, course, now) for course in courses])
    PayoutDetails.objects.bulk_create(details_of(merchant, planned))
    PayoutAttempt.objects.bulk_create([attempt for course in courses for attempt in _attempts(course, dice)])
    BankTransfer.objects.bulk_create(
        [_transfer(accounts, course, course.at_bank) for course in courses if course.at_bank]
    )
    entries = entries_of(merchant, courses, payments, dice)
    say(f"{len(payments)} payments from abroad, {len(entries):,} entries …")
    LedgerEntry.objects.bulk_create(entries)
    AuditEvent.objects.bulk_create(
        [
            *(_event("payout.created", merchant, str(c.payout.id), c.payout.at, dice) for c in courses),
            *(
                _event("payment.recorded", merchant, str(entry.id), entry.created_at, dice)
                for entry in entries
                if entry.entry_type == EntryType.PAYMENT_RECEIVED
            ),
        ]
    )


def _payout(merchant: Merchant, accounts: dict[str, BankAccount], course: Course, now: datetime) -> Payout:
    planned, is_unknown = course.payout, course.status == Status.PROCESSING
    ended, attempts = course.ended, course.attempts
    started = attempts[0].started if attempts else None
    waits_until = planned.at if course.status == Status.PENDING else now + review.slow_pace() if is_unknown else None
    return Payout(
        id=planned.id,
        merchant=merchant,
        bank_account=accounts[planned.supplier.name],
        amount_paise=planned.paise,
        idempotency_key=planned.key,
        status=course.status,
        attempt_count=course.submissions,
        failure_reason=course.reason and course.reason.words,
        failure_code=course.reason and course.reason.code,
        bank_reference_id=course.utr,
        next_attempt_at=waits_until,
        last_answer=attempts[-1].answer if attempts else None,
        unresolved_since=started if is_unknown else None,
        needs_review=is_unknown,
        created_at=planned.at,
        updated_at=attempts[-1].ended if attempts else planned.at,
        processing_started_at=started,
        completed_at=ended if course.status == Status.COMPLETED else None,
        failed_at=ended if course.status == Status.FAILED else None,
    )


def _attempts(course: Course, dice: Random) -> list[PayoutAttempt]:
    return [
        PayoutAttempt(
            id=id_at(attempt.ended, dice),
            payout_id=course.payout.id,
            number=attempt.number,
            call=attempt.call,
            answer=attempt.answer,
            reason=attempt.reason,
            started_at=attempt.started,
            ended_at=attempt.ended,
        )
        for attempt in course.attempts
    ]


def _transfer(accounts: dict[str, BankAccount], course: Course, state: AtBank) -> BankTransfer:
    account = accounts[course.payout.supplier.name]
    return BankTransfer(
        reference=f"payout-{course.payout.id}",
        account_number_masked=account.account_number_masked,
        ifsc_code=account.ifsc_code,
        amount_paise=course.payout.paise,
        state=state,
        reason=course.reason.words if course.reason else "",
        code=course.reason.code if course.reason else "",
        utr=course.utr,
        submissions=course.submissions,
        created_at=course.attempts[0].ended,
        paid_at=course.ended if course.utr else None,
    )


def _event(action: str, merchant: Merchant, subject: str, at: datetime, dice: Random) -> AuditEvent:
    actor = current_context().actor
    return AuditEvent(
        id=id_at(at, dice),
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        merchant_id=merchant.id,
        subject_id=subject,
    )
