"""Approving payouts and batches, and the policy that says which need it, in GraphQL."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its arguments `input`

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.access.recent_proof import require_proof
from server.api.auth.makers import read_maker, stored_maker_of
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.approvals import deciding, policies
from server.approvals.models import LONGEST_HOURS, MOST_PEOPLE, Approval
from server.approvals.waiting import Waiting, waiting_for_approval, waiting_of_batch
from server.batches.models import PayoutBatch
from server.errors import InvalidInput
from server.payouts import tasks
from server.payouts.models import Payout

from .approval_parts import person_of
from .batch_types import PayoutBatchNode, selected_rows
from .context import Info
from .errors import ValidationProblem
from .lookups import existing_merchant_to_read, paying_merchant
from .merchant_changes import CHANGED
from .pagination import NOT_GIVEN, read_first
from .payout_types import PayoutNode
from .permissions import EVERY_FIELD, needing
from .runtime.list_lengths import DEFAULT_FIRST, MOST_FIRST, length_by, usual_length
from .scalars import Paise

REMARK = "Up to 300 characters, kept for people."


@strawberry.type(name="ApprovalBand", description="From this sum on, so many people have to approve.")
class BandNode:
    from_paise: Paise
    people: int


@strawberry.type(
    description="Which payouts of a merchant need approval. A change is in force for payouts made after it."
)
class ApprovalPolicy:
    version: int = strawberry.field(description="0: there never was one.")
    bands: list[BandNode] = strawberry.field(
        metadata=usual_length(MOST_PEOPLE), description="By amount. None: no payout needs approval."
    )
    expires_after_hours: int = strawberry.field(
        description="From its creation on a payout can be approved for so long."
    )
    set_by: str | None
    set_at: datetime | None


@strawberry.input
class ApprovalBandInput:
    from_paise: Paise
    people: int = strawberry.field(description=f"1 to {MOST_PEOPLE}, more than in the bands below.")


@strawberry.input
class SetApprovalPolicyInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the user's merchant.")
    bands: list[ApprovalBandInput] = strawberry.field(
        description="All of them. A payout's is found by the sum of it and all others to the same account number "
        "within a day, or by its batch's sum."
    )
    expires_after_hours: int = strawberry.field(
        default=policies.DEFAULT_HOURS, description=f"1 to {LONGEST_HOURS}. Then a payout fails."
    )


@strawberry.type
class SetApprovalPolicySuccess:
    approval_policy: ApprovalPolicy
    changed: bool = strawberry.field(description=CHANGED)


@strawberry.input
class ApprovePayoutInput:
    payout_id: strawberry.ID
    remark: str | None = strawberry.field(default=UNSET, description=REMARK)
    subject: str | None = strawberry.field(default=UNSET, description="Of the approval that was looked at.")


@strawberry.input
class RejectPayoutInput:
    payout_id: strawberry.ID
    remark: str = strawberry.field(description=REMARK)
    subject: str | None = strawberry.field(default=UNSET, description="Of the approval that was looked at.")


@strawberry.input
class ApprovePayoutBatchInput:
    batch_id: strawberry.ID
    remark: str | None = strawberry.field(default=UNSET, description=REMARK)


@strawberry.input
class RejectPayoutBatchInput:
    batch_id: strawberry.ID
    remark: str = strawberry.field(description=REMARK)


@strawberry.type
class DecidePayoutSuccess:
    payout: PayoutNode


@strawberry.type
class DecidePayoutBatchSuccess:
    batch: PayoutBatchNode
    decided: int = strawberry.field(description="So many of its payouts, by this call.")
    opened: int = strawberry.field(description="So many of these by enough people now.")


SetApprovalPolicyResult = Annotated[
    SetApprovalPolicySuccess | ValidationProblem, strawberry.union("SetApprovalPolicyResult")
]
DecidePayoutResult = Annotated[DecidePayoutSuccess | ValidationProblem, strawberry.union("DecidePayoutResult")]
DecidePayoutBatchResult = Annotated[
    DecidePayoutBatchSuccess | ValidationProblem, strawberry.union("DecidePayoutBatchResult")
]


@strawberry.type(description="A payout that waits for approval, or those of a batch, which is approved as a whole.")
class WaitingApproval:
    payout: PayoutNode = strawberry.field(description="Of a batch: the first.")
    batch: PayoutBatchNode | None
    payouts: int
    sum_paise: Paise
    people: int
    missing: int = strawberry.field(description="So many more people have to approve.")
    since: datetime
    expires_at: datetime
    may_decide: bool = strawberry.field(description="Whether it waits for the person who asks.")


@strawberry.type
class ApprovalQuery:
    @strawberry.field(extensions=needing(Scope.READ), description="A merchant's approval policy.")
    def approval_policy(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> ApprovalPolicy:
        return _policy(info, policies.policy_of(existing_merchant_to_read(info, merchant_id)))

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=length_by("first", usual=DEFAULT_FIRST, most=MOST_FIRST),
        description="What of a merchant's waits for approval, oldest first, as far as its 5,000 oldest payouts that do "
        "tell. `mine`: only what waits for the person who asks.",
    )
    def payouts_to_approve(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        first: int | None = UNSET,
        mine: bool = False,
    ) -> list[WaitingApproval]:
        merchant = existing_merchant_to_read(info, merchant_id)
        found = waiting_for_approval(merchant, person_of(info.context.caller), first=read_first(first), mine=mine)
        payouts: Any = selected_rows(info, "payout", Payout).in_bulk([each.payout_id for each in found])
        named = [each.batch_id for each in found if each.batch_id]
        batches: Any = selected_rows(info, "batch", PayoutBatch).in_bulk(named)
        return [_waiting(each, payouts[each.payout_id], batches.get(each.batch_id)) for each in found]

    @strawberry.field(
        extensions=needing(Scope.READ),
        description="What of a batch waits for approval. Null if nothing does, or if there is no such batch.",
    )
    def batch_to_approve(self, info: Info, batch_id: strawberry.ID) -> WaitingApproval | None:
        try:
            rows = rows_of(PayoutBatch, info.context.caller).filter(pk=read_uuid(batch_id, "batch_id"))
        except InvalidInput:
            return None
        batch = rows.first()
        if batch is None:
            return None
        found = waiting_of_batch(batch.merchant_id, batch.id, person_of(info.context.caller))
        if found is None:
            return None
        payouts: Any = selected_rows(info, "payout", Payout).in_bulk([found.payout_id])
        return _waiting(found, payouts[found.payout_id], batch)


@strawberry.type
class ApprovalMutation:
    @strawberry.mutation(
        extensions=needing(Scope.TEAM, tells=EVERY_FIELD),
        description="For a merchant's owners and for operators: which payouts need the approval of how many of the "
        "merchant's people. Payouts that wait "
        "already go on by the policy that they were made under.",
    )
    def set_approval_policy(self, info: Info, input: SetApprovalPolicyInput) -> SetApprovalPolicyResult:
        require_proof(info.context.caller)
        merchant = paying_merchant(info, input.merchant_id)
        bands = [policies.Band(band.from_paise, band.people) for band in input.bands]
        change = policies.set_policy(merchant, bands, input.expires_after_hours)
        return SetApprovalPolicySuccess(approval_policy=_policy(info, change.row), changed=change.changed)

    @strawberry.mutation(
        extensions=needing(Scope.READ),
        description="For a merchant's people who may approve, and have signed in, or shown who they are again, within "
        "15 minutes: approve somebody else's payout. The last "
        "approval that it needs lets the engine send it.",
    )
    def approve_payout(self, info: Info, input: ApprovePayoutInput) -> DecidePayoutResult:
        return _decide(info, input, Approval.Decision.APPROVE)

    @strawberry.mutation(
        extensions=needing(Scope.READ),
        description="As approvePayout: reject somebody else's payout. It fails, and its money is given back.",
    )
    def reject_payout(self, info: Info, input: RejectPayoutInput) -> DecidePayoutResult:
        return _decide(info, input, Approval.Decision.REJECT)

    @strawberry.mutation(
        extensions=needing(Scope.READ),
        description="As approvePayout, for every payout of a batch that waits for this person.",
    )
    def approve_payout_batch(self, info: Info, input: ApprovePayoutBatchInput) -> DecidePayoutBatchResult:
        return _decide_batch(info, input, Approval.Decision.APPROVE)

    @strawberry.mutation(
        extensions=needing(Scope.READ),
        description="As rejectPayout, for every payout of a batch that waits for this person.",
    )
    def reject_payout_batch(self, info: Info, input: RejectPayoutBatchInput) -> DecidePayoutBatchResult:
        return _decide_batch(info, input, Approval.Decision.REJECT)


def _decide(
    info: Info, sent: ApprovePayoutInput | RejectPayoutInput, decision: Approval.Decision
) -> DecidePayoutSuccess:
    payout = rows_of(Payout, info.context.caller).filter(pk=read_uuid(sent.payout_id, "payout_id")).first()
    if payout is None:
        raise InvalidInput("No such payout.", "payout_id")
    subject = None if sent.subject in NOT_GIVEN else sent.subject
    remark = None if sent.remark in NOT_GIVEN else sent.remark
    decided = deciding.decide(info.context.caller, payout, decision, remark=remark, subject=subject)
    tasks.notify_workers()
    return DecidePayoutSuccess(payout=decided)  # type: ignore[arg-type]


def _decide_batch(
    info: Info, sent: ApprovePayoutBatchInput | RejectPayoutBatchInput, decision: Approval.Decision
) -> DecidePayoutBatchSuccess:
    batch = rows_of(PayoutBatch, info.context.caller).filter(pk=read_uuid(sent.batch_id, "batch_id")).first()
    if batch is None:
        raise InvalidInput("No such batch.", "batch_id")
    remark = None if sent.remark in NOT_GIVEN else sent.remark
    decided = deciding.decide_batch(info.context.caller, batch.merchant_id, batch.id, decision, remark=remark)
    tasks.notify_workers()
    return DecidePayoutBatchSuccess(batch=batch, decided=decided.decided, opened=decided.opened)  # type: ignore[arg-type]


def _policy(info: Info, policy: policies.Policy) -> ApprovalPolicy:
    maker = read_maker(stored_maker_of(policy.row, info.context.caller, "set_by")) if policy.row else None
    return ApprovalPolicy(
        version=policy.version,
        bands=[BandNode(from_paise=Paise(band.from_paise), people=band.people) for band in policy.bands],
        expires_after_hours=policy.expires_after_hours,
        set_by=maker and (maker.name or maker.kind.value),
        set_at=policy.set_at,
    )


def _waiting(found: Waiting, payout: Payout, batch: PayoutBatch | None) -> WaitingApproval:
    return WaitingApproval(
        payout=payout,  # type: ignore[arg-type]
        batch=batch,  # type: ignore[arg-type]
        payouts=found.payouts,
        sum_paise=Paise(found.paise),
        people=found.people,
        missing=found.missing,
        since=found.since,
        expires_at=found.expires_at,
        may_decide=found.may_decide,
    )
