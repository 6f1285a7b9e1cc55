"""Chromium's own Back button, pressed by an extension.

Playwright's go_back() goes to the entry before, whatever that is; the button passes by those that a page left without a
click or a key.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .conftest import PATIENCE_MS, QUIET

MANIFEST = {
    "manifest_version": 3,
    "name": "Back",
    "version": "1",
    "background": {"service_worker": "back.js"},
    "host_permissions": ["http://127.0.0.1/*"],
}
# Chromium ends an extension's worker after half a minute without work, and nothing here would start it again.
PRESS = """setInterval(() => chrome.runtime.getPlatformInfo(() => {}), 5000);
self.back = async () => {
    const [tab] = await chrome.tabs.query({ url: "http://127.0.0.1/*" });
    await chrome.tabs.goBack(tab.id);
}"""


@contextmanager
def window_with_button(browser: Browser, engine: LocalEngine, program: str, folder: Path) -> Iterator[BrowserContext]:
    """A profile of its own in `folder`, with a button that `press_back` presses."""
    extension = folder / "extension"
    extension.mkdir()
    (extension / "manifest.json").write_text(json.dumps(MANIFEST))
    (extension / "back.js").write_text(PRESS)
    context = browser.browser_type.launch_persistent_context(
        folder / "profile",
        executable_path=program,
        args=[*QUIET, f"--disable-extensions-except={extension}", f"--load-extension={extension}"],
        ignore_default_args=["--disable-extensions"],
        base_url=f"http://127.0.0.1:{engine.port}",
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def press_back(window: BrowserContext) -> None:
    worker = window.service_workers[0] if window.service_workers else window.wait_for_event("serviceworker")
    worker.evaluate("self.back()")


class Onlooker:
    """Looks at a page without touching it: to Chromium, all that Playwright evaluates there is a user's act."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self.look("window.arrivals = 0, addEventListener('popstate', () => window.arrivals++)")

    def look(self, expression: str) -> Any:
        found = self._session.send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def wait_for(self, expression: str) -> None:
        wait_until(lambda: self.look(expression) is True)
