"""What can be pressed is at least 24 px high for a mouse, and 44 px for a finger."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine

from .conftest import close_context, open_context

# Pressed above and below its middle, half of the height away, each control is hit itself. Text that other controls
# interrupt is left out: a link within a sentence has no room of its own. So is a file's own field behind its button.
MISSED = """(height) => {
    const within = document.querySelector("dialog[open]") ?? document;
    const inputs = "input:not([type=range], [type=file][tabindex='-1'])";
    const controls = within.querySelectorAll(`a[href], button, summary, select, ${inputs}`);
    return [...controls].filter((it) => it.checkVisibility() && !it.closest("[inert]")).filter((it) => {
        if (it.matches("[type=radio], [type=checkbox]")) it = it.closest("label");
        it.scrollIntoView({ block: "center", inline: "center" });
        const box = it.getBoundingClientRect();
        if (box.bottom < 0) return false; // the link that skips, until it has the focus
        if (box.height >= height) return false;
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        return [-1, 1].some((side) => {
            const hit = document.elementFromPoint(x, y + side * (height / 2 - 1));
            return !hit || (hit !== it && !it.contains(hit));
        });
    }).map((it) => `${it.getBoundingClientRect().height} px: ${it.outerHTML.slice(0, 120)}`);
}"""


@pytest.mark.parametrize(("height", "is_touch"), [(24, False), (44, True)])
def test_every_control_can_be_hit(
    browser: Browser, engine: LocalEngine, shop: MerchantClient, height: int, is_touch: bool
) -> None:
    shop.pay(str(uuid4()), Script.PAYS, 4_200)
    shop.pay(str(uuid4()), Script.HANGS_THEN_PAYS, 4_300)
    size = ViewportSize(width=360, height=740) if is_touch else ViewportSize(width=1280, height=900)
    context = open_context(browser, engine, viewport=size, has_touch=is_touch, is_mobile=is_touch)
    page = context.new_page()
    account, payout = shop.accounts[Script.PAYS], shop.payouts()[0]["id"]
    views = ["", "/payouts", "/ledger", "/merchant", "/adjustments", "/developers", "/payouts/new", f"?payout={payout}"]
    views += ["/payouts/several", "/payouts/batches", "/payouts/exports", "/payouts/orders", "/statement"]
    views += ["/beneficiaries", f"/beneficiaries/{account}"]
    views += ["/developers/webhooks", "/developers/events", "/developers/requests", "/operations/audit"]
    dialogs = ["add-account", "suspend-merchant", "why-balance", "fee-plan"]
    missed = {}
    for view in [*views, *(f"/merchant?dialog={dialog}" for dialog in dialogs)]:
        page.goto(f"/m/{shop.merchant}{view}")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("Loading").first).to_be_hidden()
        assert page.evaluate("matchMedia('(pointer: coarse)').matches") == is_touch
        missed[view] = page.evaluate(MISSED, height)
    close_context(context)
    assert missed == {view: [] for view in missed}
