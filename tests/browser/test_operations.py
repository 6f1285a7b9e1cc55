"""Operators see what needs them, over all merchants, and reach it in one action."""

import os
import re
import signal
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine, prepared_engine
from tests.support.servers import wait_until

from .conftest import close_context, open_context
from .test_accessibility import violations
from .test_needs_review import IMPATIENT, SCHEMES
from .test_touch_targets import MISSED

NEEDS = "{ attention { edges { node { kind payout { merchant { id } } } } } }"


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        engine.start_and_wait(**IMPATIENT)
        yield engine


@pytest.fixture(scope="module")
def shops(engine: LocalEngine) -> dict[str, MerchantClient]:
    """Merchants: one needs nobody, one has a silent payout, one an account that fails."""
    shops = {}
    for name in ("Quiet Traders", "Kaveri Silks and Handlooms International Pvt Ltd", "Surat Weavers"):
        shops[name] = MerchantClient(engine.port)
        shops[name].open_shop(name)
    quiet, silent, failing = shops.values()
    quiet.pay(str(uuid4()), Script.PAYS, 1_000)
    silent.pay(str(uuid4()), Script.NEVER_ANSWERS, 77_700)
    for _ in range(3):
        failing.pay(str(uuid4()), Script.ACCOUNT_CLOSED, 12_345_600)
    wait_until(lambda: len(quiet.graphql(NEEDS)["attention"]["edges"]) == 2, 60)
    return dict(zip(("quiet", "silent", "failing"), shops.values(), strict=True))


def tab_to(page: Page, target: Locator, most: int = 40) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError("not reached by Tab")


def test_the_unconfirmed_payout_of_another_merchant_is_opened_in_one_action_by_keyboard(
    page: Page, shops: dict[str, MerchantClient]
) -> None:
    page.goto(f"/m/{shops['quiet'].merchant}/operations")
    rows = page.get_by_role("table", name="What needs you").get_by_role("row")
    expect(rows).to_have_count(1 + 2)
    expect(rows.nth(1)).to_contain_text("The bank has not said whether it paid. Do not pay again.")
    expect(rows.nth(1)).to_contain_text("Kaveri Silks and Handlooms International Pvt Ltd")
    expect(rows.nth(2)).to_contain_text("The last 3 payouts to this account failed")
    expect(page.get_by_role("link", name="New payout")).to_have_count(0)
    expect(page).to_have_title(re.compile(r"^\(2\) Operations · "))

    opener = rows.nth(1).get_by_role("link", name=re.compile("^₹777.00 to"))
    tab_to(page, opener)
    page.keyboard.press("Enter")
    details = page.get_by_role("dialog")
    expect(details).to_contain_text("₹777.00 stays on hold")
    expect(page).to_have_url(re.compile(f"/m/{shops['silent'].merchant}/operations\\?payout="))
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()
    expect(opener).to_be_focused()
    expect(rows).to_have_count(1 + 2)


def test_a_stuck_payout_is_opened_by_keyboard_and_leaves_the_list_once_a_worker_acts(
    page: Page, shops: dict[str, MerchantClient], engine: LocalEngine
) -> None:
    shop = MerchantClient(engine.port)
    shop.open_shop("Left Behind")
    [worker] = engine.processes("run_huey")
    os.kill(worker, signal.SIGSTOP)
    try:
        shop.pay(str(uuid4()), Script.PAYS, 99_900)
        page.goto(f"/m/{shops['quiet'].merchant}/operations")
        row = page.get_by_role("table", name="What needs you").get_by_role("row").filter(has_text="Left Behind")
        expect(row).to_contain_text("Stuck")
        expect(row).to_contain_text("No worker has started it.")
        tab_to(page, row.get_by_role("link", name=re.compile("^₹999.00 to")))
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_contain_text("₹999.00")
        page.keyboard.press("Escape")
    finally:
        os.kill(worker, signal.SIGCONT)
    expect(row).to_be_hidden()


def test_the_bank_is_asked_again_in_place(page: Page, shops: dict[str, MerchantClient], engine: LocalEngine) -> None:
    shop = MerchantClient(engine.port)
    shop.open_shop("Asked Again")
    shop.pay(str(uuid4()), Script.NEVER_ANSWERS, 4_242_00)
    wait_until(lambda: len(shop.graphql(NEEDS)["attention"]["edges"]) == 3, 60)
    [payout] = shop.payouts()
    page.goto(f"/m/{shops['quiet'].merchant}/operations")
    row = page.get_by_role("table", name="What needs you").get_by_role("row").filter(has_text="Asked Again")
    expect(row).to_contain_text(re.compile("Next check at .*[0-9]{2}:[0-9]{2}"))
    assert engine.manage("bank_decides", payout["id"], "pays").returncode == 0
    row.get_by_role("button", name="Check now").click()
    expect(row).to_be_hidden()
    expect(page.get_by_role("table", name="What needs you")).to_be_visible()


def test_a_failing_account_is_managed_from_its_row(page: Page, shops: dict[str, MerchantClient]) -> None:
    page.goto(f"/m/{shops['quiet'].merchant}/operations")
    page.get_by_role("link", name="Manage beneficiary Surat Weavers, for Surat Weavers").click()
    expect(page).to_have_url(re.compile("/beneficiaries/[0-9a-f-]{36}$"))
    expect(page.get_by_role("main")).to_contain_text("0002")
    expect(page.get_by_role("button", name="Retire")).to_be_visible()


def test_a_merchant_is_found_by_its_name_and_leads_to_its_overview(
    page: Page, shops: dict[str, MerchantClient]
) -> None:
    page.goto(f"/m/{shops['quiet'].merchant}/operations")
    found = page.get_by_role("list", name="Merchants").get_by_role("listitem")
    expect(found).not_to_have_count(0)
    field = page.get_by_role("searchbox", name="Find a merchant by name or e-mail")
    field.fill("handlooms KAVERI")
    expect(found).to_have_count(1)
    expect(page).to_have_url(re.compile("search=handlooms"))
    field.fill("nobody at all")
    expect(page.get_by_text("No matching merchants")).to_be_visible()
    field.fill("weavers")
    expect(found).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/m/{shops['failing'].merchant}$"))
    page.go_back()
    expect(field).to_have_value("weavers")
    expect(found).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 920, 360])
def test_operations_read_well_at_any_width(page: Page, shops: dict[str, MerchantClient], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/m/{shops['quiet'].merchant}/operations")
    expect(page.get_by_text("Unconfirmed")).to_be_visible()
    expect(page.get_by_role("list", name="Merchants")).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    assert page.evaluate(MISSED, 24) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate("[...document.querySelectorAll('section')].every(it => it.scrollWidth <= it.clientWidth)")


def test_every_control_can_be_hit_by_a_finger(
    browser: Browser, engine: LocalEngine, shops: dict[str, MerchantClient]
) -> None:
    size = ViewportSize(width=360, height=740)
    context = open_context(browser, engine, viewport=size, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"/m/{shops['quiet'].merchant}/operations")
    expect(page.get_by_role("list", name="Needs you").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_role("list", name="Merchants")).to_be_visible()
    missed = page.evaluate(MISSED, 44)
    close_context(context)
    assert missed == []
