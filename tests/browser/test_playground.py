"""The playground on a first visit: it opens with working queries, and loads our own files only."""

import time

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NothingSent

from tests.support.engine import prepared_engine
from tests.support.servers import wait_until

from .conftest import BRISK, PATIENCE_MS


def run(page: Page, tab: str) -> str:
    page.get_by_role("tab", name=tab).click()
    # A click before the editor is ready sends nothing.
    wait_until(lambda: sends(page, tab))
    result = page.locator(".result-window")
    expect(result).to_contain_text('"data"')
    return result.inner_text()


def sends(page: Page, tab: str) -> bool:
    """Click, and say whether this tab's document was sent."""
    try:
        with page.expect_request(lambda request: f" {tab}" in (request.post_data or ""), timeout=10_000) as sent:
            page.get_by_role("button", name="Execute query").click()
    except NothingSent:
        return False
    return sent.value.response() is not None


def test_the_examples_follow_a_payout_from_creation_to_the_ledger(page: Page) -> None:
    page.goto("/graphql/")
    expect(page.get_by_role("tab", name="CreatePayout")).to_be_visible()
    assert '"accountNumberMasked": "XXXX' in run(page, "Merchants")

    assert '"replayed": false' in run(page, "CreatePayout")
    assert '"replayed": true' in run(page, "CreatePayout")

    page.get_by_role("tab", name="Payouts").click()
    result = page.locator(".result-window")
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while '"COMPLETED"' not in result.inner_text():
        assert time.monotonic() < deadline, "the payout did not complete"
        with page.expect_response("**/graphql/"):
            page.get_by_role("button", name="Execute query").click()
        expect(result).to_contain_text('"status"')
    expect(result).to_contain_text('"bankReferenceId": "SIMB')
    assert "PAYOUT_COMPLETED" in run(page, "Ledger")


def test_the_documentation_explorer_shows_the_schema(page: Page) -> None:
    page.goto("/graphql/")
    page.get_by_role("button", name="Show Documentation Explorer").click()
    expect(page.get_by_text("Hold the money and accept the payout").or_(page.get_by_text("Root Types"))).to_be_visible()


@pytest.mark.cut_off  # Chromium logs the 404 as an error
def test_nothing_links_to_a_playground_that_is_off(page: Page) -> None:
    with prepared_engine() as engine:
        engine.start_and_wait(PAYOUT_PLAYGROUND="false", **BRISK)
        page.goto(f"http://127.0.0.1:{engine.port}/")
        expect(page.get_by_role("link", name="Record payment")).to_be_visible()
        expect(page.get_by_role("link", name="playground")).to_have_count(0)
        page.goto(f"http://127.0.0.1:{engine.port}/graphql/")
        expect(page.get_by_text("The playground is off (PAYOUT_PLAYGROUND).")).to_be_visible()


def test_a_pasted_key_calls_as_itself_and_is_kept_nowhere(page: Page) -> None:
    page.goto("/graphql/")
    expect(page.get_by_role("tab", name="Merchants")).to_be_visible()
    secret: str = page.evaluate(
        """async () => {
            const ask = async (query) => (await (await fetch("/graphql/", {
                method: "POST",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify({ query }),
                credentials: "omit",
            })).json()).data
            const id = (await ask("{ merchants { edges { node { id } } } }")).merchants.edges[0].node.id
            return (await ask(`mutation { createApiKey(input: {name: "Pasted", merchantId: "${id}", scopes: [READ]})
                { ... on CreateApiKeySuccess { secret } } }`)).createApiKey.secret
        }"""
    )
    page.get_by_label("Call as").select_option("key")
    page.get_by_label("API key").fill("payout_x")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Paste a whole key: payout_…")
    page.get_by_label("API key").fill(f"Authorization: Bearer {secret}")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"payout_{secret.split('_')[1]}_…")).to_be_visible()
    with page.expect_request(lambda request: " Merchants" in (request.post_data or "")) as sent:
        run(page, "Merchants")
    assert sent.value.headers["authorization"] == f"Bearer {secret}"
    assert "cookie" not in sent.value.all_headers()
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, location.href])"
    assert secret not in page.evaluate(kept)
    page.get_by_role("button", name="Forget key").click()
    with page.expect_request(lambda request: " Merchants" in (request.post_data or "")) as sent:
        run(page, "Merchants")
    assert "authorization" not in sent.value.headers
