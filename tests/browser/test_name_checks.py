"""The bank is asked whose account it is, from a beneficiary's page: by keyboard, and the form that pays says it too."""

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .test_accessibility import violations

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def open_one(page: Page, shop: MerchantClient, script: Script) -> None:
    page.goto(f"/m/{shop.merchant}/beneficiaries/{shop.accounts[script]}")
    expect(page.get_by_text("Not checked", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_banks_name_is_asked_for_and_shown(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_one(page, shop, Script.NAME_DIFFERS)
    page.get_by_role("button", name="Check name", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("SUNRISE POULTRY FARM", exact=True)).to_be_visible()
    expect(page.get_by_text("The bank knows the holder by another name.").last).to_be_visible()
    expect(page.get_by_role("button", name="Check name", exact=True)).to_be_focused()
    assert page.evaluate(FITS)
    assert violations(page) == []


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (Script.PAYS, "The bank knows the holder by this name."),
        (Script.NAME_NOT_SHOWN, "You can pay all the same."),
        (Script.NEVER_ANSWERS, "The bank didn’t answer. Try again later."),
    ],
)
def test_each_answer_has_its_words(page: Page, shop: MerchantClient, script: Script, words: str) -> None:
    open_one(page, shop, script)
    page.get_by_role("button", name="Check name", exact=True).click()
    expect(page.get_by_text(words).last).to_be_visible()
