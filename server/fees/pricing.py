"""What a payout of a merchant would cost now: by its newest plan, and GST by where the merchant is."""

import json
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from server.rails.rules import Rail

from .bands import Band, bands_of, fee_of
from .tax import Tax, tax_on

# Of the newest plan, if it charges anything (sql/pricing.sql): what FeeTerms holds.
OF_PLAN = "p.id, p.bands, p.gst_bp, p.supplier_state, fee_place_of_supply(p.merchant_id, p.supplier_state)"
IN_FORCE = f"SELECT {OF_PLAN} FROM fee_plan_in_force(%s) p WHERE p.id IS NOT NULL"


class Price(NamedTuple):
    fee_paise: int
    tax: Tax

    @property
    def total_paise(self) -> int:
        return self.fee_paise + self.tax.total


NOTHING = Price(0, Tax(0, 0, 0))


class FeeTerms(NamedTuple):
    plan_id: UUID
    bands: list[Band]
    gst_bp: int
    supplier_state: str
    place_of_supply: str

    def price(self, rail: Rail | None, amount_paise: int) -> Price | None:
        """None if the plan does not name the rail. Where no rail is known to carry a payout, nothing is charged."""
        if rail is None:
            return NOTHING
        fee = fee_of(self.bands, rail, amount_paise)
        if fee is None:
            return None
        return Price(fee, tax_on(fee, self.gst_bp, self.supplier_state, self.place_of_supply))

    def prices(self, amount_paise: int) -> dict[Rail, int]:
        """Of the rails that the plan names, with tax: what a choice between them looks at."""
        found = {rail: self.price(rail, amount_paise) for rail in Rail}
        return {rail: price.total_paise for rail, price in found.items() if price}


def fee_terms_of(merchant_id: UUID) -> FeeTerms | None:
    """None if nothing is charged."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, [merchant_id])
        row = cursor.fetchone()
    return row and fee_terms(*row)


def fee_terms(plan_id: UUID, bands: str, gst_bp: int, supplier: str, place: str) -> FeeTerms:
    """Of a row of `OF_PLAN`."""
    return FeeTerms(plan_id, bands_of(json.loads(bands)), gst_bp, supplier, place)
