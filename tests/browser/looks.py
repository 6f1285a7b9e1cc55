"""A page on a phone and on a desk, in light and dark."""

import os

from playwright.sync_api import Page

from .test_accessibility import COLOURS, violations

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SHOTS = os.environ.get("SHOTS")  # a folder for pictures of what the tests see


def in_all_looks(page: Page, name: str) -> None:
    """Nothing spills, and no rule of accessibility is broken. The window has its size again afterwards."""
    size = page.viewport_size
    for width, height in ((360, 780), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(FITS)
        for colours in ("dark", "light"):
            page.emulate_media(color_scheme=colours, reduced_motion="reduce")
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{width}-{colours}.png")
            assert violations(page, None if colours == "dark" else COLOURS) == []
    if size:
        page.set_viewport_size(size)
