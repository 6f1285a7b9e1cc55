"""No key that is held and no second click pays, pays twice, or closes what the first click has opened."""

from playwright.sync_api import Locator, Page, Route, expect

from tests.faults.client import MerchantClient

from .payout_form import fill_form, open_form, pay_button, review, step


def click_again(page: Page, place: tuple[float, float]) -> None:
    """The second click of a double click, where the first one was."""
    page.mouse.move(*place)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)


def middle_of(control: Locator) -> tuple[float, float]:
    place = control.bounding_box()
    assert place
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def test_enter_goes_on_and_never_pays(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts/new")
    form = step(page, "New payout")
    expect(form.get_by_role("combobox", name="To")).to_be_focused()
    page.keyboard.type("0001")
    expect(form.get_by_role("listbox").get_by_role("option").first).to_contain_text("0001")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(form.get_by_label("Amount")).to_be_focused()
    page.keyboard.type("1000")
    for _ in range(3):
        page.keyboard.down("Enter")  # held: the second one and later ones repeat
    page.keyboard.up("Enter")
    asked = step(page, "Review payout")
    expect(pay_button(asked)).to_be_enabled()
    expect(pay_button(asked)).not_to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(asked).to_be_visible()
    assert shop.payouts() == []

    pay_button(asked).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(step(page, "Payout accepted")).to_be_visible()
    assert [payout["amount_paise"] for payout in shop.payouts()] == [100_000]


def test_a_double_click_makes_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    form.get_by_role("button", name="Continue").dblclick()
    asked = step(page, "Review payout")
    expect(pay_button(asked)).to_be_enabled()
    assert shop.payouts() == []
    pay_button(asked).dblclick()
    expect(step(page, "Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 1


def test_a_double_click_closes_nothing_that_the_first_click_has_opened(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}")
    opener = page.get_by_role("link", name="New payout").first
    place = middle_of(opener)
    page.mouse.click(*place)
    form = step(page, "New payout")
    expect(form.get_by_role("combobox", name="To")).to_be_focused()
    click_again(page, place)
    asked = review(page, fill_form(page, "ending 0001", "500"))
    expect(pay_button(asked)).to_be_enabled()
    place = middle_of(pay_button(asked))
    page.mouse.click(*place)
    accepted = step(page, "Payout accepted")
    expect(accepted).to_be_visible()
    click_again(page, place)
    click_again(page, middle_of(accepted.get_by_role("button", name="New payout")))
    expect(accepted).to_be_visible()
    accepted.get_by_role("button", name="New payout").click()
    expect(form).to_be_visible()


def test_a_press_that_ends_beside_the_dialog_does_not_close_it(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}?dialog=add-account")
    form = page.get_by_role("dialog", name="Add beneficiary")
    form.get_by_label("Account holder").fill("Ramesh Kumar")
    page.mouse.move(*middle_of(form.get_by_label("Account holder")))
    page.mouse.down()
    page.mouse.move(2, 2)  # the mouse selects text, and slips out
    page.mouse.up()
    form.get_by_label("Account number", exact=True).fill("500100123453456")
    form.get_by_label("Account number again").fill("500100123453456")
    form.get_by_label("IFSC").fill("HDFC0001234")
    held: list[Route] = []
    page.route(
        "**/graphql/",
        lambda route: held.append(route) if "addBankAccount" in (route.request.post_data or "") else route.continue_(),
    )
    place = middle_of(form.get_by_role("button", name="Add beneficiary"))
    with page.expect_request(lambda request: "addBankAccount(input" in (request.post_data or "")):
        page.mouse.click(*place)
    expect(form.get_by_role("button", name="Sending…")).to_be_visible()
    page.mouse.down(click_count=2)
    [request] = held
    request.continue_()
    added = page.get_by_role("dialog", name="Beneficiary added")
    expect(added).to_be_visible()
    page.mouse.up(click_count=2)
    added.get_by_role("link", name="New payout").hover()
    expect(added).to_be_visible()


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
