"""The book of what was sent to a real bank: written before each submission, so that a crash leaves none unknown.

Every verb is one short transaction of its own, on the locked row. The bank is never called inside one.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.db.models.functions import Now

from server.account_numbers import mask
from server.audit_log.recording import record
from server.india import IST

from . import return_book
from .failures import FailureCode, Reason
from .gateway import BankReply, InProgress, Paid, Refused, Transfer, UnknownReference, Voided
from .models import BankSubmission
from .returns import Return

State = BankSubmission.State
# The columns that change; those of what was sent never do.
OUTCOME = (
    *("state", "told", "told_at", "reason", "code", "bank_id", "utr"),
    *("unanswered", "submissions", "reversed_at", "last_sent_at"),
)

logger = logging.getLogger(__name__)


def find(reference: str) -> BankSubmission | None:
    return BankSubmission.objects.filter(pk=reference).first()


def enter(
    transfer: Transfer, *, bank: str, mode: str, payee: str, narration: str | None
) -> tuple[BankSubmission, bool]:
    """The row of this transfer, and whether it is new: then it counts as sent once. Raises ValueError if the reference
    belongs to another transfer."""
    row, is_new = BankSubmission.objects.get_or_create(
        pk=transfer.reference,
        defaults={
            "bank": bank,
            "amount_paise": transfer.amount_paise,
            "account_number_masked": mask(transfer.account_number),
            "ifsc_code": transfer.ifsc_code,
            "mode": mode,
            "payee": payee,
            "narration": narration,
            "state": State.SENT,
            "submissions": 1,
            "unanswered": 1,
            "first_sent_at": Now(),
            "last_sent_at": Now(),
        },
    )
    ours = (transfer.amount_paise, mask(transfer.account_number), transfer.ifsc_code, bank)
    theirs = (row.amount_paise, row.account_number_masked, row.ifsc_code, row.bank)
    if row.state != State.VOIDED and ours != theirs:
        raise ValueError(f"{transfer.reference} was sent before as another transfer")
    return row, is_new


def enter_again(reference: str) -> BankSubmission:
    """Before it is sent once more. A row that has been decided, or that the bank has, comes back as it is."""
    with _locked(reference) as row:
        if row.state in (State.SENT, State.REFUSED):
            row.state = State.SENT
            row.submissions += 1
            row.unanswered += 1
            row.last_sent_at = Now()
        return row


def note_not_taken(reference: str, why: Reason | None = None) -> BankSubmission:
    """One submission made nothing at the bank. With `why` the bank said so: the transfer may be sent again."""
    with _locked(reference) as row:
        row.unanswered = max(row.unanswered - 1, 0)
        if why and row.state == State.SENT and not row.unanswered:
            row.state, row.reason, row.code = State.REFUSED, Refused(why.words, final=False).reason, why.code
        return row


def note_declined(reference: str, why: Reason) -> BankSubmission:
    """The bank will not take this transfer. That is an end only if no other submission of it may have arrived: a key
    that comes back with another body is declined as well, while the first one is paid."""
    with _locked(reference) as row:
        row.unanswered = max(row.unanswered - 1, 0)
        if row.state in (State.SENT, State.REFUSED) and not row.unanswered:
            row.state, row.reason, row.code = State.REJECTED, Refused(why.words, final=True).reason, why.code
        return row


def note_told(reference: str, bank_id: str, word: str, *, utr: str | None = None, unpaid: Reason | None = None) -> None:
    """What the bank says of it now: paid under this UTR, not paid and why, or else under way. Whatever was final stays
    so; a payment that came back is booked as a return, under the bank's id."""
    with _locked(reference) as row:
        row.bank_id = bank_id = row.bank_id or bank_id
        if row.told != word:
            row.told, row.told_at = word, Now()
        if row.state == State.PAID:
            if unpaid and row.reversed_at is None:
                row.reversed_at = Now()
                today = datetime.now(IST).date()
                return_book.book([Return(reference, bank_id, row.amount_paise, today, *unpaid)])
                _tell("bank.payment_reversed", row, "paid, and came back")
        elif row.state in (State.REJECTED, State.VOIDED):
            if unpaid is None:
                _tell("bank.contradicted_itself", row, f"{row.state} here, and {word} at the bank")
        elif utr:
            row.state, row.utr = State.PAID, utr
        elif unpaid:
            row.state, row.reason, row.code = State.REJECTED, Refused(unpaid.words, final=True).reason, unpaid.code
        else:
            row.state = State.KNOWN


def void(reference: str, why: Reason, bank: str) -> BankSubmission:
    """Never to be sent from now on, if no submission of it can have arrived; else the row as it is."""
    with transaction.atomic(durable=True):
        row, _ = BankSubmission.objects.select_for_update().get_or_create(
            pk=reference,
            defaults={"bank": bank, "amount_paise": 0, "state": State.VOIDED, "reason": why.words, "code": why.code},
        )
        if row.state in (State.SENT, State.REFUSED) and not row.unanswered and row.bank_id is None:
            row.state, row.reason, row.code = State.VOIDED, Voided(*why).reason, why.code
            row.save(update_fields=OUTCOME)
        return row


def declare_void(reference: str, why: Reason, quiet: timedelta) -> bool:
    """A person has made sure at the bank that nothing which was sent has arrived, nor will. False if the bank has it by
    now, if it is decided, or if it was sent again within `quiet`."""
    with _locked(reference) as row:
        if row.state not in (State.SENT, State.REFUSED) or row.bank_id is not None:
            return False
        if row.last_sent_at is None or datetime.now(UTC) - row.last_sent_at < quiet:
            return False
        row.state, row.reason, row.code = State.VOIDED, Voided(*why).reason, why.code
        return True


def oldest_paid_since(moment: datetime) -> datetime:
    """When the oldest of the payments that were heard of since then was first sent, or the moment itself."""
    paid = BankSubmission.objects.filter(state=State.PAID, told_at__gte=moment)
    first: datetime | None = paid.aggregate(first=Min("first_sent_at"))["first"]
    return min(first or moment, moment)


def reply_of(row: BankSubmission) -> BankReply:
    """As far as the book knows."""
    code = FailureCode(row.code) if row.code else FailureCode.UNSPECIFIED
    match row.state, row.utr:
        case State.PAID, str(utr):
            return Paid(utr)
        case ((State.REJECTED | State.REFUSED), _):
            return Refused(row.reason, final=row.state == State.REJECTED, code=code)
        case State.VOIDED, _:
            return Voided(row.reason, code)
        case State.KNOWN, _:
            return InProgress()
        case _:
            return UnknownReference()


@contextmanager
def _locked(reference: str) -> Iterator[BankSubmission]:
    with transaction.atomic(durable=True):
        row = BankSubmission.objects.select_for_update().get(pk=reference)
        yield row
        row.save(update_fields=OUTCOME)


def _tell(action: str, row: BankSubmission, words: str) -> None:
    logger.error("%s: %s: %s", action, row.reference, words)
    record(action, merchant_id=None, subject_id=UUID(row.reference.removeprefix("payout-")))
