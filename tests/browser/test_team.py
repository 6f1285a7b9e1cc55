"""An owner invites somebody, who joins by the link and sees what the role may do; roles change, members leave."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.engine import LocalEngine
from tests.support.users import PASSWORD

from .closed_engine import ASHA, LEAVER, closed_engine, fill_in
from .conftest import close_context, open_context
from .test_accessibility import violations

# A 401 leads to the sign-in, and Chromium logs each refusal as an error.
pytestmark = pytest.mark.cut_off

MEERA = "meera@acme-exports.in"
WIDTHS = {"desktop": (1280, 800), "phone": (360, 740)}


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine() as engine:
        yield engine


def shoot(page: Page, name: str) -> None:
    """Into the folder SHOTS, for whoever looks at them."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def signed_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/")
    fill_in(page, name, password)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def proofs_run_out(engine: LocalEngine) -> None:
    with engine.cluster().connect("payout_engine") as database:
        database.execute("UPDATE sessions SET proved_at = NULL")


def member(page: Page, name: str) -> Locator:
    return page.get_by_role("list", name="Members").get_by_role("listitem").filter(has_text=name)


def dialog(page: Page, title: str) -> Locator:
    return page.get_by_role("dialog", name=title)


def invited_by(page: Page) -> str:
    """The link, which takes a proof that has run out."""
    form = dialog(page, "Invite to the team")
    form.get_by_role("button", name="Make invitation").click()
    prompt = dialog(page, "Is it you?")
    expect(prompt.get_by_label("Password")).to_be_focused()
    prompt.get_by_label("Password").fill("wrong")
    prompt.get_by_role("button", name="Continue").click()
    expect(prompt.get_by_role("alert")).to_have_text("Wrong password.")
    shoot(page, "proof")
    prompt.get_by_label("Password").fill(PASSWORD)
    prompt.get_by_role("button", name="Continue").click()
    link = dialog(page, "Send this link").get_by_text("#invitation=").inner_text()
    shoot(page, "link")
    dialog(page, "Send this link").get_by_role("button", name="Done").click()
    return link


def join(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name=re.compile("^Join "))).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(MEERA)
    shoot(page, "join")
    assert violations(page) == []
    page.get_by_label("Your name").fill("Meera Nair")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("too short")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    assert "#invitation" not in page.url


def test_an_owner_invites_and_who_is_invited_joins_with_the_roles_view(
    page: Page, engine: LocalEngine, browser: Browser
) -> None:
    signed_in(page, ASHA)
    page.goto("/merchant")
    page.get_by_role("link", name="Team", exact=True).click()
    expect(page.get_by_role("heading", name="Team", level=2)).to_be_visible()
    expect(member(page, ASHA)).to_contain_text("(you)")
    page.get_by_role("button", name="Invite").click()
    form = dialog(page, "Invite to the team")
    form.get_by_role("button", name="Make invitation").click()
    expect(form.get_by_role("alert")).to_have_text("Enter an e-mail address.")
    form.get_by_label("E-mail").fill(MEERA)
    form.get_by_role("radio", name=re.compile("^Viewer")).check()
    shoot(page, "invite")
    proofs_run_out(engine)
    link = invited_by(page)
    expect(page.get_by_role("list", name="Invitations")).to_contain_text(MEERA)
    assert violations(page) == []
    shoot(page, "team")

    context = open_context(browser, engine)
    theirs = context.new_page()
    join(theirs, link)
    # A viewer is offered nothing that a viewer may not do.
    expect(theirs.get_by_role("link", name="New payout")).to_have_count(0)
    theirs.goto("/merchant")
    expect(theirs.get_by_role("heading", name="Merchant", exact=True)).to_be_visible()
    expect(theirs.get_by_role("link", name="Team", exact=True)).to_have_count(0)
    shoot(theirs, "viewer")
    theirs.goto(link)
    theirs.reload()
    expect(theirs.get_by_role("alert")).to_contain_text("This invitation was used")
    close_context(context)


def test_an_owner_gives_another_role_and_removes(page: Page) -> None:
    signed_in(page, ASHA)
    page.goto("/team")
    row = member(page, LEAVER)
    row.get_by_role("button", name=f"Change role of {LEAVER}").click()
    form = dialog(page, "Change role")
    form.get_by_role("radio", name=re.compile("^Maker")).check()
    form.get_by_role("button", name="Change role").click()
    expect(row).to_contain_text("Maker")
    row.get_by_role("button", name=f"Remove {LEAVER}").click()
    dialog(page, "Remove from the team").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    member(page, ASHA).get_by_role("button", name=f"Remove {ASHA}").click()
    form = dialog(page, "Remove from the team")
    form.get_by_role("button", name="Remove").click()
    expect(form.get_by_role("alert")).to_contain_text("A team keeps an owner")


def test_declining_the_proof_does_nothing_and_says_so(page: Page, engine: LocalEngine) -> None:
    signed_in(page, ASHA)
    page.goto("/team")
    page.get_by_role("button", name="Invite").click()
    form = dialog(page, "Invite to the team")
    form.get_by_label("E-mail").fill("nobody@acme-exports.in")
    form.get_by_role("radio", name=re.compile("^Maker")).check()
    proofs_run_out(engine)
    form.get_by_role("button", name="Make invitation").click()
    expect(dialog(page, "Is it you?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog(page, "Is it you?")).to_have_count(0)
    expect(form.get_by_role("alert")).to_contain_text("This takes your password again")
    form.get_by_role("button", name="Cancel").click()
    page.reload()
    expect(member(page, ASHA)).to_be_visible()
    expect(page.get_by_text("nobody@acme-exports.in")).to_have_count(0)


def test_an_owner_without_two_step_sign_in_is_told_to_set_it_up(page: Page) -> None:
    signed_in(page, ASHA)
    page.goto("/team")
    page.get_by_role("button", name="Change amount").click()
    form = dialog(page, "Ask for a code")
    form.get_by_label("Ask above").fill("1000")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("Set it up in your account")
    shoot(page, "limit")


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_team_fits_on_a_desk_and_on_a_phone(page: Page, size: str, theme: str) -> None:
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    signed_in(page, ASHA)
    page.goto("/team")
    expect(member(page, ASHA)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"team-{size}-{theme}")
    assert violations(page) == []
