"""Alerts: made and deleted. For their merchant and for operators."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from server.audit_log.recording import record
from server.errors import InvalidInput, NotFound
from server.merchants.changes import Change
from server.merchants.onboarding import lock_merchant

from .models import LONGEST_QUIET_HOURS, Alert, AlertKind

DEFAULT_QUIET_HOURS = 24


def create_alert(merchant_id: UUID, kind: AlertKind, quiet_hours: int = DEFAULT_QUIET_HOURS) -> Change[Alert]:
    """From its commit on the merchant's feed is told; soon, if it is so already. The same again changes nothing. Raises
    InvalidInput."""
    if type(quiet_hours) is not int or not 0 <= quiet_hours <= LONGEST_QUIET_HOURS:
        raise InvalidInput(f"quiet_hours must be a whole number, 0 to {LONGEST_QUIET_HOURS}.", "quiet_hours")
    with transaction.atomic():
        lock_merchant(merchant_id)
        if known := Alert.objects.filter(merchant_id=merchant_id, kind=kind, deleted_at=None).first():
            if known.quiet_hours == quiet_hours:
                return Change(known, changed=False)
            raise InvalidInput(
                f"This merchant has an alert of this kind, with {known.quiet_hours} quiet hours. Delete it first.",
                "kind",
                discreet="This merchant has an alert of this kind. Delete it first.",
            )
        alert = Alert(merchant_id=merchant_id, kind=kind, quiet_hours=quiet_hours)
        alert.save(force_insert=True)
        record(
            "alert.created",
            merchant_id=merchant_id,
            subject_id=alert.id,
            changes={"kind": (None, kind.value), "quiet_hours": (None, quiet_hours)},
        )
    alert.refresh_from_db()
    return Change(alert, changed=True)


def delete_alert(alert_id: UUID) -> Alert:
    """It tells nothing more. Raises NotFound, also if it is deleted."""
    with transaction.atomic():
        found = Alert.objects.select_for_update(no_key=True).filter(id=alert_id, deleted_at=None).first()
        if found is None:
            raise NotFound("alert")
        Alert.objects.filter(pk=found.pk).update(deleted_at=Now())
        found.refresh_from_db()
        record("alert.deleted", merchant_id=found.merchant_id, subject_id=alert_id)
        return found
