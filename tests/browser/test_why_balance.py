"""A balance says what it is made of, what holds money and why, and whether it is enough for an amount."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .open_payout import open_payout

ORDER = """mutation($input: OrderPayoutInput!) { orderPayout(input: $input) { __typename } }"""


def test_a_balance_explains_itself(page: Page, shop: MerchantClient) -> None:
    shop.pay(str(uuid4()), Script.PAYS, 5_000)
    shop.pay(str(uuid4()), Script.STAYS_IN_PROGRESS, 7_700)
    wait_until(lambda: shop.statuses() == {"completed": 1, "processing": 1}, 60)
    order = {"merchantId": shop.merchant, "bankAccountId": shop.accounts[Script.PAYS], "idempotencyKey": str(uuid4())}
    shop.graphql(ORDER, input=order | {"amountPaise": 200_000_000, "reference": "JUNE-RENT"})
    for view in ("/ledger", ""):
        page.goto(f"/m/{shop.merchant}{view}")
        page.get_by_role("link", name="Why this balance?").click()
        dialog = page.get_by_role("dialog", name="Why this balance?")
        expect(dialog.get_by_role("row", name="Payment received × 1 +₹10,00,000.00")).to_be_visible()
        if view:
            page.keyboard.press("Escape")
            expect(dialog).to_be_hidden()
    made_of = dialog.get_by_role("table", name="What the balance is made of")
    for row in (
        "Held for a payout × 2 −₹127.00",
        "Hold released × 1 +₹50.00",
        "Payout paid × 1 −₹50.00",
        "Available ₹9,99,873.00",
        "On hold ₹77.00",
        "Total ₹9,99,950.00",
    ):
        expect(made_of.get_by_role("row", name=row)).to_be_visible()
    expect(dialog).to_contain_text("The bank has it and has not decided yet.")
    expect(dialog).to_contain_text("Payout orders of ₹20,00,000.00 are paid once the money is there.")
    waiting = dialog.get_by_role("listitem").filter(has_text="JUNE-RENT")
    expect(waiting).to_have_text("₹20,00,000.00 to Acme · JUNE-RENT")

    amount = dialog.get_by_label("For a payout of")
    amount.fill("10")
    expect(dialog).to_contain_text("Yes. ₹9,99,863.00 is left.")
    amount.fill("9,99,900")
    expect(dialog).to_contain_text("No, it is short by ₹27.00.")
    expect(dialog).to_contain_text("It would be enough if this payout failed and the money came back:")
    amount.fill("20,00,000")
    expect(dialog).to_contain_text("All the money on hold would not be enough either: more has to come in.")
    amount.fill("ten")
    expect(dialog).not_to_contain_text("enough either")

    dialog.get_by_role("link", name="₹77.00 to Acme").click()
    expect(open_payout(page)).to_contain_text("Do not pay again")
