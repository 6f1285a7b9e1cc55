"""What a person says of a line or an exception, with a remark. It posts nothing: a return, a payment, an adjustment is
recorded by its own verb."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum

from server.audit_log.context import current_context
from server.audit_log.recording import record
from server.errors import InvalidInput, NotFound
from server.free_text import mask_account_numbers
from server.india import IST
from server.ledger.models import EntryType, LedgerEntry
from server.ledger.periods import EARLIEST, today
from server.payouts.models import Payout
from server.payouts.return_facts import PayoutReturn
from server.payouts.states import Status
from server.text import clean_text

from .accounts import our_accounts
from .exceptions import Kind, Mismatch, exception_with
from .matching import ALONE
from .models import (
    LONGEST_REMARK,
    AcceptedException,
    BankStatement,
    BankStatementLine,
    LinkKind,
    LinkRule,
    ReconciliationLink,
    ReconciliationUnlink,
)


class Linked(NamedTuple):
    link: ReconciliationLink
    changed: bool


class Accepted(NamedTuple):
    acceptance: AcceptedException
    changed: bool


def link_line(line_id: UUID, kind: LinkKind, subject_id: UUID | None, remark: str) -> Linked:
    """The rest of the line is this. Where amount or UTR differ, the remark accepts that too. The same again changes
    nothing. Raises NotFound and InvalidInput."""
    remark = _remark(remark)
    with transaction.atomic():
        line = _locked(line_id)
        live = ReconciliationLink.objects.filter(line=line, unlink=None)
        for link in live:
            if (link.kind, link.subject_id) == (kind, subject_id):
                return Linked(link, changed=False)
            if link.kind == kind:
                raise InvalidInput("This line is linked in that way already: unlink it first.", "line_id")
        rest = line.amount_paise - (live.aggregate(paise=Sum("amount_paise"))["paise"] or 0)
        if not rest:
            raise InvalidInput("This line is linked whole: unlink it first.", "line_id")
        paise = _fact_paise(kind, subject_id, rest)
        if kind.names_a_subject and (
            ReconciliationLink.objects.filter(subject_id=subject_id, kind=kind, unlink=None).exists()
        ):
            raise InvalidInput("Another line is linked with it: unlink that first.", "subject_id")
        link = ReconciliationLink(
            line=line,
            kind=kind,
            subject_id=subject_id,
            amount_paise=max(rest, paise) if rest < 0 else min(rest, paise),
            rule=LinkRule.PERSON,
            remark=remark,
            linked_by=_who(),
        )
        link.save(force_insert=True)
        link.refresh_from_db()
        _accept_what_differs(line, remark)
        changes = {"kind": (None, kind.value), "subject_id": (None, str(subject_id) if subject_id else None)}
        record("bank_statement_line.linked", merchant_id=None, subject_id=line.id, changes=changes)
        return Linked(link, changed=True)


def unlink_line(line_id: UUID, remark: str) -> int:
    """Undoes the live links of a line; they are never made again by themselves. Returns how many there were. Raises
    NotFound and InvalidInput."""
    remark = _remark(remark)
    with transaction.atomic():
        line = _locked(line_id)
        links = list(ReconciliationLink.objects.filter(line=line, unlink=None))
        for link in links:
            ReconciliationUnlink(link=link, remark=remark, unlinked_by=_who()).save(force_insert=True)
        if links:
            record("bank_statement_line.unlinked", merchant_id=None, subject_id=line.id)
        return len(links)


def accept_exception(kind: Kind, subject: str, amount_paise: int, remark: str) -> Accepted:
    """It stays in the list, as accepted, until its amount changes. Raises NotFound if there is no such exception now,
    and InvalidInput if it has another amount by now."""
    remark = _remark(remark)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ALONE)
        found = _find(kind, subject)
        if found.amount_paise != amount_paise:
            raise InvalidInput(f"Its amount is {found.amount_paise} paise by now.", "amount_paise")
        return _accept(found, remark)


def _accept(found: Mismatch, remark: str) -> Accepted:
    same = AcceptedException.objects.filter(
        kind=found.kind.name, subject=found.subject, amount_paise=found.amount_paise
    ).first()
    if same:
        return Accepted(same, changed=False)
    acceptance = AcceptedException(
        kind=found.kind.name,
        subject=found.subject,
        amount_paise=found.amount_paise,
        remark=remark,
        accepted_by=_who(),
    )
    acceptance.save(force_insert=True)
    acceptance.refresh_from_db()
    changes = {"kind": (None, found.kind.name), "subject": (None, found.subject)}
    record("reconciliation_exception.accepted", merchant_id=None, subject_id=acceptance.id, changes=changes)
    return Accepted(acceptance, changed=True)


def _accept_what_differs(line: BankStatementLine, remark: str) -> None:
    for kind in (Kind.AMOUNT_DIFFERS, Kind.UTR_DIFFERS):
        if found := exception_with(line.our_account, kind, str(line.id), line.booked_on):
            _accept(found, remark)


def _find(kind: Kind, subject: str) -> Mismatch:
    """By the day and account of what it names. Raises NotFound."""
    for account in our_accounts():
        for day in _days_of(kind, subject):
            if found := exception_with(account, kind, subject, day):
                return found
    raise NotFound("exception")


def _days_of(kind: Kind, subject: str) -> list[date]:
    try:
        if kind is Kind.DAY_MISSING:
            day = date.fromisoformat(subject.rpartition(" ")[2])
            return [day] if EARLIEST <= day <= today() else []  # no other was ever covered
        key = UUID(subject)
    except ValueError:
        return []
    match kind:
        case Kind.STATEMENT_GAP:
            return list(BankStatement.objects.filter(pk=key).values_list("first_day", flat=True))
        case Kind.PAID_NOT_ON_STATEMENT:
            ends = Payout.objects.filter(pk=key, completed_at__isnull=False).values_list("completed_at", flat=True)
            return [at.astimezone(IST).date() for at in ends if at]
        case Kind.RETURN_NOT_ON_STATEMENT:
            return list(PayoutReturn.objects.filter(pk=key).values_list("value_on", flat=True))
    return list(BankStatementLine.objects.filter(pk=key).values_list("booked_on", flat=True))


def _fact_paise(kind: LinkKind, subject_id: UUID | None, rest: int) -> int:
    """The subject's amount, signed as its line would be. Raises InvalidInput."""
    if not kind.names_a_subject:
        if subject_id is not None:
            raise InvalidInput("This kind of link names nothing.", "subject_id")
        return rest
    if subject_id is None:
        raise InvalidInput("Name what the line is.", "subject_id")
    paise: int | None = None
    match kind:
        case LinkKind.PAYOUT:
            found = Payout.objects.filter(pk=subject_id, status=Status.COMPLETED)
            paise = next((-each for each in found.values_list("amount_paise", flat=True)), None)
        case LinkKind.RETURN:
            returned = PayoutReturn.objects.filter(pk=subject_id)
            paise = next(iter(returned.values_list("amount_paise", flat=True)), None)
        case LinkKind.INWARD:
            entries = LedgerEntry.objects.filter(pk=subject_id, entry_type=EntryType.PAYMENT_RECEIVED)
            paise = next(iter(entries.values_list("amount_paise", flat=True)), None)
    if paise is None:
        raise InvalidInput(MISSING[kind], "subject_id")
    if (paise < 0) != (rest < 0):
        raise InvalidInput("The line goes the other way.", "kind")
    return paise


MISSING = {
    LinkKind.PAYOUT: "No completed payout has this id.",
    LinkKind.RETURN: "No payout with this id has a recorded return.",
    LinkKind.INWARD: "No payment has this ledger entry.",
}


def _locked(line_id: UUID) -> BankStatementLine:
    """Under the lock of all that write lines and links. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
    line = BankStatementLine.objects.filter(pk=line_id).first()
    if line is None:
        raise NotFound("line of a bank statement")
    return line


def _remark(remark: str) -> str:
    return mask_account_numbers(clean_text(remark, "remark", LONGEST_REMARK))


def _who() -> str:
    return str(current_context().actor)[:300]
