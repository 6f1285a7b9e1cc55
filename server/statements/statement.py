"""A merchant's statement: what was there, what moved, what is there.

Held money is still the merchant's: total = available + held. A hold and a release move money between the two, and
nothing else; every other entry changes the total.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from server.ledger.balance import Balance
from server.ledger.explaining import explain_balance
from server.ledger.models import EntryType
from server.merchants.models import Merchant

from .models import StatementIssue
from .periods import StatementPeriod, period_of

PAGE = 5_000  # entries that are read at once
RESERVED = (EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE)
OF_RECEIVER = (*RESERVED, EntryType.PAYOUT_COMPLETED, EntryType.PAYOUT_RETURNED)
# Of a payout only what its entry says for ever: a hold knows no UTR, since the payment is still to come.
LINES = """
    SELECT e.seq, e.id, e.created_at, e.entry_type, e.amount_paise, coalesce(p.id, r.payout_id),
           CASE e.entry_type WHEN 'payout_completed' THEN p.bank_reference_id
                             WHEN 'payout_returned' THEN r.return_reference END,
           CASE WHEN e.reference IS NOT NULL THEN e.reference
                WHEN e.entry_type = 'payment_reversed' THEN (
                    SELECT o.reference FROM inward_reversals v JOIN inward_payments i ON i.id = v.inward_payment_id
                    JOIN ledger_entries o ON o.id = i.entry_id WHERE v.entry_id = e.id)
                ELSE d.reference END,
           a.account_number_masked, a.ifsc_code, e.description
    FROM ledger_entries e
    LEFT JOIN payout_returns r ON e.entry_type = 'payout_returned' AND r.entry_id = e.id
    LEFT JOIN LATERAL (SELECT CASE e.entry_type
        WHEN 'fee_debit' THEN (SELECT c.payout_id FROM fee_charges c WHERE c.fee_entry_id = e.id)
        WHEN 'fee_tax_debit' THEN (SELECT c.payout_id FROM fee_charges c WHERE c.tax_entry_id = e.id)
        WHEN 'fee_refund' THEN (SELECT b.payout_id FROM fee_refunds b WHERE b.fee_entry_id = e.id)
        WHEN 'fee_tax_refund' THEN (SELECT b.payout_id FROM fee_refunds b WHERE b.tax_entry_id = e.id) END AS payout_id
    ) f ON true
    LEFT JOIN payouts p ON p.id = coalesce(e.payout_id, r.payout_id, f.payout_id)
    LEFT JOIN payout_details d ON d.payout_id = p.id
    LEFT JOIN bank_accounts a ON a.id = p.bank_account_id
    WHERE e.merchant_id = %s AND e.seq > %s AND e.seq <= %s ORDER BY e.seq LIMIT %s"""


class StatementLine(NamedTuple):
    """An entry, with the balances after it."""

    seq: int
    id: UUID
    at: datetime
    entry_type: str
    paise: int  # signed: what it added to the available money
    payout_id: UUID | None
    utr: str | None
    reference: str | None
    account: str | None  # masked
    ifsc_code: str | None
    description: str
    available_paise: int
    held_paise: int

    @property
    def total_paise(self) -> int:
        return self.available_paise + self.held_paise

    @property
    def moves_money(self) -> bool:
        return self.entry_type not in RESERVED

    @property
    def is_of_receiver(self) -> bool:
        """Whether the account is the other side of it: a fee for a payout did not go there."""
        return self.entry_type in OF_RECEIVER


class Sum(NamedTuple):
    entries: int
    paise: int  # signed


@dataclass(frozen=True)
class Statement:
    merchant_id: UUID
    merchant_name: str
    period: StatementPeriod
    opening: Balance
    closing: Balance
    sums: dict[EntryType, Sum]  # of the types that there are
    on_page: Callable[[int], None] = lambda _lines: None  # told of how many lines are read, page by page

    @property
    def count(self) -> int:
        return self.period.upto_seq - self.period.after_seq

    @cached_property
    def credits(self) -> Sum:
        return self._moved(1)

    @cached_property
    def debits(self) -> Sum:
        return self._moved(-1)

    def _moved(self, sign: int) -> Sum:
        """Money that came or went: no holds, no releases."""
        moved = [of for kind, of in self.sums.items() if kind not in RESERVED and kind.sign == sign]
        return Sum(sum(of.entries for of in moved), sum(of.paise for of in moved))

    def lines(self) -> Iterator[StatementLine]:
        """In their order, a page of them in memory: entries never change, so the pages are of one moment."""
        available, held = self.opening.available_paise, self.opening.held_paise
        after = self.period.after_seq
        while after < self.period.upto_seq:
            with connection.cursor() as cursor:
                cursor.execute(LINES, [self.merchant_id, after, self.period.upto_seq, PAGE])
                rows = cursor.fetchall()
            for row in rows:
                available += row[4]
                if row[3] in RESERVED:
                    held -= row[4]
                yield StatementLine._make((*row, available, held))
            after = rows[-1][0]
            self.on_page(after - self.period.after_seq)


def statement_of(merchant: Merchant, starts_on: date, ends_before: date, form: str | None = None) -> Statement:
    """To be written in this form, if any is named. Costs much the same whatever the number of entries. Raises
    InvalidInput."""
    period = period_of(merchant.id, starts_on, ends_before)
    before = explain_balance(merchant.id, sequence=period.after_seq)
    after = explain_balance(merchant.id, sequence=period.upto_seq)
    earlier = {line.entry_type: line for line in before.lines}
    sums = {}
    for line in after.lines:
        until = earlier.get(line.entry_type)
        of = Sum(line.entries - (until.entries if until else 0), line.paise - (until.paise if until else 0))
        if of.entries:
            sums[line.entry_type] = of
    return Statement(merchant.id, _name_of(merchant, period, form), period, before.balance, after.balance, sums)


def _name_of(merchant: Merchant, period: StatementPeriod, form: str | None) -> str:
    """As the period's first file has it, of this form if there is one: a merchant may take another name later."""
    if not period.is_closed:
        return merchant.name
    issued = StatementIssue.objects.filter(
        merchant_id=merchant.id, starts_on=period.starts_on, ends_before=period.ends_before
    )
    names = list(issued.order_by("issued_at", "id").values_list("form", "merchant_name"))
    return next((name for of, name in names if of == form), names[0][1] if names else merchant.name)
