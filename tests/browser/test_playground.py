"""The playground, as a stranger meets it: it opens with queries that work, from our own files alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.engine import engine_in_its_own_folder

from .conftest import BRISK


def run(page: Page, tab: str) -> str:
    page.get_by_role("tab", name=tab).click()
    page.get_by_role("button", name="Execute query").click()
    answer = page.locator(".result-window")
    expect(answer).to_contain_text('"data"')
    return answer.inner_text()


def test_its_examples_tell_the_story_of_a_payout(page: Page) -> None:
    page.goto("/graphql/")
    expect(page.get_by_role("tab", name="CreatePayout")).to_be_visible()
    assert "Acme Exports Pvt Ltd" in run(page, "Merchants")

    assert '"replayed": false' in run(page, "CreatePayout")
    assert '"replayed": true' in run(page, "CreatePayout")

    page.get_by_role("tab", name="Payouts").click()
    answer = page.locator(".result-window")
    while True:
        page.get_by_role("button", name="Execute query").click()
        expect(answer).to_contain_text('"status"')
        if '"COMPLETED"' in answer.inner_text():
            break
        page.wait_for_timeout(100)
    assert '"bankReferenceId": "SIMB' in answer.inner_text()
    assert "PAYOUT_COMPLETED" in run(page, "Ledger")


def test_it_knows_the_schema(page: Page) -> None:
    page.goto("/graphql/")
    page.get_by_role("button", name="Show Documentation Explorer").click()
    expect(page.get_by_text("Hold the money and accept the payout").or_(page.get_by_text("Root Types"))).to_be_visible()


@pytest.mark.cut_off  # a 404, of which the browser complains
def test_where_it_is_off_nothing_leads_to_it(page: Page) -> None:
    with engine_in_its_own_folder() as engine:
        engine.start_and_wait(PAYOUT_PLAYGROUND="false", **BRISK)
        page.goto(f"http://127.0.0.1:{engine.port}/")
        expect(page.get_by_role("link", name="Record a payment")).to_be_visible()
        expect(page.get_by_role("link", name="playground")).to_have_count(0)
        page.goto(f"http://127.0.0.1:{engine.port}/graphql/")
        expect(page.get_by_text("The playground is off (PAYOUT_PLAYGROUND).")).to_be_visible()
