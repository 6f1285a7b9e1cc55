"""Payouts as GraphQL objects. Ids are plain UUIDs, the same as in REST; the optimizer fetches the edges of a whole list
at once."""

# mypy: disable-error-code="untyped-decorator"
# (Strawberry's decorators, given arguments, are typed as Any.)

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry
import strawberry_django
from strawberry import UNSET

from server.api.auth.makers import maker_column, maker_of, read_maker
from server.approvals.waiting import approval_column, approval_of
from server.cooling_off.cooled import cooled_column, cooling_off_until
from server.fees.reading import OF_FEES, WITH_FEES
from server.lineage.reading import forecast_of_payout, read_funding
from server.money import format_inr
from server.payouts.compensation import OF_COMPENSATION, owed_for
from server.payouts.details import Purpose
from server.payouts.explaining import (
    OF_EXPLANATIONS,
    OF_TIMES,
    NextAction,
    explanation_of,
    next_action_at,
)
from server.payouts.failures import OF_FAILURES
from server.payouts.fund_location import FundLocation, fund_location_of
from server.payouts.models import Payout
from server.payouts.rail import OF_RAILS, UtrLooks, utr_looks
from server.payouts.states import OPEN, Status

from .approval_parts import PayoutApprovalNode, approval_node, person_of
from .bank_accounts import BankAccountNode
from .batch_names import batch_column, batch_of, read_batch
from .context import Info
from .lineage_types import OF_PAGES, FundingPage, funding_page, read_place, shown_page
from .merchants import MerchantNode
from .node import Node
from .pagination import read_first
from .payout_parts import (
    KNOWING_ALL,
    KNOWING_GATES,
    KNOWING_RETURNS,
    CancellationNode,
    FailureNode,
    MakerNode,
    PayoutAttemptNode,
    PayoutFeeNode,
    PayoutRailNode,
    cancellation_of,
    details_of,
    explained,
    failure_node,
    of_details,
    payout_fee,
    payout_rail,
    retried_by_id,
    total_cost_of,
    with_its_retry,
)
from .runtime.columns import column, row_type
from .runtime.list_lengths import DEFAULT_FIRST, usual_length
from .scalars import Paise

if TYPE_CHECKING:
    from .batch_types import PayoutBatchNode
    from .ledger_types import LedgerEntryNode
    from .payout_returns import PayoutReturnNode


