"""What waits for approval, and what was decided about a payout: for whoever reads, within a list's own statement."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F, Func, JSONField, TextChoices

from server.payouts.models import Payout

from .models import Approval

MOST_READ = 5_000  # gates of one merchant; the oldest ones


class ApprovalOutcome(TextChoices):
    WAITING = "waiting", "Too few people have approved the payout, and nobody has rejected it."
    OPENED = "opened", "Enough people have approved the payout."
    REJECTED = "rejected", "Somebody has rejected the payout."
    EXPIRED = "expired", "Too few people have approved the payout in time."
    CANCELLED = "cancelled", "Somebody has asked to cancel the payout before enough people had approved it."


class Decided(NamedTuple):
    person: str
    decision: Approval.Decision
    remark: str | None
    at: datetime


class PayoutApproval(NamedTuple):
    """`may_decide` is about whoever asks."""

    people: int
    approved: int
    sum_paise: int
    subject: str
    expires_at: datetime
    ended_at: datetime | None
    outcome: ApprovalOutcome
    decisions: list[Decided]
    may_decide: bool

    @property
    def missing(self) -> int:
        return max(0, self.people - self.approved) if self.outcome is ApprovalOutcome.WAITING else 0


# By primary keys.
FOUND = """(
    SELECT jsonb_build_object(
        'people', g.people, 'approved', g.approved, 'sum', g.sum_paise, 'subject', g.subject, 'until', g.expires_at,
        'ended_at', g.ended_at, 'ending', g.ending,
        'decisions', coalesce((
            SELECT jsonb_agg(jsonb_build_array(a.person_name, a.decision, a.remark, a.decided_at)
                             ORDER BY a.decided_at, a.person_id)
            FROM approvals a WHERE a.payout_id = g.payout_id), '[]'),
        'may_decide', g.ended_at IS NULL AND g.expires_at > clock_timestamp() AND {person} IS NOT NULL
            AND g.maker_person_id IS DISTINCT FROM {person} AND NOT EXISTS (
                SELECT FROM approvals a WHERE a.payout_id = g.payout_id AND a.person_id = {person}))
    FROM approval_gates g WHERE g.payout_id = {payout}
)"""


def approval_column(person: int | None) -> Func:
    """For a list of payouts. `person`: who asks, if that is somebody of the merchant."""
    who = "NULL::integer" if person is None else f"{int(person)}"
    return Func(F("id"), template=FOUND.format(person=who, payout="%(expressions)s"), output_field=JSONField())


def approval_of(payout: Payout, person: int | None) -> PayoutApproval | None:
    """By the list's column, where it has one. None for a payout that never needed approval."""
    if hasattr(payout, "approval_found"):
        return _read(payout.approval_found)
    rows = Payout.objects.filter(pk=payout.pk).annotate(approval_found=approval_column(person))
    return _read(rows.values_list("approval_found", flat=True).first())


def _read(found: dict[str, Any] | None) -> PayoutApproval | None:
    if found is None:
        return None
    at = datetime.fromisoformat
    return PayoutApproval(
        found["people"],
        found["approved"],
        found["sum"],
        found["subject"],
        at(found["until"]),
        at(found["ended_at"]) if found["ended_at"] else None,
        ApprovalOutcome(found["ending"] or ApprovalOutcome.WAITING),
        [
            Decided(name, Approval.Decision(decision), remark, at(when))
            for name, decision, remark, when in found["decisions"]
        ],
        found["may_decide"],
    )


class Waiting(NamedTuple):
    """A payout, or those of a batch, which is approved as a whole."""

    batch_id: UUID | None
    payout_id: UUID  # of a batch: the first
    payouts: int
    paise: int
    people: int
    missing: int
    since: datetime
    expires_at: datetime  # of the first that expires
    may_decide: bool  # about some of them


# Reads the open gates of one merchant by their own index, which holds nothing else.
WAITING = f"""
    SELECT batch_id, (array_agg(payout_id ORDER BY payout_id))[1], count(*)::int, sum(amount_paise)::bigint,
           max(people), max(people - approved), min(created_at) AS since, min(expires_at), bool_or(may_decide)
    FROM (
        SELECT g.*, p.amount_paise, coalesce(g.maker_person_id <> %(person)s, true) AND %(person)s::integer IS NOT NULL
               AND NOT EXISTS (
                   SELECT FROM approvals a WHERE a.payout_id = g.payout_id AND a.person_id = %(person)s
               ) AS may_decide
        FROM (
            SELECT * FROM approval_gates WHERE merchant_id = %(merchant)s AND ended_at IS NULL {{of_batch}}
            ORDER BY created_at, payout_id LIMIT {MOST_READ}
        ) g JOIN payouts p ON p.id = g.payout_id
        WHERE g.expires_at > clock_timestamp()
    ) open
    GROUP BY batch_id, CASE WHEN batch_id IS NULL THEN payout_id END
    HAVING NOT %(mine)s OR bool_or(may_decide)
    ORDER BY since, 2"""


def waiting_for_approval(merchant_id: UUID, person: int | None, *, first: int, mine: bool = False) -> list[Waiting]:
    """Oldest first. `mine`: only what this person may decide about."""
    values = {"merchant": merchant_id, "person": person, "mine": mine, "first": first}
    return _found(f"{WAITING.format(of_batch='')} LIMIT %(first)s", values)


def waiting_of_batch(merchant_id: UUID, batch_id: UUID, person: int | None) -> Waiting | None:
    values = {"merchant": merchant_id, "person": person, "mine": False, "batch": batch_id}
    found = _found(WAITING.format(of_batch="AND batch_id = %(batch)s"), values)
    return found[0] if found else None


def _found(statement: str, values: dict[str, Any]) -> list[Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Waiting(*row) for row in cursor]
