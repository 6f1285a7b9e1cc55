"""No page needs an exception from the Content-Security-Policy: the `page` fixture fails on every violation."""

from uuid import uuid4

from playwright.sync_api import Browser, Locator, Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .conftest import REPORT_VIOLATIONS, close_context, open_context
from .test_playground import run

OVERFLOW = "getComputedStyle(document.body).overflow"

OPERATOR, PASSWORD = "operator", "a password of twelve letters"
ADMIN = [
    "",
    "merchants/merchant/",
    "merchants/bankaccount/",
    "payouts/payout/",
    "ledger/ledgerentry/",
    "bank/banksubmission/",
    "bank/banktransfer/",
]
VIEWS = ["", "/payouts", "/ledger", "/payouts/new", "?dialog=record-payment", "?dialog=add-account"]


def policy(page: Page, address: str) -> str:
    answer = page.goto(address)
    assert answer
    return answer.headers["content-security-policy"]


def test_a_policy_violation_is_reported(browser: Browser, engine: LocalEngine) -> None:
    context = open_context(browser, engine)
    context.add_init_script(REPORT_VIOLATIONS)
    page = context.new_page()
    page.goto("/")
    with page.expect_console_message(lambda message: "style-src-elem inline" in message.text):
        page.evaluate("document.head.append(Object.assign(document.createElement('style'), {textContent: 'p {}'}))")
    close_context(context)


def test_the_dashboard_needs_no_exception(page: Page, shop: MerchantClient) -> None:
    for script in (Script.PAYS, Script.ACCOUNT_CLOSED):
        shop.pay(str(uuid4()), script)
    wait_until(shop.is_quiet, 60)
    for view in [*VIEWS, f"/payouts/{shop.payouts()[0]['id']}"]:
        assert "style-src 'self'" in policy(page, f"/m/{shop.merchant}{view}")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("Loading").first).to_be_hidden()


def test_the_playground_and_its_dialogs_need_no_exception(page: Page) -> None:
    assert "style-src 'self'" in policy(page, "/graphql/")
    run(page, "Merchants")
    for button in ("Open short keys dialog", "Open settings dialog"):
        page.get_by_role("button", name=button).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        # The dialog's own style stops the page behind it from scrolling, and leaves with the dialog.
        wait_until(lambda: page.evaluate(OVERFLOW) == "hidden", 60)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        wait_until(lambda: page.evaluate(OVERFLOW) != "hidden", 60)
    page.get_by_role("button", name="Show History").click()
    page.get_by_role("button", name="Show Documentation Explorer").click()

    # Completion, an error's tooltip and a name's documentation each add elements to the page.
    page.get_by_role("tab", name="Merchants").click()
    editor = page.locator(".graphiql-query-editor .CodeMirror").first
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("{ merchants { edgez ")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints")).to_be_visible()
    page.keyboard.press("Escape")
    mistake = page.locator(".CodeMirror-lint-mark-error").first
    expect(mistake).to_be_visible()
    # The editor marks the mistake anew after each check, and a new mark has no tooltip until the mouse comes again.
    wait_until(lambda: has_tooltip(page, mistake), 60)


def has_tooltip(page: Page, mistake: Locator) -> bool:
    page.mouse.move(0, 0)
    mistake.hover()
    return page.locator(".CodeMirror-lint-tooltip").first.is_visible()


def test_the_admin_needs_no_exception(page: Page, engine: LocalEngine, shop: MerchantClient) -> None:
    shop.pay(str(uuid4()))
    wait_until(shop.is_quiet, 60)
    made = engine.manage(
        "createsuperuser",
        "--no-input",
        DJANGO_SUPERUSER_USERNAME=OPERATOR,
        DJANGO_SUPERUSER_EMAIL="operator@payouts.example",
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    assert made.returncode == 0, made.stderr
    page.goto("/admin/")
    page.get_by_label("Username").fill(OPERATOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    for address in ADMIN:
        assert "script-src 'self'" in policy(page, f"/admin/{address}")
        page.wait_for_load_state("networkidle")
        row = page.locator("#result_list tbody th a").first
        if row.count():
            row.click()
            page.wait_for_load_state("networkidle")
            expect(page.locator("#content")).to_be_visible()
