"""What a payout's approval is made of, in GraphQL."""

from datetime import datetime

import strawberry

from server.access.callers import Caller, Scope
from server.approvals.models import Approval
from server.approvals.waiting import ApprovalOutcome, PayoutApproval

from .runtime.list_lengths import usual_length
from .scalars import Paise

strawberry.enum(ApprovalOutcome, name="ApprovalOutcome", description="What has come of a payout's approval.")
for value in ApprovalOutcome.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(ApprovalOutcome(value.value).label)


@strawberry.type(name="PayoutDecision", description="What one person decided about a payout. It never changes.")
class DecisionNode:
    person: str
    remark: str | None
    at: datetime


@strawberry.type(name="PayoutApproval", description="People of the merchant have to approve the payout, or had to.")
class PayoutApprovalNode:
    people: int = strawberry.field(description="So many have to approve it, none of them its maker.")
    missing: int = strawberry.field(description="So many more, now.")
    sum_paise: Paise = strawberry.field(
        description="By which the policy asked for so many: this payout and all others to the same account number "
        "within a day, or its batch."
    )
    outcome: ApprovalOutcome
    expires_at: datetime = strawberry.field(description="Unless enough have approved it by then, the payout fails.")
    ended_at: datetime | None
    approved_by: list[DecisionNode] = strawberry.field(metadata=usual_length(2))
    rejected_by: list[DecisionNode] = strawberry.field(metadata=usual_length(1))
    may_decide: bool = strawberry.field(
        description="Whether it waits for the person who asks. False for a key, for its maker, and for whoever has "
        "decided."
    )
    subject: str = strawberry.field(
        description="A digest of what is approved. Sent with the decision, it says what was looked at."
    )


def person_of(caller: Caller) -> int | None:
    """Who may decide about payouts, if that is who calls."""
    may_approve = caller.kind == "person" and caller.merchant_id and Scope.APPROVALS in caller.scopes
    return int(caller.id) if may_approve else None


def approval_node(found: PayoutApproval | None) -> PayoutApprovalNode | None:
    return found and PayoutApprovalNode(
        people=found.people,
        missing=found.missing,
        sum_paise=Paise(found.sum_paise),
        outcome=found.outcome,
        expires_at=found.expires_at,
        ended_at=found.ended_at,
        approved_by=_decisions(found, Approval.Decision.APPROVE),
        rejected_by=_decisions(found, Approval.Decision.REJECT),
        may_decide=found.may_decide,
        subject=found.subject,
    )


def _decisions(found: PayoutApproval, decision: Approval.Decision) -> list[DecisionNode]:
    return [
        DecisionNode(person=each.person, remark=each.remark, at=each.at)
        for each in found.decisions
        if each.decision is decision
    ]
