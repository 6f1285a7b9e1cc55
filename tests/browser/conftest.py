"""A real Chromium, that of this machine, on the page of a real engine."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from server.ops import page as web_page
from tests.ops.engine import CHECKOUT, Engine, engine_in_its_own_folder

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def chromium() -> str:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("the browser tests need Chromium: apt-get install chromium")
    return program


@pytest.fixture(scope="session")
def built_page() -> None:
    if web_page.is_stale(CHECKOUT / "web"):
        list(web_page.build(CHECKOUT / "web"))


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[Engine]:
    with engine_in_its_own_folder() as engine:
        engine.start_and_wait(PAYOUT_BANK_FAILURE_RATE="0")
        yield engine


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Per module: while it is open an event loop runs, in which Django refuses to speak to its database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, engine: Engine) -> Iterator[Page]:
    """A page that may reach the engine and nothing else; what it says to the console is a fault."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{engine.port}")
    page = context.new_page()
    strayed: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: strayed.append(request.url) if f":{engine.port}/" not in request.url else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [url for url in strayed if not url.startswith(("data:", "blob:"))] == []
    assert complaints == []
