"""Account numbers in free text are masked before they are kept, and everything else stays as it was sent."""

import random
import sys
import unicodedata
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client

from server.audit_log.models import AuditEvent
from server.bank.gateway import Refused, Transfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.free_text import mask_account_numbers
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.merchants.suspension import suspend_merchant
from server.payments.receiving import record_payment
from server.payouts import lifecycle
from server.payouts.models import Payout, PayoutAttempt
from tests.adjustments.conftest import approve, asha, people, propose, ravi
from tests.conftest import pay

__all__ = ["asha", "people", "ravi"]

MASKED = {
    "from 998877665544": "from XXXXXXXX5544",
    "123456789": "XXXXX6789",
    "123456789012345678": "XXXXXXXXXXXXXX5678",
    "a/c998877665544, A/C No. 123456789": "a/cXXXXXXXX5544, A/C No. XXXXX6789",
    "Account998877665544": "AccountXXXXXXXX5544",
    "998877665544/HDFC0001234": "XXXXXXXX5544/HDFC0001234",
    "998877665544, 1": "XXXXXXXX5544, 1",
    "5,998877665544.": "5,XXXXXXXX5544.",
    "acc_no_998877665544": "acc_no_XXXXXXXX5544",
    "+919876543210": "+XXXXXXXX3210",
    "9988 7766 5544": "XXXX XXXX 5544",
    "9988-7766-5544-33": "XXXX-XXXX-XX44-33",
    "two: 998877665544\nand 123456789": "two: XXXXXXXX5544\nand XXXXX6789",
    "9988\u20137766\u20135544": "XXXX\u2013XXXX\u20135544",  # en dashes
    "9988 \u2013 7766 \u2013 5544": "XXXX \u2013 XXXX \u2013 5544",
    "9988\u20147766\u20145544\u2014paid": "XXXX\u2014XXXX\u20145544\u2014paid",
    "9988\u22127766\u22125544": "XXXX\u2212XXXX\u22125544",  # the sign of minus
    "9988\u00a07766\u00a05544": "XXXX\u00a0XXXX\u00a05544",  # no-break spaces
    "9988\u20097766\u20095544": "XXXX\u2009XXXX\u20095544",  # thin spaces
    "9988\u202f7766\u00a05544": "XXXX\u202fXXXX\u00a05544",  # narrow, and of several kinds
    "9988\t7766\t5544": "XXXX\tXXXX\t5544",
    "99887\u00ad76655\u200b44": "XXXXX\u00adXXX55\u200b44",  # a soft hyphen, a zero-width space
    "9\ufe0f\u20e39887766\u20605544": "X\ufe0f\u20e3XXXXXXX\u20605544",  # keycaps, a word joiner
    "Rs998877665544": "RsXXXXXXXX5544",
    "rs.998877665544": "rs.XXXXXXXX5544",
    "Rs 9988 7766 5544": "Rs XXXX XXXX 5544",
    "Rs9988\u20137766\u20135544": "RsXXXX\u2013XXXX\u20135544",
    "INR998877665544, \u20b9998877665544": "INRXXXXXXXX5544, \u20b9XXXXXXXX5544",
    "A/c9988 7766 5544": "A/cXXXX XXXX 5544",
    "No.9988-7766-5544": "No.XXXX-XXXX-5544",
    "branch 0123-998877665544": "branch 0123-XXXXXXXX5544",
    "9988 7766 5544 - 2 invoices": "XXXX XXXX 5544 - 2 invoices",
    # Groups of other lengths.
    "123 456 789 012": "XXX XXX XX9 012",
    "12-34-56-78-90": "XX-XX-XX-78-90",
    "50100 12345 67890": "XXXXX XXXXX X7890",
    "from A/c50100 12345 67890.": "from A/cXXXXX XXXXX X7890.",
    "5010 0123 4567 890": "XXXX XXXX XXX7 890",
    "0011-01-123456": "XXXX-XX-XX3456",
    "0011 01 123456": "XXXX XX XX3456",
    "0011 - 01 - 123456": "XXXX - XX - XX3456",
    "12345 67890, 1": "XXXXX X7890, 1",
    "123456\u2013789012": "XXXXXX\u2013XX9012",
    "1234 56789": "XXXX X6789",
    "50100\u00a012345\u200967890": "XXXXX\u00a0XXXXX\u2009X7890",
    "9 8 7 6 5 4 3 2 1 0": "X X X X X X 3 2 1 0",
    "invoice 7 50100 12345 67890 2 pieces": "invoice 7 XXXXX XXXXX X7890 2 pieces",
    "7-50100 12345 67890": "7-XXXXX XXXXX X7890",
    "INV-7 50100 12345 67890": "INV-7 XXXXX XXXXX X7890",
    "on 28 11 2026 50100 12345 67890": "on 28 11 2026 XXXXX XXXXX X7890",
    "50100 12345 67890 28 11 2026": "XXXXX XXXXX X7890 28 11 2026",
    "50100 12345 67890 400001": "XXXXX XXXXX X7890 400001",
    "50100 12345 67890 - 2 invoices": "XXXXX XXXXX X7890 - 2 invoices",
    "50100 12345 67890-2": "XXXXX XXXXX X7890-2",
    "9988 7766 5544 28 11 2026": "XXXX XXXX 5544 28 11 2026",
    "6083 6083 50 317 50": "XXXX XXXX XX X17 50",
    "9988  7766   5544": "XXXX  XXXX   5544",
    "50100 \t 12345\u00a0 67890": "XXXXX \t XXXXX\u00a0 X7890",
    "9988-7766-5544-33 1234567": "XXXX-XXXX-XX44-33 1234567",
    "998877665544 123 456 789": "XXXXXXXX5544 XXX XX6 789",
    "Mr X 123 456 789 012": "Mr X XXX XXX XX9 012",
    "two: 123 456 789 012, 12-34-56-78-90": "two: XXX XXX XX9 012, XX-XX-XX-78-90",
    "\u0967\u0968\u0969 \u096a\u096b\u096c \u096d\u096e\u096f": "XXX XX\u096c \u096d\u096e\u096f",
    "\u0967\u0968\u0969\u096a\u096b\u096c\u096d\u096e\u096f": "XXXXX\u096c\u096d\u096e\u096f",
    "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19": "XXXXX\uff16\uff17\uff18\uff19",
}
UNTOUCHED = [
    "",
    "12345678",  # too short
    "1234567890123456789",  # too long
    "UTR HDFCR52026112800012345",
    "INV2026112800012345",
    "998877665544abc",
    "2026-11-28 2026-12-05",
    "FY 2025-2026",
    "01a202a5-9652-7000-8000-123456789012",
    "USD 123456789.50, that is 1,23,45,67,890",
    "Rs123456789.50",
    "Rs.1,23,45,678.50 for 28\u201311\u20132026",
    "UTR\u00a0HDFCR52026112800012345",
    "HDFC9988 7766 5544",
    "1234 5678 9012 3456 7890",
    "1234\u20135678\u20139012\u20133456\u20137890\u20131234",
    "2026\n1128\n0001",
    "Opening payment",
    "12 34 56 78",
    "123 456 789 012 123 456 789 012",  # too long
    "28 11 2026 5000",
    "28-11-2026 to 05-12-2026, 28 11 2026 05 12 2026",
    "2026 11 28 14 30",
    "2026-11-28-0001",
    "2026-11-000123, 2025-26-000123, 000123-2026",
    "INV-2026-000123, INV/2025-26/000123",
    "invoice 20261128 125000",
    "USD 123 456 789.50, EUR 123 456 789,50",
    "Rs 12 34 567",
    "Rs. 1,23,45,678 12 pieces",
    "invoices 101 102 103 104",
    "sizes 36 38 40 42 44",
    "PO 45001234 10",
    "PIN 400 001, 560 001",
    "FY 2025-26 2026-27",
    "10:30 12:45 18:00",
    "28.11.2026 10.30",
    "UTR SIMB555422260173 28 11",
    "Mr X 12 34",
    "Paid by the bank, UTR SIMB555422260173",
]
REMITTANCE = "Invoice 7, from 998877665544"
KEPT = "Invoice 7, from XXXXXXXX5544"


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_an_account_number_is_masked(text: str, masked: str) -> None:
    assert mask_account_numbers(text) == masked
    assert mask_account_numbers(masked) == masked
    assert len(masked) == len(text)


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_no_account_number_stays(text: str) -> None:
    assert mask_account_numbers(text) == text


