"""Two operators correct a ledger: one proposes, another decides, and nobody else takes part."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

from tests.support.engine import LocalEngine
from tests.support.users import PASSWORD

from .closed_engine import ASHA, BOSS, closed_engine, fill_in, manage, merchants
from .conftest import close_context, open_context
from .test_accessibility import violations

# A 401 leads to the sign-in, and Chromium logs each as an error.
pytestmark = pytest.mark.cut_off
CHIEF = "chief@example.in"
LONG = "Wire 7 was recorded with a zero too many, as the bank's statement of 12 November shows"


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine() as engine:
        manage(engine, "user", "add", CHIEF, "--operator", typed=PASSWORD)
        yield engine


def sign_in(page: Page, engine: LocalEngine, name: str, view: str = "adjustments") -> None:
    acme, _ = merchants(engine)
    page.goto(f"/m/{acme}/{view}")
    fill_in(page, name)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.fixture
def chief(browser: Browser, engine: LocalEngine) -> Iterator[Page]:
    """The second operator, at another machine: a dark phone."""
    context = open_context(browser, engine, viewport=ViewportSize(width=360, height=740), color_scheme="dark")
    page = context.new_page()
    sign_in(page, engine, CHIEF)
    yield page
    close_context(context)


def fill_proposal(page: Page, direction: str, amount: str, reason: str) -> Locator:
    page.get_by_role("link", name="Propose adjustment").click()
    form = page.get_by_role("dialog", name="Propose adjustment")
    form.get_by_role("radio", name=direction).check()
    form.get_by_label("Amount").fill(amount)
    form.get_by_label("Reason").fill(reason)
    return form


def propose(page: Page, direction: str, amount: str, reason: str) -> None:
    fill_proposal(page, direction, amount, reason).get_by_role("button", name="Continue").click()
    page.get_by_role("button", name=f"Propose {direction.lower()} of ₹").click()
    expect(page.get_by_role("dialog", name="Adjustment proposed")).to_contain_text("No money has moved.")
    page.get_by_role("link", name="View adjustments").click()


def rows(page: Page, reason: str) -> Locator:
    return page.get_by_role("list", name="Adjustments").get_by_role("listitem").filter(has_text=reason)


def balance(engine: LocalEngine) -> int:
    with engine.cluster().connect("payout_engine") as database:
        acme, _ = merchants(engine)
        [row] = database.execute("SELECT available_paise FROM ledger_balance(%s)", [acme])
        return int(row[0])


def test_one_operator_proposes_and_another_approves(page: Page, chief: Page, engine: LocalEngine) -> None:
    before = balance(engine)
    sign_in(page, engine, BOSS)
    form = fill_proposal(page, "Debit", "500.5", LONG)
    expect(form).to_contain_text("₹500.50 · five hundred rupees and fifty paise")
    assert violations(page) == []
    form.get_by_label("Reason").press("Enter")
    asked = page.get_by_role("dialog", name="Review adjustment")
    button = asked.get_by_role("button", name="Propose debit of ₹500.50")
    expect(button).to_be_enabled()
    page.keyboard.press("Enter")  # the focus is on the text: only the button proposes
    page.keyboard.press("Space")
    expect(asked).to_contain_text("takes from the balance")
    assert violations(page) == []
    button.dblclick()
    expect(page.get_by_role("dialog", name="Adjustment proposed")).to_contain_text(
        "Another operator has to approve it."
    )
    page.get_by_role("link", name="View adjustments").click()
    expect(rows(page, LONG)).to_have_count(1)
    expect(rows(page, LONG)).to_contain_text("Proposed by you")

    rows(page, LONG).get_by_role("link", name="Review debit of ₹500.50").click()
    own = page.get_by_role("dialog", name="Debit of ₹500.50")
    expect(own).to_contain_text("You proposed this adjustment, so another operator has to approve it.")
    expect(own.get_by_role("button", name="Withdraw")).to_be_visible()
    expect(own.get_by_role("button", name=re.compile("Approve"))).to_have_count(0)
    assert balance(engine) == before

    chief.reload()
    assert violations(chief) == []
    rows(chief, LONG).get_by_role("link", name="Review").click()
    other = chief.get_by_role("dialog", name="Debit of ₹500.50")
    expect(other).to_contain_text(f"Proposed by {BOSS}")
    approve = other.get_by_role("button", name="Approve debit of ₹500.50")
    expect(approve).to_be_enabled()
    chief.keyboard.press("Enter")
    assert balance(engine) == before
    assert violations(chief) == []
    approve.dblclick()
    expect(other).to_contain_text(f"Approved by {CHIEF}")
    assert balance(engine) == before - 50_050
    other.get_by_role("link", name="in the ledger").click()
    entry = chief.get_by_role("list", name="Ledger entries").get_by_role("listitem").filter(has_text=LONG[:60])
    expect(entry).to_contain_text("Debit adjustment")
    expect(entry).to_contain_text("₹500.50")
    expect(own).to_contain_text(f"Approved by {CHIEF}")  # the first operator's page has followed


def test_a_proposal_is_withdrawn_or_rejected_for_good(page: Page, chief: Page, engine: LocalEngine) -> None:
    before = balance(engine)
    sign_in(page, engine, BOSS)
    for reason, decider, verb in (("Mine", page, "Withdraw"), ("Theirs", chief, "Reject")):
        propose(page, "Credit", "10", reason)
        decider.reload()
        rows(decider, reason).get_by_role("link", name="Review").click()
        decider.get_by_role("dialog").get_by_role("button", name=verb).click()
        asked = decider.get_by_role("dialog", name=f"{verb} adjustment")
        decider.keyboard.press("Escape")
        expect(asked).to_be_hidden()
        decider.get_by_role("dialog").get_by_role("button", name=verb).click()
        asked.get_by_role("button", name=f"{verb} credit of ₹10.00").click()
        decided = decider.get_by_role("dialog", name="Credit of ₹10.00")
        expect(decided).to_contain_text("Rejected")
        expect(decided.get_by_role("button", name=re.compile("Reject|Withdraw|Approve"))).to_have_count(0)
        decider.keyboard.press("Escape")
        decider.get_by_role("link", name="Proposed", exact=True).click()
        expect(rows(decider, reason)).to_have_count(0)
        decider.get_by_role("link", name="All", exact=True).click()
    assert balance(engine) == before


def test_faults_stand_beside_their_fields(page: Page, engine: LocalEngine) -> None:
    sign_in(page, engine, BOSS)
    form = fill_proposal(page, "Debit", "99,99,999", " ")
    form.get_by_role("button", name="Continue").click()
    amount = form.get_by_label("Amount")
    expect(amount).to_have_accessible_description(re.compile("^Not enough balance. Available: ₹"))
    expect(amount).to_be_focused()
    expect(form.get_by_label("Reason")).to_have_accessible_description("Say why: the merchant reads it in the ledger.")
    amount.fill("1")
    form.get_by_label("Reason").fill("x" * 501)
    form.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Propose debit of ₹1.00").click()
    expect(form.get_by_label("Reason")).to_have_attribute("aria-invalid", "true")  # the server's words
    expect(form.get_by_label("Reason")).to_be_focused()


def test_a_lost_response_and_a_reload_propose_once(page: Page, engine: LocalEngine) -> None:
    sign_in(page, engine, BOSS)

    def lose_the_response(route: Route) -> None:
        if "proposeAdjustment" in (route.request.post_data or ""):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/graphql/", lose_the_response)
    fill_proposal(page, "Credit", "77", "Once").get_by_role("button", name="Continue").click()
    (button := page.get_by_role("button", name="Propose credit of ₹77.00")).click()
    expect(page.get_by_role("alert")).to_contain_text(
        "It may have been proposed. Send it again: it's proposed only once."
    )
    page.unroute("**/graphql/")
    page.reload()
    expect(page.get_by_text("We couldn't confirm this proposal.")).to_be_visible()
    button.click()
    expect(page.get_by_role("dialog", name="Adjustment proposed")).to_contain_text("It's on the list once.")
    page.get_by_role("link", name="View adjustments").click()
    expect(rows(page, "Once")).to_have_count(1)


def test_a_merchants_user_has_no_controls(page: Page, engine: LocalEngine) -> None:
    sign_in(page, engine, ASHA, "merchant")
    expect(page.get_by_role("region", name="Merchant", exact=True)).to_contain_text("Acme")
    for control in ("Edit merchant", "Suspend", "Add beneficiary", "Adjustments"):
        expect(page.get_by_role("link", name=control)).to_have_count(0)
    acme, _ = merchants(engine)
    for dialog in ("suspend-merchant", "edit-merchant", "propose-adjustment"):
        page.goto(f"/m/{acme}/merchant?dialog={dialog}")
        expect(page.get_by_role("heading", name="Merchant details", level=1)).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto(f"/m/{acme}/adjustments")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()  # which everybody may see
    expect(page).to_have_url("/")
    expect(page.get_by_role("alert")).to_have_count(0)
