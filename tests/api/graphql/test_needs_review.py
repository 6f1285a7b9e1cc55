"""Payouts whose outcome stays unknown, as GraphQL shows them, and the one thing an operator can do about them."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime
from pytest_django import Settings

from server.audit_log.models import AuditEvent
from server.bank import simulator
from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.payouts.explaining import explanation_of
from server.payouts.leases import claim_next_due
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.payouts.states import OPEN
from tests.api.conftest import ApiCaller, ApiResponse, graphql, no_row_changes
from tests.api.keys import client_with, new_key
from tests.conftest import account_of, pay
from tests.payouts.test_review import flagged, let_pass, unresolved

FIELDS = "id needsReview moneyIs unresolvedSince safeToRetry nextAction nextActionAt explanation"
ONE = f"query ($id: ID!) {{ payout(id: $id) {{ {FIELDS} }} }}"
MANY = f"""query ($m: ID!, $needsReview: Boolean, $status: PayoutStatus, $first: Int, $after: String) {{
  payouts(merchantId: $m, needsReview: $needsReview, status: $status, first: $first, after: $after) {{
    totalCount pageInfo {{ hasNextPage endCursor }} edges {{ node {{ {FIELDS} }} }} }} }}"""
LEDGER = f"query ($m: ID!) {{ ledger(merchantId: $m) {{ edges {{ node {{ payout {{ {FIELDS} }} }} }} }} }}"
ASK = f"""mutation ($input: AskBankAgainInput!) {{ askBankAgain(input: $input) {{ __typename
  ... on AskBankAgainSuccess {{ payout {{ {FIELDS} nextAttemptAt bankAccount {{ id }} attempts {{ answer }} }} }}
  ... on ValidationError {{ message field }} }} }}"""
CREATE = f"""mutation ($input: CreatePayoutInput!) {{ createPayout(input: $input) {{
  ... on CreatePayoutSuccess {{ replayed payout {{ {FIELDS} }} }} }} }}"""


def listed(caller: ApiCaller, **variables: object) -> tuple[int, list[str]]:
    found = caller.ask(MANY, m=str(caller.merchant.id), **variables).json()["data"]["payouts"]
    return found["totalCount"], [edge["node"]["id"] for edge in found["edges"]]


def shown(caller: ApiCaller, payout: Payout) -> tuple[bool, str, bool]:
    found = caller.ask(ONE, id=str(payout.id)).json()["data"]["payout"]
    return found["needsReview"], found["moneyIs"], found["unresolvedSince"] is not None


def test_each_payout_shows_where_its_money_is(caller: ApiCaller) -> None:
    scripts = [Script.PAYS, Script.ACCOUNT_CLOSED, Script.REFUSES_TWICE_THEN_PAYS, Script.STAYS_IN_PROGRESS]
    made = [pay(caller.merchant, 100, script) for script in [*scripts, Script.NEVER_ANSWERS]]
    settle_due(SimulatedBank())
    made.append(pay(caller.merchant, 100))
    assert [shown(caller, payout) for payout in made] == [
        (False, "WITH_BENEFICIARY", False),
        (False, "WITH_US", False),
        (False, "WITH_US", False),
        (False, "AT_BANK", True),
        (False, "UNKNOWN", True),
        (False, "WITH_US", False),
    ]


def test_each_payout_says_whether_it_is_safe_to_pay_again_and_what_comes_next(caller: ApiCaller) -> None:
    scripts = [Script.PAYS, Script.ACCOUNT_CLOSED, Script.REFUSES_TWICE_THEN_PAYS, Script.STAYS_IN_PROGRESS]
    made = [pay(caller.merchant, 100, script) for script in [*scripts, Script.NEVER_ANSWERS]]
    settle_due(SimulatedBank())
    made += [flagged(caller.merchant), pay(caller.merchant, 100)]
    found = [caller.ask(ONE, id=str(payout.id)).json()["data"]["payout"] for payout in made]
    assert [(each["safeToRetry"], each["nextAction"], bool(each["nextActionAt"])) for each in found] == [
        (False, "NONE", False),
        (True, "NONE", False),
        (False, "SUBMIT", True),
        (False, "ASK", True),
        (False, "ASK", True),
        (False, "PERSON", True),
        (False, "SUBMIT", True),
    ]
    assert len({each["explanation"] for each in found}) == len(made)


def test_what_is_safe_to_pay_again_the_bank_never_pays(caller: ApiCaller) -> None:
    for script in Script:
        pay(caller.merchant, 100, script)
    for _ in range(4):
        settle_due(SimulatedBank())
        for payout in Payout.objects.filter(status__in=OPEN):
            let_pass(payout)
    safe = {
        payout.bank_reference
        for payout in Payout.objects.all()
        if explanation_of(payout, was_retried=False).safe_to_retry
    }
    assert safe
    states = BankTransfer.objects.filter(reference__in=safe).values_list("state", flat=True)
    assert len(states) == len(safe)
    assert set(states) <= {"rejected", "voided"}


def test_while_a_worker_is_at_it_the_next_time_is_the_end_of_its_lease(caller: ApiCaller) -> None:
    payout = pay(caller.merchant, 100)
    claim = claim_next_due()
    assert claim
    payout.refresh_from_db()
    found = caller.ask(ONE, id=str(payout.id)).json()["data"]["payout"]
    assert (found["nextAction"], parse_datetime(found["nextActionAt"])) == ("ASK", payout.lease_expires_at)


def test_payouts_that_need_review_are_listed(caller: ApiCaller, stranger: ApiCaller) -> None:
    ended = pay(caller.merchant, 100)
    settle_due(SimulatedBank())
    first, second = flagged(caller.merchant), flagged(caller.merchant, Script.STAYS_IN_PROGRESS)
    flagged(stranger.merchant)
    both = [str(second.id), str(first.id)]
    assert listed(caller, needsReview=True) == (2, both)
    assert listed(caller, needsReview=False) == (1, [str(ended.id)])
    assert listed(caller, needsReview=None) == listed(caller) == (3, [*both, str(ended.id)])
    assert listed(caller, needsReview=True, status="PROCESSING") == (2, both)
    assert listed(caller, needsReview=True, status="COMPLETED") == (0, [])
    assert shown(caller, first) == (True, "UNKNOWN", True)
    assert shown(caller, second) == (True, "AT_BANK", True)


def test_the_review_list_has_pages(caller: ApiCaller) -> None:
    made = [str(flagged(caller.merchant, Script.STAYS_IN_PROGRESS).id) for _ in range(3)]
    page = caller.ask(MANY, m=str(caller.merchant.id), needsReview=True, first=2).json()["data"]["payouts"]
    assert ([edge["node"]["id"] for edge in page["edges"]], page["pageInfo"]["hasNextPage"]) == (made[:0:-1], True)
    cursor = page["pageInfo"]["endCursor"]
    assert listed(caller, needsReview=True, after=cursor) == (3, made[:1])


def test_the_review_list_uses_its_index(caller: ApiCaller) -> None:
    flagged(caller.merchant)
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        try:
            cursor.execute(
                "EXPLAIN SELECT * FROM payouts WHERE merchant_id = %s AND needs_review"
                " ORDER BY created_at DESC, id DESC LIMIT 51",
                [caller.merchant.id],
            )
            assert "payouts_to_review" in "".join(line for [line] in cursor)
        finally:
            cursor.execute("RESET enable_seqscan")


@pytest.mark.parametrize("document", [MANY, LEDGER], ids=["payouts", "ledger"])
def test_fund_locations_in_a_list_take_no_statement_per_row(caller: ApiCaller, document: str) -> None:
    counts = []
    for more in (1, 12):
        for _ in range(more):
            pay(caller.merchant, 100, Script.STAYS_IN_PROGRESS)
        settle_due(SimulatedBank())
        with CaptureQueriesContext(connection) as queries:
            response = caller.ask(document, m=str(caller.merchant.id)).json()
        assert "errors" not in response
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_replay_shows_the_payout_as_it_was_accepted(caller: ApiCaller) -> None:
    account = account_of(caller.merchant, Script.NEVER_ANSWERS)
    body = caller.graphql_input(10_000, uuid4()) | {"bankAccountId": str(account.id)}
    accepted = graphql(caller.client, CREATE, input=body).json()["data"]["createPayout"]
    as_accepted = {"needsReview": False, "moneyIs": "WITH_US", "unresolvedSince": None, "safeToRetry": False}
    assert as_accepted.items() <= accepted["payout"].items()
    payout = Payout.objects.get()
    for _ in range(2):
        settle_due(SimulatedBank())
        let_pass(payout)
    assert shown(caller, payout) == (True, "UNKNOWN", True)
    replay = graphql(caller.client, CREATE, input=body).json()["data"]["createPayout"]
    assert replay == accepted | {"replayed": True}


def ask_again(caller: ApiCaller, payout: object) -> ApiResponse:
    return graphql(caller.client, ASK, input={"payoutId": str(payout)}).json()["data"]["askBankAgain"]


def test_an_operator_has_the_bank_asked_at_once(caller: ApiCaller) -> None:
    payout = flagged(caller.merchant)
    simulator.decide(payout.bank_reference, pays=True)
    response = ask_again(caller, payout.id)
    assert response["__typename"] == "AskBankAgainSuccess"
    assert (response["payout"]["id"], response["payout"]["needsReview"]) == (str(payout.id), True)
    event = AuditEvent.objects.get(action="payout.asked_about")
    assert (event.subject_id, event.merchant_id, event.actor_kind) == (str(payout.id), caller.merchant.id, "open")
    assert settle_due(SimulatedBank()) == 1
    assert shown(caller, payout) == (False, "WITH_BENEFICIARY", False)


@pytest.mark.parametrize("identifier", ["4136f34c-201d-4dca-9c53-0d3840cf64cc", "nothing", ""])
def test_the_bank_is_not_asked_about_an_unknown_payout(caller: ApiCaller, identifier: str) -> None:
    with no_row_changes():
        response = ask_again(caller, identifier)
    assert (response["__typename"], response["field"]) == ("ValidationError", "payoutId")


def test_only_operators_may_have_the_bank_asked(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    payout = flagged(caller.merchant)
    merchants = client_with(new_key(caller.merchant).secret)
    with no_row_changes():
        [error] = graphql(merchants, ASK, input={"payoutId": str(payout.id)}).json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    operators = client_with(new_key(None).secret)
    response = graphql(operators, ASK, input={"payoutId": str(payout.id)}).json()["data"]["askBankAgain"]
    assert response["__typename"] == "AskBankAgainSuccess"


def test_the_bank_is_not_asked_about_a_finished_payout(caller: ApiCaller) -> None:
    payout = pay(caller.merchant)
    settle_due(SimulatedBank())
    with no_row_changes():
        assert ask_again(caller, payout.id) == {
            "__typename": "ValidationError",
            "message": "This payout is completed.",
            "field": "payoutId",
        }


def test_rest_shows_a_payout_in_review_as_processing(caller: ApiCaller) -> None:
    waiting = unresolved(caller.merchant)
    before = caller.get(f"payouts/{waiting.id}/").json()
    let_pass(waiting)
    settle_due(SimulatedBank())
    after = caller.get(f"payouts/{waiting.id}/").json()
    assert after["status"] == "processing"
    assert after | {"updated_at": ""} == before | {"updated_at": ""}
