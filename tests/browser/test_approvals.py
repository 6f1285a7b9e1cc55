"""One person makes payouts, another approves them: from the policy to the decision, in the dashboard."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.engine import LocalEngine
from tests.support.users import PASSWORD

from .closed_engine import ACME, ASHA, closed_engine, fill_in, manage, merchants
from .conftest import close_context, open_context
from .looks import in_all_looks
from .payout_form import pay, step
from .test_accessibility import violations

# A 401 leads to the sign-in, and Chromium logs each as an error.
pytestmark = pytest.mark.cut_off
MEERA = "meera@acme-exports.in"
CREATE = """async ([account, paise, key]) => {
  const token = document.cookie.match(/csrftoken=([^;]*)/)[1];
  const query = `mutation ($input: CreatePayoutInput!) { createPayout(input: $input) {
    ... on CreatePayoutSuccess { payout { id } } ... on ValidationError { message } } }`;
  const input = { bankAccountId: account, amountPaise: paise, idempotencyKey: key, reference: "INV-7" };
  const answer = await fetch("/graphql/", { method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ query, variables: { input } }) });
  return (await answer.json()).data.createPayout.payout.id;
}"""

POLICY = """async () => {
  const token = document.cookie.match(/csrftoken=([^;]*)/)[1];
  const query = `mutation { setApprovalPolicy(input: { bands: [{ fromPaise: 10000, people: 1 }],
    expiresAfterHours: 72 }) { __typename } }`;
  await fetch("/graphql/", { method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ query }) });
}"""
CANCEL = """async (payout) => {
  const token = document.cookie.match(/csrftoken=([^;]*)/)[1];
  const query = "mutation ($id: ID!) { cancelPayout(input: { payoutId: $id }) { __typename } }";
  const answer = await fetch("/graphql/", { method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ query, variables: { id: payout } }) });
  return (await answer.json()).data.cancelPayout.__typename;
}"""


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine() as engine:
        manage(engine, "user", "add", MEERA, "--merchant", ACME, "--role", "approver", typed=PASSWORD)
        yield engine


@pytest.fixture
def meera(browser: Browser, engine: LocalEngine) -> Iterator[Page]:
    """The approver, at a phone."""
    context = open_context(browser, engine, viewport=ViewportSize(width=360, height=740))
    page = context.new_page()
    sign_in(page, engine, MEERA, "overview")
    yield page
    close_context(context)


def sign_in(page: Page, engine: LocalEngine, name: str, view: str) -> None:
    acme, _ = merchants(engine)
    page.goto(f"/m/{acme}/{view}")
    fill_in(page, name)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def make(page: Page, engine: LocalEngine, paise: int) -> str:
    acme, _ = merchants(engine)
    with engine.cluster().connect("payout_engine") as database:
        row = database.execute("SELECT id FROM bank_accounts WHERE merchant_id = %s AND is_primary", [acme]).fetchone()
    assert row
    return str(page.evaluate(CREATE, [str(row[0]), paise, str(uuid4())]))


def ask_for_approval(page: Page) -> None:
    """From ₹100.00 on, whatever was asked for before."""
    page.evaluate(POLICY)


def test_a_policy_is_set_a_payout_waits_and_is_approved_and_another_is_rejected(
    page: Page, meera: Page, engine: LocalEngine
) -> None:
    acme, _ = merchants(engine)
    sign_in(page, engine, ASHA, "merchant")
    expect(page.get_by_text("No payout needs approval.")).to_be_visible()
    page.get_by_role("link", name="Set policy").click()
    form = page.get_by_role("dialog", name="Approval policy")
    form.get_by_label("1 person approves from").fill("x")
    form.get_by_role("button", name="Set policy").click()
    expect(form.get_by_label("1 person approves from")).to_be_focused()
    form.get_by_label("1 person approves from").fill("100")
    assert violations(page) == []
    form.get_by_role("button", name="Set policy").click()
    expect(page.get_by_text("From ₹100.00 on 1 person approves")).to_be_visible()
    in_all_looks(page, "approval-policy")

    first, second = make(page, engine, 10_000), make(page, engine, 20_000)
    page.goto(f"/m/{acme}/payouts/{first}")
    notice = page.get_by_role("region", name="Waits for approval")
    expect(notice).to_contain_text("One person has to approve it.")
    expect(notice.get_by_role("button", name="Approve")).to_have_count(0)  # it is her own
    in_all_looks(page, "waits-for-approval")

    needed = meera.get_by_role("link", name=re.compile("2 to approve"))
    needed.click()
    expect(meera.get_by_role("button", name="Approve")).to_have_count(2)
    in_all_looks(meera, "to-approve")
    meera.get_by_role("link", name=re.compile("Acme"), exact=False).first.click()
    own = meera.get_by_role("region", name="Waits for approval")
    own.get_by_role("button", name="Approve").click()
    dialog = meera.get_by_role("dialog", name="Approve payout")
    dialog.get_by_label("Remark").fill("As agreed")
    dialog.get_by_role("button", name=re.compile("Approve ₹100.00")).click()
    done = meera.get_by_role("region", name="Approved")
    expect(done).to_contain_text("As agreed")
    in_all_looks(meera, "approved")

    meera.goto(f"/m/{acme}/payouts/approvals")
    meera.get_by_role("button", name="Reject").click()
    dialog = meera.get_by_role("dialog", name="Reject payout")
    dialog.get_by_role("button", name=re.compile("Reject ₹200.00")).click()
    expect(dialog.get_by_label("Why")).to_be_focused()
    dialog.get_by_label("Why").fill("Wrong supplier")
    dialog.get_by_role("button", name=re.compile("Reject ₹200.00")).click()
    expect(meera.get_by_text("Nothing to approve")).to_be_visible()

    # The maker's page, which was open all the time, has heard of it.
    expect(page.get_by_role("region", name="Approved")).to_contain_text("As agreed")
    page.goto(f"/m/{acme}/payouts/{second}")
    expect(page.get_by_role("region", name="Rejected")).to_contain_text("Wrong supplier")


def test_a_question_stays_though_what_it_is_about_has_left_the_list(
    page: Page, meera: Page, engine: LocalEngine
) -> None:
    acme, _ = merchants(engine)
    sign_in(page, engine, ASHA, "merchant")
    ask_for_approval(page)
    third = make(page, engine, 30_000)
    meera.goto(f"/m/{acme}/payouts/approvals")
    row = meera.get_by_role("listitem").filter(has_text="₹300.00")
    row.get_by_role("button", name="Approve").click()
    asked = meera.get_by_role("dialog", name="Approve payout")
    asked.get_by_label("Remark").fill("As agreed")
    assert page.evaluate(CANCEL, third) == "CancelPayoutSuccess"
    expect(row).to_have_count(0)
    asked.get_by_role("button", name="Approve ₹300.00").click()
    expect(asked.get_by_role("alert")).to_be_visible()
    expect(asked.get_by_label("Remark")).to_have_value("As agreed")


def test_the_form_says_at_once_that_a_payout_waits(page: Page, engine: LocalEngine) -> None:
    acme, _ = merchants(engine)
    sign_in(page, engine, ASHA, "merchant")
    ask_for_approval(page)
    page.goto(f"/m/{acme}/payouts/new")
    form = step(page, "New payout")
    form.get_by_role("combobox", name="To").click()
    form.get_by_role("option").first.click()
    form.get_by_label("Amount").fill("150")
    pay(page, form)
    expect(step(page, "Payout accepted")).to_contain_text("waits for approval")
