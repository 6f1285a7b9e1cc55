"""Batches and their rows in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)

from datetime import datetime
from typing import Any

import strawberry
import strawberry_django
from django.db.models import Model, QuerySet
from strawberry import UNSET
from strawberry_django.optimizer import optimize

from server.api.auth.makers import batch_maker_column, batch_maker_of, read_maker
from server.api.auth.tenant_scope import rows_of
from server.batches.models import PayoutBatch
from server.batches.progress import (
    BatchStatus,
    Progress,
    RowNow,
    RowState,
    Tally,
    progress_column,
    progress_of,
    read_progress,
    rows_now,
)
from server.errors import InvalidInput
from server.merchants.models import BankAccount
from server.money import format_inr
from server.payouts.details import Purpose
from server.payouts.models import Payout

from .bank_accounts import BankAccountNode
from .context import Info
from .merchants import MerchantNode
from .node import Node
from .pagination import NOT_GIVEN, read_first
from .payout_parts import MakerNode
from .payout_types import PayoutNode
from .runtime.columns import column, row_type
from .runtime.list_lengths import DEFAULT_FIRST, MOST_FIRST, length_by
from .runtime.selections import fields_at
from .scalars import Paise

strawberry.enum(RowState, name="PayoutBatchRowState", description="What has become of a row of a batch.")
strawberry.enum(
    BatchStatus, name="PayoutBatchStatus", description="How far a batch has come, as the payouts of its rows say."
)
for kind in (RowState, BatchStatus):
    for value in kind.__strawberry_definition__.values:  # type: ignore[union-attr]
        value.description = str(kind(value.value).label)


@strawberry.type(name="PayoutTally", description="A number of rows, and the sum of their amounts.")
class TallyNode:
    count: int
    sum_paise: Paise


@strawberry.type(name="PayoutBatchProgress", description="A batch's rows by state, when they were read.")
class ProgressNode:
    status: BatchStatus
    waiting: TallyNode
    refused: TallyNode
    pending: TallyNode
    processing: TallyNode
    completed: TallyNode
    failed: TallyNode
    returned: TallyNode = strawberry.field(
        description="Of the completed rows, which the bank has paid: those whose money came back."
    )


@strawberry.type(
    name="PayoutBatchRefusal", description="Why the last payment of a batch made no payout of a row. The next one may."
)
class RefusalNode:
    code: str = strawberry.field(description="As REST's errors have it: insufficient_funds, validation_error, …")
    message: str
    available_paise: Paise | None = strawberry.field(description="Then, if the balance was too small.")
    refused_at: datetime


@strawberry.type(name="PayoutBatchRow", description="What one payout of a batch is to be, and what has become of it.")
class BatchRowNode:
    number: int = strawberry.field(description="1, 2, 3, …")
    bank_account: BankAccountNode
    amount_paise: Paise
    amount_inr: str
    reference: str | None
    narration: str | None
    purpose: Purpose | None
    state: RowState
    payout: PayoutNode | None
    refusal: RefusalNode | None = strawberry.field(description="Null once the row has a payout.")


@row_type(
    PayoutBatch,
    name="PayoutBatch",
    description="Payouts that are looked over once and paid together. What is to be paid never changes.",
)
class PayoutBatchNode(Node):
    id: strawberry.ID
    name: str
    merchant: MerchantNode
    row_count: int
    total_paise: Paise
    created_at: datetime
    not_before: datetime | None = column(description="None of its payouts is sent to the bank before this moment.")
    retry_of: "PayoutBatchNode | None" = column(description="The batch whose failed or returned rows it pays again.")
    repeat_of: "PayoutBatchNode | None" = column(description="The earlier batch that it was made from.")

    @strawberry_django.field(only=["total_paise"], description="For display: ₹500.00")
    def total_inr(self, root: strawberry.Parent[PayoutBatch]) -> str:
        return format_inr(root.total_paise)

    @strawberry_django.field(
        only=["id"],
        annotate={"maker": lambda info: batch_maker_column(info.context.caller)},
        description="Who made the batch.",
    )
    def made_by(self, info: Info, root: strawberry.Parent[PayoutBatch]) -> MakerNode | None:
        column = root.maker if hasattr(root, "maker") else batch_maker_of(root.id, info.context.caller)
        maker = read_maker(column)
        return maker and MakerNode(kind=maker.kind, name=maker.name)

    @strawberry_django.field(only=["id"], annotate={"row_progress": lambda _info: progress_column()})
    def progress(self, root: strawberry.Parent[PayoutBatch]) -> ProgressNode:
        counted: dict[str, list[int]] | None = getattr(root, "row_progress", None)
        return as_progress(progress_of([root.id])[root.id] if counted is None else read_progress(counted))

    @strawberry_django.field(
        only=["id"],
        metadata=length_by("first", usual=DEFAULT_FIRST, most=MOST_FIRST),
        description="By their numbers: those beyond the row `after`, at most `first` (50 unless said, 200 at most).",
    )
    def rows(
        self,
        info: Info,
        root: strawberry.Parent[PayoutBatch],
        *,
        first: int | None = UNSET,
        after: int | None = UNSET,
        state: RowState | None = UNSET,
    ) -> list[BatchRowNode]:
        last = 0 if after in NOT_GIVEN else after
        if last < 0:
            raise InvalidInput("after must be a row's number, or 0.", "after")
        wanted = None if state in NOT_GIVEN else state
        found = rows_now(root.id, after=last, first=read_first(first), state=wanted)
        payouts: Any = selected_rows(info, "payout", Payout).in_bulk([row.payout_id for row in found if row.payout_id])
        accounts: Any = selected_rows(info, "bankAccount", BankAccount).in_bulk({row.bank_account_id for row in found})
        return [_row_node(row, accounts, payouts) for row in found]


def as_progress(progress: Progress) -> ProgressNode:
    by_state = {state.value: as_tally(progress.of(state)) for state in RowState}
    return ProgressNode(status=progress.status, **by_state, returned=as_tally(progress.returned))


def as_tally(tally: Tally) -> TallyNode:
    return TallyNode(count=tally.count, sum_paise=Paise(tally.sum_paise))


def _row_node(row: RowNow, accounts: dict[object, BankAccount], payouts: dict[object, Payout]) -> BatchRowNode:
    refusal = row.refusal
    return BatchRowNode(
        number=row.number,
        bank_account=accounts[row.bank_account_id],  # type: ignore[arg-type]
        amount_paise=Paise(row.amount_paise),
        amount_inr=format_inr(row.amount_paise),
        reference=row.reference,
        narration=row.narration,
        purpose=Purpose(row.purpose) if row.purpose else None,
        state=row.state,
        payout=payouts[row.payout_id] if row.payout_id else None,  # type: ignore[arg-type]
        refusal=RefusalNode(**vars(refusal)) if refusal else None,
    )


def selected_rows(info: Info, field: str, model: type[Model]) -> QuerySet[Model]:
    """With what the document selects of them: one statement for each edge of all rows."""
    rows, raw = rows_of(model, info.context.caller), info._raw_info
    if not (selected := fields_at(raw, field)):
        return rows.only("pk")
    name = {Payout: "Payout", PayoutBatch: "PayoutBatch", BankAccount: "BankAccount"}[model]
    as_if_asked_for = raw._replace(field_nodes=selected, return_type=raw.schema.type_map[name])  # type: ignore[arg-type]
    return optimize(rows, as_if_asked_for)
