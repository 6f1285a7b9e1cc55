"""A merchant's entries of some types."""

from collections.abc import Collection

from django.db.models import QuerySet

from .models import EntryType, LedgerEntry

OF_PAYOUTS = frozenset({EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE, EntryType.PAYOUT_COMPLETED})


def of_types(rows: QuerySet[LedgerEntry], types: Collection[EntryType]) -> QuerySet[LedgerEntry]:
    """A payment is one of thousands of entries: those that name no payout have an index of their own."""
    if OF_PAYOUTS.isdisjoint(types):
        rows = rows.filter(payout=None)
    return rows.filter(entry_type__in=types)
