"""Operators read the audit log, narrow it, and reach what an act was done to."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine

from .test_accessibility import violations
from .test_needs_review import SCHEMES
from .test_touch_targets import MISSED


@pytest.fixture(scope="module")
def shop(engine: LocalEngine) -> MerchantClient:
    shop = MerchantClient(engine.port)
    shop.open_shop("Audited Handlooms and Silks International Pvt Ltd")
    shop.pay(str(uuid4()), Script.PAYS, 12_300)
    shop.graphql(
        'mutation ($m: ID!) { updateMerchant(input: {merchantId: $m, name: "Renamed Handlooms"}) { __typename } }',
        m=shop.merchant,
    )
    return shop


def test_an_act_leads_to_its_payout_and_the_payout_to_its_acts(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/operations")
    page.get_by_role("navigation", name="Operations").get_by_role("link", name="Audit log").click()
    expect(page).to_have_title(re.compile("Audit log · "))
    rows = page.get_by_role("table", name="Acts").get_by_role("row")
    changed = rows.filter(has_text="Changed a merchant").first
    expect(changed).to_contain_text("Audited Handlooms and Silks International Pvt Ltd → Renamed Handlooms")
    expect(changed).to_contain_text("Anybody (open access)")
    main = page.get_by_role("navigation", name="Main").get_by_role("link", name="Operations")
    expect(main).to_have_attribute("aria-current", "page")

    rows.filter(has_text="Created a payout").first.get_by_role("link", name="Payout").click()
    expect(page).to_have_url(re.compile(f"/m/{shop.merchant}/payouts/"))
    page.get_by_role("link", name="Audit log").click()
    expect(page).to_have_url(re.compile("/operations/audit\\?subject="))
    expect(rows).to_have_count(1 + 1)
    expect(page.get_by_text("Only what was done to")).to_be_visible()
    page.get_by_role("link", name="Clear").click()
    expect(rows.filter(has_text="Changed a merchant").first).to_be_visible()


def test_the_log_is_narrowed_by_kind_merchant_and_day(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/operations/audit")
    rows = page.get_by_role("table", name="Acts").get_by_role("row")
    expect(rows.nth(1)).to_be_visible()
    page.get_by_label("Kind", exact=True).select_option("Merchants")
    page.get_by_role("combobox", name="Merchant", exact=True).select_option("Renamed Handlooms")
    page.get_by_role("button", name="Show").click()
    expect(rows).to_have_count(1 + 2)
    expect(page).to_have_url(re.compile(f"kind=merchant\\.&of={shop.merchant}"))
    page.reload()
    expect(page.get_by_label("Kind", exact=True)).to_have_value("merchant.")
    expect(rows).to_have_count(1 + 2)
    page.get_by_label("To", exact=True).fill("2020-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No such acts")).to_be_visible()
    page.get_by_role("link", name="Show all").click()
    rows.nth(1).get_by_role("link", name="Anybody (open access): show only their acts").click()
    expect(page.get_by_text("Only acts of open.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 920, 360])
def test_the_audit_log_reads_well_at_any_width(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/m/{shop.merchant}/operations/audit")
    expect(page.get_by_text("Changed a merchant").first).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    assert page.evaluate(MISSED, 24) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate("[...document.querySelectorAll('section')].every(it => it.scrollWidth <= it.clientWidth)")
