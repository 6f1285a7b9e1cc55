"""An operator edits, suspends and reopens a merchant, and everybody is told before anything is filled in."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.faults.client import MerchantClient

from .payout_form import open_form, pay_button, review, step
from .test_media import OVERFLOWS

MERCHANT = """query($id: ID!) { merchant(id: $id) { name email isActive suspensionReason } }"""
UPDATE = "mutation($input: UpdateMerchantInput!) { updateMerchant(input: $input) { __typename } }"
STOPPED = re.compile(r"Suspended since \d+ \w+, \d\d:\d\d IST: can't make new payouts\.")


def stored(shop: MerchantClient) -> dict[str, Any]:
    found: dict[str, Any] = shop.graphql(MERCHANT, id=shop.merchant)["merchant"]
    return found


def open_merchant(page: Page, shop: MerchantClient) -> Locator:
    """The card of the merchant."""
    page.goto(f"/m/{shop.merchant}/merchant")
    return page.get_by_role("region", name="Merchant", exact=True)


def suspend(shop: MerchantClient) -> None:
    verb = """mutation($input: SuspendMerchantInput!) { suspendMerchant(input: $input) { __typename } }"""
    shop.graphql(verb, input={"merchantId": shop.merchant, "reason": "Documents are missing"})


def test_a_suspended_merchant_is_shown_as_such_until_it_is_reopened(page: Page, shop: MerchantClient) -> None:
    card = open_merchant(page, shop)
    card.get_by_role("link", name="Suspend").click()
    form = page.get_by_role("dialog", name="Suspend merchant")
    reason = form.get_by_label("Reason")
    expect(reason).to_be_focused()
    reason.press("Enter")
    expect(reason).to_have_accessible_description("It must not be empty.")
    expect(reason).to_be_focused()
    assert stored(shop)["isActive"] is True
    reason.fill("Board resolution is missing")
    form.get_by_role("button", name="Suspend").click()
    expect(form).to_be_hidden()
    expect(card).to_contain_text(STOPPED)
    expect(card).to_contain_text("Reason: Board resolution is missing")
    expect(card.get_by_role("link", name="Reopen")).to_be_focused()
    assert (stored(shop)["isActive"], stored(shop)["suspensionReason"]) == (False, "Board resolution is missing")

    for view in ("overview", "payouts", "ledger", "adjustments"):
        page.goto(f"/m/{shop.merchant}/{view}")
        expect(page.get_by_role("banner")).to_contain_text("Suspended")
    page.goto(f"/m/{shop.merchant}")
    main = page.get_by_role("main")
    expect(main).to_contain_text(STOPPED)
    expect(main).to_contain_text("Payouts already made continue")
    expect(main).to_contain_text("Reason: Board resolution is missing")
    page.get_by_role("button", name="Merchant:").click()
    expect(page.get_by_role("option", selected=True)).to_contain_text("Suspended")
    page.keyboard.press("Escape")

    page.get_by_role("link", name="New payout").click()
    stopped = step(page, "New payout")
    expect(stopped).to_contain_text(STOPPED)
    expect(stopped.get_by_role("combobox")).to_have_count(0)
    stopped.get_by_role("link", name="Reopen merchant").click()
    page.get_by_role("dialog", name="Reopen merchant").get_by_role("button", name="Reopen").click()
    expect(page.get_by_role("banner").get_by_text("Suspended")).to_have_count(0)
    assert stored(shop)["isActive"] is True
    expect(stopped.get_by_role("combobox", name="To")).to_be_visible()


def test_a_suspension_during_the_review_is_refused_in_the_servers_words(page: Page, shop: MerchantClient) -> None:
    asked = review(page, open_form(page, shop))
    expect(pay_button(asked)).to_be_enabled()
    suspend(shop)
    pay_button(asked).click()
    expect(asked.get_by_role("alert")).to_have_text("This merchant is suspended: it can't make new payouts.")
    assert shop.payouts() == []


def test_a_name_and_an_email_are_mended(page: Page, shop: MerchantClient) -> None:
    card = open_merchant(page, shop)
    before = stored(shop)
    card.get_by_role("link", name="Edit merchant").click()
    form = page.get_by_role("dialog", name="Edit merchant")
    name, email = form.get_by_label("Name"), form.get_by_label("E-mail")
    expect(name).to_have_value("Acme")
    name.fill("Acme Handlooms")
    email.fill("no address")
    form.get_by_role("button", name="Save").click()
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_be_focused()
    assert stored(shop) == before
    email.fill(str(before["email"]))
    email.press("Enter")
    expect(form).to_be_hidden()
    expect(card.get_by_role("link", name="Edit merchant")).to_be_focused()
    expect(page.get_by_role("banner")).to_contain_text("Acme Handlooms")
    assert stored(shop) == before | {"name": "Acme Handlooms"}


def test_what_another_operator_has_changed_meanwhile_stays(page: Page, shop: MerchantClient) -> None:
    open_merchant(page, shop).get_by_role("link", name="Edit merchant").click()
    form = page.get_by_role("dialog", name="Edit merchant")
    form.get_by_label("Name").fill("Acme Looms")
    other = f"{shop.merchant}@acme.example"
    shop.graphql(UPDATE, input={"merchantId": shop.merchant, "email": other})
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("banner")).to_contain_text("Acme Looms")
    assert (stored(shop)["name"], stored(shop)["email"]) == ("Acme Looms", other)


@pytest.mark.cut_off
def test_a_lost_response_is_sent_again_without_harm(page: Page, shop: MerchantClient) -> None:
    open_merchant(page, shop).get_by_role("link", name="Suspend").click()
    form = page.get_by_role("dialog", name="Suspend merchant")
    form.get_by_label("Reason").fill("First")

    def lose_the_response(route: Route) -> None:
        if "suspendMerchant" in (route.request.post_data or ""):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/graphql/", lose_the_response)
    form.get_by_role("button", name="Suspend").click()
    expect(form.get_by_role("alert")).to_contain_text("Can't reach the server. It may have been done. Send it again")
    page.unroute("**/graphql/")
    form.get_by_label("Reason").fill("Second")
    form.get_by_role("button", name="Suspend").click()
    expect(form).to_be_hidden()
    assert stored(shop)["suspensionReason"] == "First"
    expect(page.get_by_role("banner")).to_contain_text("Suspended")


def test_open_access_can_look_at_adjustments_only(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/adjustments")
    expect(page.get_by_text("An adjustment takes two operators who sign in.")).to_be_visible()
    expect(page.get_by_text("No adjustments yet")).to_be_visible()
    expect(page.get_by_role("link", name="Propose adjustment")).to_have_count(0)


def test_no_width_overflows(page: Page, shop: MerchantClient) -> None:
    suspend(shop)
    long = {"merchantId": shop.merchant, "name": "Kaveri Silks and Handlooms International Pvt Ltd"}
    shop.graphql(UPDATE, input=long)
    for view in ("/merchant", "/adjustments", "/merchant?dialog=reopen-merchant", "/payouts/new"):
        page.goto(f"/m/{shop.merchant}{view}")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("banner")).to_contain_text("Suspended")
        for width in (320, 360, 640, 767, 768, 800, 900, 1024, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate(OVERFLOWS) == [], (view, width)
            # Whose money it is is never cut off. A narrow rail has room for a letter: the name stands over the heading.
            place = page.get_by_role("main" if 768 <= width < 1120 else "banner")
            name = place.get_by_text(long["name"]).first
            assert name.evaluate("(it) => it.scrollWidth <= it.clientWidth && it.clientHeight > 9"), (view, width)
