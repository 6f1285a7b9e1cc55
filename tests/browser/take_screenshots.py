"""Renews docs/screenshots: `python3 manage.py test tests/browser/take_screenshots.py`. The test run skips this file."""

from typing import Literal
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from server.bank.scripts import Script
from tests.faults.client import CREATE_MERCHANT, RECORD_PAYMENT, MerchantClient
from tests.support.engine import CHECKOUT, LocalEngine
from tests.support.servers import wait_until

from .conftest import open_context
from .payout_form import add_payee

FOLDER = CHECKOUT / "docs" / "screenshots"
VIEWS = {
    "overview": "",
    "payouts": "/payouts",
    "payout": "/payouts/{payout}",
    "ledger": "/ledger",
    "new-payout": "?dialog=new-payout",
    "add-account": "?dialog=add-account",
    "accounts": "/accounts",
}
VERIFY_ACCOUNT = "mutation($input: VerifyBankAccountInput!) { verifyBankAccount(input: $input) { __typename } }"
# The last four digits of an account's number choose how its payouts end.
SUPPLIERS = [
    ("Anand Dyes & Chemicals", "SBIN0009999", Script.PAYS),
    ("Coimbatore Yarn Mills", "ICIC0005678", Script.PAYS),
    ("Jaipur Block Prints", "HDFC0001234", Script.REFUSES_TWICE_THEN_PAYS),
    ("Lakshmi Zari Works", "SBIN0009999", Script.PAYS),
    ("Ramesh Kumar", "HDFC0001234", Script.ACCOUNT_CLOSED),
    ("Surat Weavers' Cooperative", "ICIC0005678", Script.HANGS_THEN_PAYS),
]


def pay(client: MerchantClient, account: str, paise: int) -> None:
    body = {"amount_paise": paise, "bank_account_id": account}
    status, text = client.ask("POST", "/api/v1/payouts/", body, **{"Idempotency-Key": str(uuid4())})
    assert status == 201, text


@pytest.fixture(scope="module")
def shop(engine: LocalEngine) -> MerchantClient:
    """One day's payouts to several suppliers with every outcome, and one large invoice."""
    client = MerchantClient(engine.port)
    created = {"name": "Kaveri Silks and Handlooms International Pvt Ltd", "email": "finance@kaveri-silks.example"}
    client.merchant = client.graphql(CREATE_MERCHANT, input=created)["createMerchant"]["merchant"]["id"]
    for reference, paise in {"FIRC-2039": 100_000_000, "INV-2041": 1_234_567_890}.items():
        payment = {"merchantId": client.merchant, "amountPaise": paise, "reference": reference}
        assert client.graphql(RECORD_PAYMENT, input=payment)["recordPayment"] == {"replayed": False}
    accounts = [
        add_payee(client, name, f"5010042{number}7{script}", ifsc)
        for number, (name, ifsc, script) in enumerate(SUPPLIERS)
    ]
    for account in accounts[:4]:
        client.graphql(VERIFY_ACCOUNT, input={"bankAccountId": account})
    for number in range(40):
        pay(client, accounts[number % 5], 125_000 + 3_737 * number)
    wait_until(client.is_quiet, 60)
    pay(client, accounts[1], 987_654_321)
    wait_until(client.is_quiet, 60)
    pay(client, accounts[5], 4_500_000)
    return client


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_take(
    browser: Browser, engine: LocalEngine, shop: MerchantClient, width: int, scheme: Literal["light", "dark"]
) -> None:
    FOLDER.mkdir(exist_ok=True)
    retried = next(payout["id"] for payout in shop.payouts() if payout["attempt_count"] == 3)
    size = ViewportSize(width=width, height=860 if width > 400 else 740)
    context = open_context(browser, engine, viewport=size, color_scheme=scheme, timezone_id="Asia/Kolkata")
    page = context.new_page()
    for name, view in VIEWS.items():
        page.goto(f"/m/{shop.merchant}{view.format(payout=retried)}")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("Loading").first).to_be_hidden()
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png")
    context.close()
