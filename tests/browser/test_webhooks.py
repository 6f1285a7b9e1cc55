"""A merchant's developer adds an endpoint in the dashboard, sees what arrives and what does not, and sends it again."""

import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from standardwebhooks import Webhook

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine, prepared_engine
from tests.support.servers import wait_until

from .conftest import BRISK, open_context
from .looks import in_all_looks
from .test_accessibility import violations

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SHOTS = os.environ.get("SHOTS")  # a folder for pictures of what the tests see


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    """It may send to this machine, and tries again after ten minutes only."""
    with prepared_engine() as engine:
        engine.start_and_wait(
            **BRISK, PAYOUT_WEBHOOKS_MAY_REACH="loopback", PAYOUT_WEBHOOK_RETRY_DELAYS_SECONDS="600,600"
        )
        yield engine


@dataclass
class Sink:
    """A merchant's receiver."""

    url: str
    status: int = 204
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def verified(self, secret: str) -> list[str]:
        """The types of what has arrived. Raises if a signature is wrong."""
        for headers, body in self.received:
            Webhook(secret).verify(body, headers)
        return [json.loads(body)["type"] for _, body in self.received]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with opened_sink() as sink:
        yield sink


@pytest.fixture
def refusing_sink() -> Iterator[Sink]:
    with opened_sink() as sink:
        sink.status = 500
        yield sink


