"""A call's statements are the same through both APIs."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.api.conftest import ApiCaller, ApiResponse
from tests.support.counting import Counted, round_trips

GENERATED = Path(settings.BASE_DIR) / "web" / "src" / "gql" / "graphql.ts"
VALUE = re.compile(r"'[^']*'(::\w+)?|\b\d+\b|NULL::\w+")  # values that psycopg has written into a statement


def asked(call: Callable[[], ApiResponse]) -> Counted:
    """A call's statements in the long run: its connection made and bound before."""
    call()
    with round_trips() as counted:
        assert call().status_code < 300
    return counted


def texts(counted: Counted) -> list[str]:
    return [VALUE.sub("?", statement) for statement in counted.statements]


def document_of_the_page(name: str) -> str:
    [document] = re.findall(rf"\b{name}Document = new TypedDocumentString\(`(.*?)`", GENERATED.read_text(), re.DOTALL)
    return str(document)


def test_graphql_creates_a_payout_with_the_statements_of_rest(caller: ApiCaller) -> None:
    by_rest, by_graphql = asked(caller.create), asked(caller.create_by_graphql)
    assert texts(by_graphql) == texts(by_rest)
    assert by_graphql.round_trips == by_rest.round_trips


def test_graphql_replays_a_payout_with_the_statements_of_rest(caller: ApiCaller) -> None:
    key = "6f1c2f0e-0b1c-4f3e-9d3a-0a4f3e9d3a0a"
    by_rest, by_graphql = asked(lambda: caller.create(key)), asked(lambda: caller.create_by_graphql(key))
    assert texts(by_graphql) == texts(by_rest)
    assert by_graphql.round_trips == by_rest.round_trips


@pytest.mark.parametrize("selected", ["bankAccount { accountNumberMasked }", "moneyIs needsReview nextAttemptAt"])
def test_fields_of_a_new_payout_need_no_statement(caller: ApiCaller, selected: str) -> None:
    document = """mutation ($input: CreatePayoutInput!) { createPayout(input: $input) {
      ... on CreatePayoutSuccess { payout { id %s } } } }"""
    lean = asked(caller.create_by_graphql)
    rich = asked(lambda: caller.ask(document % selected, input=caller.graphql_input(10)))
    assert texts(rich) == texts(lean)


def test_a_poll_of_the_dashboard_is_one_statement(caller: ApiCaller) -> None:
    """The page's own document, for a caller who sees all merchants."""
    document = document_of_the_page("Revision")
    counted = asked(lambda: caller.ask(document, merchantId=str(caller.merchant.id)))
    assert len(counted.statements) == counted.round_trips == 1


@pytest.mark.parametrize(("name", "statements"), [("Balance", 7), ("PayoutsPage", 2)])
def test_the_overview_is_a_statement_per_thing_it_shows(caller: ApiCaller, name: str, statements: int) -> None:
    """Revision, balance, payouts in review, under way, failed, returned; and the revision with the newest payouts."""
    caller.create()
    document = document_of_the_page(name)
    counted = asked(lambda: caller.ask(document, merchantId=str(caller.merchant.id), first=5))
    assert len(counted.statements) == counted.round_trips == statements
