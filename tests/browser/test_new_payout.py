"""The page of a new payout: a link fills it in, it says why something is paid, and a payout is made once more."""

import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .open_payout import open_payout
from .payout_form import add_payee, choose, open_form, pay, pay_button, review, step
from .test_accessibility import violations
from .test_lost_payouts import lose_the_response

DETAILS = "{ payouts(merchantId: $id, first: 5) { edges { node { reference narration purpose } } } }"
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def said(shop: MerchantClient) -> list[dict[str, str | None]]:
    found = shop.graphql(f"query ($id: ID!) {DETAILS}", id=shop.merchant)
    return [edge["node"] for edge in found["payouts"]["edges"]]


def test_a_link_fills_the_form_in_and_is_gone_from_the_address(page: Page, shop: MerchantClient) -> None:
    payee = shop.accounts[Script.PAYS]
    link = f"/m/{shop.merchant}/payouts/new?beneficiary={payee}&amount=48750&ref=INV-201&purpose=vendor_bill"
    page.goto(link)
    form = step(page, "New payout")
    expect(form.get_by_role("combobox", name="To")).to_have_value("Acme")
    expect(form.get_by_label("Amount")).to_have_value("48750")
    expect(form.get_by_label("Reference")).to_have_value("INV-201")
    expect(form.get_by_label("Purpose")).to_have_value("VENDOR_BILL")
    expect(form).to_contain_text("Filled in for you. Check it before you pay.")
    expect(page).to_have_url(re.compile("/payouts/new$"))
    form.get_by_label("Narration").fill("Acme Oct")
    asked = review(page, form)
    expect(asked).to_contain_text("INV-201")
    expect(asked).to_contain_text("Vendor bill")
    pay_button(asked).click()
    expect(step(page, "Payout accepted")).to_be_visible()
    assert said(shop) == [{"reference": "INV-201", "narration": "Acme Oct", "purpose": "VENDOR_BILL"}]
    page.reload()  # what the link said does not come back
    expect(step(page, "New payout").get_by_label("Amount")).to_have_value("")

    page.get_by_role("link", name="Payouts", exact=True).click()
    row = page.get_by_role("table", name="Payouts").get_by_role("row").nth(1)
    expect(row).to_contain_text("INV-201")
    page.goto(f"/m/{shop.merchant}/payouts?q=inv-201")
    expect(row).to_contain_text("₹48,750.00")
    row.get_by_role("link").click()
    for fact in ("INV-201", "Acme Oct", "Vendor bill", "Made by"):
        expect(open_payout(page)).to_contain_text(fact)


