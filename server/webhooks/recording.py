"""Records how attempts ended: a transaction for each endpoint, whatever the number of its attempts."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from server.audit_log.recording import record
from server.failpoints import around

from .claiming import Delivery
from .delivery import Delivered
from .models import EndpointState

GIVE_UP_AFTER = timedelta(days=5)  # without a delivery, an endpoint is disabled

RECORD = """
SELECT webhook_record(
    %(endpoint)s, a.message, a.lease, a.began, a.ended, a.how, a.status, a.wait, %(delays)s, %(give_up)s)
FROM unnest(%(messages)s::uuid[], %(leases)s::uuid[], %(began)s::timestamptz[], %(ended)s::timestamptz[],
            %(how)s::text[], %(statuses)s::integer[], %(waits)s::integer[])
    a (message, lease, began, ended, how, status, wait)
"""

logger = logging.getLogger(__name__)


class Attempt(NamedTuple):
    delivery: Delivery
    began: datetime
    ended: datetime
    result: Delivered


def record_attempts(attempts: Iterable[Attempt]) -> None:
    """What cannot be recorded now is sent again once its lease has ended."""
    for endpoint_id, of_endpoint in groupby(sorted(attempts, key=_endpoint_id), _endpoint_id):
        try:
            with around("record"):
                _record(endpoint_id, list(of_endpoint))
        except Exception:
            logger.exception("attempts of webhook endpoint %s were not recorded", endpoint_id)


def _endpoint_id(attempt: Attempt) -> UUID:
    return attempt.delivery.endpoint_id


def _record(endpoint_id: UUID, attempts: list[Attempt]) -> None:
    parameters: dict[str, Any] = {
        "endpoint": endpoint_id,
        "delays": [timedelta(seconds=delay) for delay in settings.PAYOUT_WEBHOOK_RETRY_DELAYS_SECONDS],
        "give_up": GIVE_UP_AFTER,
        "messages": [attempt.delivery.message_id for attempt in attempts],
        "leases": [attempt.delivery.lease for attempt in attempts],
        "began": [attempt.began for attempt in attempts],
        "ended": [attempt.ended for attempt in attempts],
        "how": [str(attempt.result.outcome) for attempt in attempts],
        "statuses": [attempt.result.http_status for attempt in attempts],
        "waits": [attempt.result.retry_after_s for attempt in attempts],
    }
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(RECORD, parameters)
            because = next((reason for [reason] in cursor.fetchall() if reason), None)
        if because:
            _disabled(endpoint_id, because)


def _disabled(endpoint_id: UUID, because: str) -> None:
    """The engine has disabled it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT merchant_id FROM webhook_endpoints WHERE id = %s", [endpoint_id])
        [merchant_id] = cursor.fetchone()
    logger.warning("webhook endpoint %s is disabled: %s", endpoint_id, because)
    changes = {
        "state": (EndpointState.ENABLED.value, EndpointState.DISABLED.value),
        "disabled_because": (None, because),
    }
    record("webhook_endpoint.disabled", merchant_id=merchant_id, subject_id=endpoint_id, changes=changes)
