"""A merchant's terms: what decides its payouts beside account and balance.

Most merchants have none, and their creations ask for none: the merchant's row, which a creation locks anyway, says so.
The terms of the others are read before the verb, which refuses to go by others than those of the row's version.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.merchants.models import Merchant


@dataclass(frozen=True)
class Terms:
    version: int = 0
    of_items: tuple[dict[str, Any], ...] = ()
    """What they add to each item, as `sql/create_payouts.sql` reads it. Empty: nothing to any."""

    def of(self, number: int) -> dict[str, Any]:
        return self.of_items[number] if self.of_items else {}


NONE = Terms()


def read_terms(merchant_id: UUID) -> Terms:
    """The version is read first: of terms that change meanwhile, it is the earlier one, which the verb refuses."""
    versions = Merchant.objects.filter(pk=merchant_id).values_list("terms_version", flat=True)
    return Terms(versions.first() or 0)
