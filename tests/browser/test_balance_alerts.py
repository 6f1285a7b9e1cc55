"""Balance alerts, beside the balance: added, seen to be low or not, deleted."""

from playwright.sync_api import Page, expect

from tests.faults.client import MerchantClient


def test_an_alert_is_added_says_whether_the_balance_is_low_and_is_deleted(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}")
    page.get_by_role("link", name="Alerts").click()
    dialog = page.get_by_role("dialog", name="Balance alerts")
    expect(dialog).to_contain_text("No alerts yet.")
    amount = dialog.get_by_label("Tell when available falls below")
    amount.fill("ten")
    amount.press("Enter")
    expect(amount).to_have_attribute("aria-invalid", "true")
    amount.fill("20,00,000")
    amount.press("Enter")
    alerts = dialog.get_by_role("listitem")
    expect(alerts).to_have_count(1)
    expect(alerts).to_contain_text("Below ₹20,00,000.00")
    expect(alerts).to_contain_text("Low since")
    expect(amount).to_have_value("")
    amount.fill("50000")
    dialog.get_by_role("button", name="Add alert").click()
    expect(alerts).to_have_count(2)
    expect(alerts.nth(1)).to_contain_text("Below ₹50,000.00Enough is available")

    # A second one of the same amount is the first.
    amount.fill("50000")
    amount.press("Enter")
    expect(amount).to_have_value("")
    expect(alerts).to_have_count(2)

    dialog.get_by_role("button", name="Delete the alert below ₹20,00,000.00").press("Enter")
    expect(alerts).to_have_count(1)
    expect(dialog.locator(":focus")).to_have_count(1)
    page.reload()
    expect(alerts).to_have_count(1)
    expect(alerts).to_contain_text("Below ₹50,000.00")
