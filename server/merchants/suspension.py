"""Suspends merchants and reopens them. For operators.

A suspended merchant starts no payout: a new one is refused, while an earlier one's key still replays its receipt. All
else goes on. Payouts under way are settled, payments and adjustments are recorded, and its users and keys read.
"""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from server.audit_log.recording import Changes, record
from server.free_text import mask_account_numbers
from server.text import clean_text

from .changes import Change
from .models import Merchant
from .onboarding import lock_merchant


def suspend_merchant(merchant_id: UUID, *, reason: str) -> Change[Merchant]:
    """From its commit on no payout of the merchant is created. A suspended one keeps its first reason.

    The reason (1 to 500 characters) is shown to operators alone. Raises InvalidInput.
    """
    reason = mask_account_numbers(clean_text(reason, "reason", 500))
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        if merchant.suspended_at:
            return Change(merchant, changed=False)
        was_active = merchant.is_active
        _store(merchant, is_active=False, suspended_at=Now(), suspension_reason=reason)
        changes: Changes = {"is_active": (was_active, False), "suspension_reason": (None, reason)}
        record("merchant.suspended", merchant_id=merchant_id, subject_id=merchant_id, changes=changes)
        return Change(merchant, changed=True)


def reopen_merchant(merchant_id: UUID) -> Change[Merchant]:
    """The merchant may create payouts again. Raises InvalidInput."""
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        if merchant.is_active:
            return Change(merchant, changed=False)
        changes: Changes = {"is_active": (False, True), "suspension_reason": (merchant.suspension_reason, None)}
        _store(merchant, is_active=True, suspended_at=None, suspension_reason=None)
        record("merchant.reopened", merchant_id=merchant_id, subject_id=merchant_id, changes=changes)
        return Change(merchant, changed=True)


def _store(merchant: Merchant, **columns: object) -> None:
    Merchant.objects.filter(pk=merchant.pk).update(**columns)
    merchant.refresh_from_db()
