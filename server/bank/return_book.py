"""The book of returns: what each bank has told of money that came back, in the order in which we heard of it."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Max

from .failures import FailureCode
from .models import BankReturn
from .returns import Return, ReturnsPage

PAGE = 100
# Numbers are given one transaction at a time, so that a later number is never seen before an earlier one.
ALONE = "SELECT pg_advisory_xact_lock(hashtext('bank_returns'))"


def book(returns: Sequence[Return]) -> None:
    """Inside the caller's transaction. Raises IntegrityError for a transfer that is in the book."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
    last = BankReturn.objects.aggregate(last=Max("number"))["last"] or 0
    BankReturn.objects.bulk_create(
        BankReturn(
            number=number,
            reference=told.reference,
            return_reference=told.return_reference,
            amount_paise=told.amount_paise,
            reason=told.reason,
            code=told.code,
            value_on=told.value_on,
        )
        for number, told in enumerate(returns, last + 1)
    )


def booked_after(place: str) -> ReturnsPage:
    """A place is the number of a return."""
    rows = list(BankReturn.objects.filter(number__gt=int(place or 0)).order_by("number")[: PAGE + 1])
    page = rows[:PAGE]
    return ReturnsPage(
        [
            Return(
                row.reference, row.return_reference, row.amount_paise, row.value_on, row.reason, FailureCode(row.code)
            )
            for row in page
        ],
        str(page[-1].number) if page else place,
        more=len(rows) > PAGE,
    )
