"""Nothing typed is lost by the browser's own Back, however often it is pressed, nor by what leads away otherwise."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine

from .back_button import Onlooker, press_back, window_with_button

QUESTION = "Discard what you've typed?"


@pytest.fixture
def window(browser: Browser, chromium: str, engine: LocalEngine, tmp_path: Path) -> Iterator[BrowserContext]:
    with window_with_button(browser, engine, chromium, tmp_path) as window:
        yield window


def type_an_account(page: Page, shop: MerchantClient) -> None:
    """Two pages before it, so that a Back that passes by entries has somewhere to go."""
    page.goto(f"/m/{shop.merchant}")
    page.get_by_role("link", name="Beneficiaries").click()
    page.get_by_role("link", name="Add beneficiary").click()
    page.get_by_label("Account holder").press_sequentially("Ramesh")


def expect_the_question(page: Page) -> None:
    form = page.get_by_role("dialog", name="Add beneficiary")
    expect(form.get_by_role("alert")).to_have_text(QUESTION)
    expect(form.get_by_label("Account holder")).to_have_value("Ramesh")
    expect(page).to_have_url(re.compile("dialog=add-account"))


def test_no_number_of_backs_loses_what_was_typed(window: BrowserContext, shop: MerchantClient) -> None:
    page = window.new_page()
    left: list[str] = []

    def stay(dialog: Dialog) -> None:
        left.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    type_an_account(page, shop)
    onlooker = Onlooker(page)
    for presses in range(1, 5):
        press_back(window)
        onlooker.wait_for(f"window.arrivals >= {presses} && history.state.layers === 1")
    expect_the_question(page)
    assert left == []
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile("/beneficiaries$"))


def test_backs_by_several_entries_come_back_to_what_was_typed(page: Page, shop: MerchantClient) -> None:
    type_an_account(page, shop)
    for entries in (2, 3):
        page.evaluate("entries => history.go(-entries)", entries)
        expect_the_question(page)
        page.get_by_role("button", name="Keep editing").click()
        expect(page.get_by_role("alert")).to_have_count(0)
    page.evaluate("location.hash = 'elsewhere'")
    expect_the_question(page)
    assert "#" not in page.url


def test_the_browser_asks_before_the_page_with_something_typed_is_left(page: Page, shop: MerchantClient) -> None:
    type_an_account(page, shop)
    with page.expect_event("dialog") as asked:
        page.evaluate("setTimeout(() => location.assign('/admin/'))")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(page.get_by_label("Account holder")).to_have_value("Ramesh")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.on("dialog", lambda dialog: pytest.fail(dialog.type))
    page.reload()
    expect(page.get_by_role("heading", name="Beneficiaries", level=1)).to_be_visible()