@contextmanager
def opened_sink() -> Iterator[Sink]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(told.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = Sink(f"http://127.0.0.1:{server.server_port}/hooks")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


def picture(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


def messages(page: Page, text: str = "") -> Locator:
    return page.get_by_role("table", name="Messages of this endpoint").locator("tbody tr").filter(has_text=text)


def add(page: Page, shop: MerchantClient, url: str, *types: str) -> str:
    """The new endpoint's secret; its page is open."""
    page.goto(f"/m/{shop.merchant}/developers/webhooks")
    page.get_by_role("button", name="Add endpoint").click()
    dialog = page.get_by_role("dialog", name="Add endpoint")
    dialog.get_by_label("Address").fill(url)
    for each in types:
        dialog.get_by_role("checkbox", name=each).check()
    if not types:
        dialog.get_by_role("button", name="Choose all").click()
    dialog.get_by_role("button", name="Add endpoint").click()
    secret = page.get_by_role("dialog", name="Endpoint added").get_by_role("region", name="Signing secret").inner_text()
    page.get_by_role("button", name="I've stored it").click()
    expect(page.get_by_role("heading", name=url)).to_be_visible()
    return secret


def test_an_endpoint_is_added_fails_and_is_sent_its_events_again(page: Page, shop: MerchantClient, sink: Sink) -> None:
    secret = add(page, shop, sink.url, "Payout created", "Payout paid")
    page.get_by_role("button", name="Send test event").click()
    expect(messages(page, "Test event")).to_contain_text("At the first attempt.")
    assert sink.verified(secret) == ["TEST"]

    sink.status = 500
    shop.pay(str(uuid4()), Script.PAYS, 12_345)
    expect(messages(page, "Payout paid")).to_contain_text("Not delivered: the receiver answered 500. Next try at")
    expect(messages(page, "Payout created")).to_contain_text("Not delivered: the receiver answered 500.")
    expect(page.get_by_text("Failing", exact=True)).to_be_visible()
    expect(page.get_by_text("2 waiting")).to_be_visible()
    assert violations(page) == []
    picture(page, "webhook-1280")

    sink.status = 204
    messages(page, "Payout paid").get_by_role("link").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Payout paid · "))
    body = dialog.get_by_role("region", name="Body, as we sent it")
    assert body.inner_text().encode() == sink.received[-1][1] or body.inner_text().encode() == sink.received[-2][1]
    expect(dialog.get_by_role("table", name="Attempts of this message")).to_contain_text("The receiver answered 500")
    dialog.get_by_role("button", name="Send now").click()
    expect(dialog.get_by_text("At attempt 2.")).to_be_visible()
    assert violations(page) == []
    picture(page, "message-1280")
    page.keyboard.press("Escape")
    expect(messages(page, "Payout paid")).to_contain_text("At attempt 2.")
    assert sink.verified(secret)[-1] == "PAYOUT_COMPLETED"
    page.get_by_role("group", name="Filter by state").get_by_role("link", name="Waiting").click()
    expect(messages(page)).to_have_count(1)
    expect(messages(page)).to_contain_text("Payout created")
    page.get_by_role("navigation", name="Developers").get_by_role("link", name="Webhooks").click()
    row = page.get_by_role("list", name="Webhook endpoints").get_by_role("listitem")
    expect(row).to_contain_text("Payout created, Payout paid")
    expect(row).to_contain_text("1 waiting")
    assert violations(page) == []
    picture(page, "webhooks-1280")


def test_the_overview_says_which_endpoint_fails_or_is_disabled(
    page: Page, shop: MerchantClient, sink: Sink, refusing_sink: Sink
) -> None:
    add(page, shop, refusing_sink.url, "Payout created")
    page.get_by_role("button", name="Send test event").click()
    expect(page.get_by_text("Failing", exact=True)).to_be_visible()
    add(page, shop, sink.url, "Payout failed")
    page.get_by_role("button", name="Disable").click()
    expect(page.get_by_text("Disabled by hand.")).to_be_visible()
    add(page, shop, f"{sink.url}/well", "Payout failed")
    page.get_by_role("link", name="Overview").click()
    lines = page.get_by_role("region", name="Needs you").get_by_role("link")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text(re.compile("Webhook failing since"))
    expect(lines.nth(1)).to_contain_text(re.compile("Webhook disabled ?" + sink.url.split("/")[2]))
    in_all_looks(page, "needs-webhooks")
    lines.nth(0).click()
    expect(page.get_by_role("heading", name=refusing_sink.url)).to_be_visible()


def test_a_secret_is_shown_once_and_rotated(page: Page, shop: MerchantClient, sink: Sink) -> None:
    page.goto(f"/m/{shop.merchant}/developers/webhooks")
    page.get_by_role("button", name="Add endpoint").click()
    dialog = page.get_by_role("dialog", name="Add endpoint")
    dialog.get_by_label("Address").fill(sink.url)
    dialog.get_by_role("button", name="Choose all").click()
    picture(page, "add-1280")
    dialog.get_by_label("Address").press("Enter")
    added = page.get_by_role("dialog", name="Endpoint added")
    first = added.get_by_role("region", name="Signing secret").inner_text()
    assert violations(page) == []
    picture(page, "secret-1280")
    page.keyboard.press("Escape")
    expect(added.get_by_role("alert")).to_contain_text("Store the secret first.")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"whsec_…{first[-4:]}")).to_be_visible()
    assert first not in page.content()

    page.get_by_role("button", name="Rotate secret").click()
    rotating = page.get_by_role("dialog", name="Rotate signing secret")
    rotating.get_by_label("The old secret still signs").select_option("For 1 hour")
    rotating.get_by_role("button", name="Rotate secret").click()
    rotated = page.get_by_role("dialog", name="Secret rotated")
    second = rotated.get_by_role("region", name="Signing secret").inner_text()
    rotated.get_by_role("button", name="I've stored it").click()
    expect(page.get_by_text("and the one before it until")).to_be_visible()
    page.get_by_role("button", name="Send test event").click()
    wait_until(lambda: sink.received)
    assert sink.verified(first) == sink.verified(second) == ["TEST"]


