"""An operator adds, renames, verifies, retires and restores beneficiaries, and makes one the primary one."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .payout_form import choose, step

ACCOUNTS = """query($id: ID!) { merchant(id: $id) { bankAccounts {
    id accountHolderName isPrimary isVerified retiredAt } } }"""
LAST = list(Script)[-1]


def stored(shop: MerchantClient, script: Script) -> dict[str, Any]:
    listed = shop.graphql(ACCOUNTS, id=shop.merchant)["merchant"]["bankAccounts"]
    [found] = [account for account in listed if account["id"] == shop.accounts[script]]
    return dict(found)


def open_list(page: Page, shop: MerchantClient, more: str = "") -> Locator:
    page.goto(f"/m/{shop.merchant}/beneficiaries{more}")
    rows = page.get_by_role("table", name="Beneficiaries").locator("tbody tr")
    expect(rows.first).to_be_visible()
    return rows


def open_one(page: Page, shop: MerchantClient, script: Script) -> Locator:
    page.goto(f"/m/{shop.merchant}/beneficiaries/{shop.accounts[script]}")
    main = page.get_by_role("main")
    expect(main).to_contain_text(f"ending {script}")
    return main


def of(rows: Locator, script: Script) -> Locator:
    return rows.filter(has_text=f"account ending {script}")


def test_a_retired_one_is_found_again_and_restored(page: Page, shop: MerchantClient) -> None:
    rows = open_list(page, shop)
    expect(rows).to_have_count(len(Script))
    of(rows, LAST).get_by_role("link").click()
    page.get_by_role("button", name="Retire").click()
    asked = page.get_by_role("dialog", name="Retire beneficiary")
    page.keyboard.press("Enter")  # the focus is on the question, not on its button
    page.keyboard.press("Space")
    expect(asked).to_be_visible()
    assert stored(shop, LAST)["retiredAt"] is None
    asked.get_by_role("button", name="Retire").click()
    expect(asked).to_be_hidden()
    expect(page.get_by_role("button", name="Restore")).to_be_visible()
    assert stored(shop, LAST)["retiredAt"]

    page.goto(f"/m/{shop.merchant}/payouts/new")
    payee = page.get_by_role("combobox", name="To")
    payee.press("ArrowDown")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(len(Script) - 1)

    rows = open_list(page, shop)
    expect(rows).to_have_count(len(Script) - 1)
    page.get_by_role("link", name="Retired").click()
    expect(page).to_have_url(re.compile("accounts=retired"))
    expect(rows).to_have_count(1)
    of(rows, LAST).get_by_role("link").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("button", name="Retire")).to_be_visible()
    assert stored(shop, LAST)["retiredAt"] is None


def test_another_account_becomes_the_primary_one(page: Page, shop: MerchantClient) -> None:
    first = next(script for script in Script if stored(shop, script)["isPrimary"])
    main = open_one(page, shop, LAST)
    main.get_by_role("button", name="Make primary").click()
    expect(main.get_by_text("Primary", exact=True)).to_be_visible()
    expect(main.get_by_role("button", name="Make primary")).to_have_count(0)
    rows = open_list(page, shop)
    expect(rows.filter(has_text="Primary")).to_have_count(1)
    expect(of(rows, LAST)).to_contain_text("Primary")
    assert (stored(shop, LAST)["isPrimary"], stored(shop, first)["isPrimary"]) == (True, False)


def test_the_heir_of_a_retired_primary_account_is_announced_before(page: Page, shop: MerchantClient) -> None:
    first = next(script for script in Script if stored(shop, script)["isPrimary"])
    open_one(page, shop, first).get_by_role("button", name="Retire").click()
    asked = page.get_by_role("dialog", name="Retire beneficiary")
    expect(asked).to_contain_text("The oldest verified account becomes primary instead")
    asked.get_by_role("button", name="Retire").click()
    # The page has its response: one that comes while another page is being opened would lead away from it.
    expect(page.get_by_role("button", name="Restore")).to_be_visible()
    assert stored(shop, first)["isPrimary"] is False
    expect(open_list(page, shop).filter(has_text="Primary")).to_have_count(1)


def test_another_name_has_to_be_verified_again(page: Page, shop: MerchantClient) -> None:
    main = open_one(page, shop, LAST)
    expect(main.get_by_text("Not verified")).to_be_visible()
    main.get_by_role("button", name="Mark as verified").click()
    asked = page.get_by_role("dialog", name="Mark as verified")
    assert stored(shop, LAST)["isVerified"] is False
    asked.get_by_role("button", name="Mark as verified").click()
    expect(main.get_by_text("Verified", exact=True)).to_be_visible()
    expect(main.get_by_role("button", name="Mark as verified")).to_have_count(0)

    main.get_by_role("button", name="Rename").click()
    form = page.get_by_role("dialog", name="Rename beneficiary")
    name = form.get_by_label("Account holder")
    expect(name).to_have_accessible_description(re.compile("has to be verified again"))
    name.fill(" ")
    name.press("Enter")
    expect(name).to_have_accessible_description("It must not be empty.")
    name.fill("Acme Handlooms")
    name.press("Enter")
    expect(form).to_be_hidden()
    expect(main).to_contain_text("Acme Handlooms")
    expect(main.get_by_text("Not verified")).to_be_visible()
    assert (stored(shop, LAST)["accountHolderName"], stored(shop, LAST)["isVerified"]) == ("Acme Handlooms", False)


@pytest.mark.parametrize("verb", ["Rename", "Retire", "Mark as verified"])
def test_escape_changes_nothing_and_gives_the_focus_back(page: Page, shop: MerchantClient, verb: str) -> None:
    before = stored(shop, LAST)
    button = open_one(page, shop, LAST).get_by_role("button", name=verb)
    button.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    assert stored(shop, LAST) == before


def test_older_addresses_lead_to_the_beneficiaries(page: Page, shop: MerchantClient) -> None:
    """There was a second list of the same accounts, and a dialog about one of them."""
    start, account = f"/m/{shop.merchant}", shop.accounts[LAST]
    for older, path in {
        "/accounts": "/beneficiaries",
        "/accounts/?accounts=retired": r"/beneficiaries\?accounts=retired",
        f"/accounts?account={account}&dialog=manage-account": f"/beneficiaries/{account}",
        "/accounts?dialog=add-account": r"/beneficiaries\?dialog=add-account",
    }.items():
        page.goto(start + older)
        expect(page).to_have_url(re.compile(f"{start}{path}$"))
        expect(page.get_by_role("heading", name="Beneficiaries", level=1)).to_be_visible()


def test_a_number_that_is_repeated_wrongly_adds_no_account(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}?dialog=add-account")
    form = page.get_by_role("dialog", name="Add beneficiary")
    form.get_by_label("Account holder").fill("Ramesh Kumar")
    form.get_by_label("Account number", exact=True).fill("5001 0012 3453 456")
    ifsc = form.get_by_label("IFSC")
    ifsc.fill("hdfc0cmpltb")  # under HDFC Bank's letters, a bank that it sponsors
    expect(ifsc).to_have_accessible_description(re.compile("Madanapalle"))
    ifsc.fill("hdfc0001234")
    expect(ifsc).to_have_accessible_description(re.compile("^HDFC Bank"))
    again = form.get_by_label("Account number again")
    for typed, reason in (("", "Type the number again."), ("500100123453465", "The two numbers differ.")):
        again.fill(typed)
        form.get_by_role("button", name="Add beneficiary").click()
        expect(again).to_have_accessible_description(reason)
    again.fill("500100123453456")
    form.get_by_role("button", name="Add beneficiary").click()
    expect(page.get_by_role("dialog", name="Beneficiary added")).to_contain_text("Ramesh Kumar, account ending 3456")
    page.get_by_role("link", name="New payout").last.click()
    choose(step(page, "New payout"), "Ramesh")


# Of the field with the focus: whether its label is scrolled away under the dialog's title.
COVERED = """() => {
    const field = document.activeElement, label = field.labels?.[0], content = field.closest("dialog > div");
    return Boolean(label) && label.getBoundingClientRect().top < content.getBoundingClientRect().top;
}"""


def test_a_field_that_is_reached_backwards_shows_its_label(page: Page, shop: MerchantClient) -> None:
    page.set_viewport_size({"width": 360, "height": 480})
    page.goto(f"/m/{shop.merchant}?dialog=add-account")
    form = page.get_by_role("dialog", name="Add beneficiary")
    form.get_by_role("button", name="Add beneficiary").focus()
    first = form.get_by_label("Account holder")
    reached = []
    while not first.evaluate("(it) => it === document.activeElement"):
        page.keyboard.press("Shift+Tab")
        reached.append(page.evaluate("document.activeElement.labels?.[0]?.textContent"))
        assert page.evaluate(COVERED) is False, reached
    assert len(set(reached)) > 5
