"""Adjustments in GraphQL, for operators: one proposes a correction, another approves or rejects it."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `input`

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
import strawberry_django
from strawberry import UNSET

from server.access.callers import Scope
from server.adjustments import deciding, proposing
from server.adjustments.models import Adjustment, Direction, State
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotFound
from server.money import format_inr, read_amount

from .context import Info
from .errors import IdempotencyConflictProblem, InsufficientFundsProblem, ValidationProblem
from .ledger_types import LedgerEntryNode
from .merchant_changes import CHANGED
from .merchants import MerchantNode
from .node import Node
from .pagination import NEWEST, NOT_GIVEN, CountedConnection, count_of
from .permissions import EVERY_FIELD, needing
from .runtime.columns import column, row_type
from .scalars import Paise

strawberry.enum(
    Direction, name="AdjustmentDirection", description="A credit adds to the balance, a debit takes from it."
)
strawberry.enum(State, name="AdjustmentStatus", description="proposed → approved or rejected, both final.")


@row_type(Adjustment, name="Adjustment", description="A correction of a merchant's ledger, by two different operators.")
class AdjustmentNode(Node):
    id: strawberry.ID
    merchant: MerchantNode
    direction: Direction
    amount_paise: Paise = column(description="Positive, whatever the direction.")
    reason: str = column(description="The ledger entry's description once approved, so the merchant reads it.")
    idempotency_key: UUID
    status: State
    proposed_by: str = column(description="The proposing operator's user name.")
    created_at: datetime
    decided_by: str = column(description="The user name of the operator who approved or rejected it; empty before.")
    decided_at: datetime | None
    entry: LedgerEntryNode | None = column(description="The ledger entry of an approved adjustment.")

    @strawberry_django.field(only=["amount_paise"], description="For display, unsigned: ₹500.00")
    def amount_inr(self, root: strawberry.Parent[Adjustment]) -> str:
        return format_inr(root.amount_paise)

    @strawberry_django.field(
        only=["proposed_by_id"],
        description="True if the caller has proposed it: another operator has to approve it then.",
    )
    def viewer_did_propose(self, info: Info, root: strawberry.Parent[Adjustment]) -> bool:
        return root.proposed_by_id is not None and root.proposed_by_id == info.context.user_id


@strawberry.input
class ProposeAdjustmentInput:
    merchant_id: strawberry.ID
    direction: Direction
    amount_paise: Paise
    reason: str = strawberry.field(
        description="1 to 500 characters. The merchant reads it in the ledger. Account numbers are masked."
    )
    idempotency_key: UUID


@strawberry.input
class ApproveAdjustmentInput:
    adjustment_id: strawberry.ID


@strawberry.input
class RejectAdjustmentInput:
    adjustment_id: strawberry.ID


@strawberry.type
class ProposeAdjustmentSuccess:
    adjustment: AdjustmentNode
    replayed: bool = strawberry.field(description="True if this key was used before for the same proposal.")


@strawberry.type
class ApproveAdjustmentSuccess:
    adjustment: AdjustmentNode
    changed: bool = strawberry.field(description=CHANGED)


@strawberry.type
class RejectAdjustmentSuccess:
    adjustment: AdjustmentNode
    changed: bool = strawberry.field(description=CHANGED)


ProposeAdjustmentResult = Annotated[
    ProposeAdjustmentSuccess | InsufficientFundsProblem | IdempotencyConflictProblem | ValidationProblem,
    strawberry.union("ProposeAdjustmentResult"),
]
ApproveAdjustmentResult = Annotated[
    ApproveAdjustmentSuccess | InsufficientFundsProblem | ValidationProblem,
    strawberry.union("ApproveAdjustmentResult"),
]
RejectAdjustmentResult = Annotated[
    RejectAdjustmentSuccess | ValidationProblem, strawberry.union("RejectAdjustmentResult")
]


@strawberry.type
class AdjustmentQuery:
    @strawberry.field(
        extensions=needing(Scope.OPERATE),
        description="For operators: a merchant's adjustments, or all of them. Newest first.",
    )
    def adjustments(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        status: State | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[AdjustmentNode]:
        caller = info.context.caller
        rows, of = rows_of(Adjustment, caller), "adjustments"
        if merchant_id not in NOT_GIVEN:
            try:
                merchant = existing_merchant(read_uuid(merchant_id, "merchant_id"), caller)
            except InvalidInput:
                raise NotFound("merchant") from None
            rows, of = rows.filter(merchant_id=merchant), f"adjustments of {merchant}"
        if status not in NOT_GIVEN:
            rows = rows.filter(status=status)
        return NEWEST.page(info, rows, of=of, first=first, after=after, count=count_of(rows))


@strawberry.type
class AdjustmentMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: ask for a correction of a merchant's ledger. It moves no money until another "
        "operator approves it. Operators are told apart by their users, so open access and a key without a user are "
        "refused.",
    )
    def propose_adjustment(self, input: ProposeAdjustmentInput) -> ProposeAdjustmentResult:
        proposal = proposing.propose_adjustment(
            merchant_id=read_uuid(input.merchant_id, "merchant_id"),
            direction=input.direction,
            amount_paise=read_amount(input.amount_paise, "amount_paise"),
            reason=input.reason,
            idempotency_key=input.idempotency_key,
        )
        return ProposeAdjustmentSuccess(adjustment=proposal.adjustment, replayed=proposal.replayed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: post an adjustment that another operator has proposed.",
    )
    def approve_adjustment(self, input: ApproveAdjustmentInput) -> ApproveAdjustmentResult:
        change = deciding.approve_adjustment(read_uuid(input.adjustment_id, "adjustment_id"))
        return ApproveAdjustmentSuccess(adjustment=change.row, changed=change.changed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: never post this adjustment. Who proposed it may take it back by this.",
    )
    def reject_adjustment(self, input: RejectAdjustmentInput) -> RejectAdjustmentResult:
        change = deciding.reject_adjustment(read_uuid(input.adjustment_id, "adjustment_id"))
        return RejectAdjustmentSuccess(adjustment=change.row, changed=change.changed)  # type: ignore[arg-type]
