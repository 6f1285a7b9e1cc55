"""An operator makes, rotates and revokes a merchant's API key; the requests that the page shows work as they are."""

import json
import re
import shlex
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.support.engine import LocalEngine
from tests.support.users import PASSWORD

from .closed_engine import BOSS, closed_engine, fill_in, merchants
from .conftest import close_context, open_context
from .test_accessibility import violations

# A 401 leads to the sign-in, and Chromium logs each as an error.
pytestmark = pytest.mark.cut_off
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine() as engine:
        yield engine


def sign_in(page: Page, engine: LocalEngine, name: str = BOSS, more: str = "/developers") -> None:
    acme, _ = merchants(engine)
    page.goto(f"/m/{acme}{more}")
    fill_in(page, name)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def make_key(page: Page, name: str, *, pays: bool = False) -> Locator:
    """The dialog that shows the new key."""
    page.get_by_role("link", name="Create key").click()
    form = page.get_by_role("dialog", name="Create API key")
    form.get_by_label("Name", exact=True).fill(name)
    if pays:
        form.get_by_role("checkbox", name=re.compile("^Payouts")).check()
    form.get_by_label("Your password").fill(PASSWORD)
    form.get_by_role("button", name="Create key").click()
    return page.get_by_role("dialog", name="Key created")


def shown(dialog: Locator, label: str) -> str:
    return dialog.get_by_role("region", name=label).inner_text().strip()


def secret_in(dialog: Locator) -> str:
    secret = shown(dialog, "API key")
    assert re.fullmatch(r"payout_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}", secret)
    return secret


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("table", name="API keys").get_by_role("row").filter(has_text=name)


def run(command: str) -> tuple[int, dict[str, object]]:
    """Pastes it into a shell; without curl, sends what it says."""
    if shutil.which("curl"):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
        head, _, receipt = done.stdout.replace("\r", "").partition("\n\n")
        return int(head.split()[1]), json.loads(receipt)
    words = shlex.split(command.replace("\\\n", " "))
    headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    body = words[words.index("-d") + 1].encode() if "-d" in words else None
    address = next(word for word in words if word.startswith("http"))
    return send(urllib.request.Request(address, body, headers))  # noqa: S310 - an address on loopback


def send(request: urllib.request.Request) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            return response.status, json.load(response)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)


def status_with(engine: LocalEngine, secret: str) -> int:
    address = f"http://127.0.0.1:{engine.port}/api/v1/balance/"
    return send(urllib.request.Request(address, headers={"Authorization": f"Bearer {secret}"}))[0]


def test_a_new_key_pays_with_the_pasted_curl(page: Page, engine: LocalEngine) -> None:
    sign_in(page, engine)
    expect(page.get_by_text("1,200 reads and 300 writes per minute, for each key.")).to_be_visible()
    assert violations(page) == []
    dialog = make_key(page, "Payroll server", pays=True)
    secret = secret_in(dialog)
    assert violations(page) == []
    command = shown(dialog, "curl to paste")
    status, receipt = run(command)
    assert (status, receipt["amount_paise"], receipt["status"]) == (201, 100, "pending")
    assert run(command) == (200, receipt)  # the same Idempotency-Key: nothing more is paid

    dialog.get_by_label("Pay to").select_option(index=1)
    second = shown(dialog, "curl to paste")
    status, other = run(second)
    assert (status, other["bank_account_id"] != receipt["bank_account_id"]) == (201, True)

    dialog.get_by_role("button", name="Python").click()
    printed = subprocess.check_output(["python3", "-c", shown(dialog, "Python to paste")], text=True, timeout=60)
    assert json.loads(printed) == other

    # Neither Escape, a click beside it nor Back loses the only copy.
    page.keyboard.press("Escape")
    expect(dialog).to_contain_text("Store the key first.")
    page.mouse.click(5, 5)
    page.go_back()
    assert secret_in(dialog) == secret
    assert secret not in page.url
    assert secret not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])")
    dialog.get_by_role("button", name="I've stored it").click()
    expect(dialog).to_be_hidden()
    expect(row(page, "Payroll server")).to_contain_text("Read, Payouts")
    expect(row(page, "Payroll server")).to_contain_text(f"payout_{secret.split('_')[1]}_…")
    expect(row(page, "Payroll server")).to_contain_text(BOSS)
    page.reload()
    expect(row(page, "Payroll server")).to_contain_text("Live")
    assert secret not in page.content()


