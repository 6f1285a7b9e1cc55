"""Idempotency keys: while the window lasts, the key of an accepted payout returns its receipt.

Only accepted payouts have a receipt; a refused request leaves nothing behind and may be sent again. The key belongs to
the merchant. The database's clock alone judges the window (`PAYOUT_IDEMPOTENCY_WINDOW_HOURS`). The verbs that create
payouts read and write the receipts: `sql/create_payout.sql`, `sql/create_payouts.sql`, `sql/write_payouts.sql`.

After the window a key may be used anew. A caller that says "this is a retry" does not mean that: such a call is refused
if its key has made a payout (`sql/forgotten_keys.sql`), however long ago.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now

from server.ledger.models import EntryType
from server.merchants.models import BankAccount
from server.rails.rules import rules

from .details import GivenDetails, PayoutDetails
from .gates import APPROVAL, OpenGate
from .models import ForgottenKey, IdempotencyRecord, Payout
from .states import Status

# All columns, with their values before any claim: Django builds a model from all of its columns three times as fast.
PENDING: dict[str, Any] = dict.fromkeys(field.attname for field in Payout._meta.concrete_fields)
PENDING |= {"status": Status.PENDING, "attempt_count": 0, "needs_review": False}


MOST_EARLIER = 10  # payouts of one key that a refusal names


@dataclass(frozen=True)
class Acceptance:
    """The result for the caller. The receipt's text never changes, so a replay is the same to the byte."""

    merchant_id: UUID
    payout_id: UUID
    receipt: str
    replayed: bool
    details: GivenDetails | None = None  # of the request: a replay's are the same

    @cached_property
    def payout(self) -> Payout:
        """The payout as it is now, fetched once, in one statement."""
        return Payout.objects.select_related("bank_account").get(pk=self.payout_id)

    def as_accepted(self) -> Payout:
        """The payout as it was when it was accepted, built from the receipt without a statement. The bank account's
        columns that a receipt lacks are fetched on access."""
        receipt = json.loads(self.receipt)
        account = BankAccount.from_db(
            "default",
            ["id", "merchant_id", "account_number_masked", "ifsc_code"],
            [
                UUID(receipt["bank_account_id"]),
                self.merchant_id,
                receipt["bank_account"]["account_number_masked"],
                receipt["bank_account"]["ifsc_code"],
            ],
        )
        created_at = datetime.fromisoformat(receipt["created_at"])
        asked = self.details and self.details.not_before
        # The receipt's: a new account may have put it off (cooling_off/).
        not_before = datetime.fromisoformat(receipt["not_before"]) if "not_before" in receipt else None
        approval = receipt.get("approval")
        columns = PENDING | {
            "id": self.payout_id,
            "merchant_id": self.merchant_id,
            "bank_account_id": account.id,
            "amount_paise": receipt["amount_paise"],
            "idempotency_key": UUID(receipt["idempotency_key"]),
            "next_attempt_at": None if not_before or approval else created_at,
            "not_before": not_before,
            "gate": APPROVAL if approval else None,
            "created_at": created_at,
            "updated_at": created_at,
        }
        payout = Payout.from_db("default", list(columns), list(columns.values()))
        payout.bank_account = account
        payout.was_cooled = not_before != asked  # type: ignore[attr-defined]
        gate = approval and OpenGate(approval["people"], datetime.fromisoformat(approval["expires_at"]))
        payout.open_gate = gate  # type: ignore[attr-defined]
        payout._state.fields_cache["details"] = self._given()
        payout._prefetched_objects_cache = AtAcceptance(payout)  # type: ignore[attr-defined]
        return payout

    def _given(self) -> PayoutDetails | None:
        given = {name: value for name, value in vars(self.details or GivenDetails()).items() if name != "not_before"}
        if not any(given.values()):
            return None
        if rail := given.pop("rail"):
            given |= {"rail": rail.value, "rail_rules": rules().version}
        details = PayoutDetails(payout_id=self.payout_id, merchant_id=self.merchant_id, **given)
        if rail and self.replayed:
            # Judged by the rules of the first call: deferred, and so read if somebody asks for it.
            del details.rail_rules
        return details


class AtAcceptance(dict[str, QuerySet[Any]]):
    """A payout's ledger entries and attempts at its acceptance, where Django looks for prefetched rows.

    Built on access, which is rare: building a query costs a tenth of a millisecond even when nobody runs it.
    """

    def __init__(self, payout: Payout) -> None:
        self.payout = payout

    def __missing__(self, edge: str) -> QuerySet[Any]:
        if self:
            raise KeyError(edge)
        del self.payout._prefetched_objects_cache  # type: ignore[attr-defined]
        self["ledger_entries"] = self.payout.ledger_entries.filter(entry_type=EntryType.PAYOUT_HOLD)
        self["attempts"] = self.payout.attempts.none()
        self.payout._prefetched_objects_cache = self  # type: ignore[attr-defined]
        return self[edge]


def fetch_accounts(payouts: list[Payout]) -> None:
    """Fetch the payouts' bank accounts in one statement: a receipt has only some of their columns."""
    accounts = BankAccount.objects.in_bulk({payout.bank_account_id for payout in payouts})
    for payout in payouts:
        payout.bank_account = accounts[payout.bank_account_id]


def payouts_under(merchant_id: UUID, keys: list[UUID]) -> dict[UUID, list[UUID]]:
    """The payouts that each of these keys has made, newest first; at most ten of them."""
    found: dict[UUID, list[UUID]] = {}
    ids = [
        payout_id
        for model in (IdempotencyRecord, ForgottenKey)  # in this order: a purge moves keys from there to here
        for payout_id in model.objects.filter(merchant_id=merchant_id, key__in=keys).values_list("payout_id", flat=True)
    ]
    for payout in Payout.objects.filter(pk__in=ids).only("idempotency_key").order_by("-created_at", "-id"):
        found.setdefault(payout.idempotency_key, []).append(payout.id)
    return {key: payout_ids[:MOST_EARLIER] for key, payout_ids in found.items()}


def purge_expired() -> int:
    """Delete the records whose window has passed; returns how many. Creations ignore expired records anyway. A trigger
    keeps their keys (`sql/idempotency_records.sql`)."""
    deleted, _ = IdempotencyRecord.objects.filter(created_at__lte=Now() - window()).delete()
    return deleted


def window() -> timedelta:
    return timedelta(hours=settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS)


def window_seconds() -> int:
    """The window in whole seconds, rounded down: no caller may count on more."""
    return window() // timedelta(seconds=1)
