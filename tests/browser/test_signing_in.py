"""Users sign in to a closed engine, whose cookies are Secure."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.engine import LocalEngine
from tests.support.users import PASSWORD

from .closed_engine import ASHA, BOSS, LEAVER, RAVI, closed_engine, fill_in, manage, merchants, sign_out
from .conftest import close_context, open_context
from .payout_form import fill_form, pay, step
from .test_accessibility import violations

# A 401 leads to the sign-in, and Chromium logs each as an error.
pytestmark = pytest.mark.cut_off


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine() as engine:
        yield engine


def end_sessions(engine: LocalEngine) -> None:
    with engine.cluster().connect("payout_engine") as database:
        database.execute("DELETE FROM sessions")


def expect_sign_in(page: Page, title: str = "Sign in") -> None:
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def test_a_merchants_user_sees_that_merchant_only(page: Page, engine: LocalEngine) -> None:
    acme, globe = merchants(engine)
    page.goto("/ledger")
    expect_sign_in(page)
    expect(page.get_by_label("E-mail or user name")).to_be_focused()
    fill_in(page, ASHA)

    expect(page.get_by_role("heading", name="Ledger")).to_be_visible()  # the view in the address
    expect(page.get_by_role("main")).to_be_focused()
    expect(page.get_by_text("₹10,000.00").first).to_be_visible()
    expect(page).to_have_url("/ledger")
    header = page.get_by_role("banner")
    expect(header.get_by_text(ASHA)).to_be_visible()
    expect(header.get_by_text("Acme Exports Pvt Ltd")).to_be_visible()
    expect(header.get_by_role("button", name="Merchant:")).to_have_count(0)  # no other merchant to choose

    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", name="Recent payouts")).to_be_visible()
    expect(page.get_by_role("heading", name="Sandbox")).to_have_count(0)
    page.goto(f"/m/{acme}/adjustments")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    expect(page).to_have_url("/")
    expect(page.get_by_role("link", name="Adjustments")).to_have_count(0)
    page.goto(f"/m/{acme}?dialog=record-payment")
    expect(page.get_by_role("link", name="New payout").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.goto(f"/m/{globe}")
    expect(page.get_by_text("Merchant not found")).to_be_visible()
    expect(page.get_by_text("GlobalTrade")).to_have_count(0)


def test_a_merchants_user_pays_out(page: Page) -> None:
    page.goto("/")
    fill_in(page, ASHA)
    page.get_by_role("link", name="New payout").first.click()
    pay(page, fill_form(page, "Acme Exports Pvt Ltd", "1250"))
    expect(step(page, "Payout accepted")).to_be_visible()


def test_the_admins_lists_show_amounts_and_states_on_a_laptop(page: Page) -> None:
    page.goto("/")
    fill_in(page, ASHA)
    page.get_by_role("link", name="New payout").first.click()
    pay(page, fill_form(page, "Acme Exports Pvt Ltd", "12"))
    expect(step(page, "Payout accepted")).to_be_visible()
    page.keyboard.press("Escape")
    sign_out(page)
    expect_sign_in(page)
    page.goto("/admin/")
    page.get_by_label("Username").fill(BOSS)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Payouts").first).to_be_visible()
    for address, columns in {"payouts/payout": ["Amount", "Status"], "ledger/ledgerentry": ["Amount", "Type"]}.items():
        page.goto(f"/admin/{address}/")
        for column in columns:
            heading = page.get_by_role("columnheader", name=re.compile(column, re.IGNORECASE))
            box = heading.bounding_box()
            assert box, (address, column)
            assert box["x"] + box["width"] <= 1280, (address, column, box)
    page.goto("/admin/trail/auditevent/")
    expect(page.get_by_label("Breadcrumbs")).to_contain_text("Audit log")


def test_an_operator_sees_every_merchant_and_the_sandbox(page: Page) -> None:
    page.goto("/")
    fill_in(page, BOSS.upper())
    page.get_by_role("button", name="Merchant:").click()
    for name in ("Acme Exports Pvt Ltd", "GlobalTrade Solutions"):
        expect(page.get_by_role("option", name=name)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Sandbox")).to_be_visible()


def test_the_back_button_shows_nothing_after_signing_out(page: Page) -> None:
    page.goto("/ledger")
    fill_in(page, ASHA)
    expect(page.get_by_role("heading", name="Ledger")).to_be_visible()
    sign_out(page)
    expect_sign_in(page)
    expect(page.get_by_text("Acme")).to_have_count(0)
    page.go_back()
    expect_sign_in(page)
    assert not any("sessionid" in str(cookie.get("name")) for cookie in page.context.cookies())


def test_sign_in_errors_are_shown(page: Page) -> None:
    page.goto("/")
    expect_sign_in(page)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Enter your e-mail or user name.")).to_be_visible()
    expect(page.get_by_text("Enter your password.")).to_be_visible()
    fill_in(page, ASHA, "not that one")
    expect(page.get_by_role("alert")).to_have_text("Wrong e-mail or password.")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)  # replaces the selected one
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def test_password_guessing_is_throttled_and_shows_the_time_left(page: Page) -> None:
    page.goto("/")
    for number in range(5):
        fill_in(page, "guessed@example.in", f"guess number {number}")
        expect(page.get_by_role("alert")).to_have_text("Wrong e-mail or password.")
    fill_in(page, "guessed@example.in", PASSWORD)
    expect(page.get_by_role("alert")).to_have_text("Too many attempts. Try again in 15 minutes.")
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^14:[0-5]\d left$"))
    fill_in(page, ASHA)  # another user may
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def test_an_ended_session_keeps_the_payout_form(page: Page, engine: LocalEngine) -> None:
    page.goto("/payouts/new")
    fill_in(page, LEAVER)
    form = fill_form(page, "Acme", "321.50")
    manage(engine, "user", "disable", LEAVER)
    expect_sign_in(page, "Sign in again")
    expect(page.get_by_label("E-mail or user name")).to_have_value(LEAVER)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect_sign_in(page, "Sign in again")
    assert page.evaluate(
        "document.elementFromPoint(innerWidth / 2, 20).closest('dialog')?.querySelector('form') !== null"
    )

    fill_in(page, LEAVER)  # a disabled user stays out
    expect(page.get_by_role("alert")).to_have_text("Wrong e-mail or password.")
    manage(engine, "user", "enable", LEAVER, typed="a wholly new password")
    fill_in(page, LEAVER, "a wholly new password")
    expect(page.get_by_role("heading", name="Sign in again")).to_have_count(0)
    expect(form.get_by_label("Amount")).to_have_value("321.50")
    pay(page, form)
    expect(step(page, "Payout accepted")).to_be_visible()


def test_the_next_user_sees_nothing_of_the_last(page: Page, engine: LocalEngine) -> None:
    page.goto("/")
    fill_in(page, ASHA)
    expect(page.get_by_text("Acme Exports Pvt Ltd").first).to_be_visible()
    end_sessions(engine)
    expect_sign_in(page, "Sign in again")
    fill_in(page, RAVI)
    expect(page.get_by_text("GlobalTrade Solutions").first).to_be_visible()
    expect(page.get_by_text("Acme")).to_have_count(0)


def test_signing_in_covers_every_tab(page: Page, engine: LocalEngine) -> None:
    page.goto("/")
    expect_sign_in(page)
    other = page.context.new_page()
    other.goto("/")
    fill_in(other, ASHA)
    expect(other.get_by_role("heading", name="Overview")).to_be_visible()
    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def test_the_playground_works_after_signing_in(page: Page) -> None:
    page.goto("/")
    fill_in(page, ASHA)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    page.goto("/graphql/")
    for tab, result in {"Merchants": "Acme Exports Pvt Ltd", "CreatePayout": '"replayed": false'}.items():
        page.get_by_role("tab", name=tab).click()
        page.get_by_role("button", name="Execute query").click()
        expect(page.locator(".result-window")).to_contain_text(result)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing(
    browser: Browser,
    engine: LocalEngine,
    width: int,
    scheme: Literal["light", "dark"],
    request: pytest.FixtureRequest,
) -> None:
    """With PAYOUT_PICTURES set to a folder, each state is also saved there as a picture."""
    context = open_context(browser, engine, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    found = {}

    def look(name: str) -> None:
        found[name] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        if folder := os.environ.get("PAYOUT_PICTURES"):
            page.screenshot(path=Path(folder, f"{name}-{width}-{scheme}.png"))

    page.goto("/")
    expect_sign_in(page)
    look("sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Enter your password.")).to_be_visible()
    look("sign-in-missing")
    fill_in(page, f"{width}{scheme}@example.in", "wrong")
    expect(page.get_by_role("alert")).to_be_visible()
    look("sign-in-wrong")
    fill_in(page, BOSS)
    expect(page.get_by_role("heading", name="Sandbox")).to_be_visible()
    look("signed-in")
    end_sessions(engine)
    expect_sign_in(page, "Sign in again")
    look("sign-in-again")
    close_context(context)
    assert found == {name: [] for name in found}