def test_a_link_to_somebody_elses_payee_chooses_nobody(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts/new?beneficiary=00000000-0000-4000-8000-000000000000&amount=5")
    form = step(page, "New payout")
    payee = form.get_by_role("combobox", name="To")
    expect(payee).to_have_accessible_description("The link names nobody whom this merchant pays. Choose a beneficiary.")
    expect(form.get_by_label("Amount")).to_have_value("5")


@pytest.mark.cut_off
def test_a_reference_typed_anew_after_a_lost_response_makes_no_second_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    form.get_by_label("Reference").fill("INV-1")
    page.route("**/graphql/", lose_the_response)
    pay(page, form)
    asked = step(page, "Review payout")
    expect(asked).to_contain_text("it won't be paid twice.")
    page.unroute("**/graphql/")
    asked.get_by_role("button", name="Back").click()
    form.get_by_label("Reference").fill("INV-2")
    asked = review(page, form)
    expect(asked).to_contain_text("INV-1")
    asked.get_by_role("button", name="Try again").click()
    expect(step(page, "Payout accepted")).to_contain_text("It wasn't paid twice.")
    assert [it["reference"] for it in said(shop)] == ["INV-1"]


def test_a_failed_payout_is_paid_again_or_made_up_for(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, Script.ACCOUNT_CLOSED, "321.50")
    form.get_by_label("Reference").fill("INV-7")
    pay(page, form)
    page.get_by_role("link", name="View payout").click()
    details = open_payout(page)
    expect(details).to_contain_text("The beneficiary account is closed.")
    details.get_by_role("link", name="Pay again", exact=True).click()
    form = step(page, "New payout")
    expect(form).to_contain_text("If somebody else pays it again first, this one is refused.")
    expect(form.get_by_role("combobox", name="To")).to_have_value("Acme")
    expect(form.get_by_label("Amount")).to_have_value("321.50")
    expect(form.get_by_label("Reference")).to_have_value("INV-7")
    page.go_back()
    details.get_by_role("link", name="Correct account and pay again").click()
    expect(form).to_contain_text("to Acme failed: The beneficiary account is closed.")
    expect(form.get_by_role("combobox", name="To")).to_have_value("")
    expect(form.get_by_label("Reference")).to_have_value("INV-7")
    choose(form, f"ending {Script.PAYS}")
    pay_button(review(page, form)).click()
    expect(step(page, "Payout accepted")).to_be_visible()
    wait_until(shop.is_quiet, 60)
    assert sorted(payout["status"] for payout in shop.payouts()) == ["completed", "failed"]


def test_whoever_pays_a_failed_payout_again_second_is_refused(
    page: Page, shop: MerchantClient, engine: LocalEngine
) -> None:
    # Of an account whose payouts stay open until the bank says something.
    shop.pay(str(uuid4()), Script.STAYS_IN_PROGRESS, 32_150)
    wait_until(lambda: bool(shop.statuses()["processing"]), 60)
    [payout] = [payout["id"] for payout in shop.payouts()]
    decided = engine.manage("bank_decides", payout, "refuses")
    assert decided.returncode == 0, decided.stderr
    shop.graphql("mutation ($id: ID!) { askBankAgain(input: {payoutId: $id}) { __typename } }", id=payout)
    wait_until(shop.is_quiet, 60)
    page.goto(f"/m/{shop.merchant}/payouts/{payout}")
    details = open_payout(page)
    details.get_by_role("link", name="Pay again", exact=True).click()
    form = step(page, "New payout")
    asked = review(page, form)
    expect(asked).to_contain_text("Pays again: ₹321.50 to Acme, which failed.")
    # Somebody else was faster, at another desk.
    [failed] = [payout for payout in shop.payouts() if payout["status"] == "failed"]
    paid = {"amount_paise": 32_150, "bank_account_id": failed["bank_account"]["id"], "retry_of": failed["id"]}
    status, made = shop.ask("POST", "/api/v1/payouts/", paid, **{"Idempotency-Key": str(uuid4())})
    assert status == 201
    pay_button(asked).click()
    expect(asked).to_contain_text("That payout was paid again already")
    expect(asked).to_contain_text("Do not pay again. Somebody has made a payout in its place.")
    assert len(shop.payouts()) == 2
    page.goto(f"/m/{shop.merchant}/payouts/{failed['id']}")
    expect(details).to_contain_text("Do not pay again")
    expect(details.get_by_role("link", name="Pay again", exact=True)).to_have_count(0)
    details.get_by_role("link", name="View that payout").click()
    expect(page).to_have_url(re.compile(str(json.loads(made)["id"])))


def test_a_beneficiary_is_added_over_the_form_and_chosen(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts/new")
    form = step(page, "New payout")
    form.get_by_label("Amount").fill("250")
    form.get_by_role("link", name="Add a beneficiary").click()
    added = page.get_by_role("dialog", name="Add beneficiary")
    added.get_by_label("Account holder").fill("Ramesh Kumar")
    for field in ("Account number", "Account number again"):
        added.get_by_label(field, exact=True).fill("500100123453456")
    added.get_by_label("IFSC").fill("HDFC0001234")
    added.get_by_role("button", name="Add beneficiary").click()
    page.get_by_role("dialog").get_by_role("link", name="New payout").click()
    expect(form.get_by_role("combobox", name="To")).to_have_value("Ramesh Kumar")
    expect(form.get_by_label("Amount")).to_have_value("250")


def test_those_paid_last_stand_first(page: Page, shop: MerchantClient) -> None:
    add_payee(shop, "Aaron Looms", "500100123450009")
    shop.pay("6f0f2a52-9d60-4d63-8c1a-0c5b2f6f3b12", Script.PAYS, 4_200)
    page.goto(f"/m/{shop.merchant}/payouts/new")
    page.get_by_role("combobox", name="To").press("ArrowDown")
    last = page.get_by_role("group", name="Paid last")
    expect(last.get_by_role("option")).to_have_count(1)
    expect(last).to_contain_text(str(Script.PAYS))
    expect(page.get_by_role("group", name="Others").get_by_role("option").first).to_contain_text("Aaron Looms")


def test_in_forced_colours_on_a_phone_the_option_to_be_chosen_is_marked(page: Page, shop: MerchantClient) -> None:
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/m/{shop.merchant}/payouts/new")
    payee = page.get_by_role("combobox", name="To")
    payee.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert chosen.evaluate("option => getComputedStyle(option).outlineStyle") == "solid"
    assert violations(page) == []
    assert not page.evaluate(OVERFLOWS)


def test_an_empty_merchant_sees_its_first_steps_until_it_has_paid(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}")
    steps = page.get_by_role("region", name="First steps").get_by_role("listitem")
    expect(steps).to_have_count(4)
    for number, done in enumerate([True, True, False, False]):
        expect(steps.nth(number).get_by_text("Done")).to_have_count(int(done))
    assert violations(page) == []
    steps.nth(2).get_by_role("link", name="Make a payout").click()
    expect(step(page, "New payout")).to_be_visible()
    shop.pay("6f0f2a52-9d60-4d63-8c1a-0c5b2f6f3b13", Script.PAYS, 4_200)
    page.goto(f"/m/{shop.merchant}")
    expect(page.get_by_role("table", name="Payouts")).to_contain_text("₹42.00")
    expect(steps).to_have_count(0)
