"""The simulated bank's returns: a transfer to some accounts is paid, and its money comes back a little later."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from server.india import IST

from . import return_book
from .failures import FailureCode, Reason
from .models import BankTransfer
from .returns import Return, ReturnsPage
from .scripts import Script

RETURNED = Reason("The beneficiary's bank could not credit the account.", FailureCode.BENEFICIARY_BANK_REJECTED)
DUE = """
UPDATE bank_transfers SET returns_at = NULL WHERE reference IN (
    SELECT reference FROM bank_transfers WHERE returns_at <= now() ORDER BY returns_at LIMIT 1000
) RETURNING reference, amount_paise, utr"""


def returns_in(row: BankTransfer) -> timedelta | None:
    """How long after its payment this transfer's money comes back; None: it does not."""
    if row.account_number_masked.endswith(Script.PAYS_THEN_RETURNS):
        return timedelta(seconds=settings.PAYOUT_BANK_RETURNS_AFTER_SECONDS)
    return None


def returned_after(place: str) -> ReturnsPage:
    _book_what_is_due()
    return return_book.booked_after(place)


def _book_what_is_due() -> None:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM bank_transfers WHERE returns_at <= now())")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(return_book.ALONE)  # before the rows: two at once would book the same ones
        cursor.execute(DUE)
        today = datetime.now(IST).date()
        return_book.book(
            [Return(reference, f"RET{utr}", paise, today, *RETURNED) for reference, paise, utr in cursor.fetchall()]
        )
