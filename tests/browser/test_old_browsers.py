"""The dashboard without whatever Chrome 109, Firefox 115 or Safari 16.4 lacks, and what it says in an older browser."""

import json
import shutil
import subprocess
from uuid import uuid4

from playwright.sync_api import Page, Route, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import CHECKOUT
from tests.support.servers import wait_until

from .payout_form import step

DELETE = """({ globals, members }) => {
    for (const member of members) {
        const [owner, name] = member.split(".");
        for (const place of [globalThis[owner], globalThis[owner]?.prototype]) {
            if (place && Object.hasOwn(place, name)) delete place[name];
        }
    }
    for (const name of globals) delete globalThis[name];
}"""
LACKED = """[AbortSignal.any, [].toSorted, Promise.withResolvers, Object.groupBy, URL.parse].every((it) => !it)
    && AbortSignal.timeout !== undefined && [].at !== undefined"""


def newer_features() -> str:
    node = shutil.which("node")
    assert node
    printed = subprocess.run(
        [node, "scripts/print-newer.mjs"], cwd=CHECKOUT / "web", capture_output=True, text=True, check=True
    )
    assert len(json.loads(printed.stdout)["members"]) > 500
    return printed.stdout


def test_every_view_works_without_newer_features(page: Page, shop: MerchantClient) -> None:
    page.add_init_script(f"({DELETE})({newer_features()})")
    shop.pay(str(uuid4()), Script.PAYS, 12_300)
    wait_until(shop.is_quiet, 60)
    [payout] = shop.payouts()
    page.goto(f"/m/{shop.merchant}")
    assert page.evaluate(LACKED)
    expect(page.get_by_role("table", name="Payouts")).to_contain_text("₹123.00")
    expect(page.get_by_role("heading", name="Balance history")).to_be_visible()
    page.get_by_role("button", name="Merchant:").click()
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")

    page.goto(f"/m/{shop.merchant}/payouts/{payout['id']}")
    expect(page.get_by_role("region", name="Payout of ₹123.00")).to_contain_text("Paid ₹123.00")
    page.goto(f"/m/{shop.merchant}/payouts/new")
    expect(step(page, "New payout").get_by_label("Amount")).to_be_visible()
    page.goto(f"/m/{shop.merchant}/ledger")
    with page.expect_download():
        page.get_by_role("button", name="Export CSV").click()
    page.goto(f"/m/{shop.merchant}/developers?dialog=create-key")
    page.get_by_role("dialog").get_by_label("Name", exact=True).fill("Old browser")
    page.get_by_role("dialog").get_by_role("button", name="Create key").click()
    page.get_by_role("dialog", name="Key created").get_by_role("button", name="I've stored it").click()
    expect(page.get_by_role("table", name="API keys")).to_contain_text("Live")
    expect(page.get_by_text("Can't reach the server")).to_have_count(0)
    expect(page.locator("#unsupported")).to_be_hidden()


def test_a_browser_without_the_pages_styles_is_told_what_it_needs(page: Page) -> None:
    """As where the units that theme.css asks for are unknown, and the script cannot be run."""

    def unknown_units(route: Route) -> None:
        answer = route.fetch()
        style = answer.text()
        assert "1dvh" in style
        route.fulfill(response=answer, body=style.replace("1dvh", "1unknown"))

    page.route("**/*.css", unknown_units)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("/")
    sentence = page.get_by_text("This page needs Chrome or Edge 109, Firefox 115, Safari 16.4, or a newer version")
    expect(sentence).to_be_visible()


def test_the_sentence_names_the_browsers_that_the_build_is_for() -> None:
    html = (CHECKOUT / "web" / "index.html").read_text()
    readme = (CHECKOUT / "README.md").read_text()
    source = (CHECKOUT / "web" / "scripts" / "browsers.mjs").read_text()
    assert 'chrome: "109", edge: "109", firefox: "115", safari: "16.4"' in source
    for text in (html, readme):
        assert "Chrome or Edge 109, Firefox 115, Safari 16.4" in text