def test_a_uuid_stays_whichever_of_its_digits_are_decimal() -> None:
    drawn = random.Random(7)
    for _ in range(200):
        groups = ["".join(drawn.choice("0123456789a") for _ in range(length)) for length in (8, 4, 4, 4, 12)]
        for decimal in range(32):
            uuid = "-".join(
                group.replace("a", "7") if decimal >> place & 1 else group for place, group in enumerate(groups)
            )
            assert mask_account_numbers(f"see {uuid}.") == f"see {uuid}."


@pytest.mark.parametrize("separator", [" ", "-", " - ", "\u2013", "\u00a0"])
def test_a_number_is_masked_in_whatever_groups_it_is_written(separator: str) -> None:
    """Of two digits or more, with a number's length; masked again it stays as it is."""
    drawn = random.Random(11)
    for _ in range(2000):
        groups = [drawn.choice(["50", "317", "6083", "90517", "718293"]) for _ in range(drawn.randint(3, 6))]
        digits = "".join(groups)
        if not 9 <= len(digits) <= 18:
            continue
        masked = mask_account_numbers(f"from {separator.join(groups)} for silk")
        shown = "".join(letter for letter in masked if letter.isdecimal())
        assert (shown, masked.count("X")) == (digits[-4:], len(digits) - 4)
        assert mask_account_numbers(masked) == masked


