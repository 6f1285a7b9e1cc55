"""Which receipts paid a merchant's payouts on some days, in GraphQL."""

# mypy: disable-error-code="untyped-decorator"

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.lineage.reading import stretch_of_days

from .context import Info
from .lineage_types import OF_PAGES, FundingPage, funding_page
from .lookups import existing_merchant_to_read
from .permissions import needing
from .runtime.list_lengths import DEFAULT_FIRST


@strawberry.type
class LineageQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=OF_PAGES,
        description="All that went out on some days of India, `from` and `to` included, by what it had come in with.",
    )
    def lineage(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        first_day: Annotated[date, strawberry.argument(name="from")],
        last_day: Annotated[date, strawberry.argument(name="to")],
        first: int | None = DEFAULT_FIRST,
        after: str | None = UNSET,
    ) -> FundingPage:
        merchant = existing_merchant_to_read(info, merchant_id)
        return funding_page(info, stretch_of_days(merchant, first_day, last_day), first, after)
