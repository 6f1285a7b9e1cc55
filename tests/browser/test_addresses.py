"""Every place has a path of its own: links without a merchant find it, old ones go on working, and a reload stays."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .open_payout import open_payout


@pytest.fixture(scope="module")
def paid(engine: LocalEngine) -> MerchantClient:
    """A merchant with a payout that has a UTR, and one that failed."""
    client = MerchantClient(engine.port)
    client.open_shop("Paid")
    client.pay(str(uuid4()), Script.PAYS, 12_345)
    client.pay(str(uuid4()), Script.ACCOUNT_CLOSED, 54_321)
    wait_until(client.is_quiet, 60)
    return client


def of_status(shop: MerchantClient, status: str) -> dict[str, str]:
    return next(payout for payout in shop.payouts() if payout["status"] == status)


@pytest.fixture
def elsewhere(page: Page, shop: MerchantClient) -> Page:
    """A page that has last shown another merchant."""
    page.goto(f"/m/{shop.merchant}/ledger")
    expect(page).to_have_title("Ledger · Acme")
    return page


@pytest.mark.parametrize("form", ["/payouts/{id}", "/utr/{utr}", "/payouts/{ID}/", "/utr/%20{utr_in_small}"])
def test_a_link_that_names_no_merchant_opens_the_payout(elsewhere: Page, paid: MerchantClient, form: str) -> None:
    payout = of_status(paid, "completed")
    utr = payout["bank_reference_id"]
    address = form.format(id=payout["id"], ID=payout["id"].upper(), utr=utr, utr_in_small=utr.lower())
    elsewhere.goto(address)
    details = open_payout(elsewhere, "Payout of ₹123.45")
    expect(details).to_contain_text(utr)
    expect(elsewhere).to_have_url(f"/m/{paid.merchant}/payouts/{payout['id']}")
    expect(elsewhere).to_have_title("Payout of ₹123.45 · Payouts · Paid")
    elsewhere.go_back()  # the link has left no entry of its own
    expect(elsewhere).to_have_title("Ledger · Acme")


@pytest.mark.parametrize(
    "address",
    ["/payouts/092e604a-8da5-48e7-856e-94525a97626d", "/payouts/x%2Fy", "/utr/SIMB0", "/utr/a%2Fb%20é", "/utr/%ff"],
)
def test_a_link_to_no_payout_says_so_and_leads_to_the_list(elsewhere: Page, address: str) -> None:
    elsewhere.goto(address)
    main = elsewhere.get_by_role("main")
    expect(main).to_contain_text("Payout not found")
    expect(main).not_to_contain_text("₹")
    expect(elsewhere).to_have_title("Payout not found")
    assert "/m/" not in elsewhere.url
    main.get_by_role("link", name="Back to payouts").click()
    expect(elsewhere).to_have_url(re.compile("/m/[0-9a-f-]{36}/payouts$"))
    expect(elsewhere.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("form", ["/m/{shop}/payouts/{id}", "/m/{shop}/utr/{utr}"])
def test_another_merchants_payout_is_not_found(
    page: Page, shop: MerchantClient, paid: MerchantClient, form: str
) -> None:
    payout = of_status(paid, "completed")
    page.goto(form.format(shop=shop.merchant, id=payout["id"], utr=payout["bank_reference_id"]))
    expect(page.get_by_text("Payout not found")).to_be_visible()
    expect(page.get_by_text("₹123.45")).to_have_count(0)


def test_an_old_address_is_replaced_by_the_new_one(elsewhere: Page, paid: MerchantClient) -> None:
    payout = of_status(paid, "failed")
    place = f"/m/{paid.merchant}"
    for old, new in {
        f"&view=payouts&status=FAILED&payout={payout['id']}": f"{place}/payouts/{payout['id']}?status=FAILED",
        f"&view=ledger&payout={payout['id']}": f"{place}/ledger?payout={payout['id']}",
        "&dialog=edit-merchant": f"{place}?dialog=edit-merchant",
    }.items():
        elsewhere.goto(f"/?merchant={paid.merchant}{old}")
        expect(elsewhere.get_by_role("dialog").or_(open_payout(elsewhere))).to_be_visible()
        expect(elsewhere).to_have_url(new)
    for new in (f"{place}/ledger?payout={payout['id']}", f"{place}/payouts/{payout['id']}?status=FAILED"):
        elsewhere.go_back()
        expect(elsewhere).to_have_url(new)
    elsewhere.go_back()
    expect(elsewhere).to_have_title("Ledger · Acme")


def test_a_reload_and_back_keep_the_place_and_its_filters(page: Page, paid: MerchantClient) -> None:
    payout = of_status(paid, "failed")
    page.goto(f"/m/{paid.merchant}/payouts/")
    page.get_by_role("link", name="Failed 1", exact=True).click()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(2)
    listed = f"/m/{paid.merchant}/payouts?status=FAILED"
    expect(page).to_have_url(listed)
    rows.nth(1).get_by_role("link").first.click()
    details = open_payout(page, "Payout of")
    expect(details).to_contain_text("₹543.21")
    opened = f"/m/{paid.merchant}/payouts/{payout['id']}?status=FAILED"
    expect(page).to_have_url(opened)

    page.reload()
    expect(details).to_contain_text("₹543.21")
    expect(page).to_have_url(opened)
    page.go_back()
    expect(details).to_have_count(0)
    expect(page).to_have_url(listed)
    page.reload()
    expect(rows).to_have_count(2)
    expect(page.get_by_role("link", name="Failed 1", exact=True)).to_have_attribute("aria-current", "true")
    page.go_forward()
    expect(details).to_contain_text("₹543.21")
    page.keyboard.press("Escape")
    expect(page).to_have_url(listed)


@pytest.mark.cut_off
@pytest.mark.parametrize("address", ["/payout", "/m/none/none"])
def test_an_unknown_address_leads_to_the_dashboard(page: Page, shop: MerchantClient, address: str) -> None:
    answer = page.goto(address)
    assert answer
    assert answer.status == 404
    page.get_by_role("heading", name="Page not found").wait_for()
    page.get_by_role("link", name="Go to the dashboard").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