def test_masking_twice_is_masking_once() -> None:
    drawn = random.Random(13)
    pieces = [*"0123456789", "12", "2026", "50100", "998877665544", " ", " ", "-", "-", ", ", ".", "X", "XX", "Rs", "a"]
    for _ in range(20_000):
        text = "".join(drawn.choice(pieces) for _ in range(drawn.randint(2, 14)))
        masked = mask_account_numbers(text)
        assert mask_account_numbers(masked) == masked, text


def test_every_blank_and_dash_between_groups_is_one() -> None:
    """Of Unicode's, as far as this Python knows them."""
    separators = [chr(each) for each in range(sys.maxunicode) if unicodedata.category(chr(each)) in {"Zs", "Pd"}]
    assert len(separators) > 30
    for separator in separators:
        assert mask_account_numbers(f"9988{separator}7766{separator}5544") == f"XXXX{separator}XXXX{separator}5544"


@pytest.mark.parametrize("separator", ["", " ", "\u2013", "\u00a0", "\u2009"])
@pytest.mark.parametrize("before", ["from ", "A/C ", "Rs", "Rs ", "(", "acc_no_"])
def test_a_recorded_payment_keeps_no_account_number_however_it_is_written(
    merchant: Merchant, before: str, separator: str
) -> None:
    number = separator.join(["9988", "7766", "5544"])
    made = record_payment(
        merchant_id=merchant.id, amount_paise=500, reference="R 1", description=f"{before}{number} for silk"
    )
    kept = separator.join(["XXXX", "XXXX", "5544"])
    assert made.entry.description == f"{before}{kept} for silk"


def test_a_payments_description_is_masked_and_its_reference_stays(merchant: Merchant) -> None:
    values: dict[str, Any] = {"amount_paise": 500, "reference": "998877665544", "description": REMITTANCE}
    made = record_payment(merchant_id=merchant.id, **values)
    assert (made.entry.reference, made.entry.description) == ("998877665544", KEPT)
    assert record_payment(merchant_id=merchant.id, **values).replayed


RECORD = """mutation($input: RecordPaymentInput!) { recordPayment(input: $input) {
    ... on RecordPaymentSuccess { replayed entry { description } } ... on ValidationError { message } } }"""


def test_both_apis_show_a_recorded_payment_masked(merchant: Merchant) -> None:
    given = {"merchantId": str(merchant.id), "amountPaise": 500, "reference": "998877665544"}
    variables = {"input": given | {"description": REMITTANCE}}
    call = {"query": RECORD, "variables": variables}
    assert Client().post("/graphql/", call, content_type="application/json").json()["data"]["recordPayment"] == {
        "replayed": False,
        "entry": {"description": KEPT},
    }
    listed = Client().get("/api/v1/ledger/", {"merchant_id": str(merchant.id)}).json()
    assert listed["results"][0]["description"] == KEPT


def test_an_adjustments_reason_is_masked_and_the_same_one_replays(merchant: Merchant, asha: User, ravi: User) -> None:
    key = uuid4()
    made = propose(asha, merchant, reason=REMITTANCE, key=key)
    assert made.adjustment.reason == KEPT
    assert propose(asha, merchant, reason=REMITTANCE, key=key).replayed
    approve(ravi, made.adjustment)
    assert LedgerEntry.objects.get(entry_type="adjustment_credit").description == KEPT


def test_a_suspensions_reason_is_masked_in_the_trail_too(merchant: Merchant) -> None:
    suspended = suspend_merchant(merchant.id, reason=REMITTANCE)
    assert suspended.row.suspension_reason == KEPT
    assert "998877665544" not in str(AuditEvent.objects.values_list("changes", flat=True))


class WordyBank(SimulatedBank):
    def submit(self, transfer: Transfer) -> Refused:
        assert isinstance(super().submit(transfer), Refused)
        return Refused("Beneficiary account 998877665544 is closed", final=True)


def test_the_banks_words_are_masked(merchant: Merchant) -> None:
    payout = pay(merchant, script=Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(WordyBank())
    assert "998877665544" not in str([*Payout.objects.values(), *PayoutAttempt.objects.values()])
    assert PayoutAttempt.objects.get(payout=payout).reason == "Beneficiary account XXXXXXXX5544 is closed"
