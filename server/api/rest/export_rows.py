"""The columns of an export, and what a payout holds in each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from server.fees.reading import is_refunded
from server.ifsc.lookup import bank_name
from server.india import IST
from server.payouts.details import Purpose
from server.payouts.models import Payout
from server.payouts.rail import charge_of
from server.payouts.scheduling import is_scheduled
from server.payouts.states import Status

# The dashboard's words.
WORDS = {
    Status.PENDING: "Pending",
    Status.PROCESSING: "Processing",
    Status.COMPLETED: "Paid",
    Status.FAILED: "Failed",
}
UNCONFIRMED, SCHEDULED, RETURNED = "Unconfirmed", "Scheduled", "Returned"

Value = str | int | datetime | None


class Kind(Enum):
    TEXT = "text"
    TIME = "time"
    RUPEES = "rupees"  # from whole paise
    PAISE = "paise"


@dataclass(frozen=True)
class Column:
    title: str
    kind: Kind
    width: int  # characters
    read: Callable[[Any], Value]


def status_word(payout: Payout) -> str:
    if payout.needs_review:
        return UNCONFIRMED
    if returned_at(payout):
        return RETURNED
    return SCHEDULED if is_scheduled(payout) else WORDS[Status(payout.status)]


def returned_at(payout: Payout) -> datetime | None:
    at: datetime | None = getattr(getattr(payout, "its_return", None), "returned_at", None)
    return at and at.astimezone(IST)


def _detail(name: str) -> Callable[[Payout], str | None]:
    return lambda payout: getattr(getattr(payout, "details", None), name, None)


def _fee(payout: Payout, part: str) -> int | None:
    charge = charge_of(payout)
    return None if charge is None else int(getattr(charge, part))


def _fee_refunded(payout: Payout) -> str | None:
    charge = charge_of(payout)
    return None if charge is None else "Yes" if is_refunded(charge) else "No"


def _purpose(payout: Payout) -> str | None:
    purpose = _detail("purpose")(payout)
    return Purpose(purpose).label if purpose else None


def ended_at(payout: Payout) -> datetime | None:
    at = payout.completed_at or payout.failed_at
    return at and at.astimezone(IST)


COLUMNS = (
    Column("Created (IST)", Kind.TIME, 20, lambda it: it.created_at.astimezone(IST)),
    Column("Beneficiary", Kind.TEXT, 32, lambda it: it.bank_account.account_holder_name),
    Column("Account", Kind.TEXT, 20, lambda it: it.bank_account.account_number_masked),
    Column("IFSC", Kind.TEXT, 14, lambda it: it.bank_account.ifsc_code),
    Column("Bank", Kind.TEXT, 24, lambda it: bank_name(it.bank_account.ifsc_code)),
    Column("Amount (₹)", Kind.RUPEES, 20, lambda it: it.amount_paise),
    Column("Amount (paise)", Kind.PAISE, 18, lambda it: it.amount_paise),
    Column("Status", Kind.TEXT, 13, status_word),
    Column("UTR", Kind.TEXT, 24, lambda it: it.bank_reference_id),
    Column("Reference", Kind.TEXT, 24, _detail("reference")),
    Column("Narration", Kind.TEXT, 32, _detail("narration")),
    Column("Purpose", Kind.TEXT, 14, _purpose),
    Column("Failure reason", Kind.TEXT, 32, lambda it: it.failure_reason),
    Column("Completed or failed at (IST)", Kind.TIME, 27, ended_at),
    Column("Payout ID", Kind.TEXT, 38, lambda it: str(it.id)),
    Column("Idempotency key", Kind.TEXT, 38, lambda it: str(it.idempotency_key)),
    # New ones come last: whoever reads a file by the places of its columns goes on reading it.
    Column("Send on (IST)", Kind.TIME, 20, lambda it: it.not_before and it.not_before.astimezone(IST)),
    Column("Failure code", Kind.TEXT, 32, lambda it: it.failure_code),
    Column("Returned at (IST)", Kind.TIME, 20, returned_at),
    Column("Fee (₹)", Kind.RUPEES, 14, lambda it: _fee(it, "fee_paise")),
    Column("GST on the fee (₹)", Kind.RUPEES, 18, lambda it: _fee(it, "tax_paise")),
    Column("Fee refunded", Kind.TEXT, 13, _fee_refunded),
)
