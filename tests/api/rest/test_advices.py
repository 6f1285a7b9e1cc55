"""A paid payout's advice, as PDF."""

import io
import os
import time
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import BankAccount, Merchant
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, refusal_of
from tests.conftest import account_of, guards_off, pay
from tests.support.returns import returned_payout


def settle_all() -> None:
    while settle_due(SimulatedBank()):
        pass


def text_of(response: Any) -> str:
    [page] = PdfReader(io.BytesIO(response.content)).pages
    return str(page.extract_text())


def paid_one(merchant: Merchant, **of: Any) -> Payout:
    payout = pay(merchant, 65_432, **of)
    settle_all()
    payout.refresh_from_db()
    return payout


def test_the_page_says_who_paid_whom_how_much_and_under_which_utr(caller: ApiCaller, merchant: Merchant) -> None:
    with guards_off():
        BankAccount.objects.filter(merchant=merchant).update(account_holder_name="कावेरी सिल्क्स LLP 漢")
    payout = paid_one(merchant)
    response = caller.get(f"payouts/{payout.id}/advice/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == f'attachment; filename="advice-{payout.id}.pdf"'
    text = text_of(response)
    account = account_of(merchant)
    known = (account.account_number_masked, account.ifsc_code, payout.bank_reference_id or "no UTR", str(payout.id))
    for said in ("₹654.32", merchant.name, "LLP ?", *known):
        assert said in text
    assert "Returned" not in text


def test_a_return_stands_on_the_page_once_the_money_has_come_back(caller: ApiCaller, merchant: Merchant) -> None:
    payout = returned_payout(merchant)
    text = text_of(caller.get(f"payouts/{payout.id}/advice/"))
    assert payout.its_return.return_reference in text
    assert payout.its_return.reason in text


def test_it_is_the_same_bytes_in_any_zone(
    caller: ApiCaller, merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    payout = paid_one(merchant)
    first = caller.get(f"payouts/{payout.id}/advice/").content
    monkeypatch.setitem(os.environ, "TZ", "America/New_York")
    time.tzset()
    again = caller.get(f"payouts/{payout.id}/advice/").content
    monkeypatch.undo()
    time.tzset()
    assert again == first


@pytest.mark.parametrize("script", [None, Script.ACCOUNT_CLOSED])
def test_a_payout_that_is_not_paid_has_none(caller: ApiCaller, merchant: Merchant, script: Script | None) -> None:
    payout = pay(merchant, 100, script) if script else pay(merchant, 100)
    if script:
        settle_all()
    response = caller.get(f"payouts/{payout.id}/advice/")
    assert refusal_of(response) == (409, "not_possible_now", None)
    assert response.json()["status"] == ("failed" if script else "pending")


def test_an_unknown_payout_and_another_merchants_have_none(caller: ApiCaller, merchant: Merchant) -> None:
    other = Merchant.objects.create(name="Other", email="other@kaveri.example")
    payout = paid_one(merchant)
    assert caller.get(f"payouts/{uuid4()}/advice/").status_code == 404
    foreign = caller.client.get(f"/api/v1/payouts/{payout.id}/advice/", {"merchant_id": str(other.id)})
    assert foreign.status_code == 404
