"""A merchant's events in GraphQL: page by page, and as a subscription. Both are faces of the one reader."""

# mypy: disable-error-code="untyped-decorator"

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.api.http.following import CAN_FOLLOW, FOLLOW, accepts_stream, stream_of
from server.errors import InvalidInput
from server.events.kinds import EventType
from server.events.looking_back import END, read_back
from server.events.positions import BEGINNING, Position, read_position
from server.events.reading import MOST, USUAL, Event, Page, read_page
from server.money import format_inr

from .context import Info
from .lookups import existing_merchant_to_read
from .pagination import NOT_GIVEN, read_first
from .permissions import needing
from .runtime.list_lengths import length_by, usual_length
from .scalars import Paise

strawberry.enum(EventType, description="What happened. More values are added: pass over one that you do not know.")


@strawberry.type(
    name="Event",
    description="Something that happened to a merchant's money, or to what is told of it. The same position always "
    "reads the same. Fields that do not belong to the type are null.",
)
class EventNode:
    position: str = strawberry.field(
        description="Its place in the merchant's feed: ledger entry 1044 is at 1044.0, the second event without an "
        "entry after it at 1044.2. Compare positions as two integers."
    )
    previous: str = strawberry.field(
        description="The position before it in the merchant's whole feed, whatever is filtered; 0.0 for the first. "
        "Whoever has not had it has missed something."
    )
    type: EventType
    merchant_id: strawberry.ID = strawberry.field(description="Check it: positions of merchants look alike.")
    occurred_at: datetime
    amount_paise: Paise = strawberry.field(
        description="Signed for BALANCE_ADJUSTED alone, 0 for BALANCE_LOW, ORDERS_SHORT and "
        "WEBHOOK_ENDPOINT_DISABLED. RECEIPT_LATE: the least that is expected."
    )
    amount_inr: str = strawberry.field(description="For display, without sign or grouping.")
    payout_id: strawberry.ID | None
    bank_account_id: strawberry.ID | None = strawberry.field(description="Where the payout goes.")
    idempotency_key: UUID | None = strawberry.field(description="Under which the payout was created.")
    bank_reference_id: str | None = strawberry.field(description="PAYOUT_COMPLETED: the UTR.")
    failure_reason: str | None = strawberry.field(description="PAYOUT_FAILED: why.")
    failure_code: str | None = strawberry.field(
        description="PAYOUT_FAILED: why, for programs: a payout's failure.code."
    )
    not_before: datetime | None = strawberry.field(description="PAYOUT_CREATED: the time that it is scheduled for.")
    reference: str | None = strawberry.field(
        description="PAYMENT_RECEIVED, PAYMENT_REVERSED, RECEIPT_RECEIVED: under which the payment was recorded. "
        "RECEIPT_LATE: the one that is expected."
    )
    description: str | None = strawberry.field(
        description="PAYMENT_RECEIVED, PAYMENT_REVERSED, PAYOUT_RETURNED, BALANCE_ADJUSTED: as the ledger has it."
    )
    unresolved_since: datetime | None = strawberry.field(
        description="PAYOUT_NEEDS_REVIEW, PAYOUT_REVIEW_ENDED: since when the bank has not told the outcome."
    )
    webhook_endpoint_id: strawberry.ID | None = strawberry.field(description="WEBHOOK_ENDPOINT_DISABLED: which one.")
    disabled_because: str | None = strawberry.field(description="WEBHOOK_ENDPOINT_DISABLED: why.")
    balance_monitor_id: strawberry.ID | None = strawberry.field(description="BALANCE_LOW: whose amount it is.")
    below_paise: Paise | None = strawberry.field(description="BALANCE_LOW: the amount that available fell below.")
    available_paise: Paise | None = strawberry.field(
        description="BALANCE_LOW, ORDERS_SHORT: available when it was told."
    )
    alert_id: strawberry.ID | None = strawberry.field(description="ORDERS_SHORT, RECEIPT_LATE: whose event it is.")
    waiting_paise: Paise | None = strawberry.field(description="ORDERS_SHORT: the sum of the orders that wait.")
    expected_receipt_id: strawberry.ID | None = strawberry.field(
        description="RECEIPT_RECEIVED, RECEIPT_LATE: which one."
    )
    due_on: date | None = strawberry.field(description="RECEIPT_RECEIVED, RECEIPT_LATE: by when it was expected.")
    payout_order_id: strawberry.ID | None = strawberry.field(description="PAYOUT_ORDER_…: which one.")
    refused_because: str | None = strawberry.field(description="PAYOUT_ORDER_REFUSED: why no payout could be made.")
    fee_paise: Paise | None = strawberry.field(
        description="PAYOUT_CREATED: what was charged for it, without GST. PAYOUT_FAILED, PAYOUT_RETURNED: what was "
        "given back of it. Null: nothing."
    )
    tax_paise: Paise | None = strawberry.field(description="GST on feePaise.")


