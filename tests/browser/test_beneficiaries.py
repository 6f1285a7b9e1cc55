"""Beneficiaries are found, added by keyboard and from a file, named, retired and restored."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .payout_form import pay, step
from .test_accessibility import violations

LISTED = """query($id: ID!, $search: String) { beneficiaries(merchantId: $id, search: $search) { edges { node {
    accountHolderName nickname group accountNumberMasked ifscCode accountType retiredAt } } } }"""
FILE = """Beneficiary Name,Beneficiary A/C No.,IFSC Code,A/c Type,Nick name,Category
Anand Dyes & Chemicals,50100777000011,HDFC0001234,Current,Dye works,Suppliers
"Rao, Sons & Co",5.01E+13,HDFC0001234,Savings,,Suppliers
Jaipur Block Prints,1234567,ICICO001234,,,
Again,050100777000011,HDFC0001234,,,
Acme,501000000001,HDFC0001234,,,
"""


def listed(shop: MerchantClient, search: str = "") -> list[dict[str, Any]]:
    found = shop.graphql(LISTED, id=shop.merchant, search=search)["beneficiaries"]["edges"]
    return [edge["node"] for edge in found]


def open_list(page: Page, shop: MerchantClient, more: str = "") -> None:
    page.goto(f"/m/{shop.merchant}/beneficiaries{more}")
    expect(page.get_by_role("region", name="Beneficiaries").or_(page.get_by_text("No beneficiaries"))).to_be_visible()


def test_one_is_added_by_keyboard_and_its_number_is_typed_twice(page: Page, shop: MerchantClient) -> None:
    open_list(page, shop)
    page.get_by_role("link", name="Add beneficiary").focus()
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Add beneficiary")
    name = form.get_by_label("Account holder")
    expect(name).to_be_visible()
    name.focus()
    for text in ("Anand Dyes", "50100777000011", "50100777000012", "HDFC0001234", "", "Dye works", "Suppliers"):
        page.keyboard.type(text)
        if text == "":
            page.keyboard.press("Tab")  # over the test accounts, to the nickname
        page.keyboard.press("Tab")
    expect(form.get_by_label("IFSC")).to_have_accessible_description(re.compile("HDFC Bank, PARK STREET"))
    form.get_by_label("Nickname").press("Enter")
    again = form.get_by_label("Account number again")
    expect(again).to_have_accessible_description("The two numbers differ.")
    expect(again).to_be_focused()
    again.fill("")
    again.evaluate("field => field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))")
    expect(again).to_have_accessible_description("Type the number again, digit by digit.")
    page.keyboard.type("50100777000011")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Beneficiary added")).to_be_visible()
    page.keyboard.press("Escape")
    [added] = listed(shop, "dye works suppliers 0011")
    assert (added["accountHolderName"], added["nickname"], added["group"]) == ("Anand Dyes", "Dye works", "Suppliers")
    expect(page.get_by_role("link", name="Anand Dyes, account ending 0011")).to_be_visible()


def test_a_files_rows_are_mended_left_out_and_added(page: Page, shop: MerchantClient) -> None:
    open_list(page, shop)
    page.get_by_role("link", name="Add from a file").click()
    expect(page).to_have_url(re.compile("/beneficiaries/import$"))
    page.get_by_label("CSV file").set_input_files(
        {"name": "payees.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    expect(page.get_by_role("heading", name="5 rows, 1 ready")).to_be_focused()
    wrong = page.get_by_role("region", name="To fix (3)")
    expect(page.get_by_role("region", name="Ready (1)")).to_contain_text("HDFC Bank, PARK STREET")
    expect(page.get_by_role("region", name="Already there (1)")).to_contain_text("It stays as it is.")
    rao = page.get_by_role("form", name="Line 3")
    expect(rao.get_by_label("Account number")).to_have_accessible_description(re.compile("spreadsheet shortened"))
    jaipur = page.get_by_role("form", name="Line 4")
    expect(jaipur.get_by_label("Account number")).to_have_accessible_description(re.compile("drop zeros"))
    expect(jaipur.get_by_label("IFSC")).to_have_accessible_description(re.compile("zero, not the letter O"))
    expect(wrong).to_contain_text("The same account as line 2.")
    assert violations(page) == []
    assert len(listed(shop)) == len(Script)  # nothing is written yet

    rao.get_by_label("Account number").fill("50100777000022")
    page.get_by_role("button", name="Leave out line 4").click()
    page.get_by_role("button", name="Leave out line 5").click()
    rao.get_by_label("Account number").press("Enter")
    add = page.get_by_role("button", name="Add 2 beneficiaries")
    expect(page.get_by_role("region", name="Ready (2)")).to_contain_text("Rao, Sons & Co")
    add.click()
    expect(page.get_by_role("region", name="Added (2)")).to_be_visible()
    expect(page.get_by_role("region", name="Left out (2)")).to_be_visible()
    assert [each["accountHolderName"] for each in listed(shop, "suppliers")] == [
        "Rao, Sons & Co",
        "Anand Dyes & Chemicals",
    ]
    page.get_by_role("link", name="Show beneficiaries").click()
    page.get_by_label("Only the group").select_option("Suppliers")
    expect(page.get_by_role("row").filter(has_text="0022")).to_contain_text("Not verified")
    expect(page.get_by_role("row")).to_have_count(3)


def test_cells_that_were_copied_are_read(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/beneficiaries/import")
    page.get_by_label("Or paste the rows").fill("name\taccount no\tifsc\nMehta\t001234567890\tICIC0001234")
    page.get_by_role("button", name="Check rows").click()
    page.get_by_role("button", name="Add 1 beneficiary").click()
    expect(page.get_by_role("region", name="Added (1)")).to_be_visible()
    [added] = listed(shop, "mehta")
    assert (added["accountNumberMasked"], added["accountType"]) == ("XXXXXXXX7890", "CURRENT")


def test_one_is_named_found_paid_retired_and_restored(page: Page, shop: MerchantClient) -> None:
    open_list(page, shop)
    page.get_by_role("link", name=f"Acme, account ending {Script.PAYS}").click()
    expect(page.get_by_role("heading", name="Acme")).to_be_visible()
    expect(page.get_by_text("No payouts to this account yet")).to_be_visible()
    page.get_by_role("button", name="Nickname and group").click()
    form = page.get_by_role("dialog", name="Nickname and group")
    form.get_by_label("Nickname").fill("Own account")
    form.get_by_label("Nickname").press("Enter")
    expect(form).to_be_hidden()
    expect(page.get_by_text("Own account")).to_be_visible()

    beneficiary = page.url
    page.get_by_role("link", name="Pay", exact=True).click()
    paying = step(page, "New payout")
    expect(paying.get_by_role("combobox", name="To")).to_have_value(re.compile("Acme"))
    paying.get_by_label("Amount").fill("250")
    pay(page, paying)
    expect(step(page, "Payout accepted")).to_contain_text("₹250.00 to Acme")
    page.go_back()
    expect(page).to_have_url(beneficiary)
    expect(page.get_by_text("1 payout", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Show all 1").click()
    expect(page).to_have_url(re.compile(f"/payouts\\?account={shop.accounts[Script.PAYS]}"))

    open_list(page, shop, "?q=own+account")
    page.get_by_role("link", name=f"Acme, account ending {Script.PAYS}").click()
    page.get_by_role("button", name="Retire").click()
    asked = page.get_by_role("dialog", name="Retire beneficiary")
    asked.get_by_role("button", name="Retire").click()
    expect(asked).to_be_hidden()
    expect(page.get_by_role("link", name="Pay", exact=True)).to_have_count(0)
    open_list(page, shop, "?accounts=retired")
    page.get_by_role("link", name="Acme").last.click()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("link", name="Pay", exact=True)).to_be_visible()
    assert [each["retiredAt"] for each in listed(shop, "own account")] == [None]


def test_an_unknown_one_and_an_empty_search_say_so(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/beneficiaries/{shop.merchant}")
    expect(page.get_by_text("Beneficiary not found")).to_be_visible()
    page.get_by_role("link", name="All beneficiaries").click()
    field = page.get_by_role("searchbox", name="Find beneficiaries")
    field.fill("nobody")
    field.press("Enter")
    expect(page.get_by_text("No matching beneficiaries")).to_be_visible()
    page.get_by_role("link", name="Show all").click()
    expect(page.get_by_role("row")).to_have_count(len(Script) + 1)
