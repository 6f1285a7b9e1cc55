"""A payout is scheduled in the form, waits in the list, and can be called off."""

import re
from datetime import datetime, timedelta, timezone
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .looks import in_all_looks
from .payout_form import open_form, review, step
from .test_accessibility import violations

IST = timezone(timedelta(hours=5, minutes=30))
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def in_india(**ahead: float) -> datetime:
    return datetime.now(IST) + timedelta(**ahead)


def as_typed(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_payout_is_scheduled_and_cancelled(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    moment = in_india(days=2).replace(hour=10, minute=0)
    told = f"{moment:%a}, {moment.day} {moment:%b %Y}, 10:00 IST"
    form = open_form(page, shop)
    form.get_by_label("Send on").fill(as_typed(moment))
    assert violations(page) == []
    asked = review(page, form)
    expect(asked).to_contain_text(told)
    asked.get_by_role("button", name=re.compile("^Schedule ₹500.00 to")).click()
    accepted = step(page, "Payout accepted")
    expect(accepted).to_contain_text(f"is scheduled for {told}.")
    accepted.get_by_role("link", name="View payout").click()
    expect(page.get_by_text(f"To be sent to the bank on {told}.", exact=False)).to_be_visible()
    expect(page.get_by_text("Scheduled", exact=True).first).to_be_visible()
    assert page.evaluate(FITS)
    [payout] = shop.payouts()
    assert payout["status"] == "pending"
    assert datetime.fromisoformat(payout["not_before"]) == moment.replace(second=0, microsecond=0)

    shop.pay(str(uuid4()), Script.PAYS, 70_000)
    page.goto(f"/m/{shop.merchant}/payouts")
    tabs = page.get_by_role("group", name="Filter by status")
    expect(tabs.get_by_role("link", name="Scheduled 1")).to_be_visible()
    tabs.get_by_role("link", name="Scheduled 1").click()
    expect(page).to_have_url(re.compile("status=SCHEDULED$"))
    expect(page.get_by_role("status").filter(has_text="1 payout")).to_be_visible()
    listed = page.locator(f"main a[href*='/payouts/{payout['id']}']")
    expect(listed).to_have_count(1)
    if width == 1280:
        in_all_looks(page, "scheduled")
    listed.click()
    page.get_by_role("button", name="Cancel payout").click()
    page.get_by_role("dialog", name="Cancel payout").get_by_role("button", name="Cancel ₹500.00").click()
    wait_until(lambda: shop.statuses()["failed"] == 1, 60)
    expect(page.get_by_text("cancelled", exact=True).first).to_be_visible()  # its failure's code


def test_a_time_that_is_over_is_refused_beside_its_field(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, Script.PAYS)
    field = form.get_by_label("Send on")
    for moment, why in ((in_india(hours=-1), "still to come"), (in_india(days=94), "within 93 days")):
        field.fill(as_typed(moment))
        form.get_by_role("button", name="Continue").click()
        expect(field).to_be_focused()
        expect(field).to_have_accessible_description(re.compile(why))
    assert shop.payouts() == []


def test_a_time_that_is_half_typed_pays_nothing_at_once(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, Script.PAYS)
    field = form.get_by_label("Send on")
    field.focus()
    page.keyboard.type("12")  # one part of a date and a time: the field's value is empty
    form.get_by_role("button", name="Continue").click()
    expect(field).to_have_accessible_description("Enter a date and a time.")
    field.fill(as_typed(in_india(days=1)))
    expect(review(page, form)).to_contain_text("Send on")
    assert shop.payouts() == []