@row_type(Payout, name="Payout", description="A withdrawal to one of the merchant's bank accounts.")
class PayoutNode(Node):
    id: strawberry.ID
    status: Status
    amount_paise: Paise
    attempt_count: int
    failure_reason: str | None
    bank_reference_id: str | None = column(description="The bank's UTR, once it has paid.")
    idempotency_key: UUID
    created_at: datetime
    updated_at: datetime
    processing_started_at: datetime | None
    completed_at: datetime | None
    failed_at: datetime | None
    merchant: MerchantNode
    bank_account: BankAccountNode
    ledger_entries: list[Annotated["LedgerEntryNode", strawberry.lazy(".ledger_types")]] = column(
        metadata=usual_length(3), description="The payout's entries in the ledger, oldest first."
    )
    attempts: list[PayoutAttemptNode] = column(
        metadata=usual_length(10), description="Requests to the bank and their answers, oldest first."
    )
    next_attempt_at: datetime | None = column(
        description="When the payout is tried next; null until enough people have approved it, until the time that "
        "it is scheduled for, during a request to the bank and after the payout has ended."
    )
    not_before: datetime | None = column(
        description="The payout is scheduled: it is not sent to the bank before this moment."
    )

    @strawberry_django.field(
        only=["id", "not_before"],
        annotate={"was_cooled": lambda _info: cooled_column()},
        description="The payout's account was new when it was made: so it waits, or waited, until then, `notBefore`. "
        "Null if it does not, or if it was asked for later anyway.",
    )
    def cooling_off_until(self, root: strawberry.Parent[Payout]) -> datetime | None:
        return cooling_off_until(root)

    needs_review: bool = column(
        description="The bank has not told the payout's outcome for a long time, so a person should look into it. "
        "The money stays held, the bank is asked again at a slower pace, and its answer still ends the payout."
    )
    unresolved_since: datetime | None = column(
        description="Since when the engine has been waiting for the bank to tell the payout's outcome; null if it is "
        "not waiting."
    )
    returned: Annotated["PayoutReturnNode", strawberry.lazy(".payout_returns")] | None = column(
        field_name="its_return",
        description="The bank had paid the payout, and the money came back. The payout stays COMPLETED.",
    )

    @strawberry_django.field(
        only=["status", "last_answer", "lease"],
        annotate=KNOWING_RETURNS,
        description="Where the payout's money is, as far as is known.",
    )
    def money_is(self, root: strawberry.Parent[Payout]) -> FundLocation:
        return fund_location_of(root)

    @with_its_retry(
        *OF_EXPLANATIONS,
        description="True if another payout in this one's place cannot pay twice: this one has failed, so the bank "
        "never pays it, or its money came back; and none was made in its place (retryOf) that is open or paid.",
    )
    def safe_to_retry(self, root: strawberry.Parent[Payout]) -> bool:
        return explained(root).safe_to_retry

    @strawberry_django.field(
        only=OF_EXPLANATIONS, annotate=KNOWING_ALL, description="What is done about the payout next."
    )
    def next_action(self, root: strawberry.Parent[Payout]) -> NextAction:
        return explanation_of(root, was_retried=False).next_action

    @strawberry_django.field(
        only=OF_TIMES,
        annotate=KNOWING_GATES,
        description="When the engine acts next at the latest: the next attempt's time, the time that it is scheduled "
        "for, the end of its approval, or during a request to the bank the time at which another worker may take "
        "over. Null after the payout has ended.",
    )
    def next_action_at(self, root: strawberry.Parent[Payout]) -> datetime | None:
        return next_action_at(root)

    @with_its_retry(
        *OF_EXPLANATIONS, description="In plain English, what is known of the payout: for people, not for programs."
    )
    def explanation(self, root: strawberry.Parent[Payout]) -> str:
        return explained(root).words

    @of_details("client_reference", description="The name under which a program paid it: no other payout has it.")
    def client_reference(self, root: strawberry.Parent[Payout]) -> str | None:
        return details_of(root).client_reference

    @of_details("retry_of", description="The payout, failed or returned, that this one was made in place of.")
    def retry_of(self, root: strawberry.Parent[Payout]) -> strawberry.ID | None:
        named = details_of(root).retry_of
        return strawberry.ID(str(named)) if named else None

    @with_its_retry(
        description="The payout that was made in the place of this one, which has failed or come back, directly or in "
        "turn, and has done neither. "
        "There is one at most; while there is one, no other can be made."
    )
    def retried_by(self, root: strawberry.Parent[Payout]) -> strawberry.ID | None:
        found = retried_by_id(root)
        return strawberry.ID(str(found)) if found else None

    @strawberry_django.field(
        select_related=["cancellation"],
        only=["status", "cancel_requested_at", "cancellation__remark"],
        description="That somebody asked to cancel the payout, and what has come of it.",
    )
    def cancellation(self, root: strawberry.Parent[Payout]) -> CancellationNode | None:
        return cancellation_of(root)

    @strawberry_django.field(
        only=["id"],
        annotate={"approval_found": lambda info: approval_column(person_of(info.context.caller))},
        description="That people have to approve the payout, or had to. Null if nobody has to.",
    )
    def approval(self, info: Info, root: strawberry.Parent[Payout]) -> PayoutApprovalNode | None:
        return approval_node(approval_of(root, person_of(info.context.caller)))

    @strawberry_django.field(only=OF_FAILURES, description="Why the payout failed. Null unless it has.")
    def failure(self, root: strawberry.Parent[Payout]) -> FailureNode | None:
        return failure_node(root)

    @strawberry_django.field(
        only=["id", "merchant_id"],
        metadata=OF_PAGES,
        description="Which receipts paid it, by first in, first out. Empty before it is completed. Of its amount: its "
        "fee went out by itself.",
    )
    def funded_by(
        self,
        info: Info,
        root: strawberry.Parent[Payout],
        first: int | None = DEFAULT_FIRST,
        after: str | None = UNSET,
    ) -> FundingPage:
        return shown_page(info, read_funding(root.id, read_first(first), read_place(after)))

    @strawberry_django.field(
        only=["status", "merchant_id", "amount_paise"],
        metadata=OF_PAGES,
        description="A forecast: which receipts would pay it if it were completed now, before every other open payout. "
        "Null if it has ended.",
    )
    def would_be_funded_by(
        self,
        info: Info,
        root: strawberry.Parent[Payout],
        first: int | None = DEFAULT_FIRST,
        after: str | None = UNSET,
    ) -> FundingPage | None:
        return funding_page(info, forecast_of_payout(root), first, after) if root.status in OPEN else None

    @strawberry_django.field(
        select_related=["bank_account", "details", "fee_charge"],
        only=OF_RAILS,
        description="The rail by which the payout goes; null if none is known to carry it.",
    )
    def rail(self, root: strawberry.Parent[Payout]) -> PayoutRailNode | None:
        return payout_rail(root)

    @strawberry_django.field(
        select_related=[WITH_FEES],
        only=["status", *OF_FEES],
        description="What was charged for the payout; null if its merchant had no fee plan when it was made.",
    )
    def fee(self, root: strawberry.Parent[Payout]) -> PayoutFeeNode | None:
        return payout_fee(root)

    @strawberry_django.field(
        select_related=["fee_charge"],
        only=["amount_paise", *OF_FEES[:-1]],
        description="What the payout took from the available balance: its amount, and what was charged for it.",
    )
    def total_cost_paise(self, root: strawberry.Parent[Payout]) -> Paise:
        return total_cost_of(root)

    @strawberry_django.field(
        select_related=["details"],
        only=["bank_reference_id", "created_at", "not_before", "details__rail", "details__rail_rules"],
        description="Whether the bank's UTR looks as expected; null until there is one. It is for people to look at, "
        "and changes nothing.",
    )
    def utr_looks(self, root: strawberry.Parent[Payout]) -> UtrLooks | None:
        return utr_looks(root)

    @strawberry_django.field(
        select_related=["bank_account", "details", "its_return"],
        only=OF_COMPENSATION,
        description="What the bank owes because money that was not credited is late in coming back: ₹100 for each "
        "calendar day past the one after it was sent, by IMPS and UPI. Null by another rail, before it is sent, and "
        "where it is with the beneficiary.",
    )
    def owed_compensation_paise(self, root: strawberry.Parent[Payout]) -> Paise | None:
        owed = owed_for(root)
        return Paise(owed.paise) if owed else None

    @strawberry_django.field(
        select_related=["bank_account", "details", "its_return"],
        only=OF_COMPENSATION,
        description="The same in words, with the rule's source.",
    )
    def owed_compensation_words(self, root: strawberry.Parent[Payout]) -> str | None:
        owed = owed_for(root)
        return owed and owed.words

    @strawberry_django.field(only=["amount_paise"], description="For display: ₹500.00")
    def amount_inr(self, root: strawberry.Parent[Payout]) -> str:
        return format_inr(root.amount_paise)

    @of_details("reference", description="The merchant's own name of what it pays, such as an invoice's number.")
    def reference(self, root: strawberry.Parent[Payout]) -> str | None:
        return details_of(root).reference

    @of_details("narration", description="Words for the beneficiary's bank statement.")
    def narration(self, root: strawberry.Parent[Payout]) -> str | None:
        return details_of(root).narration

    @of_details("purpose", description="Why the beneficiary is paid.")
    def purpose(self, root: strawberry.Parent[Payout]) -> Purpose | None:
        purpose = details_of(root).purpose
        return Purpose(purpose) if purpose else None

    @of_details("batch_id", description="The batch that the payout was made by.")
    def batch_id(self, root: strawberry.Parent[Payout]) -> strawberry.ID | None:
        batch = details_of(root).batch_id
        return strawberry.ID(str(batch)) if batch else None

    @strawberry_django.field(
        only=["id"],
        annotate={"batch_named": lambda _info: batch_column()},
        description="The batch that the payout was made by. In a list its progress, maker and rows are read batch by "
        "batch: ask for them in payoutBatches.",
    )
    def batch(
        self, info: Info, root: strawberry.Parent[Payout]
    ) -> Annotated["PayoutBatchNode", strawberry.lazy(".batch_types")] | None:
        named = root.batch_named if hasattr(root, "batch_named") else batch_of(root.id, info.context.caller)
        return read_batch(named) if named else None  # type: ignore[return-value]

    @of_details("batch_row", description="The row of that batch: 1, 2, 3, …")
    def batch_row(self, root: strawberry.Parent[Payout]) -> int | None:
        return details_of(root).batch_row

    @strawberry_django.field(
        only=["id"],
        annotate={"maker": lambda info: maker_column(info.context.caller)},
        description="Who made the payout. Null for one from before the audit log.",
    )
    def made_by(self, info: Info, root: strawberry.Parent[Payout]) -> MakerNode | None:
        column = root.maker if hasattr(root, "maker") else maker_of(root.id, info.context.caller)
        maker = read_maker(column)
        return maker and MakerNode(kind=maker.kind, name=maker.name)
