"""The frame around every view: rail, bar of a phone, theme, shortcuts. What a reader has chosen is kept."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .conftest import close_context, open_context
from .test_first_requests import hold_code

DARK, LIGHT = "rgb(15, 18, 23)", "rgb(246, 247, 249)"
GROUND = "getComputedStyle(document.body).backgroundColor"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
VIEWS = [
    "Overview",
    "Payouts",
    "Ledger",
    "Beneficiaries",
    "Merchant details",
    "Adjustments",
    "Operations",
    "Developers",
]
PHONE = ViewportSize(width=360, height=740)


def rail(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Main")


def width_of(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["width"]


def preferences(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Theme and shortcuts")


def test_the_rail_holds_every_view_and_its_collapse_is_kept(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/ledger")
    for view in VIEWS:
        expect(rail(page).get_by_role("link", name=view, exact=True)).to_be_visible()
    expect(rail(page).locator("[aria-current=page]")).to_have_text("Ledger")
    expect(page.get_by_role("banner")).to_contain_text("Test bank")
    wide = width_of(rail(page))
    page.get_by_role("button", name="Collapse").click()
    assert width_of(rail(page)) < 64 < wide < 232
    page.reload()
    expect(page.get_by_role("button", name="Expand")).to_have_attribute("aria-expanded", "false")
    assert width_of(rail(page)) < 64
    expect(page.get_by_role("main").get_by_text("Acme")).to_be_visible()  # the rail shows a letter alone
    for view in VIEWS:
        expect(rail(page).get_by_role("link", name=view, exact=True)).to_be_visible()


def test_the_theme_is_chosen_kept_and_there_before_any_other_script(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}")
    assert page.evaluate(GROUND) == LIGHT
    page.get_by_role("button", name="Theme and shortcuts").click()
    preferences(page).get_by_text("Dark").click()
    assert page.evaluate(GROUND) == DARK
    page.keyboard.press("Escape")
    expect(preferences(page)).to_have_count(0)
    # Only the first script may come: what it finds is shown before the dashboard is there.
    hold_code(page)
    page.reload(wait_until="commit")
    expect(page.locator("#dashboard .border-line").first).to_be_visible()
    expect(page.locator("html[data-theme=dark]")).to_be_attached()
    assert page.evaluate(GROUND) == DARK
    page.unroute_all(behavior="ignoreErrors")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") != "dark"


def test_a_phone_has_the_first_views_at_hand_and_the_rest_under_more(
    browser: Browser, engine: LocalEngine, shop: MerchantClient
) -> None:
    context = open_context(browser, engine, viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"/m/{shop.merchant}")
    expect(rail(page).get_by_role("link")).to_have_count(4)
    assert rail(page).evaluate("(it) => it.getBoundingClientRect().bottom === innerHeight")
    rail(page).get_by_role("button", name="More").tap()
    expect(rail(page).get_by_role("link")).to_have_count(9)
    rail(page).get_by_role("link", name="Adjustments").tap()
    expect(page.get_by_role("heading", name="Adjustments", level=1)).to_be_visible()
    expect(rail(page).get_by_role("link")).to_have_count(4)
    close_context(context)


@pytest.mark.parametrize(
    "view",
    [
        "",
        "/payouts",
        "/ledger",
        "/statement",
        "/beneficiaries",
        "/merchant",
        "/adjustments",
        "/operations",
        "/developers",
    ],
)
def test_no_view_is_wider_than_a_small_phone_or_text_of_twice_the_size(
    page: Page, shop: MerchantClient, view: str
) -> None:
    page.goto(f"/m/{shop.merchant}{view}")
    page.wait_for_load_state("networkidle")
    for width in (320, 768, 1024, 1120, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(TOO_WIDE) <= 0, width
    # As a browser's setting does: lengths in rem grow, and with them the widths at which the frame changes.
    page.set_viewport_size({"width": 640, "height": 740})
    page.evaluate("document.documentElement.style.setProperty('font-size', '32px')")
    assert page.evaluate(TOO_WIDE) <= 0


def press_until_focused(page: Page, key: str, field: Locator) -> None:
    """The page is shown a moment before it listens."""

    def is_focused() -> bool:
        page.keyboard.press(key)
        return bool(field.evaluate("it => it === document.activeElement"))

    wait_until(is_focused, 60)


def test_keys_find_search_views_payouts_and_their_own_list(page: Page, shop: MerchantClient) -> None:
    for number in range(3):
        shop.pay(str(uuid4()), Script.PAYS, 4_200 + number)
    wait_until(shop.is_quiet, 60)
    page.goto(f"/m/{shop.merchant}")
    expect(page.get_by_role("heading", name="Recent payouts")).to_be_visible()
    search = page.get_by_role("searchbox", name="Find payouts")
    press_until_focused(page, "/", search)
    page.keyboard.type("ng?/")
    expect(search).to_have_value("ng?/")  # letters, in a field
    search.fill("")
    page.locator("h1").click()
    page.keyboard.press("Control+k")
    expect(search).to_be_focused()
    page.locator("h1").click()

    page.keyboard.type("gp")
    expect(page.get_by_role("heading", name="Payouts", level=1)).to_be_visible()
    rows = page.get_by_role("table", name="Payouts").get_by_role("link")
    expect(rows).to_have_count(3)
    for keys, chosen in {"j": 0, "jj": 2, "k": 1}.items():
        page.keyboard.type(keys)
        expect(rows.nth(chosen)).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")

    page.keyboard.press("?")
    expect(preferences(page)).to_contain_text("Next payout in the list")
    page.keyboard.type("gl")  # not while a dialog is open
    preferences(page).get_by_label("Use single keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Payouts", level=1)).to_be_visible()
    page.keyboard.type("/n?gl")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(search).not_to_be_focused()
    page.keyboard.press("Control+k")  # no single key
    expect(search).to_be_focused()


def test_n_starts_a_payout(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/ledger")
    expect(page.get_by_role("link", name="New payout")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_label("Amount")).to_be_visible()


def test_the_page_is_set_in_its_own_font_and_other_letters_come_from_the_system(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").wait_for()
    page.wait_for_function("[...document.fonts].some((it) => it.family === 'Inter' && it.status === 'loaded')")
    devtools = page.context.new_cdp_session(page)
    page.evaluate("document.querySelector('h1').innerHTML = 'Lumière ₹Ж'")
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert {font["familyName"]: font["glyphCount"] for font in used if font["isCustomFont"]} == {"Inter Variable": 9}
