"""A visit to the dashboard as the wire carries it: how many bytes, requests and round trips, and how long cached."""

import gzip
import http.client
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .conftest import close_context, open_context

# Until the balance can be read, headers included.
SCRIPT_BYTES = 108_500
STYLE_BYTES = 10_000
FONT_BYTES = 20_000
FILES_BYTES = 140_000  # of all but the queries: on a busy machine the page polls before it is idle
STATIC_FILES = 7
# The page, its files (the font last), four queries, the icon.
REQUESTS = 12
# One after the other: the page, the script that sends the query, the query.
ROUND_TRIPS = 3
# The list of merchants is for the switcher, and is sent after the first render.
OVERVIEW = {"Start": 1, "BalanceHistory": 1, "PayoutsPage": 1, "Merchants": 1}


@dataclass
class Wire:
    """What Chromium received, headers included, until the balance could be read."""

    bytes: Counter[str] = field(default_factory=Counter)
    responses: dict[str, dict[str, Any]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    operations: Counter[str] = field(default_factory=Counter)
    # How many responses must have arrived, one after the other, for the last of them: by address or operation.
    round_trips: dict[str, int] = field(default_factory=dict)


def visit(context: BrowserContext, address: str) -> Wire:
    """One visit in a page of its own."""
    page, wire = context.new_page(), Wire()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")

    def sent(event: dict[str, Any]) -> None:
        name = event["request"]["url"]
        if operation := operation_of(event["request"].get("postData")):
            wire.operations[operation] += 1
            name = operation
        wire.round_trips[name] = 1 + max((wire.round_trips.get(it, 0) for it in causes(event["initiator"])), default=0)

    def received(event: dict[str, Any]) -> None:
        wire.kinds[event["requestId"]] = event["type"]
        wire.responses[event["response"]["url"]] = event["response"]

    def finished(event: dict[str, Any]) -> None:
        wire.bytes[wire.kinds.get(event["requestId"], "")] += event["encodedDataLength"]

    devtools.on("Network.requestWillBeSent", sent)
    devtools.on("Network.responseReceived", received)
    devtools.on("Network.loadingFinished", finished)
    page.goto(address)
    see_balance(page)
    page.wait_for_load_state("networkidle")
    page.close()
    return wire


def operation_of(body: str | None) -> str | None:
    found = re.search(r"query (\w+)", body or "")
    return found[1] if found else None


def causes(initiator: dict[str, Any]) -> list[str]:
    """The addresses of the page or of the scripts that made a request."""
    urls = [initiator["url"]] if "url" in initiator else []
    stack = initiator.get("stack")
    while stack:
        urls += [frame["url"] for frame in stack["callFrames"]]
        stack = stack.get("parent")
    return urls


def see_balance(page: Page) -> None:
    expect(page.get_by_text("₹10,00,000.00").first).to_be_visible()


@pytest.fixture
def shop(shop: MerchantClient) -> MerchantClient:
    """One that has paid, in vain: else the overview also loads the first steps of an empty merchant."""
    shop.pay(str(uuid4()), Script.ACCOUNT_CLOSED, 4_200)
    wait_until(lambda: shop.statuses()["failed"], 60)
    return shop


def headers(response: dict[str, Any]) -> dict[str, str]:
    return {name.lower(): value for name, value in response["headers"].items()}


def test_a_first_visit_is_small_and_a_second_one_fetches_no_file(
    browser: Browser, engine: LocalEngine, shop: MerchantClient
) -> None:
    context = open_context(browser, engine)
    first = visit(context, f"/m/{shop.merchant}")
    assert 50_000 < first.bytes["Script"] <= SCRIPT_BYTES
    assert 1_000 < first.bytes["Stylesheet"] <= STYLE_BYTES
    assert 10_000 < first.bytes["Font"] <= FONT_BYTES
    assert first.bytes.total() - first.bytes["Fetch"] <= FILES_BYTES
    files = {url: response for url, response in first.responses.items() if "/static/assets/" in url}
    assert 3 <= len(files) <= STATIC_FILES
    assert len(first.responses) <= REQUESTS
    for address, response in files.items():
        assert headers(response).get("content-encoding") == (None if address.endswith(".woff2") else "br")
        assert "immutable" in headers(response)["cache-control"]

    second = visit(context, f"/m/{shop.merchant}")
    assert all(response["fromDiskCache"] for url, response in second.responses.items() if "/static/assets/" in url)
    assert second.bytes["Script"] == second.bytes["Stylesheet"] == second.bytes["Font"] == 0
    close_context(context)


def test_one_query_brings_the_balance_after_three_round_trips_and_nothing_is_asked_twice(
    browser: Browser, engine: LocalEngine, shop: MerchantClient
) -> None:
    context = open_context(browser, engine)
    for _ in ("first", "second"):
        seen = visit(context, f"/m/{shop.merchant}")
        asked = dict(until_the_first_poll(seen))
        assert asked.pop("WebhookTrouble", 1) == 1  # once the balance is there, which may be after the first poll
        assert asked == OVERVIEW
        assert seen.round_trips["Start"] == ROUND_TRIPS
        files = {address: trips for address, trips in seen.round_trips.items() if "/static/assets/" in address}
        # The font is asked for by the first text in it, after all else.
        assert {trips for address, trips in files.items() if not address.endswith(".woff2")} == {2}
    close_context(context)


def until_the_first_poll(seen: Wire) -> dict[str, int]:
    return {name: times for name, times in seen.operations.items() if name != "Revision"}


@pytest.mark.cut_off
def test_something_is_painted_before_any_script_has_arrived(page: Page) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto("/")
    expect(page.locator("#dashboard .border-line").first).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Loading…")


def get(engine: LocalEngine, path: str, accepted: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", engine.port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": accepted})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.usefixtures("built_page")
def test_each_browser_gets_the_encoding_it_accepts(engine: LocalEngine) -> None:
    [script, *_] = re.findall(r"/static/assets/react-[^\"]*\.js", get(engine, "/", "")[1].decode())
    plain, whole = get(engine, script, "identity")
    assert plain.getheader("Content-Encoding") is None
    zipped, less = get(engine, script, "gzip")
    assert (zipped.getheader("Content-Encoding"), gzip.decompress(less)) == ("gzip", whole)
    best, least = get(engine, script, "gzip, br")
    assert best.getheader("Content-Encoding") == "br"
    assert len(least) < len(less) < len(whole) / 2
    for response in (plain, zipped, best):
        assert "Accept-Encoding" in (response.getheader("Vary") or "")
        assert "immutable" in (response.getheader("Cache-Control") or "")
    icon, _ = get(engine, "/static/favicon.svg", "br")
    assert "immutable" not in (icon.getheader("Cache-Control") or "")
