"""Which receipt paid which payout, as GraphQL objects."""

# mypy: disable-error-code="untyped-decorator"

from typing import TYPE_CHECKING, Annotated, TypeVar

import strawberry
from django.db.models import Model
from strawberry import UNSET

from server.errors import InvalidInput
from server.inward_payments.models import InwardPayment
from server.ledger.models import LedgerEntry
from server.lineage.overlap import Slice
from server.lineage.reading import NO_PLACE, Page, Stretch, read_page, share_of
from server.payouts.models import Payout

from .context import Info
from .foreign_amounts import ForeignAmount, foreign_amount
from .pagination import read_first
from .runtime.list_lengths import DEFAULT_FIRST, MOST_FIRST, length_by, usual_length
from .runtime.selections import fields_at
from .scalars import Paise
from .selected_rows import selected_rows

if TYPE_CHECKING:
    from .inward_payments import InwardPaymentNode
    from .ledger_types import LedgerEntryNode
    from .payout_types import PayoutNode

Row = TypeVar("Row", bound=Model)
LONGEST_PLACE = 18  # digits
OF_PAGES = length_by("first", usual=DEFAULT_FIRST, most=MOST_FIRST, weight=2)  # the entries at both ends of each


@strawberry.type(
    description="Paise that came in together and went out together, by first in, first out. It never changes."
)
class FundingSlice:
    amount_paise: Paise
    source: Annotated["LedgerEntryNode", strawberry.lazy(".ledger_types")] = strawberry.field(
        description="The entry with which they came in."
    )
    inward: Annotated["InwardPaymentNode", strawberry.lazy(".inward_payments")] | None = strawberry.field(
        description="What is known of that payment from abroad; null if nothing is."
    )
    foreign: ForeignAmount | None = strawberry.field(
        description="Their share of the foreign amount, rounded down at both ends: the shares of a whole payment add "
        "up to it exactly, and no later slice changes one. Null without an inward payment."
    )
    outflow: Annotated["LedgerEntryNode", strawberry.lazy(".ledger_types")] | None = strawberry.field(
        description="The entry with which they went out; null in a forecast."
    )
    via: list[Annotated["PayoutNode", strawberry.lazy(".payout_types")]] = strawberry.field(
        metadata=usual_length(0),
        description="They had gone out before and came back: the payouts whose money or fee they were, the last one "
        "first. Empty if they came from the source directly.",
    )


@strawberry.type(description="Slices in the order in which they went out.")
class FundingPage:
    slices: list[FundingSlice] = strawberry.field(metadata=usual_length(1, weight=0))
    next: str | None = strawberry.field(description="Send it as after. Null on the last page.")
    is_forecast: bool = strawberry.field(
        description="They have not gone out: so it would be if the payout were completed now, before every other."
    )


def funding_page(info: Info, stretch: Stretch, first: int | None, after: str | None) -> FundingPage:
    """Raises InvalidInput."""
    page = read_page(stretch, read_first(first), read_place(after))
    return shown_page(info, page, is_forecast=stretch.is_forecast)


def shown_page(info: Info, page: Page, *, is_forecast: bool = False) -> FundingPage:
    """Reads what the document selects, in one statement for each end of the slices and the whole page."""
    sources = {each.source.seq for each in page.slices}
    outflows = {each.outflow for each in page.slices if each.outflow is not None}

    def numbered(model: type[Row], name: str, seqs: set[int], *needed: str) -> dict[int, Row]:
        if not seqs or not any(fields_at(info._raw_info, "slices", each) for each in (name, *needed[:1])):
            return {}
        rows = selected_rows(info, model, "slices", name, needed=["seq", *needed[1:]])
        return {each.seq: each for each in rows.filter(merchant_id=page.merchant_id, seq__in=seqs)}  # type: ignore[attr-defined]

    came, went = numbered(LedgerEntry, "source", sources), numbered(LedgerEntry, "outflow", outflows)
    known = numbered(InwardPayment, "inward", sources, "foreign", "foreign_currency", "foreign_minor", "exponent")
    via = {each for piece in page.slices for each in piece.via}
    payouts = selected_rows(info, Payout, "slices", "via", needed=["id"]).in_bulk(via) if via else {}
    return FundingPage(
        slices=[
            FundingSlice(
                amount_paise=Paise(each.paise),
                source=came.get(each.source.seq),  # type: ignore[arg-type]
                inward=known.get(each.source.seq),  # type: ignore[arg-type]
                foreign=_share(known.get(each.source.seq), each),
                outflow=None if each.outflow is None else went.get(each.outflow),  # type: ignore[arg-type]
                via=[payouts[payout] for payout in each.via],  # type: ignore[misc]
            )
            for each in page.slices
        ],
        next=None if page.next is None else str(page.next),
        is_forecast=is_forecast,
    )


def _share(payment: InwardPayment | None, piece: Slice) -> ForeignAmount | None:
    if payment is None:
        return None
    return foreign_amount(payment.foreign_currency, share_of(piece, payment), payment.exponent)


def read_place(text: str | None) -> int | None:
    """Raises InvalidInput."""
    if text is None or text is UNSET:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_PLACE):
        raise InvalidInput(NO_PLACE, "after")
    return int(text)
