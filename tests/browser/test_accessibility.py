"""The dashboard by keyboard alone, at any width, in both colour schemes, and for a screen reader."""

from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import CHECKOUT
from tests.support.servers import wait_until

from .payout_form import step

AXE = CHECKOUT / "web" / "node_modules" / "axe-core" / "axe.min.js"
# Halfway between two colour schemes a button has neither's colours. Endless animations are not waited for.
AT_REST = """() => Promise.allSettled(
    document.getAnimations().filter((it) => it.effect.getComputedTiming().endTime < Infinity).map((it) => it.finished)
)"""
COLOURS = ["color-contrast", "link-in-text-block"]  # axe's rules that another colour scheme can break
PARTS = 3
VIEWS = [
    *("", "/payouts", "/payouts/new", "/payouts/several", "/payouts/batches", "/payouts/exports", "/payouts/orders"),
    "/ledger",
    "/ledger/proof",
    "/statement",
    "/payouts/approvals",
    "/merchant",
    *(
        "/beneficiaries",
        "/beneficiaries/import",
        "/adjustments",
        "/operations",
        "/operations/health",
        "/operations/integrity",
        "/operations/audit",
    ),
    *("/developers", "/developers/webhooks", "/developers/events", "/developers/requests"),
]
DIALOGS = [
    "why-balance",
    "balance-alerts",
    "order-payout",
    "record-payment",
    "add-account",
    "edit-merchant",
    "fee-plan",
    "suspend-merchant",
    "reopen-merchant",
    "create-key",
]


@pytest.fixture
def open_shop(shop: MerchantClient) -> MerchantClient:
    for script in (Script.PAYS, Script.ACCOUNT_CLOSED, Script.HANGS_THEN_PAYS):
        shop.pay(str(uuid4()), script)
    wait_until(lambda: shop.statuses()["completed"] and shop.statuses()["failed"], 60)
    return shop


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """Of these rules of axe's, or of all. A button that a poll dims while axe looks has a colour between two: what is
    at fault stays so."""
    first = _violations(page, rules)
    again = _violations(page, rules) if first else {}
    return [f"{rule}: {first[rule, place]}" for rule, place in first.keys() & again.keys()]


def _violations(page: Page, rules: list[str] | None) -> dict[tuple[str, str], str]:
    """The HTML of each fault, by axe's rule and the element's place."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())  # the policy would refuse it as a <script>
    page.evaluate(AT_REST)
    found: dict[str, Any] = page.evaluate("rules => axe.run(rules ? { runOnly: rules } : {})", rules)
    return {
        (fault["id"], str(node["target"])): node["html"][:200]
        for fault in found["violations"]
        for node in fault["nodes"]
    }


def faults_at_any_width(page: Page, widths: tuple[int, ...] = (1280, 360)) -> list[str]:
    """In both colour schemes, of which the second differs in colours alone; and what overflows the page."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        found += violations(page)
        if not page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
            found.append(f"overflows at {width}")
        page.emulate_media(color_scheme="dark")
        found += violations(page, COLOURS)
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing(page: Page, open_shop: MerchantClient, part: int) -> None:
    details = f"/payouts/{open_shop.payouts()[0]['id']}"
    payee = f"/beneficiaries/{open_shop.accounts[Script.PAYS]}"
    views = [*VIEWS, *(f"?dialog={dialog}" for dialog in DIALOGS), details, payee]
    found = {}
    for number, view in enumerate(views[part::PARTS]):
        # Half of them are opened on a phone's width, and half grow narrow.
        widths = (360, 1280) if number % 2 else (1280, 360)
        page.set_viewport_size({"width": widths[0], "height": 900})
        page.goto(f"/m/{open_shop.merchant}{view}")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("Loading").first).to_be_hidden()
        found[view] = faults_at_any_width(page, widths)
    assert found == {view: [] for view in found}


def test_a_payout_can_be_made_by_keyboard_alone(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}")
    new_payout = page.get_by_role("link", name="New payout").first
    expect(new_payout).to_be_visible()
    for _ in range(20):  # over the rail's nine views, the search and the preferences
        page.keyboard.press("Tab")
        if new_payout.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    form = step(page, "New payout")
    expect(form.get_by_role("combobox", name="To")).to_be_focused()
    page.keyboard.type("0001")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(form.get_by_label("Amount")).to_be_focused()
    page.keyboard.type("250")
    page.keyboard.press("Enter")
    pay = page.get_by_role("button", name="Pay ₹250.00 to Acme")
    expect(pay).to_be_enabled()
    for _ in range(3):
        if pay.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(step(page, "Payout accepted")).to_be_visible()
    assert [payout["amount_paise"] for payout in shop.payouts()] == [25_000]


def test_merchants_are_switched_by_typing(page: Page, shop: MerchantClient) -> None:
    page.goto("/")
    page.get_by_role("button", name="Acme").first.click()
    page.keyboard.type("globaltr")
    page.keyboard.press("Enter")
    expect(page.get_by_text("₹5,000.00").first).to_be_visible()
    page.goto("/")  # the page remembers the last choice
    expect(page.get_by_text("₹5,000.00").first).to_be_visible()


def test_changes_are_announced(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts")
    expect(page.get_by_text("No payouts yet")).to_be_visible()
    shop.pay(str(uuid4()), Script.PAYS, 4_200)
    expect(page.locator("[aria-live], [role=status]").filter(has_text="₹42.00").first).to_be_attached()


def test_an_address_with_an_unknown_merchant_shows_no_balance(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}")
    expect(page.get_by_text("₹10,00,000.00").first).to_be_visible()
    for unknown in ("abc", "00000000-0000-4000-8000-000000000000"):
        page.goto(f"/m/{unknown}/payouts/new")
        expect(page.get_by_text("Merchant not found")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto(f"/m/{shop.merchant.upper()}")
    expect(page.get_by_text("₹10,00,000.00").first).to_be_visible()
