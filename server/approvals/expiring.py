"""Approvals run out: a payout that too few people have approved in time is cancelled, and its money given back."""

import logging
from uuid import UUID

from django.db import connection, transaction

from server.failpoints import around
from server.merchants.models import Merchant

logger = logging.getLogger(__name__)

AT_ONCE = 500  # payouts of one merchant in one transaction

# All of them: among the first so many, those of a merchant that fails would hide the others'.
DUE = "SELECT DISTINCT merchant_id FROM approval_gates WHERE ended_at IS NULL AND expires_at <= now()"
EXPIRE = """
    INSERT INTO payout_cancellations (payout_id, merchant_id, kind)
    SELECT g.payout_id, g.merchant_id, 'approval_expired' FROM approval_gates g
    WHERE g.merchant_id = %s AND g.ended_at IS NULL AND g.expires_at <= clock_timestamp()
    ORDER BY g.created_at, g.payout_id LIMIT %s"""


def expire_due() -> int:
    """Returns how many payouts are to be cancelled now."""
    with connection.cursor() as cursor:
        cursor.execute(DUE)
        merchants: list[UUID] = [merchant_id for [merchant_id] in cursor]
    return sum(map(_expire, merchants))


def _expire(merchant_id: UUID) -> int:
    """One merchant that fails does not keep the others from theirs. It is tried again a minute later."""
    expired, found = 0, AT_ONCE
    try:
        while found == AT_ONCE:
            found = _expire_some(merchant_id)
            expired += found
    except Exception:
        logger.exception("ending the approvals of merchant %s was interrupted", merchant_id)
    return expired


def _expire_some(merchant_id: UUID) -> int:
    with around("expire"), transaction.atomic(durable=True), connection.cursor() as cursor:
        Merchant.objects.lock(merchant_id)
        cursor.execute(EXPIRE, [merchant_id, AT_ONCE])
        return int(cursor.rowcount)
