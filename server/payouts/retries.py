"""Which payout was made in a failed one's place. `sql/retries.sql` has the rule and `creation.py` its refusals."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Case, F, Func, UUIDField, When

from .models import Payout
from .states import Status


def retried_by_column() -> Case:
    """For a list of payouts: looked up within its statement, for the failed ones."""
    return Case(
        When(status=Status.FAILED, then=Func(F("id"), function="payout_retried_by")),
        default=None,
        output_field=UUIDField(),
    )


def retried_by(payout: Payout) -> UUID | None:
    """The payout that was made in this one's place, directly or in turn, and has not failed."""
    if payout.status != Status.FAILED:
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
