"""What of an account's days needs a person, as the database tells it now (sql/exceptions.sql): a view, never stored."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from server.ledger.periods import today

from .accounts import pays_payouts


class Kind(Enum):
    TWICE_ON_STATEMENT = "twice_on_statement"
    ON_STATEMENT_NOT_PAID = "on_statement_not_paid"
    STILL_PROCESSING_BUT_PAID = "still_processing_but_paid"
    AMOUNT_DIFFERS = "amount_differs"
    UTR_DIFFERS = "utr_differs"
    PAID_NOT_ON_STATEMENT = "paid_not_on_statement"
    RETURN_NOT_RECORDED = "return_not_recorded"
    RETURN_NOT_ON_STATEMENT = "return_not_on_statement"
    CREDIT_UNKNOWN = "credit_unknown"
    STATEMENT_GAP = "statement_gap"
    DAY_MISSING = "day_missing"


MEANING = {
    Kind.TWICE_ON_STATEMENT: "The bank booked this more than once: it may have paid twice.",
    Kind.ON_STATEMENT_NOT_PAID: "A debit of which we know nothing, or of a payout that failed.",
    Kind.STILL_PROCESSING_BUT_PAID: "A debit of a payout that is still open here: ask the bank now.",
    Kind.AMOUNT_DIFFERS: "The amount is not the one of what the line names.",
    Kind.UTR_DIFFERS: "The UTR is not the payout's, though the reference is.",
    Kind.PAID_NOT_ON_STATEMENT: "A completed payout without a debit, though its day and the next one are covered.",
    Kind.RETURN_NOT_RECORDED: "A credit of a completed payout: its money came back, and nobody has recorded it.",
    Kind.RETURN_NOT_ON_STATEMENT: "A recorded return without a credit, though its day and the next one are covered.",
    Kind.CREDIT_UNKNOWN: "A credit of which we know nothing: perhaps a payment that came in.",
    Kind.STATEMENT_GAP: "A statement does not open with what the one before it closed with.",
    Kind.DAY_MISSING: "No statement covers this day, though earlier and later ones are covered.",
}

ASK = """
SELECT kind, subject, day, amount_paise, explains_paise, line_id, payout_id, is_accepted
FROM reconciliation_exceptions(%s, %s, %s, %s) ORDER BY day, kind, subject"""


class Position(NamedTuple):
    """An exception's place in the list; no two have the same."""

    day: date
    kind: str
    subject: str


class Mismatch(NamedTuple):
    """`subject` and `amount_paise` name it when it is accepted. `explains_paise`: its share of the difference between
    the bank's movement and ours."""

    kind: Kind
    subject: str
    day: date
    amount_paise: int
    explains_paise: int
    line_id: UUID | None
    payout_id: UUID | None
    is_accepted: bool

    @property
    def position(self) -> Position:
        return Position(self.day, self.kind.name, self.subject)

    @property
    def age_days(self) -> int:
        return max((today() - self.day).days, 0)


def exceptions_of(account: str, starts_on: date, ends_before: date) -> list[Mismatch]:
    """Oldest first, accepted ones too."""
    with connection.cursor() as cursor:
        cursor.execute(ASK, [account, starts_on, ends_before, pays_payouts(account)])
        return [Mismatch(Kind[kind], *rest) for kind, *rest in cursor.fetchall()]


def exception_with(account: str, kind: Kind, subject: str, day: date) -> Mismatch | None:
    """As it is now."""
    found: Sequence[Mismatch] = exceptions_of(account, day, day + timedelta(days=1))
    return next((each for each in found if (each.kind, each.subject) == (kind, subject)), None)
