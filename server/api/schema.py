"""GraphQL verbs: each reads its arguments strictly, calls one verb of the domain, and hands back what came of it."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's types stand for rows of Django models, and it is the rows that are handed back.)
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from typing import Any
from uuid import UUID

import strawberry
from django.conf import settings
from django.db.models import QuerySet
from strawberry import UNSET
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info
from strawberry_django.optimizer import optimize
from strawberry_django.queryset import get_queryset_config

from server.bank.simulator import DESCRIPTIONS
from server.errors import InvalidInput, NotFound
from server.ledger import models as ledger
from server.ledger.balance import balance_of, history_of
from server.ledger.models import EntryType
from server.merchants import models as merchants
from server.merchants import onboarding
from server.payouts import lifecycle, tasks
from server.payouts import models as payouts
from server.payouts.states import Status

from .access import require_merchant
from .connections import Connection, Keyset
from .limits import EXTENSIONS
from .reading import read_uuid
from .results import (
    REFUSALS_AS_RESULTS,
    AddBankAccountInput,
    AddBankAccountResult,
    AddBankAccountSuccess,
    CreateMerchantInput,
    CreateMerchantResult,
    CreateMerchantSuccess,
    CreatePayoutInput,
    CreatePayoutResult,
    CreatePayoutSuccess,
    RecordPaymentInput,
    RecordPaymentResult,
    RecordPaymentSuccess,
)
from .scalars import PAISE, STRICT_UUID, Paise
from .types import (
    Balance,
    BalancePoint,
    BankScript,
    Engine,
    LedgerEntry,
    Merchant,
    Payout,
    as_balance,
)

MOST_POINTS = 200
NEWEST = Keyset(("created_at", "id"))
BY_NUMBER = Keyset(("seq",))


@strawberry.type
class Query:
    @strawberry.field(description="Newest first.")
    def merchants(self, info: Info, first: int | None = UNSET, after: str | None = UNSET) -> Connection[Merchant]:
        rows = merchants.Merchant.objects.all()
        return NEWEST.page(info, rows, of="merchants", first=first, after=after, count=rows.count)

    @strawberry.field
    def merchant(self, info: Info, id: strawberry.ID) -> Merchant | None:
        return _one(info, merchants.Merchant.objects.all(), id)

    @strawberry.field
    def balance(self, merchant_id: strawberry.ID) -> Balance:
        balance = balance_of(_existing_merchant(merchant_id))
        return as_balance(balance.available_paise, balance.held_paise)

    @strawberry.field(description="Newest first.")
    def payouts(
        self,
        info: Info,
        merchant_id: strawberry.ID,
        status: Status | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> Connection[Payout]:
        merchant = _existing_merchant(merchant_id)
        rows = payouts.Payout.objects.filter(merchant_id=merchant)
        if status:
            rows = rows.filter(status=status)
        return NEWEST.page(info, rows, of=f"payouts of {merchant}", first=first, after=after, count=rows.count)

    @strawberry.field
    def payout(self, info: Info, id: strawberry.ID) -> Payout | None:
        return _one(info, payouts.Payout.objects.all(), id)

    @strawberry.field(description="Newest first.")
    def ledger(
        self,
        info: Info,
        merchant_id: strawberry.ID,
        types: list[EntryType] | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> Connection[LedgerEntry]:
        merchant = _existing_merchant(merchant_id)
        rows = ledger.LedgerEntry.objects.filter(merchant_id=merchant)
        if types:
            rows = rows.filter(entry_type__in=types)
        return BY_NUMBER.page(
            info,
            rows,
            of=f"ledger of {merchant}",
            first=first,
            after=after,
            # The numbers are dense, so the newest is the count of all.
            count=rows.count if types else lambda: balance_of(merchant).seq,
        )

    @strawberry.field(
        description="Available and held over the whole ledger, oldest first: the first entry, the last, and others "
        f"evenly between them. At most {MOST_POINTS} points."
    )
    def balance_history(self, merchant_id: strawberry.ID, points: int = 60) -> list[BalancePoint]:
        merchant = _existing_merchant(merchant_id)
        if not 1 <= points <= MOST_POINTS:
            raise InvalidInput(f"points must be an integer from 1 to {MOST_POINTS}.", "points")
        return [
            BalancePoint(
                at=point.at,
                sequence=point.sequence,
                available_paise=Paise(point.available_paise),
                held_paise=Paise(point.held_paise),
            )
            for point in history_of(merchant, points)
        ]

    @strawberry.field
    def engine(self) -> Engine:
        return Engine(
            open_access=settings.PAYOUT_OPEN_ACCESS,
            bank_scripts=[BankScript(ending=ending, description=text) for ending, text in DESCRIPTIONS.items()],
            max_attempts=settings.PAYOUT_MAX_RETRIES,
        )


@strawberry.type
class Mutation:
    @strawberry.mutation(description="Hold the money and accept the payout, once per idempotency key.")
    def create_payout(self, input: CreatePayoutInput) -> CreatePayoutResult:
        acceptance = lifecycle.create_payout(
            merchant_id=read_uuid(input.merchant_id, "merchant_id"),
            bank_account_id=read_uuid(input.bank_account_id, "bank_account_id"),
            amount_paise=input.amount_paise,
            idempotency_key=input.idempotency_key,
        )
        if not acceptance.replayed:
            tasks.nudge()
        accepted = acceptance.payout.as_accepted()
        # Else the optimizer would join its entries to the payout as it is now.
        get_queryset_config(accepted.ledger_entries.all()).optimized = True
        return CreatePayoutSuccess(payout=accepted, replayed=acceptance.replayed)  # type: ignore[arg-type]

    @strawberry.mutation(description="For operators.")
    def create_merchant(self, input: CreateMerchantInput) -> CreateMerchantResult:
        return CreateMerchantSuccess(merchant=onboarding.create_merchant(name=input.name, email=input.email))  # type: ignore[arg-type]

    @strawberry.mutation(description="For operators. A merchant's first account is its primary one.")
    def add_bank_account(self, input: AddBankAccountInput) -> AddBankAccountResult:
        account = onboarding.add_bank_account(
            merchant_id=read_uuid(input.merchant_id, "merchant_id"),
            account_holder_name=input.account_holder_name,
            account_number=input.account_number,
            ifsc_code=input.ifsc_code,
            account_type=input.account_type,
            is_primary=bool(input.is_primary),
        )
        return AddBankAccountSuccess(bank_account=account)  # type: ignore[arg-type]

    @strawberry.mutation(description="For operators: an international payment that came in. Once per reference.")
    def record_payment(self, input: RecordPaymentInput) -> RecordPaymentResult:
        payment = onboarding.record_payment(
            merchant_id=read_uuid(input.merchant_id, "merchant_id"),
            amount_paise=input.amount_paise,
            reference=input.reference,
            description=input.description or "",
        )
        return RecordPaymentSuccess(entry=payment.entry, replayed=payment.replayed)  # type: ignore[arg-type]


def _one(info: Info, rows: QuerySet[Any], id: strawberry.ID) -> Any:
    """The row, or None for an id that is malformed, unknown or not the caller's: which of them is not told."""
    try:
        key = read_uuid(id, "id")
    except InvalidInput:
        return None
    return optimize(rows.filter(pk=key), info).first()


def _existing_merchant(id: strawberry.ID) -> UUID:
    try:
        merchant_id = read_uuid(id, "merchant_id")
    except InvalidInput:
        raise NotFound("merchant") from None
    require_merchant(merchant_id)
    return merchant_id


class Schema(strawberry.Schema):
    def process_errors(self, *_: Any) -> None:
        """Strawberry would log every mistake of a caller with a traceback; `errors.spoken` logs what is ours."""


schema = Schema(
    query=Query,
    mutation=Mutation,
    extensions=EXTENSIONS,
    exception_handlers=REFUSALS_AS_RESULTS,
    config=StrawberryConfig(scalar_map={Paise: PAISE, UUID: STRICT_UUID}),
)
