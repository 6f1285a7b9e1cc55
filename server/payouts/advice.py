"""A payout's advice: a page that says who paid whom, how much, when, and under which UTR. Whoever pays sends it to
whoever was paid. It is the same bytes whenever it is asked for, until the money comes back, which it says as well."""

from collections.abc import Iterator
from datetime import datetime

from server.errors import NotPossibleNow
from server.ifsc.lookup import bank_name
from server.india import IST
from server.money import grouped_inr
from server.pdf_pages import Pages

from .details import Purpose
from .models import Payout
from .rail import charge_of
from .states import Status

LEFT, VALUES, RIGHT = 20.0, 70.0, 190.0
WIDE = RIGHT - VALUES


def advice_of(payout: Payout) -> bytes:
    """A PDF. With its account, details, return and fees at hand. Raises NotPossibleNow for one that is not paid."""
    if payout.status != Status.COMPLETED or payout.completed_at is None:
        raise NotPossibleNow("There is an advice once the payout is paid.", payout.status)
    name = payout.merchant.name
    pages = Pages(f"Payment advice {payout.bank_reference_id}", name, payout.completed_at)
    pages.begin_page()
    pages.write(LEFT, 25, "Payment advice", size=18, is_bold=True)
    pages.write(LEFT, 34, name, size=12, width=RIGHT - LEFT)
    pages.rule(39, LEFT, RIGHT)
    pages.write(LEFT, 52, grouped_inr(payout.amount_paise), size=22, is_bold=True, width=RIGHT - LEFT)
    y = 58.0
    for title, value in _facts(payout):
        y += 8
        pages.write(LEFT, y, title, size=10, is_grey=True)
        pages.write(VALUES, y, value, size=10, width=WIDE)
    pages.rule(277, LEFT, RIGHT)
    pages.write(
        LEFT, 282, "Times are India's (IST). The UTR is the bank's: the receiver's bank finds the payment by it."
    )
    return pages.as_bytes()


def _facts(payout: Payout) -> Iterator[tuple[str, str]]:
    account, details = payout.bank_account, getattr(payout, "details", None)
    yield "Paid to", account.account_holder_name
    yield "Account", account.account_number_masked
    bank = bank_name(account.ifsc_code)
    yield "IFSC", f"{account.ifsc_code}, {bank}" if bank else account.ifsc_code
    yield "UTR", payout.bank_reference_id or ""
    if payout.completed_at:
        yield "Paid on", _moment(payout.completed_at)
    if details and details.reference:
        yield "Reference", details.reference
    if details and details.narration:
        yield "Narration", details.narration
    if details and details.purpose:
        yield "Purpose", str(Purpose(details.purpose).label)
    if charge := charge_of(payout):
        yield "Fee, charged to the payer", grouped_inr(charge.fee_paise)
        yield "GST on the fee", grouped_inr(charge.tax_paise)
    yield "Payout", str(payout.id)
    if came_back := getattr(payout, "its_return", None):
        yield "Returned on", _moment(came_back.returned_at)
        yield "Return's reference", came_back.return_reference
        yield "Returned because", came_back.reason


def _moment(at: datetime) -> str:
    here = at.astimezone(IST)
    return f"{here.day} {here:%B %Y, %H:%M:%S} IST"
