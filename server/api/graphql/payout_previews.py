"""The dry run of a batch, and drafts of one, in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"

from typing import Any

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.batches import drafts
from server.batches.models import MOST_ROWS, PayoutBatch
from server.batches.previewing import Likeness, PreviewedRow, Verdict, preview
from server.batches.progress import Tally
from server.errors import InvalidInput, NotFound
from server.payouts.details import Purpose

from .batch_types import TallyNode, as_tally
from .context import Info
from .lookups import existing_merchant_to_read, find_row
from .pagination import NOT_GIVEN
from .payout_batches import PayoutBatchRowInput, RowFaultNode, as_fault, sent
from .permissions import needing
from .runtime.list_lengths import usual_length
from .scalars import Paise

strawberry.enum(Verdict, name="PayoutPreviewVerdict")
strawberry.enum(Likeness, name="PayoutLikeness", description="What a row is like.")
for kind in (Verdict, Likeness):
    for value in kind.__strawberry_definition__.values:  # type: ignore[union-attr]
        value.description = str(kind(value.value).label)


@strawberry.type(name="PayoutAlike", description="Why a row may be paid already.")
class AlikeNode:
    kind: Likeness
    payout_id: strawberry.ID | None = strawberry.field(description="The newest such payout.")
    row: int | None = strawberry.field(description="The earlier row, if it is one of the batch itself.")


@strawberry.type(name="PayoutPreviewRow")
class PreviewRowNode:
    number: int
    verdict: Verdict
    amount_paise: Paise | None = strawberry.field(description="Null if it can't be read.")
    faults: list[RowFaultNode] = strawberry.field(metadata=usual_length(1))
    alike: list[AlikeNode] = strawberry.field(metadata=usual_length(1))


@strawberry.type(name="PayoutPreview", description="What paying these rows would do, had it begun at this moment.")
class PreviewNode:
    rows: list[PreviewRowNode] = strawberry.field(
        # Each row is counted as it comes in.
        metadata=usual_length(MOST_ROWS, weight=0),
        description="In order.",
    )
    ready: TallyNode
    maybe_paid: TallyNode
    to_fix: TallyNode = strawberry.field(description="The sum of those amounts that can be read.")
    payable_paise: Paise = strawberry.field(description="Of the rows that have nothing to fix.")
    fees_paise: Paise = strawberry.field(description="What they would be charged by the fee plan, with GST.")
    available_paise: Paise
    short_by_paise: Paise = strawberry.field(description="What the balance lacks for all of them; 0 if nothing.")


@strawberry.type(name="PayoutDraftRow")
class DraftRowNode:
    bank_account_id: strawberry.ID
    amount_paise: Paise
    reference: str | None
    narration: str | None
    purpose: Purpose | None


@strawberry.type
class PayoutPreviewQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description=f"A dry run of a batch of up to {MOST_ROWS:,} rows: what has to be fixed, what may be paid "
        "already, what it sums up to. It writes nothing.",
    )
    def preview_payouts(
        self, info: Info, *, merchant_id: strawberry.ID | None = UNSET, rows: list[PayoutBatchRowInput]
    ) -> PreviewNode:
        found = preview(existing_merchant_to_read(info, merchant_id), list(map(sent, rows)))
        tallies = {verdict: as_tally(Tally(*found.by_verdict[verdict])) for verdict in Verdict}
        return PreviewNode(
            rows=list(map(_row, found.rows)),
            ready=tallies[Verdict.READY],
            maybe_paid=tallies[Verdict.MAYBE_PAID],
            to_fix=tallies[Verdict.TO_FIX],
            payable_paise=Paise(found.payable_paise),
            fees_paise=Paise(found.fees_paise),
            available_paise=Paise(found.available_paise),
            short_by_paise=Paise(found.short_by_paise),
        )

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=usual_length(MOST_ROWS),
        description="Rows to begin a batch with: those of an earlier batch, or the payouts that were made in a month "
        "of India's calendar (2026-10) and that the bank has paid. Nothing is stored.",
    )
    def payout_draft(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        batch_id: strawberry.ID | None = UNSET,
        month: str | None = UNSET,
    ) -> list[DraftRowNode]:
        if (batch_id in NOT_GIVEN) == (month in NOT_GIVEN):
            raise InvalidInput("Name either batch_id or month.", "batch_id")
        if batch_id not in NOT_GIVEN:
            batch = find_row(info, PayoutBatch, batch_id)
            if batch is None:
                raise NotFound("batch")
            return list(map(_draft_row, drafts.rows_of_batch(batch)))
        merchant = existing_merchant_to_read(info, merchant_id)
        return list(map(_draft_row, drafts.rows_of_month(merchant, drafts.read_month(month or ""))))


def _draft_row(row: dict[str, Any]) -> DraftRowNode:
    return DraftRowNode(**row)


def _row(row: PreviewedRow) -> PreviewRowNode:
    return PreviewRowNode(
        number=row.number,
        verdict=row.verdict,
        amount_paise=None if row.amount_paise is None else Paise(row.amount_paise),
        faults=list(map(as_fault, row.faults)),
        alike=[
            AlikeNode(
                kind=each.kind, payout_id=strawberry.ID(str(each.payout_id)) if each.payout_id else None, row=each.row
            )
            for each in row.alike
        ],
    )
