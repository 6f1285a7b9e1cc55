"""Balances in GraphQL: as they are, and as they were."""

from datetime import datetime

import strawberry

from server.money import format_inr

from .scalars import Paise


@strawberry.type(description="What a merchant has, of one moment. total = available + held.")
class Balance:
    available_paise: Paise
    held_paise: Paise
    total_paise: Paise
    available_inr: str
    held_inr: str
    total_inr: str


def as_balance(available: int, held: int) -> Balance:
    total = available + held
    return Balance(
        available_paise=Paise(available),
        held_paise=Paise(held),
        total_paise=Paise(total),
        available_inr=format_inr(available),
        held_inr=format_inr(held),
        total_inr=format_inr(total),
    )


@strawberry.type(description="What the merchant had after entry number `sequence`.")
class BalancePoint:
    at: datetime
    sequence: int
    available_paise: Paise
    held_paise: Paise
