"""A merchant's balance in GraphQL, and the signed head of the ledger that proves it."""

# mypy: disable-error-code="untyped-decorator"

from uuid import UUID

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.ledger.balance import Balance, balance_of
from server.ledger.heads import Head, issue_head
from server.ledger.links import iso_utc
from server.money import format_inr
from server.payout_orders.promised import promised_by

from .context import Info
from .lookups import existing_merchant_to_read, merchant_to_read
from .permissions import needing
from .runtime.list_lengths import also_costs
from .scalars import Paise

PROMISED_COSTS = 1  # object
HEAD_COSTS = 5  # objects: an entry, a signature, and on a day's first a row


@strawberry.type(
    description="What a merchant's ledger says at one moment, signed, so that whoever keeps it can prove it later "
    "(docs/proofs.md)."
)
class LedgerHead:
    sequence: int = strawberry.field(description="The number of the last entry; 0 before the first.")
    link: str = strawberry.field(description="That entry's link, in hexadecimal.")
    available_paise: Paise
    held_paise: Paise
    issued_at: str = strawberry.field(description="As it was signed: 2026-11-29T07:45:11.000000Z")
    key_id: str = strawberry.field(description="Of the key, as /.well-known/payout-ledger-keys.json has it.")
    signature: str = strawberry.field(description="Ed25519, in hexadecimal.")


@strawberry.type(name="Balance", description="A merchant's balance at one moment. total = available + held.")
class BalanceFigures:
    ledger_sequence: int = strawberry.field(
        description="The sequence number of the last ledger entry included; 0 before the first. The figures include "
        "every entry up to it and none after it."
    )
    available_paise: Paise
    held_paise: Paise
    total_paise: Paise
    available_inr: str
    held_inr: str
    total_inr: str
    merchant_id: strawberry.Private[UUID]

    @strawberry.field(
        metadata=also_costs(PROMISED_COSTS),
        description="The sum of the merchant's waiting payout orders. It is no part of the balance: nothing is held "
        "for an order.",
    )
    def promised_paise(self) -> Paise:
        return Paise(promised_by(self.merchant_id))

    @strawberry.field(
        metadata=also_costs(HEAD_COSTS), description="The ledger's signed head at this balance: keep it to prove it."
    )
    def head(self) -> LedgerHead:
        return as_head(
            issue_head(self.merchant_id, Balance(self.ledger_sequence, int(self.available_paise), int(self.held_paise)))
        )


def as_head(head: Head) -> LedgerHead:
    return LedgerHead(
        sequence=head.seq,
        link=head.link.hex(),
        available_paise=Paise(head.available_paise),
        held_paise=Paise(head.held_paise),
        issued_at=iso_utc(head.issued_at),
        key_id=head.key_id,
        signature=head.signature.hex(),
    )


def as_figures(merchant_id: UUID, balance: Balance) -> BalanceFigures:
    return BalanceFigures(
        ledger_sequence=balance.seq,
        available_paise=Paise(balance.available_paise),
        held_paise=Paise(balance.held_paise),
        total_paise=Paise(balance.total_paise),
        available_inr=format_inr(balance.available_paise),
        held_inr=format_inr(balance.held_paise),
        total_inr=format_inr(balance.total_paise),
        merchant_id=merchant_id,
    )


@strawberry.type
class BalanceQuery:
    @strawberry.field(extensions=needing(Scope.READ))
    def balance(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> BalanceFigures:
        return as_figures(*_read_balance(info, merchant_id))

    @strawberry.field(
        extensions=needing(Scope.READ), metadata=also_costs(HEAD_COSTS), description="The ledger's newest head, signed."
    )
    def ledger_head(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> LedgerHead:
        return as_head(issue_head(*_read_balance(info, merchant_id)))


def _read_balance(info: Info, merchant_id: strawberry.ID | None) -> tuple[UUID, Balance]:
    merchant = merchant_to_read(info, merchant_id)
    balance = balance_of(merchant)
    if not balance.seq:  # no entries yet, or no such merchant
        existing_merchant_to_read(info, merchant_id)
    return merchant, balance
