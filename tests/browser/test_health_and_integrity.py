"""Operators see whether the engine works and its books are right, and have them checked at once."""

import os
import re
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.engine import LocalEngine, prepared_engine

from .conftest import BRISK
from .test_accessibility import violations
from .test_needs_review import SCHEMES
from .test_operations import tab_to
from .test_touch_targets import MISSED


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        engine.start_and_wait(**BRISK)
        yield engine


def test_an_operator_checks_the_books_by_keyboard(page: Page) -> None:
    page.goto("/operations")
    link = page.get_by_role("navigation", name="Operations").get_by_role("link", name="Integrity")
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Integrity"))
    rules = page.get_by_role("list", name="Rules").get_by_role("listitem")
    expect(rules.filter(has_text="Not checked yet")).not_to_have_count(0)
    check = page.get_by_role("button", name="Check now")
    tab_to(page, check)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Every paisa is accounted for")).to_be_visible()
    expect(check).to_be_focused()
    expect(rules.filter(has_text="Holds")).not_to_have_count(0)
    expect(rules.filter(has_text="Not checked")).to_have_count(0)
    expect(page.get_by_text(re.compile("asked for by open access"))).to_be_visible()


def test_a_dead_worker_is_told_and_its_return_too(page: Page, engine: LocalEngine) -> None:
    page.goto("/operations/health")
    signs = page.get_by_role("list", name="Signs of health").get_by_role("listitem")
    expect(signs).to_have_count(5)
    expect(page.get_by_role("heading", name="Everything works")).to_be_visible()
    [worker] = engine.processes("run_huey")
    os.kill(worker, signal.SIGSTOP)
    try:
        expect(signs.first).to_contain_text("No worker is running.")
        expect(page.get_by_role("table", name="Worker processes")).to_contain_text("Silent")
        page.get_by_role("link", name=re.compile("^Needs you")).click()
        notice = page.get_by_text("No worker is running. Nothing is sent to the bank.")
        expect(notice).to_be_visible()
    finally:
        os.kill(worker, signal.SIGCONT)
    expect(notice).to_be_hidden()


@pytest.mark.parametrize("view", ["health", "integrity"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_read_well_at_any_width(page: Page, view: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/operations/{view}")
    name = "Rules" if view == "integrity" else "Signs of health"
    expect(page.get_by_role("list", name=name)).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    assert page.evaluate(MISSED, 24) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
