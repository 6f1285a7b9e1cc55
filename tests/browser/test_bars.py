"""What a finance team, an operator and a developer do most, counted in actions and seconds.

BARS_PAYOUTS=1000000 shows it at a million payouts, in some twenty minutes; -s prints the figures.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from server.india import IST
from tests.api.workbooks import read_workbook
from tests.support.engine import CHECKOUT, LocalEngine
from tests.support.users import PASSWORD

from .closed_engine import BOSS, CLOSED, closed_engine, fill_in, manage
from .conftest import BRISK
from .hands import Hands
from .test_accessibility import COLOURS, violations
from .test_developers import run, shown
from .test_finding import search_field
from .test_pay_several import OVERFLOWS, PASTE, foot

# The page asks who is there before the sign-in, and Chromium logs a 401 as an error.
pytestmark = pytest.mark.cut_off
PAYOUTS = int(os.environ.get("BARS_PAYOUTS", "3000"))
MERCHANTS = 1000
IS_AT_SIZE = PAYOUTS >= 100_000
MEERA, LARGEST = "meera@merchant-1.example", "accounts@merchant-1.example"
SUPPLIERS = 12
WAYS = [(1280, "mouse"), (1280, "keyboard"), (360, "mouse")]
FILL = f"from benchmarks.many_payouts import fill; fill({PAYOUTS}, {MERCHANTS}, still_open=20)"


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine(**BRISK) as engine:
        manage(engine, "shell", "-c", FILL, PAYOUT_OPEN_ACCESS="true")
        manage(engine, "user", "add", MEERA, "--merchant", LARGEST, typed=PASSWORD)
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "run_huey", "--worker-type", "thread", "--workers", "2"],
            cwd=CHECKOUT,
            env=engine.environment(**CLOSED, **BRISK),
            start_new_session=True,
        )
        yield engine
        worker.send_signal(signal.SIGTERM)
        worker.wait(60)
        proved = engine.manage("verify_ledger", **CLOSED)
        assert proved.returncode == 0, proved.stdout


def rows_of(engine: LocalEngine, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with engine.cluster().connect("payout_engine") as database:
        return database.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def largest(engine: LocalEngine) -> str:
    [(merchant,)] = rows_of(engine, "SELECT id::text FROM merchants WHERE email = %s", LARGEST)
    return str(merchant)


@pytest.fixture(params=WAYS, ids=["wide, mouse", "wide, keyboard", "phone, mouse"])
def hands(request: pytest.FixtureRequest, page: Page) -> Hands:
    width, tool = request.param
    page.set_viewport_size({"width": width, "height": 800})
    return Hands(page, tool == "mouse")


def sign_in(hands: Hands, name: str, address: str) -> None:
    """Where somebody is before the first action."""
    hands.page.goto(address)
    fill_in(hands.page, name)
    expect(hands.page.get_by_role("button", name="Sign out").or_(link(hands.page, "Overview")).first).to_be_visible()
    hands.restart()


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile(f"^{name}"))


def show_more(hands: Hands) -> None:
    """A phone's bar has room for four of an operator's views."""
    if is_phone(hands):
        hands.press(hands.page.get_by_role("navigation", name="Main").get_by_role("button", name="More"))


def is_phone(hands: Hands) -> bool:
    size = hands.page.viewport_size
    return bool(size and size["width"] < 768)


def check(hands: Hands, what: str, actions: int, seconds: float) -> None:
    """On a busy machine a small engine may be slow; at size somebody measures it alone."""
    took, page = hands.seconds, hands.page
    print(f"\n{what}, {page.viewport_size}, mouse {hands.use_mouse}: {hands.actions} actions, {took:.1f} s")
    assert hands.actions <= actions
    assert not IS_AT_SIZE or took < seconds
    assert not page.evaluate(OVERFLOWS)
    assert violations(page) == []
    page.emulate_media(forced_colors="active")
    assert violations(page, COLOURS) == []


@pytest.mark.parametrize("name", [MEERA, BOSS], ids=["merchant", "operator"])
def test_a_utr_is_found_in_two_actions(hands: Hands, engine: LocalEngine, largest: str, name: str) -> None:
    [(payout, utr, paise)] = rows_of(
        engine,
        "SELECT id::text, bank_reference_id, amount_paise FROM payouts WHERE merchant_id = %s AND status = 'completed'"
        " ORDER BY created_at LIMIT 1 OFFSET 50",
        largest,
    )
    [(other,)] = rows_of(engine, "SELECT id::text FROM merchants WHERE id <> %s ORDER BY id DESC LIMIT 1", largest)
    sign_in(hands, name, "/" if name == MEERA else f"/m/{other}")
    hands.fill(search_field(hands.page), utr)
    hands.press_enter()
    found = hands.page.get_by_role("region").or_(hands.page.get_by_role("dialog")).filter(has_text=utr)
    expect(found.get_by_role("heading", name=f"Payout of {in_rupees(paise)}", exact=True)).to_be_visible()
    assert payout in hands.page.url
    check(hands, f"A UTR, by {name}", 2, 10)


def in_rupees(paise: int) -> str:
    """`₹1,23,456.78`"""
    rupees, rest = divmod(paise, 100)
    head, tail = divmod(rupees, 1000)
    groups = f"{head:,}" if head < 100 else re.sub(r"(\d)(?=(\d\d)+$)", r"\1,", str(head))
    return f"₹{groups},{tail:03}.{rest:02}" if head else f"₹{tail}.{rest:02}"


def test_last_months_payouts_are_a_workbook_after_four_actions_and_equal_the_ledger(
    hands: Hands, engine: LocalEngine, largest: str
) -> None:
    page = hands.page
    sign_in(hands, MEERA, "/")
    hands.press(link(page, "Payouts"))
    hands.press(page.get_by_role("link", name="Last month"))
    export = page.get_by_role("group", name="Export").get_by_role("button", name="Export XLSX")
    expect(export).not_to_have_attribute("aria-disabled", "true")
    with page.expect_download(timeout=1_200_000 if IS_AT_SIZE else 300_000) as download:
        hands.press(export)
    file = download.value.path().read_bytes()
    check(hands, f"Last month, {len(file) / 1e6:.1f} MB", 4, 1_200)
    sheet = read_workbook(file)
    amount, status = (sheet.texts[0].index(title) for title in ("Amount (₹)", "Status"))
    paise: dict[str, int] = {}
    for row in sheet.results[1:-1]:
        paise[row[status]] = paise.get(row[status], 0) + round(float(row[amount]) * 100)
    sums = "SELECT coalesce(sum(-e.amount_paise), 0)::bigint FROM ledger_entries e JOIN payouts p ON p.id = e.payout_id"
    within = " WHERE p.merchant_id = %s AND p.created_at >= %s AND p.created_at < %s AND e.entry_type = %s"
    [(held,)] = rows_of(engine, sums + within, largest, *last_month(), "payout_hold")
    [(paid,)] = rows_of(engine, sums + within, largest, *last_month(), "payout_completed")
    assert held > paid > 0
    assert (sum(paise.values()), paise["Paid"]) == (held, paid)
    assert round(float(sheet.results[-1][amount]) * 100) == held


def last_month() -> tuple[datetime, datetime]:
    """In India."""
    this = datetime.now(UTC).astimezone(IST).date().replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    return midnight(last), midnight(this)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), IST)


def test_twelve_suppliers_are_paid_after_one_review_and_no_other_one_is(
    hands: Hands, engine: LocalEngine, largest: str
) -> None:
    """Each has a namesake, with another account number."""
    page = hands.page
    suppliers = rows_of(
        engine,
        "SELECT id::text, account_holder_name FROM bank_accounts WHERE merchant_id = %s ORDER BY id LIMIT %s",
        largest,
        SUPPLIERS,
    )
    sign_in(hands, MEERA, "/payouts/several")
    grid = page.get_by_role("list", name="Payouts to make")
    first = grid.get_by_role("combobox", name="To, row 1", exact=True)
    first.wait_for()
    hands.restart()
    lines = ["Beneficiary Name\tAccount Number\tIFSC\tAmount"]
    marker = 11 + WAYS.index((page.viewport_size["width"], "mouse" if hands.use_mouse else "keyboard"))  # type: ignore[index]
    lines += [f"{name}\t50100{n:07}77\tHDFC0001234\t1,{n:03}.{marker}" for n, (_, name) in enumerate(suppliers, 1)]
    hands.actions += 1
    first.evaluate(PASTE, "\r\n".join(lines))
    expect(foot(page)).to_contain_text(f"Ready {SUPPLIERS}, ")
    review = page.get_by_role("button", name="Review")
    expect(review).not_to_have_attribute("aria-disabled", "true")
    hands.press(review)
    asked = page.get_by_role("region", name="Review payouts")
    pay = asked.get_by_role("button", name=re.compile(f"^Pay ₹.* to {SUPPLIERS} beneficiaries"))
    expect(pay).not_to_have_attribute("aria-disabled", "true")
    hands.press(pay)
    expect(page.get_by_role("list", name="Progress")).to_contain_text(f"Paid {SUPPLIERS}, ")
    check(hands, "Twelve suppliers", 5, 180)
    paid = rows_of(
        engine,
        "SELECT p.bank_account_id::text FROM payouts p JOIN payout_details d ON d.payout_id = p.id"
        " WHERE d.batch_id = %s ORDER BY d.batch_row",
        page.url.rpartition("/")[2],
    )
    assert [account for (account,) in paid] == [account for account, _ in suppliers]


def test_what_is_stuck_over_all_merchants_is_seen_after_one_action(hands: Hands, largest: str) -> None:
    page = hands.page
    sign_in(hands, BOSS, f"/m/{largest}")
    hands.press(link(page, "Operations"))
    told = page.get_by_role("main").get_by_text("The bank has not said whether it paid. Do not pay again.")
    expect(told.first).to_be_visible()
    expect(page).to_have_title(re.compile(r"^\(40\) Operations"))
    check(hands, f"What is stuck over {MERCHANTS} merchants", 1, 10)


def test_a_first_payout_by_curl_is_made_from_the_dashboard_alone(hands: Hands, largest: str) -> None:
    page = hands.page
    sign_in(hands, BOSS, f"/m/{largest}")
    show_more(hands)
    hands.press(link(page, "Developers"))
    hands.press(page.get_by_role("link", name="Create key"))
    form = page.get_by_role("dialog", name="Create API key")
    hands.fill(form.get_by_label("Name", exact=True), "First")
    hands.press(form.get_by_role("checkbox", name=re.compile("^Payouts")), "Space")
    hands.fill(form.get_by_label("Your password"), PASSWORD)
    hands.press_enter()
    dialog = page.get_by_role("dialog", name="Key created")
    hands.actions += 1
    status, receipt = run(shown(dialog, "curl to paste"))
    assert (status, receipt["status"]) == (201, "pending")
    check(hands, "A first payout by curl", 8, 300)
