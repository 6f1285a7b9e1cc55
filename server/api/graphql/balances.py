"""Balances in GraphQL: as they are, and as they were."""

from datetime import datetime

import strawberry

from server.ledger import balance as ledger
from server.money import format_inr

from .scalars import Paise


@strawberry.type(description="What a merchant has, of one moment. total = available + held.")
class Balance:
    ledger_sequence: int = strawberry.field(
        description="The number of the last ledger entry that these figures include; 0 before the first. All entries "
        "up to it are in them, and no other."
    )
    available_paise: Paise
    held_paise: Paise
    total_paise: Paise
    available_inr: str
    held_inr: str
    total_inr: str


def as_balance(balance: ledger.Balance) -> Balance:
    return Balance(
        ledger_sequence=balance.seq,
        available_paise=Paise(balance.available_paise),
        held_paise=Paise(balance.held_paise),
        total_paise=Paise(balance.total_paise),
        available_inr=format_inr(balance.available_paise),
        held_inr=format_inr(balance.held_paise),
        total_inr=format_inr(balance.total_paise),
    )


@strawberry.type(description="What the merchant had after entry number `sequence`.")
class BalancePoint:
    at: datetime
    sequence: int
    available_paise: Paise
    held_paise: Paise
