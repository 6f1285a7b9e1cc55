"""People approve or reject payouts that wait for it. One person decides once, never about a payout of their own.

The last approval that was needed opens the payout's gate in the same transaction, and the payout is due. A rejection
asks for its cancellation, which the bank carries out as any other (`server/payouts/cancelling.py`).
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg.errors import CheckViolation

from server.access.callers import Caller, Scope
from server.access.recent_proof import require_proof
from server.audit_log.recording import record
from server.errors import InvalidInput
from server.failpoints import around
from server.merchants.models import Merchant
from server.payouts.cancelling import read_remark
from server.payouts.models import Payout

from .models import Approval, ApprovalGate

NOT_A_PERSON = "People decide about payouts: sign in. An API key approves and rejects nothing."
NO_APPROVER = "Only the merchant's own people who may approve decide about its payouts."
OWN = "You made this payout, so others have to decide about it."
NO_GATE = "This payout needs no approval."
CHANGED = "This payout is not what you have looked at. Look at it again."
TOO_LATE = "The time to approve this payout is over."
ENDED = {
    ApprovalGate.Ending.OPENED: "Enough people have approved this payout already.",
    ApprovalGate.Ending.REJECTED: "This payout was rejected.",
    ApprovalGate.Ending.EXPIRED: TOO_LATE,
    ApprovalGate.Ending.CANCELLED: "Somebody has asked to cancel this payout.",
}

FIND = """
    SELECT g.ending, g.maker_person_id = %s, g.expires_at <= clock_timestamp(), g.subject,
           approval_subject(g.payout_id),
           (SELECT a.decision FROM approvals a WHERE a.payout_id = g.payout_id AND a.person_id = %s)
    FROM approval_gates g WHERE g.payout_id = %s"""
DECIDE = """
    INSERT INTO approvals (payout_id, person_id, person_name, merchant_id, decision, remark)
    SELECT g.payout_id, %(person)s, %(name)s, g.merchant_id, %(decision)s, %(remark)s
    FROM approval_gates g
    WHERE g.merchant_id = %(merchant)s AND g.ended_at IS NULL AND g.expires_at > statement_timestamp() AND {which}
    ORDER BY g.payout_id RETURNING payout_id"""
OF_BATCH = """g.batch_id = %(batch)s AND g.maker_person_id IS DISTINCT FROM %(person)s
      AND NOT EXISTS (SELECT FROM approvals a WHERE a.payout_id = g.payout_id AND a.person_id = %(person)s)"""


class BatchDecision(NamedTuple):
    decided: int  # payouts of the batch, by this call
    opened: int  # of these, by enough people now


def decide(
    caller: Caller, payout: Payout, decision: Approval.Decision, *, remark: object = None, subject: str | None = None
) -> Payout:
    """`subject`: the digest of what the person has looked at, which the payout's approval shows.

    Raises InvalidInput or ProofDue, with nothing written, and Unavailable.
    """
    words = _read_remark(decision, remark)
    person = _person(caller, payout.merchant_id)
    with around("approve"), transaction.atomic(durable=True):
        Merchant.objects.lock(payout.merchant_id)
        _require_open(payout.id, person, subject)
        of = {"merchant": payout.merchant_id, "payout": payout.id}
        if not _insert(caller, person, decision, words, "g.payout_id = %(payout)s", **of):
            raise InvalidInput(TOO_LATE, "payout_id")  # since a moment ago
        event = "payout.approved" if decision is Approval.Decision.APPROVE else "payout.rejected"
        record(event, merchant_id=payout.merchant_id, subject_id=payout.id)
    return Payout.objects.select_related("bank_account").get(pk=payout.pk)


def decide_batch(
    caller: Caller, merchant_id: UUID, batch_id: UUID, decision: Approval.Decision, *, remark: object = None
) -> BatchDecision:
    """About every payout of the batch that waits for this person, in one statement. Raises InvalidInput, with nothing
    written, if there is none; ProofDue and Unavailable."""
    words = _read_remark(decision, remark)
    person = _person(caller, merchant_id)
    with around("approve"), transaction.atomic(durable=True):
        Merchant.objects.lock(merchant_id)
        decided = _insert(caller, person, decision, words, OF_BATCH, merchant=merchant_id, batch=batch_id)
        if not decided:
            raise InvalidInput(_why_none(batch_id, person), "batch_id")
        event = "payout_batch.approved" if decision is Approval.Decision.APPROVE else "payout_batch.rejected"
        record(event, merchant_id=merchant_id, subject_id=batch_id)
        opened = ApprovalGate.objects.filter(pk__in=decided, ending=ApprovalGate.Ending.OPENED).count()
    return BatchDecision(len(decided), opened)


def _insert(
    caller: Caller, person: int, decision: Approval.Decision, remark: str | None, which: str, **of: Any
) -> list[UUID]:
    values = of | {"person": person, "name": caller.name[:300], "decision": decision.value, "remark": remark}
    try:
        with connection.cursor() as cursor:
            cursor.execute(DECIDE.format(which=which), values)
            return [payout_id for [payout_id] in cursor]
    except IntegrityError as refusal:
        if isinstance(refusal.__cause__, CheckViolation):  # a role is taken away without the merchant's lock
            raise InvalidInput(NO_APPROVER) from None
        raise


def _person(caller: Caller, merchant_id: UUID) -> int:
    if caller.kind != "person":
        raise InvalidInput(NOT_A_PERSON)
    if caller.merchant_id != merchant_id or Scope.APPROVALS not in caller.scopes:
        raise InvalidInput(NO_APPROVER)
    require_proof(caller)
    return int(caller.id)


def _require_open(payout_id: UUID, person: int, looked_at: str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FIND, [person, person, payout_id])
        found = cursor.fetchone()
    if found is None:
        raise InvalidInput(NO_GATE, "payout_id")
    ending, is_own, is_late, subject, subject_now, before = found
    if before:
        done = "approved" if before == Approval.Decision.APPROVE else "rejected"
        raise InvalidInput(f"You have {done} this payout already.", "payout_id")
    if ending:
        raise InvalidInput(ENDED[ApprovalGate.Ending(ending)], "payout_id")
    if is_late:
        raise InvalidInput(TOO_LATE, "payout_id")
    if is_own:
        raise InvalidInput(OWN, "payout_id")
    if subject != subject_now or looked_at not in {None, subject}:
        raise InvalidInput(CHANGED, "subject")


def _why_none(batch_id: UUID, person: int) -> str:
    gates = ApprovalGate.objects.filter(batch_id=batch_id)
    waiting = gates.filter(ended_at=None)
    if not gates.exists():
        return "No payout of this batch needs approval."
    if not waiting.exists():
        return "No payout of this batch waits for approval any more."
    if waiting.filter(maker_person_id=person).exists():
        return "You paid this batch, so others have to decide about it."
    return "You have decided about this batch already, or the time to do so is over."


def _read_remark(decision: Approval.Decision, remark: object) -> str | None:
    words = read_remark(remark)
    if words is None and decision is Approval.Decision.REJECT:
        raise InvalidInput("remark is missing: say why, in up to 300 characters.", "remark")
    return words
