"""A visit to the dashboard as the wire carries it: how many bytes, requests and round trips, and how long cached."""

import gzip
import http.client
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine

from .conftest import open_context

SCRIPT_BYTES = 130_000
STYLE_BYTES = 10_000
STATIC_FILES = 6
REQUESTS = 16


@dataclass
class Wire:
    """What Chromium received, headers included, until the balance could be read."""

    bytes: Counter[str] = field(default_factory=Counter)
    responses: dict[str, dict[str, Any]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    operations: list[str] = field(default_factory=list)


def visit(context: BrowserContext, merchant: str) -> Wire:
    """One visit in a page of its own."""
    page, wire = context.new_page(), Wire()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")

    def sent(event: dict[str, Any]) -> None:
        if operation := re.search(r"query (\w+)", event["request"].get("postData", "")):
            wire.operations.append(operation[1])

    def received(event: dict[str, Any]) -> None:
        wire.kinds[event["requestId"]] = event["type"]
        wire.responses[event["response"]["url"]] = event["response"]

    def finished(event: dict[str, Any]) -> None:
        wire.bytes[wire.kinds.get(event["requestId"], "")] += event["encodedDataLength"]

    devtools.on("Network.requestWillBeSent", sent)
    devtools.on("Network.responseReceived", received)
    devtools.on("Network.loadingFinished", finished)
    page.goto(f"/?merchant={merchant}")
    see_balance(page)
    page.wait_for_load_state("networkidle")
    page.close()
    return wire


def see_balance(page: Page) -> None:
    expect(page.get_by_text("₹10,00,000.00").first).to_be_visible()


def headers(response: dict[str, Any]) -> dict[str, str]:
    return {name.lower(): value for name, value in response["headers"].items()}


def test_a_first_visit_is_small_and_a_second_one_fetches_no_file(
    browser: Browser, engine: LocalEngine, shop: MerchantClient
) -> None:
    context = open_context(browser, engine)
    first = visit(context, shop.merchant)
    assert 50_000 < first.bytes["Script"] <= SCRIPT_BYTES
    assert 1_000 < first.bytes["Stylesheet"] <= STYLE_BYTES
    files = {url: response for url, response in first.responses.items() if "/static/assets/" in url}
    assert 3 <= len(files) <= STATIC_FILES
    assert len(first.responses) <= REQUESTS
    for response in files.values():
        assert headers(response)["content-encoding"] == "br"
        assert "immutable" in headers(response)["cache-control"]

    # Only the page itself comes before the balance's request, beside the files that send it.
    assert first.operations[0] == "Balance"
    assert first.operations.count("Balance") == 1

    second = visit(context, shop.merchant)
    assert all(response["fromDiskCache"] for url, response in second.responses.items() if "/static/assets/" in url)
    assert second.bytes["Script"] == second.bytes["Stylesheet"] == 0
    context.close()


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
