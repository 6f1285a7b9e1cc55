"""What came in and what went out: the one place that says it of each type of entry.

A merchant's money is what it has available and what is held. An entry against the account `held` moves money within
that, so a hold and a release are neither. Every other credit came in, and every other debit went out, when its entry
was written: a payout at its completion, a fee and its GST with the hold, since they leave what is available at once and
come back, if at all, as entries of their own. A type that is new is judged by its account and its sign, like any other;
`sql/lineage.sql` says the same.
"""

from enum import Enum

from server.ledger.models import CONTRA_ACCOUNTS, Account, EntryType


class Way(Enum):
    IN = "in"
    OUT = "out"
    NEITHER = "neither"


def way_of(entry_type: EntryType) -> Way:
    if CONTRA_ACCOUNTS[entry_type] is Account.HELD:
        return Way.NEITHER
    return Way.IN if entry_type.sign > 0 else Way.OUT


# What comes in because something that went out comes back, whole: where it came from is where that came from.
GIVES_BACK = {
    EntryType.PAYOUT_RETURNED: EntryType.PAYOUT_COMPLETED,
    EntryType.FEE_REFUND: EntryType.FEE_DEBIT,
    EntryType.FEE_TAX_REFUND: EntryType.FEE_TAX_DEBIT,
}
