"""Writes an audit event in the transaction of the action that it records: both are committed, or neither."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from .context import Actor, current_context
from .models import AuditEvent

# By column: its value before the act, and after it. JSON has to be able to hold both.
Value = str | int | bool | None
Changes = Mapping[str, tuple[Value, Value]]


def record(
    action: str,
    *,
    merchant_id: UUID | None,
    subject_id: UUID | int,
    changes: Changes | None = None,
    actor: Actor | None = None,
) -> None:
    """`action` names the event, such as `payout.created`; `subject_id` its object; `actor` who did it, if not the
    context's. One INSERT."""
    _event(action, merchant_id, subject_id, changes, actor).save(force_insert=True)


def record_each(action: str, *, merchant_id: UUID | None, subject_ids: Iterable[UUID]) -> None:
    """The same event about each of these objects, in one INSERT."""
    AuditEvent.objects.bulk_create(_event(action, merchant_id, each, None, None) for each in subject_ids)


def _event(
    action: str, merchant_id: UUID | None, subject_id: UUID | int, changes: Changes | None, actor: Actor | None
) -> AuditEvent:
    context = current_context()
    actor = actor or context.actor
    return AuditEvent(
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        merchant_id=merchant_id,
        subject_id=str(subject_id),
        request_id=context.request_id,
        changes=changes and {column: {"before": before, "after": after} for column, (before, after) in changes.items()},
    )
