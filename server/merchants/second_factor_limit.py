"""The amount above which a merchant's persons show the second factor again to pay (access/large_payouts.py)."""

from uuid import UUID

from django.db import transaction

from server.audit_log.recording import record
from server.errors import InvalidInput
from server.money import MAX_PAISE

from .changes import Change
from .models import Merchant
from .onboarding import lock_merchant


def limit_of(merchant_id: UUID) -> int | None:
    """None also of an unknown merchant."""
    return Merchant.objects.filter(pk=merchant_id).values_list("second_factor_above_paise", flat=True).first()


def set_limit(merchant_id: UUID, above_paise: int | None) -> Change[Merchant]:
    """None: nobody is asked. 0: always. Raises InvalidInput."""
    if above_paise is not None and not 0 <= above_paise <= MAX_PAISE:
        raise InvalidInput("above_paise must be 0 or more whole paise.", "above_paise")
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        before = merchant.second_factor_above_paise
        if before == above_paise:
            return Change(merchant, changed=False)
        merchant.second_factor_above_paise = above_paise
        merchant.save(update_fields=["second_factor_above_paise"])
        record(
            "merchant.updated",
            merchant_id=merchant_id,
            subject_id=merchant_id,
            changes={"second_factor_above_paise": (before, above_paise)},
        )
    return Change(merchant, changed=True)
