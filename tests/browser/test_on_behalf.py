"""An operator pays for a merchant only if it is granted, and reads on whose behalf."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.engine import LocalEngine

from .closed_engine import BOSS, closed_engine, fill_in, manage, merchants
from .payout_form import step

# A 401 leads to the sign-in, and Chromium logs each as an error.
pytestmark = pytest.mark.cut_off


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine() as engine:
        yield engine


def test_an_operator_reads_on_whose_behalf_they_pay_and_without_the_grant_cannot(
    page: Page, engine: LocalEngine
) -> None:
    acme, _ = merchants(engine)
    page.goto(f"/m/{acme}/merchant")
    fill_in(page, BOSS)
    expect(page.get_by_role("link", name="Raw record")).to_have_attribute(
        "href", f"/admin/merchants/merchant/{acme}/change/"
    )
    page.get_by_role("link", name="New payout").click()
    expect(step(page, "New payout")).to_contain_text("You are paying on behalf of Acme Exports Pvt Ltd.")

    manage(engine, "user", "withdraw-paying", BOSS)
    page.goto(f"/m/{acme}/payouts")
    fill_in(page, BOSS)
    expect(page.get_by_role("heading", name="Payouts", level=1)).to_be_visible()
    expect(page.get_by_text("No payouts yet")).to_be_visible()
    expect(page.get_by_role("link", name="New payout")).to_have_count(0)
