"""Rows of the request log, without a request."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from server.ids import new_id
from server.request_log.models import LoggedRequest, Outcome


def logged_request(merchant_id: UUID | None, **values: Any) -> LoggedRequest:
    given = {
        "id": new_id(),
        "at": datetime.now(UTC),
        "duration_ms": 1,
        "merchant_id": merchant_id,
        "actor_kind": "open",
        "method": "POST",
        "path": "/api/v1/payouts/",
        "http_status": 402,
        "outcome": Outcome.REFUSED,
        "error_code": "insufficient_funds",
    }
    return LoggedRequest.objects.create(**given | values)
