"""Approves and rejects adjustments. Approving posts the ledger entry, in the same transaction."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from server.access.operators import acting_operator
from server.audit_log.recording import record
from server.errors import InvalidInput
from server.ledger import posting
from server.ledger.models import LedgerEntry
from server.merchants.changes import Change
from server.merchants.onboarding import lock_merchant

from .models import Adjustment, Direction, State
from .room import require_room


def approve_adjustment(adjustment_id: UUID) -> Change[Adjustment]:
    """Post it to the ledger. The operator must be another than the one who proposed it.

    Raises Forbidden where the caller is no operator that can be told from others, InvalidInput (the proposer's own, an
    unknown or a rejected adjustment), and InsufficientFunds if a debit would overdraw by now: it stays proposed.
    """
    with transaction.atomic():
        operator = acting_operator()
        adjustment = _lock(adjustment_id)
        if adjustment.proposed_by_id == operator.pk:
            raise InvalidInput("You proposed this adjustment, so another operator has to approve it.", "adjustment_id")
        if adjustment.status == State.APPROVED:
            return Change(adjustment, changed=False)
        if adjustment.status == State.REJECTED:
            raise InvalidInput("This adjustment was rejected, which is final. Propose another.", "adjustment_id")
        direction = Direction(adjustment.direction)
        require_room(adjustment.merchant_id, direction, adjustment.amount_paise)
        entry = posting.post_adjustment(
            adjustment.merchant_id, direction.entry_type, adjustment.amount_paise, adjustment.reason
        )
        return _decide(adjustment, operator, State.APPROVED, entry)


def reject_adjustment(adjustment_id: UUID) -> Change[Adjustment]:
    """It will never be posted. Who proposed it may reject it too, and so take it back.

    Raises Forbidden like `approve_adjustment`, and InvalidInput for an unknown or an approved adjustment.
    """
    with transaction.atomic():
        operator = acting_operator()
        adjustment = _lock(adjustment_id)
        if adjustment.status == State.REJECTED:
            return Change(adjustment, changed=False)
        if adjustment.status == State.APPROVED:
            raise InvalidInput("This adjustment was posted. Propose the opposite one.", "adjustment_id")
        return _decide(adjustment, operator, State.REJECTED, None)


def _lock(adjustment_id: UUID) -> Adjustment:
    """The adjustment, under its merchant's lock until the transaction ends. Raises InvalidInput."""
    merchant_id = Adjustment.objects.filter(pk=adjustment_id).values_list("merchant_id", flat=True).first()
    if merchant_id is None:
        raise InvalidInput("No such adjustment.", "adjustment_id")
    lock_merchant(merchant_id)
    return Adjustment.objects.get(pk=adjustment_id)  # as the lock's last holder left it


def _decide(adjustment: Adjustment, operator: User, status: State, entry: LedgerEntry | None) -> Change[Adjustment]:
    adjustment.status = status
    adjustment.decided_by_id = operator.pk
    adjustment.decided_by = operator.get_username()
    adjustment.entry = entry
    adjustment.save(update_fields=["status", "decided_by_id", "decided_by", "decided_at", "entry"])
    adjustment.refresh_from_db()  # the database has the time
    record(
        f"adjustment.{status}",
        merchant_id=adjustment.merchant_id,
        subject_id=adjustment.id,
        changes={"status": (State.PROPOSED.value, status.value), "entry_id": (None, str(entry.id) if entry else None)},
    )
    return Change(adjustment, changed=True)
