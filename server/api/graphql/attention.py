"""The payouts that need an operator, over all merchants, in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var"

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry import UNSET, relay

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotFound
from server.payouts.attention import OF_REASONS, Item, Kind, Position, attention, attention_count
from server.payouts.models import Payout

from .context import Info
from .pagination import NOT_GIVEN, READERS, CountedConnection, read_cursor, read_first, write_cursor
from .payout_types import PayoutNode
from .permissions import needing
from .runtime.list_lengths import also_costs
from .selected_rows import selected_payouts

strawberry.enum(Kind, name="AttentionKind", description="Why a payout needs an operator.")
for value in Kind.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = str(Kind(value.value).label)


@strawberry.type(description="A payout that needs an operator.")
class AttentionItem:
    kind: Kind
    since: datetime = strawberry.field(
        description="NEEDS_REVIEW: since when the outcome is unknown. STUCK: since when the payout is due. "
        "FAILING_IN_A_ROW: when the first of these payouts failed."
    )
    reason: str = strawberry.field(description="For a person to read.")
    payout: PayoutNode = strawberry.field(description="FAILING_IN_A_ROW: the newest that failed.")


@strawberry.type
class AttentionQuery:
    @strawberry.field(
        extensions=needing(Scope.OPERATE),
        metadata=also_costs(50),
        description="For operators: what needs somebody, of every merchant or of one. Oldest first. NEEDS_REVIEW: the "
        "payouts whose needsReview is true. STUCK: open payouts that have been due for longer than the processing "
        "timeout, which a working engine takes. FAILING_IN_A_ROW: a bank account in use whose last payouts to end, "
        "three or more, have all failed, as far as the newest 5,000 failures of seven days and "
        "the account's newest 100 payouts tell.",
    )
    def attention(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[AttentionItem]:
        merchant = _merchant(info, merchant_id)
        of = f"attention of {merchant}" if merchant else "attention"
        first = read_first(first)
        position = (
            None
            if after in NOT_GIVEN
            else Position(*read_cursor(after, "after", of, [READERS["created_at"], Kind, READERS["id"]]))
        )
        found = attention(first + 1, after=position, merchant_id=merchant)
        shown = found[:first]
        payouts = selected_payouts(info, "edges", "node", "payout", needed=OF_REASONS).in_bulk(
            [item.payout_id for item in shown]
        )
        edges = [
            relay.Edge(node=_node(item, payouts[item.payout_id]), cursor=_cursor(of, item))
            for item in shown
            if item.payout_id in payouts
        ]
        return CountedConnection(
            edges=edges,
            page_info=relay.PageInfo(
                has_next_page=len(found) > first,
                has_previous_page=position is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            count=(lambda _: len(found))
            if position is None and len(found) <= first
            else lambda at_most: attention_count(at_most, merchant_id=merchant),
        )


def _merchant(info: Info, merchant_id: strawberry.ID | None) -> UUID | None:
    if merchant_id in NOT_GIVEN:
        return None
    try:
        return existing_merchant(read_uuid(merchant_id, "merchant_id"), info.context.caller)
    except InvalidInput:
        raise NotFound("merchant") from None


def _node(item: Item, payout: Payout) -> AttentionItem:
    return AttentionItem(
        kind=item.kind,
        since=item.since,
        reason=item.reason(payout),
        payout=payout,  # type: ignore[arg-type]
    )


def _cursor(of: str, item: Item) -> str:
    return write_cursor(of, [item.since.isoformat(), item.kind, str(item.payout_id)])
