"""The rail says how far the ledger is proven, and leads to the page that says what that means."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine

from .looks import in_all_looks
from .test_accessibility import violations
from .test_needs_review import SCHEMES
from .test_operations import tab_to
from .test_touch_targets import MISSED

PICTURES = os.environ.get("PROOF_PICTURES")


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"), full_page=True)


def check_the_books(engine: LocalEngine) -> None:
    assert engine.manage("verify_ledger").returncode == 0


def test_the_rail_leads_by_keyboard_to_the_proof(page: Page, engine: LocalEngine, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}")
    check_the_books(engine)
    link = page.get_by_role("link", name=re.compile("^Ledger: Proven to #1, (just now|1 min ago)"))
    # It asks after what is on the screen.
    expect(link).to_be_visible(timeout=60_000)
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ledger proof", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_text(re.compile("^Proven to #1, "))).to_be_visible()
    expect(link).to_have_attribute("aria-current", "page")
    rules = page.get_by_role("list", name="Rules").get_by_role("listitem")
    expect(rules.filter(has_text="Money")).not_to_have_count(0)
    held = rules.filter(has_text="payout.held")
    expect(held).to_contain_text("The money on hold is that of your open payouts, to the paisa.")
    in_all_looks(page, "proof")
    expect(rules.filter(has_text="Holds")).to_have_count(rules.count())
    page.get_by_role("button", name="Check the chain").click()
    expect(page.get_by_role("main").get_by_text("Entries #1 to #1 are linked without a break.")).to_be_visible()
    expect(page.get_by_role("button", name="Save head")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_the_proof_reads_well_at_any_width(page: Page, engine: LocalEngine, shop: MerchantClient, width: int) -> None:
    check_the_books(engine)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/m/{shop.merchant}/ledger")
    page.get_by_role("link", name="What is proven").click()
    expect(page.get_by_role("main").get_by_text(re.compile("^Proven to #1, "))).to_be_visible()
    if width > 700:
        expect(page.get_by_role("link", name=re.compile("^Ledger: Proven to"))).to_be_visible(timeout=60_000)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        picture(page, f"proof-{width}-{scheme}")
        assert violations(page) == []
    assert page.evaluate(MISSED, 24) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def answered(page: Page, status: str, age: int | None, outcome: str) -> None:
    """The engine's answer, as if its newest check had found this."""

    def answer(route: Route) -> None:
        response = route.fetch()
        body = response.json()
        body |= {"status": status, "age_seconds": age}
        body["results"][2] |= {"outcome": outcome, "violations": 1, "samples": ["2"]}
        route.fulfill(response=response, json=body)

    page.route("**/api/v1/integrity/?*", answer)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (("VIOLATED", 120, "VIOLATED"), "Not proven: 1 rule violated, 2 min ago"),
        (("STALE", 7200, "HOLDS"), "Last checked 2 h ago"),
        (("STALE", None, "UNKNOWN"), "Not checked yet"),
    ],
    ids=["violated", "old", "never"],
)
def test_what_is_not_proven_is_said_in_words(
    page: Page, shop: MerchantClient, found: tuple[str, int | None, str], text: str
) -> None:
    answered(page, *found)
    page.goto(f"/m/{shop.merchant}/ledger/proof")
    expect(page.get_by_role("main").get_by_text(text)).to_be_visible()
    expect(page.get_by_role("link", name=f"Ledger: {text}")).to_be_visible(timeout=60_000)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        picture(page, f"proof-{found[0]}-{found[1]}-{scheme}")
        assert violations(page) == []