def test_an_endpoint_is_disabled_enabled_sent_all_again_and_deleted(
    page: Page, shop: MerchantClient, sink: Sink
) -> None:
    secret = add(page, shop, sink.url)
    page.get_by_role("button", name="Disable").click()
    expect(page.get_by_text("Disabled by hand.")).to_be_visible()
    expect(page.get_by_role("button", name="Send test event")).to_have_count(0)
    shop.pay(str(uuid4()), Script.PAYS, 100)
    wait_until(shop.is_quiet, 60)
    assert sink.received == []
    page.get_by_role("button", name="Enable").click()
    expect(messages(page, "Payout paid")).to_contain_text("At the first attempt.")
    wait_until(lambda: len(sink.received) == 3)

    page.get_by_role("button", name="Send events again").click()
    dialog = page.get_by_role("dialog", name="Send events again")
    for position, why in (("7", "such as 1044.0"), ("999.0", "beyond the end of this merchant's feed")):
        dialog.get_by_label("After position").fill(position)
        dialog.get_by_role("button", name="Continue").click()
        expect(dialog.get_by_role("alert")).to_contain_text(why)
    assert violations(page) == []
    dialog.get_by_label("After position").fill("0.0")
    page.keyboard.press("Enter")
    question = page.get_by_role("dialog", name="Send 4 events again?")
    expect(question.get_by_role("button", name="Back")).to_be_focused()
    in_all_looks(page, "replay")
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("After position")).to_have_value("0.0")
    assert len(sink.received) == 3
    dialog.get_by_role("button", name="Continue").click()
    question.get_by_role("button", name="Send again").click()
    expect(page.get_by_text(re.compile("We send 4 events again, after 0.0 up to")).last).to_be_visible()
    wait_until(lambda: len(sink.received) == 7)  # the payment from before it was added, and all once more
    twice = ["PAYOUT_COMPLETED", "PAYOUT_CREATED", "WEBHOOK_ENDPOINT_DISABLED"]
    assert sorted(sink.verified(secret)) == sorted(["PAYMENT_RECEIVED", *twice * 2])

    page.get_by_role("navigation", name="Developers").get_by_role("link", name="Events").click()
    expect(page.get_by_role("link", name=re.compile("^Endpoint disabled: event"))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name=re.compile("^Webhook endpoint")).click()
    expect(page.get_by_role("heading", name=sink.url)).to_be_visible()

    page.get_by_role("button", name="Delete").click()
    question = page.get_by_role("dialog", name="Delete endpoint")
    expect(question.get_by_text("you can't undo it")).to_be_focused()
    assert violations(page) == []
    question.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("No endpoints yet")).to_be_visible()
    page.go_back()


def test_each_refusal_stands_beside_its_field(page: Page, shop: MerchantClient, sink: Sink) -> None:
    page.goto(f"/m/{shop.merchant}/developers/webhooks")
    page.get_by_role("button", name="Add endpoint").click()
    dialog = page.get_by_role("dialog", name="Add endpoint")
    submit = dialog.get_by_role("button", name="Add endpoint")
    submit.click()
    expect(dialog.get_by_label("Address")).to_be_focused()
    expect(dialog.get_by_role("alert")).to_have_text("Enter your server's address.")
    dialog.get_by_label("Address").fill("ftp://shop.example/hooks")
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("alert")).to_have_text("The address must begin with https://.")
    in_all_looks(page, "add-endpoint")
    dialog.get_by_label("Address").fill("https://10.0.0.1/hooks")
    expect(dialog.get_by_role("alert")).to_have_count(0)
    submit.click()
    expect(dialog.get_by_role("alert")).to_have_text("Choose at least one.")
    assert violations(page) == []
    dialog.get_by_role("checkbox", name="Payout failed PAYOUT_FAILED").check()
    submit.click()
    expect(dialog.get_by_role("alert")).to_contain_text("The address leads to a host that is not on the public")
    expect(dialog.get_by_label("Address")).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    picture(page, "add-refused-1280")
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Discard").click()

    add(page, shop, sink.url, "Payout failed")
    page.goto(f"/m/{shop.merchant}/developers/webhooks/{uuid4()}")
    expect(page.get_by_text("Endpoint not found")).to_be_visible()
    page.goto(f"/m/{shop.merchant}/developers/webhooks/nothing")
    expect(page.get_by_text("Endpoint not found")).to_be_visible()


def test_webhooks_are_kept_on_a_phone_in_the_dark(
    browser: Browser, engine: LocalEngine, shop: MerchantClient, sink: Sink
) -> None:
    context = open_context(browser, engine, viewport=ViewportSize(width=360, height=740), color_scheme="dark")
    page = context.new_page()
    sink.status = 500
    add(page, shop, f"{sink.url}/a-long-path/that-a-phone-has-to-break/somewhere/in-the-middle", "Payout created")
    page.get_by_role("button", name="Send test event").click()
    card = page.get_by_role("list", name="Messages").get_by_role("listitem")
    expect(card).to_contain_text("Not delivered: the receiver answered 500.")
    assert violations(page) == []
    assert page.evaluate(FITS)
    picture(page, "webhook-360")
    card.get_by_role("link").click()
    expect(page.get_by_role("dialog").get_by_role("table")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(FITS)
    picture(page, "message-360")
    page.goto(f"/m/{shop.merchant}/developers/webhooks")
    expect(page.get_by_role("list", name="Webhook endpoints")).to_contain_text("Failing")
    assert violations(page) == []
    assert page.evaluate(FITS)
    picture(page, "webhooks-360")
    context.close()
