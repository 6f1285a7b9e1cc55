"""A merchant's terms: what decides its payouts beside account and balance.

Most merchants have none, and their creations ask for none: the merchant's row, which a creation locks anyway, says so.
The terms of the others are read before the verb, which refuses to go by others than those of the row's version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from server.fees.pricing import OF_PLAN, fee_terms

from .pricing import Asked, fees_of


@dataclass(frozen=True)
class Terms:
    version: int = 0
    of_items: tuple[dict[str, Any], ...] = ()
    """What they add to each item, as `sql/create_payouts.sql` reads it. Empty: nothing to any."""

    def of(self, number: int) -> dict[str, Any]:
        return self.of_items[number] if self.of_items else {}


NONE = Terms()
TERMS = f"SELECT m.terms_version, {OF_PLAN} FROM merchants m, fee_plan_in_force(m.id) p WHERE m.id = %s"


def read_terms(merchant_id: UUID, items: Sequence[Asked]) -> Terms:
    """In one statement: if they change meanwhile, the version is an earlier one, which the verb refuses."""
    with connection.cursor() as cursor:
        cursor.execute(TERMS, [merchant_id])
        version, *plan = cursor.fetchone() or (0, None)
    fees = fee_terms(*plan) if plan[0] else None
    return Terms(version, tuple(fees_of(merchant_id, fees, items)) if fees else ())
