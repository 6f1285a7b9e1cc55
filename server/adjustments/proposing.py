"""Proposes adjustments: an operator asks for a correction, which moves no money yet."""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from server.access.operators import acting_operator
from server.audit_log.recording import Changes, record
from server.errors import IdempotencyConflict
from server.free_text import mask_account_numbers
from server.merchants.onboarding import lock_merchant
from server.text import clean_text

from .models import Adjustment, Direction, State
from .room import require_room

KEY_IS_USED = "This idempotency key was already used for another adjustment."


class Proposal(NamedTuple):
    adjustment: Adjustment
    replayed: bool


def propose_adjustment(
    *, merchant_id: UUID, direction: Direction, amount_paise: int, reason: str, idempotency_key: UUID
) -> Proposal:
    """Ask for a credit or debit of `amount_paise` (positive), which another operator has to approve.

    The reason (1 to 500 characters) becomes the entry's description, which the merchant reads; account numbers in it
    are masked. Under a key of the merchant, however old, the same proposal by the same operator is a replay, and any
    other is IdempotencyConflict.

    Raises Forbidden where the caller is no operator that can be told from others, InvalidInput, and InsufficientFunds
    for a debit above the available balance.
    """
    reason = mask_account_numbers(clean_text(reason, "reason", 500))
    with transaction.atomic():
        operator = acting_operator()
        lock_merchant(merchant_id)
        known = Adjustment.objects.filter(merchant_id=merchant_id, idempotency_key=idempotency_key).first()
        if known:
            before = (known.direction, known.amount_paise, mask_account_numbers(known.reason), known.proposed_by_id)
            if before != (direction, amount_paise, reason, operator.pk):
                raise IdempotencyConflict(KEY_IS_USED)
            return Proposal(known, replayed=True)
        require_room(merchant_id, direction, amount_paise)
        adjustment = Adjustment.objects.create(
            merchant_id=merchant_id,
            direction=direction,
            amount_paise=amount_paise,
            reason=reason,
            idempotency_key=idempotency_key,
            proposed_by_id=operator.pk,
            proposed_by=operator.get_username(),
        )
        changes: Changes = {
            "status": (None, State.PROPOSED.value),
            "amount_paise": (None, direction.entry_type.sign * amount_paise),
        }
        record("adjustment.proposed", merchant_id=merchant_id, subject_id=adjustment.id, changes=changes)
        return Proposal(adjustment, replayed=False)
