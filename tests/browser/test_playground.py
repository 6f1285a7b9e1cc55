"""The playground, as a stranger meets it: it opens with queries that work, from our own files alone."""

from playwright.sync_api import Page, expect


def run(page: Page, tab: str) -> str:
    page.get_by_role("tab", name=tab).click()
    page.get_by_role("button", name="Execute query").click()
    answer = page.locator(".result-window")
    expect(answer).to_contain_text('"data"')
    return answer.inner_text()


def test_its_examples_tell_the_story_of_a_payout(page: Page) -> None:
    page.goto("/graphql/")
    expect(page.get_by_role("tab", name="CreatePayout")).to_be_visible()
    assert "Acme Exports Pvt Ltd" in run(page, "Merchants")

    assert '"replayed": false' in run(page, "CreatePayout")
    assert '"replayed": true' in run(page, "CreatePayout")

    page.get_by_role("tab", name="Payouts").click()
    answer = page.locator(".result-window")
    while True:
        page.get_by_role("button", name="Execute query").click()
        expect(answer).to_contain_text('"status"')
        if '"COMPLETED"' in answer.inner_text():
            break
        page.wait_for_timeout(100)
    assert '"bankReferenceId": "SIMB' in answer.inner_text()
    assert "PAYOUT_COMPLETED" in run(page, "Ledger")


def test_it_knows_the_schema(page: Page) -> None:
    page.goto("/graphql/")
    page.get_by_role("button", name="Show Documentation Explorer").click()
    expect(page.get_by_text("Hold the money and accept the payout").or_(page.get_by_text("Root Types"))).to_be_visible()
