"""By which rail a payout of a merchant with a fee plan goes, and what that costs: the cheapest that can carry it,
unless the caller names one. Said once for the plan of a payout (`planning.py`) and for its creation."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.utils import timezone

from server.cooling_off.cooled import cooling_column
from server.errors import InvalidInput
from server.fees.pricing import NOTHING, FeeTerms, Price, fee_terms_of
from server.fees.tax import Tax
from server.ids import new_id_text
from server.merchants.models import BankAccount
from server.rails.choosing import RailVerdict, check_rail, choose, verdicts
from server.rails.rules import Rail

from .creation_words import NO_ACCOUNT
from .details import GivenDetails
from .scheduling import FURTHEST_DAYS, cannot_be_scheduled


class Asked(Protocol):
    """What a payout is asked for by (`creation.PayoutRequest`)."""

    @property
    def bank_account_id(self) -> UUID: ...
    @property
    def amount_paise(self) -> int: ...
    @property
    def details(self) -> GivenDetails | None: ...


RefusedRails = dict[int, InvalidInput]
"""Why an item's rail cannot carry it, by the item's place. The database refuses it only if it would make a payout: a
replay is a replay, whatever the rules have become."""


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
    for item, found in zip(items, _branches_of(merchant_id, items), strict=True):
        yield {} if isinstance(found, InvalidInput) else _fee(fees, item, *found)


def refused_rails(merchant_id: UUID, items: Sequence[Asked]) -> RefusedRails:
    """Of the items that name a rail. Where the account or the time is no good, there is none to be judged."""
    named = {n: (each, each.details.rail) for n, each in enumerate(items) if each.details and each.details.rail}
    if not named:
        return {}
    refused: RefusedRails = {}
    branches = _branches_of(merchant_id, [each for each, _ in named.values()])
    for (number, (each, rail)), found in zip(named.items(), branches, strict=True):
        try:
            if isinstance(found, InvalidInput):
                raise found
            check_rail(rail, verdicts(each.amount_paise, *found))
        except InvalidInput as refusal:
            refused[number] = refusal
    return refused


def _branches_of(merchant_id: UUID, items: Sequence[Asked]) -> Iterator[tuple[str, datetime] | InvalidInput]:
    """Of each item its account's IFSC, and when it is sent: at the time that it asks for, and not before its account
    has cooled off. Or why there is no such moment. One statement."""
    accounts = BankAccount.objects.filter(merchant_id=merchant_id, pk__in={item.bank_account_id for item in items})
    known = {key: rest for key, *rest in accounts.values_list("pk", "ifsc_code", cooling_column())}
    now = timezone.now()
    for item in items:
        asked = (item.details and item.details.not_before) or now
        code, cooling = known.get(item.bank_account_id, (None, None))
        if code is None:
            yield InvalidInput(NO_ACCOUNT, "bank_account_id")
        elif asked > now + timedelta(days=FURTHEST_DAYS):
            yield cannot_be_scheduled("far")
        else:
            yield code, max(asked, cooling or now)


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
