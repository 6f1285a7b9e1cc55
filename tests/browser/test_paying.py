"""A merchant pays out: to the payee it means, after a review, and no sequence of keys and clicks pays twice."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from server.bank.scripts import Script
from tests.faults.client import ADD_ACCOUNT, MerchantClient
from tests.support.servers import wait_until

from .payout_form import choose, fill_form, open_form, pay, pay_button, review
from .test_accessibility import violations


def lose_the_response(route: Route) -> None:
    if "createPayout" in (route.request.post_data or ""):
        route.fetch()  # the engine accepts the payout …
        route.abort()  # … and the page gets no response
    else:
        route.continue_()


def view_payout(page: Page) -> Locator:
    page.get_by_role("link", name="View payout").click()
    return page.get_by_role("dialog")


def add_payee(shop: MerchantClient, name: str, number: str, ifsc: str = "HDFC0001234", kind: str = "CURRENT") -> str:
    account = {
        "merchantId": shop.merchant,
        "accountHolderName": name,
        "accountNumber": number,
        "ifscCode": ifsc,
        "accountType": kind,
    }
    added = shop.graphql(ADD_ACCOUNT, input=account)["addBankAccount"]
    return str(added["bankAccount"]["id"])


def test_a_payout_is_made_and_shown_as_paid(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/?merchant={shop.merchant}")
    expect(page.get_by_text("₹10,00,000.00").first).to_be_visible()
    page.get_by_role("link", name="New payout").first.click()
    form = fill_form(page, "ending 0001", "₹ 1,00,000.29")
    expect(form).to_contain_text("₹1,00,000.29 · one lakh rupees and twenty-nine paise")
    expect(form).to_contain_text("₹8,99,999.71")  # the balance after it
    asked = review(page, form)
    expect(asked).to_contain_text("₹1,00,000.29")
    expect(asked).to_contain_text("HDFC Bank")
    expect(asked).to_contain_text("HDFC0001234")
    expect(asked).to_contain_text("₹8,99,999.71")
    assert shop.payouts() == []
    asked.get_by_role("button", name="Pay ₹1,00,000.29 to Acme", exact=True).click()
    accepted = page.get_by_role("dialog", name="Payout accepted")
    expect(accepted).to_contain_text("₹1,00,000.29 to Acme is processing.")
    details = view_payout(page)
    expect(details).to_contain_text("Paid ₹1,00,000.29")
    expect(details).to_contain_text(re.compile("UTR SIMB[0-9]{12}"))
    [payout] = shop.payouts()
    assert (payout["status"], payout["amount_paise"]) == ("completed", 10_000_029)


def test_nobody_is_chosen_before_the_user_chooses(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/?merchant={shop.merchant}&dialog=new-payout")
    form = page.get_by_role("dialog", name="New payout")
    payee = form.get_by_role("combobox", name="To")
    expect(payee).to_be_focused()
    for typed in ("", "Acme"):  # a name alone chooses nobody either
        payee.fill(typed)
        form.get_by_label("Amount").fill("500")
        form.get_by_label("Amount").press("Enter")
        expect(payee).to_have_accessible_description("Choose a payee from the list.")
        expect(payee).to_be_focused()
    payee.press("Tab")
    assert shop.payouts() == []

    pay(page, fill_form(page, "ending 0001", "500"))
    page.get_by_role("dialog", name="Payout accepted").get_by_role("button", name="New payout").click()
    expect(payee).to_have_value("")
    expect(form.get_by_label("Amount")).to_have_value("")


def test_a_choice_is_taken_back_by_typing(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    payee = form.get_by_role("combobox", name="To")
    payee.press("End")
    payee.press("Backspace")
    form.get_by_role("button", name="Continue").click()
    expect(payee).to_have_accessible_description("Choose a payee from the list.")
    expect(payee).to_have_value("Acm")


def test_enter_goes_on_and_never_pays(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/?merchant={shop.merchant}&dialog=new-payout")
    form = page.get_by_role("dialog", name="New payout")
    expect(form.get_by_role("combobox", name="To")).to_be_focused()
    page.keyboard.type("0001")
    expect(form.get_by_role("option").first).to_contain_text("0001")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(form.get_by_label("Amount")).to_be_focused()
    page.keyboard.type("1000")
    for _ in range(3):
        page.keyboard.down("Enter")  # held: the second one and later ones repeat
    page.keyboard.up("Enter")
    asked = page.get_by_role("dialog", name="Review payout")
    expect(pay_button(asked)).to_be_enabled()
    expect(pay_button(asked)).not_to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(asked).to_be_visible()
    assert shop.payouts() == []

    pay_button(asked).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert [payout["amount_paise"] for payout in shop.payouts()] == [100_000]


def test_a_double_click_makes_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    form.get_by_role("button", name="Continue").dblclick()
    asked = page.get_by_role("dialog", name="Review payout")
    expect(pay_button(asked)).to_be_enabled()
    assert shop.payouts() == []
    pay_button(asked).dblclick()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 1


def click_again(page: Page, place: tuple[float, float]) -> None:
    """The second click of a double click, where the first one was."""
    page.mouse.move(*place)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)


def middle_of(control: Locator) -> tuple[float, float]:
    place = control.bounding_box()
    assert place
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def test_a_double_click_closes_nothing_that_the_first_click_has_opened(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/?merchant={shop.merchant}")
    opener = page.get_by_role("link", name="New payout").first
    place = middle_of(opener)
    page.mouse.click(*place)
    form = page.get_by_role("dialog", name="New payout")
    expect(form.get_by_role("combobox", name="To")).to_be_focused()
    click_again(page, place)
    asked = review(page, fill_form(page, "ending 0001", "500"))
    expect(pay_button(asked)).to_be_enabled()
    place = middle_of(pay_button(asked))
    page.mouse.click(*place)
    accepted = page.get_by_role("dialog", name="Payout accepted")
    expect(accepted).to_be_visible()
    click_again(page, place)
    click_again(page, middle_of(accepted.get_by_role("button", name="New payout")))
    expect(accepted).to_be_visible()
    accepted.get_by_role("button", name="New payout").click()
    expect(form).to_be_visible()
    page.mouse.click(2, 2)  # a single click beside it closes it
    expect(form).to_be_hidden()


def test_a_press_that_ends_beside_the_dialog_does_not_close_it(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.mouse.move(*middle_of(form.get_by_label("Amount")))
    page.mouse.down()
    page.mouse.move(2, 2)  # the mouse selects text, and slips out
    page.mouse.up()
    asked = review(page, form)
    expect(pay_button(asked)).to_be_enabled()
    held: list[Route] = []
    page.route(
        "**/graphql/",
        lambda route: held.append(route) if "createPayout" in (route.request.post_data or "") else route.continue_(),
    )
    place = middle_of(pay_button(asked))
    with page.expect_request(lambda request: "createPayout(input" in (request.post_data or "")):
        page.mouse.click(*place)
    expect(asked.get_by_role("button", name="Sending…")).to_be_visible()
    page.mouse.down(click_count=2)
    [request] = held
    request.continue_()
    accepted = page.get_by_role("dialog", name="Payout accepted")
    expect(accepted).to_be_visible()
    page.mouse.up(click_count=2)
    accepted.get_by_role("link", name="View payout").hover()
    expect(accepted).to_be_visible()


def test_a_second_click_where_pay_appears_does_not_pay(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    asked = review(page, form)
    expect(pay_button(asked)).to_be_enabled()
    place = pay_button(asked).bounding_box()
    assert place
    asked.get_by_role("button", name="Back").click()
    # One task: the review is drawn, and the second click of an impatient hand lands on its button.
    page.evaluate(
        """async ([x, y]) => {
            const found = [...document.querySelectorAll("button")].find((it) => it.textContent === "Continue");
            found.click();
            await new Promise(requestAnimationFrame);
            document.elementFromPoint(x, y).click();
        }""",
        [place["x"] + place["width"] / 2, place["y"] + place["height"] / 2],
    )
    expect(pay_button(asked)).to_be_enabled()
    assert shop.payouts() == []


def test_back_keeps_what_was_typed(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, amount="1,250.5")
    review(page, form).get_by_role("button", name="Back").click()
    expect(form.get_by_role("combobox", name="To")).to_have_value("Acme")
    expect(form.get_by_label("Amount")).to_have_value("1,250.5")
    assert shop.payouts() == []


def test_two_payees_that_look_alike_are_told_apart(page: Page, shop: MerchantClient) -> None:
    add_payee(shop, "Ramesh Kumar", "500100123453456")
    suresh = add_payee(shop, "Suresh Traders", "501200999993456")
    form = open_form(page, shop)
    form.get_by_role("combobox", name="To").fill("3456")
    options = form.get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.nth(0)).to_contain_text("Ramesh Kumar")
    options.nth(1).click()
    expect(form.get_by_role("combobox", name="To")).to_have_value("Suresh Traders")
    asked = review(page, form)
    expect(asked).to_contain_text("Suresh Traders")
    expect(asked).to_contain_text("Not to be confused with Ramesh Kumar")
    asked.get_by_role("button", name="Pay ₹500.00 to Suresh Traders").click()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_contain_text("Suresh Traders")
    assert [payout["bank_account"]["id"] for payout in shop.payouts()] == [suresh]

    wait_until(shop.is_quiet, 60)
    for address in ("", "&view=payouts", "&view=ledger", f"&payout={shop.payouts()[0]['id']}"):
        page.goto(f"/?merchant={shop.merchant}{address}")
        expect(page.get_by_text("Suresh Traders").first).to_be_visible()


def test_accounts_of_one_name_show_what_differs(page: Page, shop: MerchantClient) -> None:
    add_payee(shop, "Ramesh Kumar", "500100123453456", kind="CURRENT")
    savings = add_payee(shop, "Ramesh Kumar", "501200999993456", kind="SAVINGS")
    form = open_form(page, shop)
    form.get_by_role("combobox", name="To").fill("ramesh savings")
    form.get_by_role("option").click()
    expect(form.get_by_role("combobox", name="To")).to_have_accessible_description(re.compile("Savings"))
    pay_button(review(page, form)).click()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert [payout["bank_account"]["id"] for payout in shop.payouts()] == [savings]


def test_a_payee_is_found_among_many_by_keyboard(page: Page, shop: MerchantClient) -> None:
    for number in range(60):
        add_payee(shop, f"Supplier {number:02}", f"7000000000{number:04}", "SBIN0009999")
    page.goto(f"/?merchant={shop.merchant}&dialog=new-payout")
    form = page.get_by_role("dialog", name="New payout")
    payee = form.get_by_role("combobox", name="To")
    payee.press("ArrowDown")
    expect(form.get_by_role("option")).to_have_count(60 + len(Script))
    payee.press("Escape")
    expect(form.get_by_role("listbox")).to_be_hidden()
    expect(form).to_be_visible()  # Escape closed the list alone
    payee.type("state bank supplier")
    expect(form.get_by_role("option")).to_have_count(60)
    payee.fill("7000 0000 0000 42")
    expect(form.get_by_text("1 matching payee")).to_be_visible()
    payee.press("Enter")
    expect(payee).to_have_value("Supplier 42")
    payee.press("Escape")
    expect(form).to_be_hidden()


def test_a_recent_payout_like_this_one_is_shown_before_paying(page: Page, shop: MerchantClient) -> None:
    pay(page, open_form(page, shop))
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    wait_until(shop.is_quiet, 60)
    [first] = shop.payouts()

    other = review(page, open_form(page, shop, amount="501"))
    expect(pay_button(other)).to_be_enabled()
    expect(other.get_by_text("Is this a duplicate?")).to_be_hidden()

    asked = review(page, open_form(page, shop, amount="500.00"))
    warning = asked.get_by_role("alert").filter(has_text="Is this a duplicate?")
    expect(warning).to_contain_text("₹500.00 to Acme")
    expect(warning).to_contain_text("Paid")
    link = warning.get_by_role("link", name="₹500.00 to Acme")
    expect(link).to_have_attribute("href", re.compile(first["id"]))
    pay_button(asked).click()  # it may be meant
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 2


def test_a_failed_payout_shows_the_banks_reason_and_is_no_duplicate(page: Page, shop: MerchantClient) -> None:
    pay(page, open_form(page, shop, Script.ACCOUNT_CLOSED))
    details = view_payout(page)
    expect(details).to_contain_text("The beneficiary account is closed.")
    expect(details).to_contain_text("Failed")
    wait_until(shop.is_quiet, 60)
    asked = review(page, open_form(page, shop, Script.ACCOUNT_CLOSED))
    expect(pay_button(asked)).to_be_enabled()
    expect(asked.get_by_text("Is this a duplicate?")).to_be_hidden()


def test_too_large_an_amount_shows_the_shortfall_beside_it(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, amount="10,00,000.01")
    expect(form).to_contain_text("Short by ₹0.01")
    form.get_by_role("button", name="Continue").click()
    amount = form.get_by_label("Amount")
    expect(amount).to_have_accessible_description("Not enough balance. Available: ₹10,00,000.00. Short by ₹0.01.")
    expect(amount).to_be_focused()
    assert shop.payouts() == []


def test_a_balance_spent_during_the_review_leads_back_to_the_amount(page: Page, shop: MerchantClient) -> None:
    asked = review(page, open_form(page, shop, amount="9,00,000"))
    expect(pay_button(asked)).to_be_enabled()
    shop.pay("6f0f2a52-9d60-4d63-8c1a-0c5b2f6f3b11", Script.PAYS, 20_000_000)
    pay_button(asked).click()
    amount = page.get_by_role("dialog", name="New payout").get_by_label("Amount")
    expect(amount).to_have_accessible_description("Not enough balance. Available: ₹8,00,000.00. Short by ₹1,00,000.00.")
    assert len(shop.payouts()) == 1


@pytest.mark.parametrize("amount", ["0.299", "1,2,3", "-5", "five", ""])
def test_an_invalid_amount_is_never_sent(page: Page, shop: MerchantClient, amount: str) -> None:
    form = open_form(page, shop, amount=amount)
    form.get_by_role("button", name="Continue").click()
    expect(form.get_by_label("Amount")).to_have_attribute("aria-invalid", "true")
    assert shop.payouts() == []


def test_a_long_paste_is_not_cut_short(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, amount="")
    form.get_by_label("Amount").focus()
    page.keyboard.insert_text(" " * 27 + "500000")
    expect(form).to_contain_text("₹5,00,000.00")


def test_a_draft_is_restored_with_a_word_and_can_be_cleared(page: Page, shop: MerchantClient) -> None:
    open_form(page, shop, amount="91,000")
    page.reload()
    form = page.get_by_role("dialog", name="New payout")
    expect(form.get_by_text("Draft restored")).to_be_visible()
    expect(form.get_by_label("Amount")).to_have_value("91,000")
    form.get_by_role("button", name="Clear").click()
    expect(form.get_by_label("Amount")).to_have_value("")
    expect(form.get_by_role("combobox", name="To")).to_have_value("")
    page.reload()
    expect(form.get_by_label("Amount")).to_have_value("")
    expect(form.get_by_text("Draft restored")).to_be_hidden()


@pytest.mark.cut_off
def test_a_lost_response_and_a_reload_make_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_response)
    pay(page, form)
    asked = page.get_by_role("dialog", name="Review payout")
    expect(asked).to_contain_text("We couldn't confirm this payout.")
    assert len(shop.payouts()) == 1
    page.unroute("**/graphql/")
    page.reload()
    expect(asked.get_by_text("This payout did arrive.")).to_be_visible()
    asked.get_by_role("button", name="Try again").click()
    accepted = page.get_by_role("dialog", name="Payout accepted")
    expect(accepted).to_contain_text("It wasn't paid twice.")
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_a_lost_response_and_a_second_tab_make_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_response)
    pay(page, form)
    notice = page.get_by_text("We couldn't confirm this payout.")
    expect(notice).to_be_visible()
    second = page.context.new_page()
    asked = review(second, open_form(second, shop))
    asked.get_by_role("button", name="Try again").click()
    expect(second.get_by_role("dialog", name="Payout accepted")).to_contain_text("It wasn't paid twice.")
    # The first tab learns of it.
    expect(notice).to_be_hidden()
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_a_reload_during_the_request_makes_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route(
        "**/graphql/", lambda route: None if "createPayout" in (route.request.post_data or "") else route.continue_()
    )
    with page.expect_request(lambda request: "createPayout(input" in (request.post_data or "")):
        pay(page, form)
    page.reload()  # before unroute, which would let the held request go
    page.unroute("**/graphql/")
    page.get_by_role("dialog", name="Review payout").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_any_step(
    page: Page, shop: MerchantClient, scheme: Literal["light", "dark"], width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    add_payee(shop, "Kaveri Silks and Handlooms International Pvt Ltd", "500100123450002")
    form = open_form(page, shop, Script.ACCOUNT_CLOSED)
    found = {"details": violations(page)}
    form.get_by_role("combobox", name="To").fill("a")
    expect(form.get_by_role("option").first).to_be_visible()
    found["list"] = violations(page)
    choose(form, "Kaveri")
    asked = review(page, form)
    expect(pay_button(asked)).to_be_enabled()
    expect(asked).to_contain_text("Not to be confused with Acme")
    expect(pay_button(asked)).to_be_in_viewport(ratio=1)
    found["review"] = violations(page)
    pay_button(asked).click()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    found["accepted"] = violations(page)
    page.goto(f"/?merchant={shop.merchant}&dialog=add-account")
    added = page.get_by_role("dialog", name="Add bank account")
    expect(added.get_by_label("Account holder")).to_be_focused()
    expect(added.get_by_role("button", name="Add account")).to_be_in_viewport(ratio=1)
    found["add-account"] = violations(page)
    assert found == {step: [] for step in found}
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_number_that_is_repeated_wrongly_adds_no_account(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/?merchant={shop.merchant}&dialog=add-account")
    form = page.get_by_role("dialog", name="Add bank account")
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
        form.get_by_role("button", name="Add account").click()
        expect(again).to_have_accessible_description(reason)
    again.fill("500100123453456")
    form.get_by_role("button", name="Add account").click()
    expect(page.get_by_role("dialog", name="Bank account added")).to_contain_text("Ramesh Kumar, account ending 3456")
    page.get_by_role("link", name="New payout").last.click()
    choose(page.get_by_role("dialog", name="New payout"), "Ramesh")
