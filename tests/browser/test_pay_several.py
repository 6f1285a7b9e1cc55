"""Paying several at once: twelve suppliers from a spreadsheet, one review, twelve payouts."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .payout_form import add_payee
from .test_accessibility import violations

SUPPLIERS = [
    *("Anand Dyes", "Bharat Looms", "Chandra Textiles", "Deepak Threads", "Eastern Cotton", "Farida Prints"),
    *("Ganga Silks", "Hari Packaging", "Indus Freight", "Jaya Buttons", "Kaveri Paper", "Lakshmi Zips"),
]
PASTE = """(cell, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
PAID = "{ payouts(merchantId: $id, first: 50) { edges { node { amountPaise reference batchRow } } } }"


def number_of(place: int) -> str:
    return f"50200001{1100 + place}"  # whatever ends in 0000 to 0009 has a script of the simulated bank


@pytest.fixture
def suppliers(shop: MerchantClient) -> dict[str, str]:
    return {name: add_payee(shop, name, number_of(place)) for place, name in enumerate(SUPPLIERS)}


def cells(**amounts: str) -> str:
    """As Excel copies them."""
    lines = ["Beneficiary Name\tAccount Number\tIFSC\tAmount\tInvoice No"]
    for place, name in enumerate(SUPPLIERS):
        amount = amounts.get(name.split()[0], f"{place + 1},000.50")
        lines.append("\t".join([name, number_of(place), "HDFC0001234", amount, f"INV-{place + 1}"]))
    return "\r\n".join(lines) + "\r\n"


def paid(shop: MerchantClient) -> list[dict[str, Any]]:
    found = shop.graphql(f"query ($id: ID!) {PAID}", id=shop.merchant)
    return [edge["node"] for edge in found["payouts"]["edges"]]


def open_grid(page: Page, shop: MerchantClient) -> Locator:
    page.goto(f"/m/{shop.merchant}/payouts/several")
    grid = page.get_by_role("list", name="Payouts to make")
    expect(grid).to_be_visible()
    return grid


def paste(grid: Locator, text: str) -> None:
    grid.get_by_role("combobox", name="To, row 1", exact=True).evaluate(PASTE, text)


def foot(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text=re.compile("^Ready "))


def review(page: Page) -> Locator:
    button = page.get_by_role("button", name="Review")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    button.click()
    return page.get_by_role("region", name="Review payouts")


def pay(asked: Locator, text: str = "Pay ₹") -> None:
    button = asked.get_by_role("button", name=re.compile(f"^{text}"))
    expect(button).not_to_have_attribute("aria-disabled", "true")
    button.click()


def test_twelve_suppliers_are_pasted_mended_reviewed_once_and_paid_once(
    page: Page, shop: MerchantClient, suppliers: dict[str, str]
) -> None:
    body = {"amount_paise": 400_050, "bank_account_id": suppliers["Deepak Threads"]}
    key = "6f0f2a52-9d60-4d63-8c1a-0c5b2f6f3b90"
    assert shop.ask("POST", "/api/v1/payouts/", body, **{"Idempotency-Key": key})[0] == 201
    grid = open_grid(page, shop)
    paste(grid, cells(Bharat="2.000,50"))  # 1: the amount of a spreadsheet in another language
    expect(page.get_by_text("12 rows read.")).to_be_visible()
    expect(foot(page)).to_contain_text("Ready 10, ₹72,005.00 · To fix 1 · Maybe paid already 1 · Available after ₹")
    wrong = grid.get_by_label("Amount, row 2")
    expect(wrong).to_have_value("2.000,50")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    wrong.fill("2000.50")  # 2
    grid.get_by_role("checkbox", name="Pay it all the same, row 4").check()  # 3
    expect(foot(page)).to_contain_text("Ready 12, ₹78,006.00")
    asked = review(page)  # 4
    expect(asked).to_contain_text("seventy-eight thousand and six rupees")
    expect(asked.get_by_role("list", name="Payouts of this batch").get_by_role("listitem")).to_have_count(12)
    assert violations(page) == []
    pay(asked, "Pay ₹78,006.00 to 12 beneficiaries")  # 5
    expect(page).to_have_url(re.compile("/payouts/batches/[0-9a-f-]{36}$"))
    rows = page.get_by_role("table", name="Rows of the batch").get_by_role("row")
    expect(rows).to_have_count(13)
    expect(page.get_by_role("list", name="Progress")).to_contain_text("Paid 12, ₹78,006.00")
    assert violations(page) == []
    made = [payout for payout in paid(shop) if payout["batchRow"]]
    assert sorted(payout["batchRow"] for payout in made) == list(range(1, 13))
    page.get_by_role("link", name="Show payouts").click()
    expect(page.get_by_role("table", name="Payouts").get_by_role("row")).to_have_count(13)


@pytest.mark.cut_off
@pytest.mark.parametrize("lost", ["createPayoutBatch", "payPayoutBatch"])
def test_a_lost_answer_is_told_and_sending_again_pays_nothing_twice(
    page: Page, shop: MerchantClient, suppliers: dict[str, str], lost: str
) -> None:
    def lose(route: Route) -> None:
        if f"{lost}(" in (route.request.post_data or ""):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    paste(open_grid(page, shop), cells())
    asked = review(page)
    page.route("**/graphql/", lose)
    pay(asked)
    expect(asked.get_by_role("alert")).to_contain_text("Send again: nothing is paid twice.")
    page.unroute("**/graphql/")
    for view in ("ledger", "payouts/batches"):
        page.goto(f"/m/{shop.merchant}/{view}")
        expect(page.get_by_text(re.compile("^We couldn't confirm your batch “.*” of 12 payouts"))).to_be_visible()
    page.get_by_role("link", name="Check status").click()
    expect(page.get_by_text("We couldn't confirm your batch")).to_have_count(0)
    page.reload()
    pay(asked, "Send again")
    expect(page).to_have_url(re.compile("/payouts/batches/"))
    expect(page.get_by_role("table", name="Rows of the batch").get_by_role("row")).to_have_count(13)
    assert sorted(payout["batchRow"] for payout in paid(shop)) == list(range(1, 13))
    page.goto(f"/m/{shop.merchant}/ledger")
    expect(page.get_by_role("table", name="Ledger entries")).to_be_visible()
    expect(page.get_by_text("We couldn't confirm your batch")).to_have_count(0)
    grid = open_grid(page, shop)
    expect(grid.get_by_label("Amount, row 1", exact=True)).to_have_value("")


def test_a_time_that_is_half_typed_pays_nothing_at_once(
    page: Page, shop: MerchantClient, suppliers: dict[str, str]
) -> None:
    paste(open_grid(page, shop), cells())
    asked = review(page)
    asked.get_by_label("Send on").focus()
    page.keyboard.type("12")  # one part of a date and a time: the field's value is empty
    pay(asked)
    expect(asked.get_by_label("Send on")).to_have_accessible_description("Enter a date and a time.")
    expect(asked.get_by_label("Send on")).to_be_focused()
    assert paid(shop) == []


def test_by_keyboard_alone_and_enter_never_pays(page: Page, shop: MerchantClient, suppliers: dict[str, str]) -> None:
    grid = open_grid(page, shop)
    grid.get_by_role("combobox", name="To, row 1", exact=True).focus()
    for row, (name, amount) in enumerate([("anand", "100"), ("bharat", "200")], 1):
        page.keyboard.type(name)
        page.keyboard.press("Enter")  # chooses, and goes on to the amount
        expect(grid.get_by_label(f"Amount, row {row}", exact=True)).to_be_focused()
        page.keyboard.type(amount)
        page.keyboard.press("Enter")  # goes on to the next row
    expect(foot(page)).to_contain_text("Ready 2, ₹300.00")
    button = page.get_by_role("button", name="Review")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    button.focus()
    page.keyboard.press("Enter")
    asked = page.get_by_role("region", name="Review payouts")
    expect(asked.get_by_role("group", name="₹300.00 to 2 beneficiaries")).to_be_focused()
    page.wait_for_timeout(700)
    page.keyboard.press("Enter")
    expect(asked).to_be_visible()
    assert paid(shop) == []
    page.go_back()
    expect(grid).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_overflows(page: Page, shop: MerchantClient, suppliers: dict[str, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    page.emulate_media(color_scheme="dark")
    paste(open_grid(page, shop), cells())
    expect(foot(page)).to_contain_text("Ready 12")
    assert not page.evaluate(OVERFLOWS)
    assert violations(page) == []
    asked = review(page)
    assert not page.evaluate(OVERFLOWS)
    assert violations(page) == []
    pay(asked)
    expect(page.get_by_role("list", name="Progress")).to_contain_text("Paid 12")
    assert not page.evaluate(OVERFLOWS)
    assert violations(page) == []


def test_a_failed_row_is_retried_in_another_batch_and_its_payout_names_its_batch(
    page: Page, shop: MerchantClient
) -> None:
    grid = open_grid(page, shop)
    for row, script in ((1, Script.PAYS), (2, Script.ACCOUNT_CLOSED)):
        field = grid.get_by_role("combobox", name=f"To, row {row}", exact=True)
        field.fill(str(script))
        field.press("Enter")
        grid.get_by_label(f"Amount, row {row}", exact=True).fill("5")
    pay(review(page))
    expect(page.get_by_role("list", name="Progress")).to_contain_text("Failed 1")
    page.get_by_role("link", name=re.compile("^₹5.00")).nth(1).click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("link", name=re.compile("^Payouts of"))).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Retry failed").click()
    expect(page.get_by_role("heading", name=re.compile("failed ones"))).to_be_visible()
    page.get_by_role("button", name="Pay this batch").click()
    pay(page.get_by_role("main"), "Pay ₹5.00 to 1 beneficiary")
    expect(page.get_by_role("list", name="Progress")).to_contain_text("Failed 1, ₹5.00")
    assert len(paid(shop)) == 3


VERB = "mutation ($id: ID!) { %sBankAccount(input: {bankAccountId: $id}) { __typename } }"


def test_a_row_refused_at_the_last_moment_is_told_and_paid_later_alone(
    page: Page, shop: MerchantClient, suppliers: dict[str, str]
) -> None:
    account = suppliers["Ganga Silks"]

    def retire_before_payment(route: Route) -> None:
        if "payPayoutBatch(" in (route.request.post_data or ""):
            shop.graphql(VERB % "retire", id=account)
        route.continue_()

    paste(open_grid(page, shop), cells())
    asked = review(page)
    page.route("**/graphql/", retire_before_payment)
    pay(asked)
    expect(page.get_by_role("list", name="Progress")).to_contain_text("Not made 1, ₹7,000.50")
    page.unroute("**/graphql/")
    expect(page.get_by_role("table").get_by_role("row", name="Ganga Silks")).to_contain_text("retired")
    shop.graphql(VERB % "restore", id=account)
    page.get_by_role("button", name="Retry what was refused").click()
    pay(page.get_by_role("main"), "Pay ₹7,000.50 to 1 beneficiary")
    expect(page.get_by_role("list", name="Progress")).to_contain_text("Paid 12")
    assert sorted(payout["batchRow"] for payout in paid(shop)) == list(range(1, 13))


def test_a_file_an_earlier_batch_and_a_group_fill_the_grid(
    page: Page, shop: MerchantClient, suppliers: dict[str, str]
) -> None:
    grid = open_grid(page, shop)
    file = {"name": "november.csv", "mimeType": "text/csv", "buffer": cells().replace("\t", ";").encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(foot(page)).to_contain_text("Ready 12, ₹78,006.00")
    pay(review(page))
    expect(page.get_by_role("list", name="Progress")).to_contain_text("Paid 12")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Result XLSX").click()
    assert saving.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="Repeat").click()
    # Without the references: what is the same is payee and amount.
    expect(foot(page)).to_contain_text("Ready 0, ₹0.00 · Maybe paid already 12")
    expect(page).to_have_url(re.compile("/payouts/several$"))
    grid.get_by_role("link", name="see that payout").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("₹1,000.50")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear", exact=True).click()
    page.get_by_role("button", name="Clear all 12 rows?").click()
    for name in ("Kaveri Paper", "Jaya Buttons"):
        change = "mutation ($input: LabelBankAccountInput!) { labelBankAccount(input: $input) { __typename } }"
        shop.graphql(change, input={"bankAccountId": suppliers[name], "group": "Print & pack"})
    page.goto(f"/m/{shop.merchant}/beneficiaries?group=Print %26 pack")
    page.get_by_role("link", name="Pay this group").click()
    expect(grid.get_by_role("combobox", name="To, row 2", exact=True)).to_have_value("Kaveri Paper")
