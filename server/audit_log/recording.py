"""One line of the trail, written in the transaction of the verb that it tells of: both are there, or neither."""

from uuid import UUID

from .context import current_context
from .models import AuditEvent


def record(action: str, *, merchant_id: UUID | None, subject_id: UUID | int) -> None:
    """`action` is what happened to the subject, as `payout.created`. One INSERT."""
    here = current_context()
    AuditEvent.objects.create(
        actor_kind=here.actor.kind,
        actor_id=here.actor.id,
        actor_name=here.actor.name,
        action=action,
        merchant_id=merchant_id,
        subject_id=str(subject_id),
        request_id=here.request_id,
    )