def test_the_secret_is_gone_after_a_reload(page: Page, engine: LocalEngine) -> None:
    sign_in(page, engine)
    secret = secret_in(make_key(page, "Reloaded"))
    page.once("dialog", lambda asked: asked.accept())  # the browser asks first
    page.reload()
    expect(page.get_by_role("dialog", name="Create API key")).to_be_visible()
    assert secret not in page.content()
    expect(page.get_by_label("Name", exact=True)).to_have_value("")


def test_a_key_that_reads_is_shown_a_request_that_reads(page: Page, engine: LocalEngine) -> None:
    acme, _ = merchants(engine)
    sign_in(page, engine)
    dialog = make_key(page, "Reader")
    status, balance = run(shown(dialog, "curl to paste"))
    assert (status, balance["merchant_id"]) == (200, acme)
    dialog.get_by_role("button", name="I've stored it").click()


def test_rotated_and_revoked_keys_stop(page: Page, engine: LocalEngine) -> None:
    sign_in(page, engine)
    dialog = make_key(page, "Cron job")
    first = secret_in(dialog)
    dialog.get_by_role("button", name="I've stored it").click()

    row(page, "Cron job").get_by_role("link", name="Rotate").click()
    form = page.get_by_role("dialog", name="Rotate API key")
    form.get_by_label("Your password").fill(PASSWORD)
    form.get_by_role("button", name="Rotate key").click()
    rotated = page.get_by_role("dialog", name="Key rotated")
    second = secret_in(rotated)
    rotated.get_by_role("button", name="I've stored it").click()
    assert (status_with(engine, first), status_with(engine, second)) == (200, 200)
    old = row(page, first.split("_")[1])
    expect(old).to_contain_text("works until")
    expect(old.get_by_role("link", name="Rotate")).to_have_count(0)

    row(page, second.split("_")[1]).get_by_role("link", name="Rotate").click()
    form.get_by_label("The old key still works").select_option("0")
    form.get_by_label("Your password").fill(PASSWORD)
    form.get_by_role("button", name="Rotate key").click()
    third = secret_in(rotated)
    rotated.get_by_role("button", name="I've stored it").click()
    assert (status_with(engine, second), status_with(engine, third)) == (401, 200)
    expect(row(page, second.split("_")[1])).to_contain_text("Expired")

    row(page, third.split("_")[1]).get_by_role("link", name="Revoke").click()
    asked = page.get_by_role("dialog", name="Revoke API key")
    expect(asked).to_contain_text("you can't undo it")
    page.keyboard.press("Enter")  # the focus is on the question, not on its button
    assert violations(page) == []
    assert status_with(engine, third) == 200
    asked.get_by_role("button", name="Revoke for good").click()
    expect(asked).to_be_hidden()
    assert status_with(engine, third) == 401
    expect(row(page, third.split("_")[1])).to_contain_text("Revoked")
    assert status_with(engine, first) == 200  # in its grace still


def test_faults_stand_beside_their_fields(page: Page, engine: LocalEngine) -> None:
    sign_in(page, engine)
    page.get_by_role("link", name="Create key").click()
    form = page.get_by_role("dialog", name="Create API key")
    form.get_by_role("button", name="Create key").click()
    expect(form.get_by_label("Name", exact=True)).to_be_focused()
    form.get_by_label("Name", exact=True).fill("Faulty")
    form.get_by_role("checkbox", name=re.compile("^Read")).uncheck()
    form.get_by_role("button", name="Create key").click()
    expect(form).to_contain_text("Choose at least one.")
    form.get_by_role("checkbox", name=re.compile("^Read")).check()
    form.get_by_label("Your password").fill("wrong")
    form.get_by_role("button", name="Create key").click()
    expect(form.get_by_label("Your password")).to_have_accessible_description("Wrong password.")
    assert violations(page) == []
    form.get_by_role("button", name="Cancel").click()
    expect(form).to_be_hidden()
    expect(row(page, "Faulty")).to_have_count(0)


def test_keys_are_managed_on_a_phone_by_keyboard(browser: Browser, engine: LocalEngine) -> None:
    context = open_context(browser, engine, viewport=ViewportSize(width=360, height=740), color_scheme="dark")
    page = context.new_page()
    sign_in(page, engine)
    page.get_by_role("link", name="Create key").focus()
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Create API key")
    expect(form.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Phone")
    form.get_by_label("Your password").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Key created")
    secret_in(dialog)
    assert violations(page) == []
    assert page.evaluate(FITS)
    dialog.get_by_role("button", name="I've stored it").focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("list", name="API keys").get_by_role("listitem").filter(has_text="Phone")
    expect(card).to_contain_text("Live")
    assert violations(page) == []
    assert page.evaluate(FITS)
    close_context(context)
