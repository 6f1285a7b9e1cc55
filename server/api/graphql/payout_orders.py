"""Payout orders in GraphQL: payouts that are made as soon as the money for them is there."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id`, `input` and `state`

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
import strawberry_django
from strawberry import UNSET

from server.access.callers import Scope
from server.access.large_payouts import require_for_paying
from server.api.auth.makers import batch_maker_column, read_maker, stored_maker_of
from server.api.auth.tenant_scope import rows_of
from server.api.http.errors import as_told, note_refusal
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotPossibleNow
from server.money import format_inr, read_amount
from server.payout_orders import ending, funding, policy
from server.payout_orders.models import FundingPolicy, OrderState, PayoutOrder
from server.payout_orders.ordering import OrderRequest, place_order, read_moment
from server.payouts import tasks
from server.payouts.details import Purpose, read_details
from server.payouts.scheduling import FURTHEST_DAYS
from server.rails.rules import Rail

from .bank_accounts import BankAccountNode
from .context import Info
from .errors import IdempotencyConflictProblem, ValidationProblem
from .ledger import HIGHEST_SEQUENCE
from .lookups import existing_merchant_to_read, find_row, paying_merchant
from .merchant_changes import CHANGED
from .node import Node
from .pagination import NOT_GIVEN, CountedConnection, count_of
from .payout_creation import NARRATION, RAIL, REFERENCE, RETRY_OF
from .payout_parts import MakerNode
from .payout_types import PayoutNode
from .permissions import needing
from .runtime.columns import column, row_type
from .runtime.inputs import of_scalars
from .scalars import Paise

strawberry.enum(
    OrderState, name="PayoutOrderState", description="What has become of an order. All but WAITING are final."
)
strawberry.enum(FundingPolicy, name="PayoutOrderPolicy", description="Which of a merchant's waiting orders comes next.")
for choices in (OrderState, FundingPolicy):
    for value in choices.__strawberry_definition__.values:  # type: ignore[union-attr]
        value.description = str(choices(value.value).label)

KEY = (
    "Of the order, and of the payout that it makes. It is remembered for ever: createPayout with an order's key is a "
    "conflict, and so is an order with a payout's key."
)
NOT_BEFORE = f"The payout is not made before this moment, at most {FURTHEST_DAYS} days from now. No money is held."
EXPIRES_AT = (
    f"If the money was not there by then, no payout is made. At most {FURTHEST_DAYS} days from now; by default four "
    "days after now, or after notBefore."
)


@row_type(
    PayoutOrder,
    name="PayoutOrder",
    description="A payout that is made as soon as the money for it is there. Until then it touches no balance.",
)
class PayoutOrderNode(Node):
    id: strawberry.ID
    sequence: int = column(field_name="seq", description="The order's number among the merchant's: 1, 2, 3, …")
    state: OrderState
    amount_paise: Paise
    idempotency_key: UUID
    bank_account: BankAccountNode
    reference: str | None = column(description="The merchant's own name of what it pays.")
    narration: str | None = column(description="Words for the beneficiary's bank statement.")
    purpose: Purpose | None = column(description="Why the beneficiary is paid.")
    rail: Rail | None = column(description="The rail that the caller chose for the payout.")
    not_before: datetime | None = column(description="The payout is not made before this moment.")
    expires_at: datetime = column(description="From this moment on it makes no payout.")
    payout: PayoutNode | None = column(description="FUNDED: the payout that it made.")
    refused_because: str | None = column(description="REFUSED: why no payout could be made.")
    created_at: datetime
    ended_at: datetime | None = column(description="When it was funded, expired, was cancelled or refused.")

    @strawberry_django.field(only=["merchant_id"])
    def merchant_id(self, root: strawberry.Parent[PayoutOrder]) -> strawberry.ID:
        return strawberry.ID(str(root.merchant_id))

    @strawberry_django.field(only=["payout_id"])
    def payout_id(self, root: strawberry.Parent[PayoutOrder]) -> strawberry.ID | None:
        return strawberry.ID(str(root.payout_id)) if root.payout_id else None

    @strawberry_django.field(only=["retry_of"], description="The failed or returned payout that it pays again.")
    def retry_of(self, root: strawberry.Parent[PayoutOrder]) -> strawberry.ID | None:
        return strawberry.ID(str(root.retry_of)) if root.retry_of else None

    @strawberry_django.field(only=["amount_paise"], description="For display: ₹500.00")
    def amount_inr(self, root: strawberry.Parent[PayoutOrder]) -> str:
        return format_inr(root.amount_paise)

    @strawberry_django.field(
        only=["id"],
        annotate={"maker": lambda info: batch_maker_column(info.context.caller)},
        description="Who ordered it.",
    )
    def made_by(self, info: Info, root: strawberry.Parent[PayoutOrder]) -> MakerNode | None:
        made_by = root.maker if hasattr(root, "maker") else stored_maker_of(root, info.context.caller)
        maker = read_maker(made_by)
        return maker and MakerNode(kind=maker.kind, name=maker.name)


@of_scalars
@strawberry.input
class OrderPayoutInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    bank_account_id: strawberry.ID
    amount_paise: Paise
    idempotency_key: UUID = strawberry.field(description=KEY)
    reference: str | None = strawberry.field(default=UNSET, description=REFERENCE)
    narration: str | None = strawberry.field(default=UNSET, description=NARRATION)
    purpose: Purpose | None = strawberry.field(default=UNSET, description="Why the beneficiary is paid.")
    retry_of: strawberry.ID | None = strawberry.field(default=UNSET, description=RETRY_OF)
    rail: Rail | None = strawberry.field(default=UNSET, description=RAIL)
    not_before: datetime | None = strawberry.field(default=UNSET, description=NOT_BEFORE)
    expires_at: datetime | None = strawberry.field(default=UNSET, description=EXPIRES_AT)


@strawberry.input
class CancelPayoutOrderInput:
    order_id: strawberry.ID


@strawberry.input
class SetPayoutOrderPolicyInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    policy: FundingPolicy


@strawberry.type
class OrderPayoutSuccess:
    order: PayoutOrderNode
    payout: PayoutNode | None = strawberry.field(description="The payout, if the money is there already.")
    replayed: bool = strawberry.field(description="True if this key was used for this order before.")


@strawberry.type
class CancelPayoutOrderSuccess:
    order: PayoutOrderNode
    changed: bool = strawberry.field(description="False if it was cancelled before. Then nothing was written.")


@strawberry.type(description="The order has made its payout, or has ended otherwise. Nothing was changed.")
class PayoutOrderEnded:
    message: str
    state: OrderState


@strawberry.type
class SetPayoutOrderPolicySuccess:
    policy: FundingPolicy
    changed: bool = strawberry.field(description=CHANGED)


OrderPayoutResult = Annotated[
    OrderPayoutSuccess | IdempotencyConflictProblem | ValidationProblem, strawberry.union("OrderPayoutResult")
]
CancelPayoutOrderResult = Annotated[
    CancelPayoutOrderSuccess | PayoutOrderEnded | ValidationProblem, strawberry.union("CancelPayoutOrderResult")
]
SetPayoutOrderPolicyResult = Annotated[
    SetPayoutOrderPolicySuccess | ValidationProblem, strawberry.union("SetPayoutOrderPolicyResult")
]


@strawberry.type
class PayoutOrderQuery:
    @strawberry.field(extensions=needing(Scope.READ))
    def payout_order(self, info: Info, id: strawberry.ID) -> PayoutOrderNode | None:
        return find_row(info, PayoutOrder, id)

    @strawberry.field(extensions=needing(Scope.READ), description="Newest first.")
    def payout_orders(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        state: OrderState | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[PayoutOrderNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(PayoutOrder, info.context.caller).filter(merchant_id=merchant)
        if state not in NOT_GIVEN:
            rows = rows.filter(state=state)
        return HIGHEST_SEQUENCE.page(
            info, rows, of=f"payout orders of {merchant}", first=first, after=after, count=count_of(rows)
        )

    @strawberry.field(extensions=needing(Scope.READ), description="Which of the merchant's waiting orders comes next.")
    def payout_order_policy(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> FundingPolicy:
        return policy.policy_of(existing_merchant_to_read(info, merchant_id))


@strawberry.type
class PayoutOrderMutation:
    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"state", "expiresAt", "createdAt", "payoutId"}),
        description="Make the payout now if the money is there, else as soon as it is: oldest order first. An order "
        "touches no balance, and others may spend the money before its turn.",
    )
    def order_payout(self, info: Info, input: OrderPayoutInput) -> OrderPayoutResult:
        merchant_id = paying_merchant(info, input.merchant_id)
        request = _request(input)
        require_for_paying(info.context.caller, merchant_id, request.amount_paise)
        ordered = place_order(merchant_id, request)
        if ordered.order.state == OrderState.WAITING:
            if funding.try_to_fund(merchant_id):
                tasks.notify_workers()
            ordered.order.refresh_from_db()
        return OrderPayoutSuccess(
            order=ordered.order,  # type: ignore[arg-type]
            payout=ordered.order.payout,  # type: ignore[arg-type]
            replayed=ordered.replayed,
        )

    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"state", "endedAt"}),
        description="A waiting order never makes a payout. To cancel the payout of one that is funded: cancelPayout.",
    )
    def cancel_payout_order(self, info: Info, input: CancelPayoutOrderInput) -> CancelPayoutOrderResult:
        key = read_uuid(input.order_id, "order_id")
        order = rows_of(PayoutOrder, info.context.caller).filter(pk=key).first()
        if order is None:
            raise InvalidInput("No such payout order.", "order_id")
        try:
            changed = ending.cancel_order(order)
        except NotPossibleNow as ended:
            refusal = as_told(ended, info.context.caller)
            note_refusal(info.context.request, refusal)
            return PayoutOrderEnded(message=refusal.message, state=OrderState(order.state))
        return CancelPayoutOrderSuccess(order=order, changed=changed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.PAYOUTS, tells={"policy"}), description="It concerns the orders that wait, too."
    )
    def set_payout_order_policy(self, info: Info, input: SetPayoutOrderPolicyInput) -> SetPayoutOrderPolicyResult:
        change = policy.set_policy(paying_merchant(info, input.merchant_id), input.policy)
        return SetPayoutOrderPolicySuccess(policy=change.row, changed=change.changed)


def _request(input: OrderPayoutInput) -> OrderRequest:
    given = (input.reference, input.narration, input.purpose)
    reference, narration, purpose = (None if value in NOT_GIVEN else value for value in given)
    retry_of = None if input.retry_of in NOT_GIVEN else read_uuid(input.retry_of, "retry_of")
    rail = None if input.rail in NOT_GIVEN else input.rail
    return OrderRequest(
        bank_account_id=read_uuid(input.bank_account_id, "bank_account_id"),
        amount_paise=read_amount(input.amount_paise, "amount_paise"),
        idempotency_key=input.idempotency_key,
        details=read_details(reference, narration, purpose, retry_of, rail=rail),
        not_before=read_moment(input.not_before or None, "not_before"),
        expires_at=read_moment(input.expires_at or None, "expires_at"),
    )
