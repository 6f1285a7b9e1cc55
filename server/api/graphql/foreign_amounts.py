"""Amounts in currencies of abroad, as GraphQL shows them."""

# mypy: disable-error-code="untyped-decorator"

import strawberry

from server.inward_payments.currencies import display

AMOUNT = (
    "In the currency's units, with exactly the decimals that ISO 4217 gives it: 1250.50 USD, 1250 JPY, 1250.500 BHD."
)


@strawberry.type(description="An amount in the currency in which it was sent.")
class ForeignAmount:
    currency: str = strawberry.field(description="ISO 4217.")
    minor: str = strawberry.field(description="In the currency's smallest unit, as digits: cents, yen, fils.")
    display: str = strawberry.field(description="In its units, with all its decimals.")


def foreign_amount(currency: str, minor: int, exponent: int) -> ForeignAmount:
    return ForeignAmount(currency=currency, minor=str(minor), display=display(minor, exponent))
