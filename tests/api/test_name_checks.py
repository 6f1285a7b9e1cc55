"""The bank's name for an account's holder, through both APIs: seen by those who may see the account's own name."""

import threading
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.bank.names import NameFound
from server.bank.scripts import Script
from server.name_checks import checking
from server.name_checks.models import AccountCheck
from tests.api.conftest import ApiCaller, graphql, no_row_changes
from tests.api.keys import client_of
from tests.conftest import account_of
from tests.support import counting

CHECK = """mutation ($a: ID!) { r: checkBankAccountName(input: {bankAccountId: $a}) {
    ... on CheckBankAccountNameSuccess { changed accountCheck {
        bankAccountId method holderName registeredName score verdict reference at } }
    ... on ValidationError { message field } } }"""
NEWEST = """query ($m: ID!) { beneficiaries(merchantId: $m) { edges { node {
    id isVerified nameCheck { verdict registeredName holderName score at } } } } }"""


def address(caller: ApiCaller, account_id: object = None) -> str:
    return f"bank_accounts/{account_id or caller.account.id}/name_checks/"


def test_a_check_is_the_same_in_both_apis(caller: ApiCaller) -> None:
    made = caller.post("", address=f"/api/v1/{address(caller)}")
    assert made.status_code == 201
    row = AccountCheck.objects.get()
    assert made.json() == {
        "id": str(row.id),
        "bank_account_id": str(caller.account.id),
        "verdict": "match",
        "score": 100,
        "holder_name": caller.account.account_holder_name,
        "registered_name": caller.account.account_holder_name.upper(),
        "method": "name_lookup",
        "reference": row.reference,
        "at": row.checked_at.isoformat(),
    }
    again = caller.post("", address=f"/api/v1/{address(caller)}")
    assert (again.status_code, again.json()) == (200, made.json())
    told = caller.ask(CHECK, a=str(caller.account.id)).json()["data"]["r"]
    assert told["changed"] is False
    assert told["accountCheck"]["registeredName"] == made.json()["registered_name"]
    assert (told["accountCheck"]["verdict"], told["accountCheck"]["method"]) == ("MATCH", "NAME_LOOKUP")
    assert caller.get(address(caller)).json() == {"count": 1, "results": [made.json()]}


def test_an_account_shows_the_newest_answer_and_stays_as_verified_as_it_was(caller: ApiCaller) -> None:
    differs = account_of(caller.merchant, Script.NAME_DIFFERS)
    caller.ask(CHECK, a=str(differs.id))
    edges = caller.ask(NEWEST, m=str(caller.merchant.id)).json()["data"]["beneficiaries"]["edges"]
    shown = {edge["node"]["id"]: edge["node"] for edge in edges}
    assert shown[str(caller.account.id)]["nameCheck"] is None
    found = shown[str(differs.id)]
    assert (found["isVerified"], found["nameCheck"]["verdict"]) == (False, "DIFFERS")
    assert found["nameCheck"]["registeredName"] == "SUNRISE POULTRY FARM"
    assert found["nameCheck"]["at"] == AccountCheck.objects.get().checked_at.isoformat()


def test_a_list_finds_the_newest_answers_in_its_own_statement(caller: ApiCaller) -> None:
    for script in Script:
        account_of(caller.merchant, script)
    plain = "query ($m: ID!) { beneficiaries(merchantId: $m) { edges { node { id } } } }"
    with counting.round_trips() as without:
        caller.ask(plain, m=str(caller.merchant.id))
    with counting.round_trips() as with_checks:
        caller.ask(NEWEST, m=str(caller.merchant.id))
    assert len(with_checks.statements) == len(without.statements)


@pytest.mark.parametrize("bad", ["0198f3a2-5b7c-7d10-9a3e-4c5d6e7f8091", "no uuid", "501000000001"])
def test_an_unknown_account_is_refused(caller: ApiCaller, bad: str) -> None:
    with no_row_changes():
        refused = caller.ask(CHECK, a=bad).json()["data"]["r"]
        assert refused["field"] == "bankAccountId"
        assert caller.post("", address=f"/api/v1/{address(caller, bad)}").status_code == 404


def test_anothers_account_is_an_unknown_one(caller: ApiCaller, stranger: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_of(stranger.merchant)
    with no_row_changes():
        said = graphql(client, CHECK, a=str(caller.account.id)).json()["data"]["r"]
        assert said["message"] == "No such bank account."
        for method in (client.get, client.post):
            assert method(f"/api/v1/{address(caller)}").status_code == 404


def test_a_caller_without_read_learns_the_verdict_and_no_name(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_of(caller.merchant, Scope.BENEFICIARIES)
    told = client.post(f"/api/v1/{address(caller)}")
    assert (told.status_code, set(told.json())) == (201, {"id", "bank_account_id", "verdict", "at"})
    assert client.get(f"/api/v1/{address(caller)}").status_code == 403
    [error] = graphql(client, CHECK, a=str(caller.account.id)).json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    allowed = CHECK.replace(" method holderName registeredName score", "").replace(" reference", "")
    said = graphql(client, allowed, a=str(caller.account.id)).json()["data"]["r"]["accountCheck"]
    assert (said["verdict"], said["bankAccountId"]) == ("MATCH", told.json()["bank_account_id"])


def test_a_payer_may_not_check(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_of(caller.merchant, Scope.READ, Scope.PAYOUTS)
    with no_row_changes():
        assert client.post(f"/api/v1/{address(caller)}").status_code == 403


def test_while_one_waits_for_the_bank_another_is_told_at_once(
    caller: ApiCaller, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Lock()
    held.acquire()
    monkeypatch.setattr(checking, "_asking", held)
    with no_row_changes():
        refused = caller.post("", address=f"/api/v1/{address(caller)}")
        assert (refused.status_code, refused["Retry-After"]) == (503, "1")
        said: Any = caller.ask(CHECK, a=str(caller.account.id))
    assert (said.status_code, said.json()["errors"][0]["extensions"]["code"]) == (503, "UNAVAILABLE")


def test_no_name_stands_in_the_log_or_the_audit_log(
    caller: ApiCaller, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("DEBUG")
    answer = NameFound("ZYGMUNT SECRET")
    monkeypatch.setattr(checking, "name_at", lambda *_: ("penny_drop", answer))
    caller.post("", address=f"/api/v1/{address(caller)}")
    assert "ZYGMUNT" not in caplog.text
    assert "ZYGMUNT" not in repr(answer)
    events = caller.ask("{ auditEvents { edges { node { action subjectId changes { before after } } } } }").json()
    assert "ZYGMUNT" not in str(events)
    assert "bank_account.name_checked" in str(events)
