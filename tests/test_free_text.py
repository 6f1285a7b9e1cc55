"""Account numbers in free text are masked before they are kept, and everything else stays as it was sent."""

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
    "Opening payment",
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
