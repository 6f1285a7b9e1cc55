"""The arguments that narrow and order a list of payouts."""

# mypy: disable-error-code="untyped-decorator"
# (Strawberry's decorators are typed as Any.)

from datetime import datetime
from enum import Enum
from typing import Any

import strawberry
from strawberry import UNSET

from server.api.http.parsing import read_uuid
from server.payouts.searching import LONGEST_TEXT, PayoutFilter
from server.payouts.states import Status

from .pagination import LARGEST, NEWEST, NOT_GIVEN, OLDEST, SMALLEST, Keyset
from .scalars import Paise


@strawberry.enum(description="The order of a list of payouts, by creation or by amount.")
class PayoutSort(Enum):
    NEWEST_FIRST = "newest"
    OLDEST_FIRST = "oldest"
    LARGEST_FIRST = "largest"
    SMALLEST_FIRST = "smallest"


KEYSETS: dict[PayoutSort, Keyset] = {
    PayoutSort.NEWEST_FIRST: NEWEST,
    PayoutSort.OLDEST_FIRST: OLDEST,
    PayoutSort.LARGEST_FIRST: LARGEST,
    PayoutSort.SMALLEST_FIRST: SMALLEST,
}


@strawberry.input(name="PayoutFilter", description="Every condition that is given must hold.")
class PayoutFilterInput:
    text: str | None = strawberry.field(
        default=UNSET,
        description="A UTR, a payout's reference, id or idempotency key, an amount in rupees (48,750.00), or words of "
        f"the account holder's name and the last four digits of the account number. Up to {LONGEST_TEXT} characters.",
    )
    statuses: list[Status] | None = strawberry.field(default=UNSET, description="Any of these; empty: all.")
    needs_review: bool | None = strawberry.field(
        default=UNSET, description="True for only payouts that need review, false for only the others."
    )
    cancelled: bool | None = strawberry.field(
        default=UNSET,
        description="True for only payouts that failed because somebody cancelled them, false for only the others.",
    )
    scheduled: bool | None = strawberry.field(
        default=UNSET, description="True for only payouts that wait for their notBefore, false for only the others."
    )
    since: datetime | None = strawberry.field(default=UNSET, name="from", description="Created then or later.")
    until: datetime | None = strawberry.field(default=UNSET, name="to", description="Created before then.")
    min_paise: Paise | None = strawberry.field(default=UNSET, description="This amount or more.")
    max_paise: Paise | None = strawberry.field(default=UNSET, description="This amount or less.")
    bank_account_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Paid to this bank account.")
    batch_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Made by this batch.")
    returned: bool | None = strawberry.field(
        default=UNSET,
        description="True for only payouts whose money came back after they had completed, false for only the others.",
    )


def read_filter(given: PayoutFilterInput | None) -> PayoutFilter:
    """Raises InvalidInput."""
    conditions: dict[str, Any] = {} if given in NOT_GIVEN else vars(given)
    conditions = {name: value for name, value in conditions.items() if value not in NOT_GIVEN}
    for name in {"bank_account_id", "batch_id"} & conditions.keys():
        conditions[name] = read_uuid(conditions[name], name)
    conditions["statuses"] = frozenset(conditions.get("statuses", ()))
    return PayoutFilter(**conditions)
