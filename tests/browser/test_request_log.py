"""A merchant's user makes a key, and sees in the request log why one of its calls was refused."""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.support.engine import LocalEngine
from tests.support.users import PASSWORD

from .closed_engine import ASHA, BOSS, closed_engine, fill_in, merchants
from .conftest import close_context, open_context
from .test_accessibility import violations
from .test_developers import make_key, row, secret_in, sign_in

pytestmark = pytest.mark.cut_off
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SHOTS = os.environ.get("SHOTS")  # a folder for pictures of what the tests see


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine() as engine:
        yield engine


def send(engine: LocalEngine, secret: str, paise: int) -> tuple[int, str]:
    """A payout to no account: its status and its X-Request-Id."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{engine.port}/api/v1/payouts/",
        json.dumps({"amount_paise": paise, "bank_account_id": account(engine, secret)}).encode(),
        {
            "Authorization": f"Bearer {secret}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid4()),
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            return response.status, response.headers["X-Request-Id"]
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers["X-Request-Id"]


def account(engine: LocalEngine, secret: str) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{engine.port}/api/v1/merchants/", headers={"Authorization": f"Bearer {secret}"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        return str(json.load(response)["results"][0]["bank_accounts"][0]["id"])


def picture(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def found(page: Page, text: str) -> Locator:
    return page.get_by_role("table", name="Requests").get_by_role("row").filter(has_text=text)


def test_a_merchants_user_makes_a_key_and_finds_its_refused_call(page: Page, engine: LocalEngine) -> None:
    page.goto("/developers")
    fill_in(page, ASHA)
    dialog = make_key(page, "Web shop", pays=True)
    secret = secret_in(dialog)
    dialog.get_by_role("button", name="I've stored it").click()
    expect(row(page, "Web shop")).to_contain_text(ASHA)
    assert violations(page) == []
    paid, refused = send(engine, secret, 100), send(engine, secret, 10**10)
    assert (paid[0], refused[0]) == (201, 402)

    row(page, "Web shop").get_by_role("link", name="Requests of").click()
    expect(page.get_by_role("heading", name="Request log")).to_be_visible()
    expect(found(page, refused[1])).to_contain_text("HTTP 402 · insufficient_funds")
    expect(found(page, refused[1])).to_contain_text("The available balance is smaller than the amount.")
    expect(found(page, paid[1])).to_contain_text("Made a payout")
    assert violations(page) == []
    picture(page, "requests-1280")

    page.get_by_role("group", name="Filter by outcome").get_by_role("link", name="Refused").click()
    expect(found(page, paid[1])).to_have_count(0)
    expect(found(page, refused[1])).to_have_count(1)
    page.get_by_role("link", name="Show all keys").click()
    page.get_by_label("X-Request-Id").fill(f" X-Request-Id: {paid[1].upper()} ")
    page.keyboard.press("Enter")
    expect(found(page, refused[1])).to_have_count(0)
    assert page.url.endswith(f"?request={paid[1]}")
    page.reload()
    found(page, paid[1]).get_by_role("link", name="Open payout").click()
    expect(page.get_by_text("₹1.00").first).to_be_visible()
    page.go_back()
    page.get_by_label("X-Request-Id").fill("0198f3a2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paste the whole id: 36 characters.")).to_be_visible()
    assert violations(page) == []


def test_the_log_is_read_on_a_phone_in_the_dark(browser: Browser, engine: LocalEngine) -> None:
    context = open_context(browser, engine, viewport=ViewportSize(width=360, height=740), color_scheme="dark")
    page = context.new_page()
    page.goto("/developers/requests")
    fill_in(page, ASHA)
    card = page.get_by_role("list", name="Requests").get_by_role("listitem").filter(has_text="insufficient_funds")
    expect(card.first).to_contain_text("Wait for money to come in, or pay less.")
    assert violations(page) == []
    assert page.evaluate(FITS)
    picture(page, "requests-360")
    close_context(context)


def test_an_operator_sees_the_merchants_calls_and_another_merchant_does_not(page: Page, engine: LocalEngine) -> None:
    _, globe = merchants(engine)
    sign_in(page, engine, BOSS, "/developers/requests")
    expect(found(page, "insufficient_funds").first).to_be_visible()
    page.goto(f"/m/{globe}/developers/requests")
    expect(page.get_by_text("No requests yet")).to_be_visible()
    assert PASSWORD not in page.content()
