"""An open payout: over its page, or beside the list where there is room."""

import re

from playwright.sync_api import Locator, Page


def open_payout(page: Page, name: str = "Payout of") -> Locator:
    heading = re.compile(f"^{re.escape(name)}")
    return page.get_by_role("dialog", name=heading).or_(page.get_by_role("region", name=heading))
