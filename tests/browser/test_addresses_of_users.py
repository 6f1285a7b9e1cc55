"""Links to a payout as a merchant's user follows them, who sees that merchant only, and an operator of all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.engine import LocalEngine

from .closed_engine import ASHA, BOSS, closed_engine, fill_in, manage, merchants
from .open_payout import open_payout

# A 401 leads to the sign-in, and Chromium logs each as an error.
pytestmark = pytest.mark.cut_off

# A closed engine has no worker here.
PAY_EACH = """
from uuid import uuid4
from server.bank.registry import bank
from server.merchants.models import Merchant
from server.payouts import creation, lifecycle
for merchant in Merchant.objects.order_by("name"):
    payee = merchant.bank_accounts.first().id
    creation.create_payout(
        merchant_id=merchant.id, bank_account_id=payee, amount_paise=12_345, idempotency_key=uuid4()
    )
lifecycle.settle_due(bank())
"""
Paid = tuple[str, str]


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine() as engine:
        yield engine


@pytest.fixture(scope="module")
def paid(engine: LocalEngine) -> list[Paid]:
    """The id and UTR of a payout of Acme's, then of one of GlobalTrade's."""
    manage(engine, "shell", "-c", PAY_EACH, PAYOUT_BANK_FAILURE_RATE="0", PAYOUT_BANK_LATENCY_SECONDS="0,0")
    query = "SELECT p.id, bank_reference_id FROM payouts p JOIN merchants m ON m.id = merchant_id ORDER BY name"
    with engine.cluster().connect("payout_engine") as database:
        found = [(str(payout), utr) for payout, utr in database.execute(query)]
    assert len(found) == 2
    assert all(utr for _, utr in found)
    return found


def test_a_merchants_user_opens_own_payouts_and_no_others(page: Page, engine: LocalEngine, paid: list[Paid]) -> None:
    acme, globe = merchants(engine)
    (own, utr), (foreign, foreign_utr) = paid
    page.goto(f"/utr/{utr}")
    fill_in(page, ASHA)  # at the link's address
    details = open_payout(page)
    for address in (None, f"/payouts/{own}", f"/m/{acme}/payouts/{own}", f"/m/{acme}/utr/{utr}", f"/?payout={own}"):
        if address:
            page.goto(address)
        expect(details).to_contain_text(utr)
        expect(page).to_have_url(address if address == f"/?payout={own}" else f"/payouts/{own}")
    page.keyboard.press("Escape")
    expect(page).to_have_url("/")
    for address in (f"/payouts/{foreign}", f"/utr/{foreign_utr}", f"/m/{acme}/payouts/{foreign}"):
        page.goto(address)
        expect(page.get_by_text("Payout not found")).to_be_visible()
        expect(page.get_by_text(foreign_utr)).to_have_count(0)
        page.get_by_role("link", name="Back to payouts").click()
        expect(page).to_have_url("/payouts")
    for address in (f"/m/{globe}/payouts/{foreign}", f"/m/{globe}/utr/{foreign_utr}", f"/m/{globe}"):
        page.goto(address)
        expect(page.get_by_text("not found")).to_be_visible()
        expect(page.get_by_text("GlobalTrade")).to_have_count(0)


def test_an_operator_opens_payouts_of_every_merchant(page: Page, engine: LocalEngine, paid: list[Paid]) -> None:
    acme, globe = merchants(engine)
    page.goto(f"/payouts/{paid[1][0]}")
    fill_in(page, BOSS)
    for merchant, (payout, utr) in zip([globe, acme, globe], [paid[1], *paid], strict=True):
        if merchant == acme:
            page.goto(f"/utr/{utr}")
        elif payout not in page.url:
            page.goto(f"/payouts/{payout}")
        expect(open_payout(page)).to_contain_text(utr)
        expect(page).to_have_url(f"/m/{merchant}/payouts/{payout}")
