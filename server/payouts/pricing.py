"""By which rail a payout of a merchant with a fee plan goes, and what that costs: the cheapest that can carry it,
unless the caller names one. Said once for the plan of a payout (`planning.py`) and for its creation."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.utils import timezone

from server.errors import InvalidInput
from server.fees.pricing import NOTHING, FeeTerms, Price, fee_terms_of
from server.fees.tax import Tax
from server.ids import new_id_text
from server.merchants.models import BankAccount
from server.rails.choosing import RailVerdict, check_rail, choose, verdicts
from server.rails.rules import Rail

from .details import GivenDetails
from .scheduling import FURTHEST_DAYS


class Asked(Protocol):
    """What a payout is asked for by (`creation.PayoutRequest`)."""

    @property
    def bank_account_id(self) -> UUID: ...
    @property
    def amount_paise(self) -> int: ...
    @property
    def details(self) -> GivenDetails | None: ...


def take_rail(
    fees: FeeTerms | None, amount_paise: int, candidates: list[RailVerdict], named: Rail | None
) -> tuple[RailVerdict | None, Price]:
    """None: no rail is known to carry it. Raises InvalidInput if the named one cannot."""
    if named:
        chosen: RailVerdict | None = check_rail(named, candidates)
    else:
        chosen = choose(candidates, fees and fees.prices(amount_paise))
    price = fees.price(chosen and chosen.rail, amount_paise) if fees else None
    return chosen, price or NOTHING


def fees_of(merchant_id: UUID, fees: FeeTerms, items: Sequence[Asked]) -> Iterator[dict[str, Any]]:
    """What the plan adds to each item, as `sql/create_payouts.sql` reads it. Nothing to one that is refused for its
    rail, its account or its time."""
    accounts = {item.bank_account_id for item in items}
    codes = dict(BankAccount.objects.filter(merchant_id=merchant_id, pk__in=accounts).values_list("pk", "ifsc_code"))
    now = timezone.now()
    for item in items:
        at = (item.details and item.details.not_before) or now
        code = codes.get(item.bank_account_id)
        if code is None or at > now + timedelta(days=FURTHEST_DAYS):
            yield {}
        else:
            yield _fee(fees, item, code, at)


def fees_of_payouts(merchant_id: UUID, payouts: Sequence[tuple[UUID, int]]) -> int:
    """What payouts to these accounts, of these amounts, would be charged now, with GST."""
    fees = fee_terms_of(merchant_id)
    if fees is None:
        return 0
    asked = [_Plain(account, paise) for account, paise in payouts]
    charged = (each.get("fee", {}) for each in fees_of(merchant_id, fees, asked))
    return sum(each.get(part, 0) for each in charged for part in ("fee", *Tax._fields))


class _Plain(NamedTuple):
    bank_account_id: UUID
    amount_paise: int
    details: GivenDetails | None = None


def _fee(fees: FeeTerms, item: Asked, code: str, at: datetime) -> dict[str, Any]:
    named = item.details.rail if item.details else None
    try:
        chosen, price = take_rail(fees, item.amount_paise, verdicts(item.amount_paise, code, at), named)
    except InvalidInput:
        return {}
    return {
        "fee": {
            "plan": str(fees.plan_id),
            "rail": chosen and chosen.rail.value,
            "place": fees.place_of_supply,
            "fee": price.fee_paise,
            **price.tax._asdict(),
            "entry": new_id_text() if price.fee_paise else None,
            "tax_entry": new_id_text() if price.tax.total else None,
        }
    }
