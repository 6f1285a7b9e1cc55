"""The documentation's pages in Chromium: the `page` fixture fails on an error, a policy violation or another host."""

import pytest
from playwright.sync_api import Page, expect

from tests.api.described import DOCUMENT

from .test_accessibility import faults_at_any_width

PAGES = {"/docs/": "REST reference", "/docs/graphql/": "GraphQL schema"}
OPERATIONS = [each["operationId"] for methods in DOCUMENT["paths"].values() for each in methods.values()]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_at_any_width(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    expect(page.get_by_role("heading", name=PAGES[address], level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"  # the stylesheet was taken
    assert faults_at_any_width(page) == []


def test_every_operation_can_be_linked_to(page: Page) -> None:
    page.goto("/docs/")
    for operation in OPERATIONS:
        page.goto(f"/docs/#{operation}")
        expect(page.locator(f"#{operation}")).to_be_in_viewport()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="POST createPayouts").click()
    expect(page.get_by_role("heading", name="Create up to 1,000 payouts")).to_be_in_viewport()


def test_the_keyboard_skips_to_the_content_and_scrolls_an_example(page: Page) -> None:
    page.goto("/docs/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_label("createPayout in curl").focus()
    expect(page.get_by_label("createPayout in curl")).to_be_focused()


def test_the_pages_lead_to_each_other_and_to_the_dashboard(page: Page) -> None:
    page.goto("/developers")
    page.get_by_role("link", name="API reference").click()
    page.get_by_role("link", name="GraphQL schema").click()
    expect(page).to_have_title("GraphQL schema · Payout engine")
    page.get_by_role("main").get_by_role("link", name="Payout", exact=True).first.click()
    expect(page.get_by_role("heading", name="Payout", exact=True)).to_be_in_viewport()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Dashboard").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
