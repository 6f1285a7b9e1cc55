"""Records merchants' incoming international payments."""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Func, UUIDField, Value

from server.audit_log.recording import record
from server.errors import InvalidInput
from server.free_text import mask_account_numbers
from server.ledger import posting
from server.ledger.balance import balance_of, has_room
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.merchants.onboarding import lock_merchant
from server.text import clean_text


class ReceivedPayment(NamedTuple):
    entry: LedgerEntry
    replayed: bool


def record_payment(*, merchant_id: UUID, amount_paise: int, reference: str, description: str = "") -> ReceivedPayment:
    """Credit an incoming international payment. A merchant's reference counts once, in whatever form it is written
    (`server/comparison_form.py`): with the same amount again it is a replay, with another amount InvalidInput.

    `reference` has up to 100 characters in one line, `description` up to 500 in any number of lines. An account number
    in the description is masked; the reference stays as it is.
    """
    reference, description = clean_texts(reference, description)
    with transaction.atomic():
        payment = receive_once(lock_merchant(merchant_id), amount_paise, reference, description)
        if not payment.replayed:
            record("payment.recorded", merchant_id=merchant_id, subject_id=payment.entry.id)
        return payment


def receive_once(
    merchant: Merchant, amount_paise: int, reference: str, description: str, *, amount_field: str = "amount_paise"
) -> ReceivedPayment:
    """Under the merchant's lock, with texts that are clean. `amount_field` is the input that an amount too large is
    told of. Raises InvalidInput."""
    known = _find_payment(merchant, reference)
    if known and known.amount_paise != amount_paise:
        spelled = "" if known.reference == reference else f", as {known.reference},"
        raise InvalidInput(
            f"This reference was recorded before{spelled} with another amount.",
            "reference",
            discreet="This reference was recorded before with another amount.",
        )
    if known:
        return ReceivedPayment(known, replayed=True)
    if not has_room(merchant.id, balance_of(merchant.id).total_paise + amount_paise):
        raise InvalidInput("The merchant's balance would pass 2^53 - 1 paise.", amount_field)
    return ReceivedPayment(posting.post_payment(merchant.id, amount_paise, reference, description), replayed=False)


def says_what_was_sent(entry: LedgerEntry, reference: str, description: str) -> bool:
    """False for a replay whose entry has other texts, which somebody else may have sent."""
    # An entry of an older release may show digits that would be masked now.
    return (entry.reference, mask_account_numbers(entry.description)) == clean_texts(reference, description)


def clean_texts(reference: str, description: str) -> tuple[str, str]:
    """Raises InvalidInput."""
    description = clean_text(description, "description", 500, may_be_empty=True, may_have_lines=True)
    return clean_text(reference, "reference", 100), mask_account_numbers(description)


def _find_payment(merchant: Merchant, reference: str) -> LedgerEntry | None:
    found = Func(Value(merchant.id), Value(reference), function="find_payment", output_field=UUIDField())
    return LedgerEntry.objects.filter(merchant=merchant, pk=found).first()