@strawberry.type(description="Events: oldest first in events, newest first in latestEvents.")
class EventPage:
    events: list[EventNode] = strawberry.field(metadata=usual_length(1, weight=0))
    next: str = strawberry.field(
        description="Send it as after to events, as before to latestEvents. It may lie beyond the page's last event."
    )
    more: bool = strawberry.field(description="There is more by now. A page of some types may be empty all the same.")


# Begins a subscription, and is told to nobody.
NONE_YET = Event(BEGINNING, BEGINNING, EventType.PAYMENT_RECEIVED, UUID(int=0), datetime.min.replace(tzinfo=UTC), 0)


def node_of(event: Event) -> EventNode:
    told: dict[str, Any] = event._asdict() | {
        "position": str(event.position),
        "previous": str(event.previous),
        "merchant_id": str(event.merchant_id),
        "amount_inr": format_inr(event.amount_paise),
        "payout_id": event.payout_id and str(event.payout_id),
        "bank_account_id": event.bank_account_id and str(event.bank_account_id),
        "webhook_endpoint_id": event.webhook_endpoint_id and str(event.webhook_endpoint_id),
        "balance_monitor_id": event.balance_monitor_id and str(event.balance_monitor_id),
        "alert_id": event.alert_id and str(event.alert_id),
        "expected_receipt_id": event.expected_receipt_id and str(event.expected_receipt_id),
        "payout_order_id": event.payout_order_id and str(event.payout_order_id),
    }
    return EventNode(**told)


def page_of(page: Page) -> EventPage:
    return EventPage(events=[node_of(event) for event in page.events], next=str(page.next), more=page.more)


@strawberry.type
class EventQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=length_by("first", usual=USUAL, most=MOST),
        description="What happened to the merchant's money after a position, oldest first, without a gap; from the "
        f"first event on unless a position is named. At most {MOST} events. A position beyond the feed's end is "
        "refused: it is another merchant's, or the engine's database was restored.",
    )
    def events(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        after: str | None = UNSET,
        types: list[EventType] | None = UNSET,
        first: int | None = USUAL,
    ) -> EventPage:
        most = USUAL if first is None else read_first(first)
        return page_of(read_page(existing_merchant_to_read(info, merchant_id), _position(after), types or (), most))

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=length_by("first", usual=USUAL, most=MOST),
        description="The same events from the feed's end, newest first, or those before a position: for people. What "
        f"must not miss any reads events. At most {MOST} events. A position beyond the feed's end is refused.",
    )
    def latest_events(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        before: str | None = UNSET,
        types: list[EventType] | None = UNSET,
        first: int | None = USUAL,
    ) -> EventPage:
        most = USUAL if first is None else read_first(first)
        place = END if before in NOT_GIVEN else read_position(before, "before")
        return page_of(read_back(existing_merchant_to_read(info, merchant_id), place, types or (), most))


@strawberry.type
class EventSubscription:
    # A field and no `strawberry.subscription`: it is resolved once to begin, and then for each event, which is the
    # operation's root value (`following.py`).
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="The same events as they come, over server-sent events: POST with Accept: text/event-stream. "
        "The server completes a subscription after 280 s: subscribe anew after the last position.",
    )
    def events(
        self,
        info: Info,
        merchant_id: strawberry.ID | None = UNSET,
        after: str | None = UNSET,
        types: list[EventType] | None = UNSET,
    ) -> EventNode:
        event: object = self
        if isinstance(event, Event):
            return node_of(event)
        request = info.context.request
        if request.method != "POST" or not accepts_stream(request.META.get("HTTP_ACCEPT", "")):
            raise InvalidInput("A subscription is a stream: send it by POST, with Accept: text/event-stream.")
        if CAN_FOLLOW not in request.META:
            raise InvalidInput("This server has no streams: ask for pages.")
        merchant, position = existing_merchant_to_read(info, merchant_id), _position(after)
        chosen = frozenset(types or ())
        page = read_page(merchant, position, chosen)
        request.META[FOLLOW] = stream_of(
            request, info.context.caller, page, merchant_id=merchant, after=position, types=chosen
        )
        return node_of(NONE_YET)


def _position(after: str | None) -> Position:
    return BEGINNING if after in NOT_GIVEN else read_position(after)
