"""Two-step sign-in, a user's own sessions and password, on a closed engine whose operators need the former."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tests.support.engine import LocalEngine
from tests.support.second_factors import App
from tests.support.users import PASSWORD

from .closed_engine import ASHA, BOSS, LEAVER, RAVI, closed_engine, fill_in, manage, sign_out
from .conftest import close_context, open_context
from .test_accessibility import violations

# A 401 leads to the sign-in, and Chromium logs each refusal as an error.
pytestmark = pytest.mark.cut_off

NEW = "nine kites over Madurai"


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine(PAYOUT_REQUIRE_SECOND_FACTOR="operators") as engine:
        yield engine


def signed_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/")
    fill_in(page, name, password)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def account(page: Page) -> Locator:
    page.get_by_role("button", name="Account").click()
    return page.get_by_role("dialog", name="Account")


def app_of(form: Page | Locator) -> App:
    expect(form.get_by_role("img", name="QR code")).to_be_visible()
    key = re.search(r"(?:[A-Z2-7]{4} ?){8}", form.get_by_text("Key:").inner_text())
    assert key
    return App(key[0])


def turn_on(form: Page | Locator, app: App, password: str | None = None) -> list[str]:
    """With a password, unless the form is a step of the sign-in."""
    if password:
        form.locator("input[name=password]").fill(password)
    form.get_by_label("Code", exact=True).fill(app.next_code())
    form.get_by_role("button", name="Turn on").click()
    expect(form.get_by_text("Your recovery codes")).to_be_focused()
    return form.get_by_role("listitem").all_inner_texts()


def expect_code_step(page: Page) -> None:
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()


def test_a_user_sets_up_two_step_sign_in_and_signs_in_with_it(page: Page) -> None:
    signed_in(page, ASHA)
    dialog = account(page)
    dialog.get_by_role("button", name="Set up").click()
    app = app_of(dialog)
    password = dialog.locator("input[name=password]")
    dialog.get_by_label("Code", exact=True).fill(app.wrong_code())
    dialog.get_by_role("button", name="Turn on").click()
    expect(dialog.get_by_role("alert")).to_have_text("Enter your password.")
    expect(password).to_be_focused()
    password.fill("wrong")
    dialog.get_by_role("button", name="Turn on").click()
    expect(dialog.get_by_role("alert")).to_have_text("Wrong password.")
    expect(password).to_be_focused()
    password.fill(PASSWORD)
    dialog.get_by_role("button", name="Turn on").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Wrong code")
    expect(dialog.get_by_label("Code", exact=True)).to_be_focused()
    codes = [code for code in turn_on(dialog, app, PASSWORD) if re.fullmatch(r"(?:[a-z2-9]{4}-?){4}", code)]
    assert len(codes) == 10
    dialog.get_by_role("button", name="I've stored them").click()
    expect(dialog.get_by_text("10 recovery codes are left.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Account")).to_be_focused()

    sign_out(page)
    fill_in(page, ASHA)
    expect_code_step(page)
    code = page.get_by_label("Code", exact=True)
    expect(code).to_be_focused()
    assert [code.get_attribute(name) for name in ("autocomplete", "inputmode")] == ["one-time-code", "numeric"]
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enter a code.")).to_be_visible()
    page.keyboard.type(app.wrong_code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Wrong code")
    page.reload()  # the password need not be typed again
    expect_code_step(page)
    page.keyboard.type(app.next_code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()

    sign_out(page)
    fill_in(page, ASHA)
    page.get_by_role("button", name="Use a recovery code instead").click()
    page.get_by_label("Recovery code").fill(codes[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def test_starting_over_gives_up_the_half_finished_sign_in(page: Page, engine: LocalEngine) -> None:
    signed_in(page, LEAVER)
    dialog = account(page)
    dialog.get_by_role("button", name="Set up").click()
    app = app_of(dialog)
    turn_on(dialog, app, PASSWORD)
    dialog.get_by_role("button", name="I've stored them").click()
    page.keyboard.press("Escape")
    sign_out(page)
    fill_in(page, LEAVER)
    expect_code_step(page)
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_label("E-mail or user name")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()

    fill_in(page, LEAVER)
    expect_code_step(page)
    with engine.cluster().connect("payout_engine") as database:
        database.execute("DELETE FROM sessions")
    page.keyboard.type(app.next_code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("That took too long. Enter your password again.")
    manage(engine, "user", "reset-second-factor", LEAVER)
    signed_in(page, LEAVER)


def test_an_operator_who_needs_it_sets_it_up_before_anything_else(page: Page) -> None:
    page.goto("/")
    fill_in(page, BOSS)
    expect(page.get_by_role("heading", name="Set up two-step sign-in")).to_be_visible()
    codes = [code for code in turn_on(page, app_of(page)) if "-" in code]
    # Looking at another tab, such as a password manager, loses no codes.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange')); dispatchEvent(new Event('focus'))")
    expect(page.get_by_text(codes[0])).to_be_visible()
    page.get_by_role("button", name="I've stored them").click()
    expect(page.get_by_role("heading", name="Sandbox")).to_be_visible()
    dialog = account(page)
    expect(dialog.get_by_text("You need it here.")).to_be_visible()

    dialog.get_by_role("button", name="Replace app").click()
    dialog.locator("input[name=password]").fill(PASSWORD)
    dialog.get_by_label("Code", exact=True).fill(codes[1])
    dialog.get_by_role("button", name="Replace app").click()
    again = page.get_by_role("dialog", name="Set up two-step sign-in")
    turn_on(again, app_of(again))
    again.get_by_role("button", name="I've stored them").click()
    expect(again).to_have_count(0)
    expect(dialog.get_by_text("10 recovery codes are left.")).to_be_visible()


def test_recovery_codes_leave_the_screen_by_their_own_button_only(page: Page, engine: LocalEngine) -> None:
    keeper = "keeper@example.in"
    manage(engine, "user", "add", keeper, "--operator", typed=PASSWORD)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto("/")
    fill_in(page, keeper)
    app = app_of(page)
    [first, *_] = [code for code in turn_on(page, app) if "-" in code]
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => location.reload())")
    expect(page.get_by_text(first)).to_be_visible()
    page.get_by_role("button", name="I've stored them").click()
    expect(page.get_by_role("heading", name="Sandbox")).to_be_visible()

    dialog = account(page)
    dialog.get_by_role("button", name="New recovery codes").click()
    dialog.get_by_label("Code", exact=True).fill(first)
    dialog.get_by_role("button", name="Make new codes").click()
    expect(dialog.get_by_text("Your recovery codes")).to_be_focused()
    codes = dialog.get_by_role("list", name="Codes to store")
    attempts: dict[str, Callable[[], object]] = {
        "Escape": lambda: page.keyboard.press("Escape"),
        "a second Escape": lambda: page.keyboard.press("Escape"),
        "a third Escape": lambda: page.keyboard.press("Escape"),
        "the cross": dialog.get_by_role("button", name="Close").click,
        "the page beside it": lambda: page.mouse.click(2, 400),
        "Back": page.go_back,
    }
    for name, attempt in attempts.items():
        dialog.get_by_role("button", name="Copy recovery codes").focus()
        attempt()
        expect(codes, name).to_be_focused()
        expect(codes.get_by_role("listitem"), name).to_have_count(10)
        expect(dialog.get_by_role("alert"), name).to_contain_text("Store these codes first.")
    dialog.get_by_role("button", name="I've stored them").click()
    expect(dialog.get_by_text("10 recovery codes are left.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Account")).to_be_focused()
    page.reload()
    expect(page.get_by_role("heading", name="Sandbox")).to_be_visible()
    assert asked == ["beforeunload"]


def test_a_user_ends_other_sessions_and_changes_the_password(page: Page, browser: Browser, engine: LocalEngine) -> None:
    signed_in(page, RAVI)
    others = [open_context(browser, engine) for _ in range(2)]
    for other in others:
        signed_in(other.new_page(), RAVI)
    dialog = account(page)
    expect(dialog.get_by_text("this one")).to_be_visible()
    elsewhere = dialog.get_by_role("button", name="Sign out Chrome on Linux")
    expect(elsewhere).to_have_count(2)
    place = dialog.get_by_role("region", name="Where you're signed in")
    elsewhere.first.click()
    expect(elsewhere).to_have_count(1)
    expect(place).to_be_focused()
    dialog.get_by_role("button", name="Sign out everywhere else").click()
    expect(elsewhere).to_have_count(0)
    expect(place).to_be_focused()
    for other in others:
        other.pages[0].reload()
        expect(other.pages[0].get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
        other.close()

    change = dialog.get_by_role("button", name="Change password")
    change.click()
    expect(dialog.get_by_role("alert")).to_have_text("Enter your current password.")
    fields = {"Current password": "wrong", "New password": NEW, "New password again": f"{NEW}."}
    for label, text in fields.items():
        dialog.get_by_label(label, exact=True).fill(text)
    change.click()
    expect(dialog.get_by_role("alert")).to_have_text("The two passwords differ.")
    dialog.get_by_label("New password again").fill(NEW)
    change.click()
    expect(dialog.get_by_role("alert")).to_have_text("Wrong password.")
    expect(dialog.get_by_label("Current password")).to_be_focused()
    dialog.get_by_label("Current password").fill(PASSWORD)
    change.click()
    expect(dialog.get_by_text("Password changed.")).to_be_visible()
    expect(dialog.get_by_label("Current password")).to_have_value("")
    page.keyboard.press("Escape")
    sign_out(page)
    signed_in(page, RAVI, NEW)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing(browser: Browser, engine: LocalEngine, width: int, scheme: Literal["light", "dark"]) -> None:
    """With PAYOUT_PICTURES set to a folder, each state is also saved there as a picture."""
    name = f"asha-{width}-{scheme}@example.in"
    manage(engine, "user", "add", name, "--operator", typed=PASSWORD)
    context = open_context(browser, engine, viewport={"width": width, "height": 1000}, color_scheme=scheme)
    page = context.new_page()
    found = {}

    def look(state: str) -> None:
        found[state] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), state
        if folder := os.environ.get("PAYOUT_PICTURES"):
            page.screenshot(path=Path(folder, f"{state}-{width}-{scheme}.png"))

    page.goto("/")
    fill_in(page, name)
    app = app_of(page)
    look("enrolment")
    turn_on(page, app)
    look("recovery-codes")
    page.get_by_role("button", name="I've stored them").click()
    dialog = account(page)
    expect(dialog.get_by_text("10 recovery codes are left.")).to_be_visible()
    expect(dialog.get_by_text("this one")).to_be_visible()
    look("account")
    dialog.get_by_role("button", name="Replace app").click()
    dialog.get_by_role("button", name="Replace app").click()
    expect(dialog.get_by_text("Enter your password.")).to_be_visible()
    look("turning-off")
    page.keyboard.press("Escape")
    sign_out(page)
    fill_in(page, name)
    expect_code_step(page)
    look("code")
    page.get_by_label("Code", exact=True).fill(app.wrong_code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    look("code-wrong")
    close_context(context)
    assert found == {state: [] for state in found}
