"""A payout in RazorpayX's JSON: ours as it is sent, theirs as it is read. Amounts are whole paise on both sides."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from server.bank.gateway import Transfer

from . import wording

PURPOSE = "payout"
CONTACT_TYPE = "vendor"
VALIDATION = "fund_account.validation"


class NotAPayout(Exception):  # noqa: N818
    """Its JSON is not what is documented. The text names the member and not its value."""


@dataclass(frozen=True)
class Told:
    """What RazorpayX says of a payout."""

    id: str
    reference: str  # ours, the bare UUID
    amount_paise: int
    status: str
    utr: str | None
    reason: str  # a code of theirs
    words: str
    fees_paise: int  # tax included
    tax_paise: int
    created_at: datetime | None


@dataclass(frozen=True)
class Validation:
    """What RazorpayX says of a validation: whose an account is."""

    id: str
    status: str
    account_status: str
    registered_name: str


def payout_body(transfer: Transfer, *, mode: str, payee: str, narration: str | None) -> dict[str, Any]:
    """The same for the same arguments: RazorpayX refuses a key that comes back with another body."""
    key = wording.key_of(transfer.reference)
    body: dict[str, Any] = {
        "account_number": settings.PAYOUT_RAZORPAYX_ACCOUNT_NUMBER,
        "amount": transfer.amount_paise,
        "currency": "INR",
        "mode": mode,
        "purpose": PURPOSE,
        "fund_account": {
            "account_type": "bank_account",
            "bank_account": {"name": payee, "ifsc": transfer.ifsc_code, "account_number": transfer.account_number},
            "contact": {"name": wording.contact(payee), "type": CONTACT_TYPE},
        },
        # The engine decides what waits for money: there it would wait for up to three months, and could not be voided.
        "queue_if_low_balance": False,
        "reference_id": key,
    }
    return body | ({"narration": narration} if narration else {})


def read_payout(it: Any) -> Told:
    """Raises NotAPayout."""
    if not isinstance(it, dict) or it.get("entity") != "payout":
        raise NotAPayout("entity")
    details = it.get("status_details")
    details = details if isinstance(details, dict) else {}
    created = it.get("created_at")
    return Told(
        id=_text(it, "id", 40),
        reference=_text(it, "reference_id", 40) if it.get("reference_id") is not None else "",
        amount_paise=_paise(it, "amount"),
        status=_text(it, "status", 30),
        utr=_utr(it.get("utr")),
        reason=str(details.get("reason") or "")[:100],
        words=str(details.get("description") or ""),
        fees_paise=_paise(it, "fees") if it.get("fees") is not None else 0,
        tax_paise=_paise(it, "tax") if it.get("tax") is not None else 0,
        created_at=datetime.fromtimestamp(created, UTC) if type(created) is int and 0 <= created < 2**35 else None,
    )


def read_validation(it: Any) -> Validation:
    """Raises NotAPayout, for what is no validation either."""
    if not isinstance(it, dict) or it.get("entity") != VALIDATION:
        raise NotAPayout("entity")
    found = it.get("validation_results")
    results = found if isinstance(found, dict) else {}
    key, status = it.get("id"), it.get("status")
    if not isinstance(key, str) or not 0 < len(key) <= 40 or not key.isascii() or not key.replace("_", "").isalnum():
        raise NotAPayout("id")
    if not isinstance(status, str):
        raise NotAPayout("status")
    account, name = results.get("account_status"), results.get("registered_name")
    return Validation(key, status, account if isinstance(account, str) else "", name if isinstance(name, str) else "")


def _text(it: dict[str, Any], name: str, longest: int) -> str:
    value = it.get(name)
    if not isinstance(value, str) or len(value) > longest or not value.isprintable() or (name == "id" and not value):
        raise NotAPayout(name)
    return value


def _paise(it: dict[str, Any], name: str) -> int:
    value = it.get(name)
    if type(value) is not int or not 0 <= value < 2**53:  # never a float, and True is no amount
        raise NotAPayout(name)
    return value


def _utr(value: Any) -> str | None:
    """None until it is known. A documented sample has the word "null"."""
    if not isinstance(value, str) or not value.strip() or value == "null":
        return None
    return value.strip() if len(value.strip()) <= 64 and value.strip().isprintable() else None
