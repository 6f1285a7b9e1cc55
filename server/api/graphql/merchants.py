"""Merchants in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from datetime import datetime
from hashlib import md5
from typing import Annotated

import strawberry
import strawberry_django
from django.db.models import F, Func, JSONField
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import listed_merchants
from server.cooling_off.models import CoolingOff
from server.ledger.balance import Balance, balance_of
from server.merchants import onboarding
from server.merchants.models import Merchant
from server.merchants.search import LONGEST_SEARCH, searched_words, with_words

from .balances import BalanceFigures, as_figures
from .bank_accounts import BankAccountNode
from .context import Info
from .errors import ValidationProblem
from .lookups import find_row
from .node import Node
from .pagination import NEWEST, NOT_GIVEN, CountedConnection, count_of
from .permissions import EVERY_FIELD, needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import usual_length


def _row_balance() -> Func:
    """SQL that computes each merchant's balance within the statement that lists the merchants."""
    return Func(
        F("id"), template="(SELECT to_jsonb(b) FROM ledger_balance(%(expressions)s) b)", output_field=JSONField()
    )


@row_type(Merchant, name="Merchant")
class MerchantNode(Node):
    id: strawberry.ID
    name: str
    email: str
    is_active: bool
    created_at: datetime
    suspended_at: datetime | None = column(
        description="Since when the merchant can't make new payouts; null unless an operator has suspended it."
    )
    bank_accounts: list[BankAccountNode] = column(metadata=usual_length(5))

    @strawberry_django.field(
        only=["suspension_reason"], description="Why the merchant is suspended. For operators: null for others."
    )
    def suspension_reason(self, info: Info, root: strawberry.Parent[Merchant]) -> str | None:
        return root.suspension_reason if info.context.caller.merchant_id is None else None

    @strawberry_django.field(
        only=["id"],
        select_related=["cooling_off"],
        description="A payout to an account that was added less than so many hours ago waits until they are over; "
        "0: it does not.",
    )
    def cooling_off_hours(self, root: strawberry.Parent[Merchant]) -> int:
        try:
            return root.cooling_off.hours
        except CoolingOff.DoesNotExist:
            return 0

    @strawberry_django.field(only=["id"], annotate={"row_balance": lambda _info: _row_balance()})
    def balance(self, root: strawberry.Parent[Merchant]) -> BalanceFigures:
        row: dict[str, int] | None = getattr(root, "row_balance", None)
        return as_figures(root.id, Balance(**row) if row is not None else balance_of(root.id))


@strawberry.input
class CreateMerchantInput:
    name: str
    email: str


@strawberry.type
class CreateMerchantSuccess:
    merchant: MerchantNode


CreateMerchantResult = Annotated[CreateMerchantSuccess | ValidationProblem, strawberry.union("CreateMerchantResult")]


@strawberry.type
class MerchantQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="Newest first. search: only merchants that have each of its words, of at most "
        f"{LONGEST_SEARCH} characters together, in their name or e-mail address; capitals do not matter.",
    )
    def merchants(
        self,
        info: Info,
        first: int | None = UNSET,
        after: str | None = UNSET,
        search: str | None = UNSET,
    ) -> CountedConnection[MerchantNode]:
        caller = info.context.caller
        rows = listed_merchants(caller)
        of = f"merchants of {caller.merchant_id}" if caller.merchant_id else "merchants"
        if search not in NOT_GIVEN and (words := searched_words(search)):
            rows = with_words(rows, words)
            of = f"{of} with {md5(repr(words).encode(), usedforsecurity=False).hexdigest()}"
        return NEWEST.page(info, rows, of=of, first=first, after=after, count=count_of(rows))

    @strawberry.field(extensions=needing(Scope.READ))
    def merchant(self, info: Info, id: strawberry.ID) -> MerchantNode | None:
        return find_row(info, Merchant, id)


@strawberry.type
class MerchantMutation:
    @strawberry.mutation(extensions=needing(Scope.OPERATE, tells=EVERY_FIELD), description="For operators.")
    def create_merchant(self, input: CreateMerchantInput) -> CreateMerchantResult:
        return CreateMerchantSuccess(merchant=onboarding.create_merchant(name=input.name, email=input.email))  # type: ignore[arg-type]
