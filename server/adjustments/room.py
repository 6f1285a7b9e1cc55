"""Is there room for an adjustment in the merchant's balance?"""

from uuid import UUID

from server.errors import InsufficientFunds, InvalidInput
from server.ledger.balance import balance_of, has_room

from .models import Direction


def require_room(merchant_id: UUID, direction: Direction, amount_paise: int) -> None:
    """The answer holds until the merchant's lock, which the caller has, is let go. Raises InsufficientFunds if a debit
    would overdraw, InvalidInput if a credit would pass 2^53 - 1 paise."""
    balance = balance_of(merchant_id)
    if direction is Direction.DEBIT and amount_paise > balance.available_paise:
        raise InsufficientFunds(balance.available_paise, "adjustment")
    if direction is Direction.CREDIT and not has_room(merchant_id, balance.total_paise + amount_paise):
        raise InvalidInput("The merchant's balance would pass 2^53 - 1 paise.", "amount_paise")
