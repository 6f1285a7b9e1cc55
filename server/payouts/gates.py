"""A payout that waits for approval has a gate: it is pending, holds its money and is in no queue until that is opened.

Policies, gates and what people decide are a room of their own, `server/approvals/`; this says what a payout's readers
ask: of one payout, or in a list's own statement.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, F, Func, JSONField, When

from .models import Payout
from .states import Status

APPROVAL = "approval"
FOUND = """(
    SELECT jsonb_build_object('missing', g.people - g.approved, 'until', g.expires_at)
    FROM approval_gates g WHERE g.payout_id = %(expressions)s
)"""
FIND = "SELECT g.people - g.approved, g.expires_at FROM approval_gates g WHERE g.payout_id = %s"


class OpenGate(NamedTuple):
    missing: int  # approvals
    until: datetime


def gate_column() -> Case:
    """For a list of payouts: looked up by the key for those that have a gate."""
    found = Func(F("id"), template=FOUND, output_field=JSONField())
    return Case(When(gate__isnull=False, then=found), default=None, output_field=JSONField())


def waits_for_approval(payout: Payout) -> bool:
    return payout.status == Status.PENDING and payout.gate is not None and payout.cancel_requested_at is None


def gate_of(payout: Payout) -> OpenGate | None:
    """By the list's column, where it has one. None unless the payout waits for approval."""
    if not waits_for_approval(payout):
        return None
    if hasattr(payout, "open_gate"):
        return _read(payout.open_gate)
    with connection.cursor() as cursor:
        cursor.execute(FIND, [payout.id])
        row = cursor.fetchone()
    return row and OpenGate(*row)


def _read(told: Any) -> OpenGate | None:
    if isinstance(told, OpenGate) or told is None:
        return told
    return OpenGate(told["missing"], datetime.fromisoformat(told["until"]))
