"""Takes a payment from abroad back: its bank recalled it, and an operator says so.

Once per payment, and by no more than it credited. The ledger never goes below zero: what is not available is not taken,
and nothing is posted. Then the audit log has the open claim, and the operator tries again when there is money.
"""

from typing import NamedTuple

from django.db import transaction

from server.audit_log.context import current_context
from server.audit_log.recording import Changes, record
from server.errors import InsufficientFunds, InvalidInput
from server.failpoints import around
from server.free_text import mask_account_numbers
from server.ledger import posting
from server.ledger.balance import balance_of
from server.merchants.onboarding import lock_merchant
from server.text import clean_text

from .models import InwardPayment
from .reversals import LONGEST_REASON, InwardReversal


class Reversed(NamedTuple):
    reversal: InwardReversal
    replayed: bool


def reverse_payment(payment: InwardPayment, amount_paise: int, reason: str) -> Reversed:
    """By an operator. The same amount again is a replay, whatever the reason. Raises InvalidInput, and
    InsufficientFunds if less than that is available; in both cases nothing is posted."""
    reason = mask_account_numbers(clean_text(reason, "reason", LONGEST_REASON))
    changes: Changes = {"amount_paise": (None, -amount_paise)}
    try:
        with around("recall"), transaction.atomic(durable=True):
            lock_merchant(payment.merchant_id)
            known = InwardReversal.objects.filter(pk=payment.id).first()
            if known:
                _refuse_another(known, amount_paise)
                return Reversed(known, replayed=True)
            _refuse_too_much(payment, amount_paise)
            reversal = _post(payment, amount_paise, reason)
            record("inward_payment.reversed", merchant_id=payment.merchant_id, subject_id=payment.id, changes=changes)
    except InsufficientFunds:
        not_covered = "inward_payment.recall_not_covered"
        record(not_covered, merchant_id=payment.merchant_id, subject_id=payment.id, changes=changes)
        raise
    reversal.refresh_from_db()  # the database has the time
    return Reversed(reversal, replayed=False)


def _refuse_another(known: InwardReversal, amount_paise: int) -> None:
    if known.amount_paise != amount_paise:
        raise InvalidInput("This payment was reversed before, by another amount.", "amount_paise")


def _refuse_too_much(payment: InwardPayment, amount_paise: int) -> None:
    if amount_paise > payment.net_paise:
        raise InvalidInput("A recall takes at most what the payment credited.", "amount_paise")
    available = balance_of(payment.merchant_id).available_paise
    if amount_paise > available:
        raise InsufficientFunds(available, "recall")


def _post(payment: InwardPayment, amount_paise: int, reason: str) -> InwardReversal:
    """The entry, and the fact that owns it."""
    words = f"Payment reversed, reference {payment.entry.reference}: {reason}"
    reversal = InwardReversal(
        inward_payment=payment,
        merchant_id=payment.merchant_id,
        amount_paise=amount_paise,
        entry=posting.post_reversal(payment.merchant_id, amount_paise, words),
        reason=reason,
        recorded_by=str(current_context().actor)[:300],
    )
    reversal.save(force_insert=True)
    return reversal
