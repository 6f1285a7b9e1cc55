"""An event as JSON: the same at every address, for ever."""

import json
from datetime import datetime
from typing import Any

from server.events.reading import Event, Page
from server.money import format_inr


def event_object(event: Event) -> dict[str, Any]:
    return {
        "position": str(event.position),
        "previous": str(event.previous),
        "type": str(event.type),
        "merchant_id": str(event.merchant_id),
        "occurred_at": event.occurred_at.isoformat(),
        "amount_paise": event.amount_paise,
        "amount_inr": format_inr(event.amount_paise),
        "payout_id": _text(event.payout_id),
        "bank_account_id": _text(event.bank_account_id),
        "idempotency_key": _text(event.idempotency_key),
        "bank_reference_id": event.bank_reference_id,
        "failure_reason": event.failure_reason,
        "reference": event.reference,
        "description": event.description,
        "unresolved_since": _text(event.unresolved_since),
    }


def event_json(event: Event) -> str:
    """In ASCII: a client that reads UTF-8 as Latin-1, or takes U+2028 for the end of a line, would cut it in two."""
    return json.dumps(event_object(event))


def page_object(page: Page) -> dict[str, Any]:
    return {"events": [event_object(event) for event in page.events], "next": str(page.next), "more": page.more}


def _text(value: object) -> str | None:
    match value:
        case None:
            return None
        case datetime():
            return value.isoformat()
        case _:
            return str(value)
