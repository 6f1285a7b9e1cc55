"""Which payout was made in the place of one that failed or came back. `sql/retries.sql` has the rule and
`creation_words.py` its refusals."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Case, F, Func, Q, UUIDField, When

from .models import Payout
from .returned import IS_RETURNED, is_returned
from .states import Status


def retried_by_column() -> Case:
    """For a list of payouts: looked up within its statement, for those that failed or came back."""
    return Case(
        When(
            Q(status=Status.FAILED) | (Q(status=Status.COMPLETED) & IS_RETURNED),
            then=Func(F("id"), function="payout_retried_by"),
        ),
        default=None,
        output_field=UUIDField(),
    )


def retried_by(payout: Payout) -> UUID | None:
    """The payout that was made in this one's place, directly or in turn, and has neither failed nor come back."""
    if payout.status != Status.FAILED and not is_returned(payout):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT payout_retried_by(%s)", [payout.id])
        found: UUID | None = cursor.fetchone()[0]
        return found


def retried_among(failed: Sequence[UUID]) -> set[UUID]:
    """Those of these failed payouts in whose place there is one that has not failed. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM unnest(%s::uuid[]) id WHERE payout_retried_by(id) IS NOT NULL", [list(failed)])
        return {payout for [payout] in cursor}
