"""Which of a merchant's waiting orders comes next."""

from uuid import UUID

from django.db import connection, transaction

from server.audit_log.recording import record
from server.merchants.changes import Change
from server.merchants.onboarding import lock_merchant

from .models import FundingPolicy, PayoutOrderBook


def policy_of(merchant_id: UUID) -> FundingPolicy:
    stored = PayoutOrderBook.objects.filter(pk=merchant_id).values_list("policy", flat=True).first()
    return FundingPolicy(stored or FundingPolicy.STRICT)


def set_policy(merchant_id: UUID, policy: FundingPolicy) -> Change[FundingPolicy]:
    """Raises InvalidInput for an unknown merchant."""
    with transaction.atomic():
        lock_merchant(merchant_id)
        before = policy_of(merchant_id)
        if before == policy:
            return Change(policy, changed=False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT payout_order_set_policy(%s, %s)", [merchant_id, policy.value])
        changes = {"policy": (before.value, policy.value)}
        record("payout_orders.policy_changed", merchant_id=merchant_id, subject_id=merchant_id, changes=changes)
    return Change(policy, changed=True)
