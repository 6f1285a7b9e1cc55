"""The simulated bank's returns: a transfer to some accounts is paid, and its money comes back a little later."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from .failures import FailureCode, Reason
from .models import BankReturn, BankTransfer
from .returns import Return, ReturnsPage
from .scripts import Script

PAGE = 100
RETURNED = Reason("The beneficiary's bank could not credit the account.", FailureCode.BENEFICIARY_BANK_REJECTED)
# Numbers are given one transaction at a time, so that a later number is never seen before an earlier one.
ALONE = "SELECT pg_advisory_xact_lock(hashtext('bank_returns'))"
BOOK = """
WITH due AS (
    UPDATE bank_transfers SET returns_at = NULL WHERE reference IN (
        SELECT reference FROM bank_transfers WHERE returns_at <= now() ORDER BY returns_at LIMIT 1000
    ) RETURNING reference, amount_paise, utr
)
INSERT INTO bank_returns (number, transfer_id, return_reference, amount_paise, reason, code, value_on)
SELECT (SELECT coalesce(max(number), 0) FROM bank_returns) + row_number() OVER (), reference, 'RET' || utr,
       amount_paise, %s, %s, (now() AT TIME ZONE 'Asia/Kolkata')::date
FROM due"""


def returns_in(row: BankTransfer) -> timedelta | None:
    """How long after its payment this transfer's money comes back; None: it does not."""
    if row.account_number_masked.endswith(Script.PAYS_THEN_RETURNS):
        return timedelta(seconds=settings.PAYOUT_BANK_RETURNS_AFTER_SECONDS)
    return None


def returned_after(place: str) -> ReturnsPage:
    """A place is the number of a return."""
    number = int(place or 0)
    _book_what_is_due()
    rows = list(BankReturn.objects.filter(number__gt=number).order_by("number")[: PAGE + 1])
    page = rows[:PAGE]
    return ReturnsPage(
        [
            Return(
                row.transfer_id, row.return_reference, row.amount_paise, row.value_on, row.reason, FailureCode(row.code)
            )
            for row in page
        ],
        str(page[-1].number) if page else place,
        more=len(rows) > PAGE,
    )


def _book_what_is_due() -> None:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM bank_transfers WHERE returns_at <= now())")
        if cursor.fetchone()[0]:
            cursor.execute(ALONE)
            cursor.execute(BOOK, RETURNED)
