"""Queries of payouts in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id`, `input` and `filter`

import strawberry
from strawberry import UNSET
from strawberry_django.optimizer import optimize

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.errors import InvalidInput, NotFound
from server.merchants.models import BankAccount
from server.money import read_amount
from server.payouts.finding import utr_forms
from server.payouts.models import Payout
from server.payouts.revision import revision_of
from server.payouts.searching import totals_of, ways_to
from server.payouts.similar import MOST_SHOWN, similar_payouts
from server.payouts.states import Status

from .context import Info
from .lookups import existing_merchant_to_read, find_row, merchant_to_read
from .pagination import COUNTING_COSTS, NOT_GIVEN, CountedConnection
from .payout_filter import KEYSETS, PayoutFilterInput, PayoutSort, read_filter
from .payout_types import PayoutNode
from .permissions import needing
from .runtime.list_lengths import also_costs, usual_length
from .scalars import Paise


@strawberry.type(name="PayoutTotals")
class PayoutTotalsNode:
    count: int
    sum_paise: Paise | None = strawberry.field(
        description="Null if it is above 2^53 − 1, which no JSON number holds exactly in every client."
    )
    is_complete: bool = strawberry.field(description="False if there are more payouts than atMost.")


@strawberry.type
class PayoutQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="Newest first unless `sort` says otherwise. needsReview: true for only payouts that need review, "
        "false for only the others. They and `status` narrow what the filter leaves. Pages go down from `after`, or up "
        "from `before`.",
    )
    def payouts(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        status: Status | None = UNSET,
        needs_review: bool | None = UNSET,
        filter: PayoutFilterInput | None = UNSET,
        sort: PayoutSort = PayoutSort.NEWEST_FIRST,
        first: int | None = UNSET,
        after: str | None = UNSET,
        before: str | None = UNSET,
    ) -> CountedConnection[PayoutNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(Payout, info.context.caller)
        if status:
            rows = rows.filter(status=status)
        if needs_review not in NOT_GIVEN:
            rows = rows.filter(needs_review=needs_review)
        ways = ways_to(rows, merchant, read_filter(filter))
        return KEYSETS[sort].page(
            info,
            ways,
            of=f"payouts of {merchant}" if sort is PayoutSort.NEWEST_FIRST else f"payouts of {merchant}, {sort.value}",
            first=first,
            after=after,
            before=before,
            count=lambda at_most: totals_of(ways, at_most).count,
            is_search=bool(filter or status) or needs_review not in NOT_GIVEN,
        )

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=also_costs(COUNTING_COSTS),
        description="How many payouts pass the filter, and the sum of their amounts. With atMost, of the newest atMost "
        "if there are more.",
    )
    def payout_totals(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        filter: PayoutFilterInput | None = UNSET,
        at_most: int | None = UNSET,
    ) -> PayoutTotalsNode:
        merchant = existing_merchant_to_read(info, merchant_id)
        if at_most not in NOT_GIVEN and at_most < 1:
            raise InvalidInput("atMost must be a positive integer.", "at_most")
        ways = ways_to(rows_of(Payout, info.context.caller), merchant, read_filter(filter))
        totals = totals_of(ways, None if at_most in NOT_GIVEN else at_most)
        return PayoutTotalsNode(
            count=totals.count,
            sum_paise=None if totals.sum_paise is None else Paise(totals.sum_paise),
            is_complete=totals.is_complete,
        )

    @strawberry.field(
        extensions=needing(Scope.READ),
        description="An opaque value that differs after every change to the merchant's ledger or payouts, and usually "
        "stays the same until then. If it is a query's first field, the rest of the response is at least as new.",
    )
    def revision(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> str:
        merchant = merchant_to_read(info, merchant_id)
        revision = revision_of(merchant)
        if revision is None:
            raise NotFound("merchant")
        info.context.existing.add(merchant)
        return revision

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=usual_length(MOST_SHOWN),
        description="Payouts of this amount to this bank account in the last seven days that have neither failed nor "
        f"come back, newest first; at most {MOST_SHOWN}. A form shows them before it pays the same again.",
    )
    def similar_payouts(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        bank_account_id: strawberry.ID,
        amount_paise: Paise,
    ) -> list[PayoutNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        account = find_row(info, BankAccount, bank_account_id)
        if account is None or account.merchant_id != merchant:
            raise NotFound("bank account")
        found = similar_payouts(merchant, account.id, read_amount(amount_paise, "amount_paise"))
        rows = rows_of(Payout, info.context.caller).filter(pk__in=found).order_by("-created_at", "-id")
        return optimize(rows, info)  # type: ignore[return-value]

    @strawberry.field(extensions=needing(Scope.READ))
    def payout(self, info: Info, id: strawberry.ID) -> PayoutNode | None:
        return find_row(info, Payout, id)

    @strawberry.field(
        extensions=needing(Scope.READ),
        description="The payout that the bank gave this UTR, of any merchant that the caller may see. Blanks in it and "
        "small letters do not matter. Null for one that is unknown or not the caller's to see.",
    )
    def payout_by_utr(self, info: Info, utr: str) -> PayoutNode | None:
        rows = rows_of(Payout, info.context.caller).filter(bank_reference_id__in=utr_forms(utr))
        return optimize(rows.order_by("-created_at", "-id"), info).first()  # type: ignore[return-value]
