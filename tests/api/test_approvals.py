"""Approving through GraphQL, signed in as people do; what both APIs show of it; and what is refused, with no row."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.access.users import add_user
from server.approvals.models import Approval
from server.approvals.policies import Band, set_policy
from server.audit_log.models import AuditEvent
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.models import Payout
from tests.api.conftest import CREATE_PAYOUT, graphql
from tests.api.keys import client_of
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import account_of
from tests.support.operators import acting_as, operator_called
from tests.support.users import PASSWORD, people, sign_in

__all__ = ["people"]

APPROVAL = """approval { people missing outcome expiresAt mayDecide subject sumPaise
  approvedBy { person remark } rejectedBy { person remark } }"""
READ = f"query ($id: ID!) {{ payout(id: $id) {{ status safeToRetry nextAction nextActionAt explanation {APPROVAL} }} }}"
DECIDE = f"""mutation ($input: %sPayoutInput!) {{ r: %sPayout(input: $input) {{ __typename
  ... on DecidePayoutSuccess {{ payout {{ id status {APPROVAL} }} }} ... on ValidationError {{ message field }} }} }}"""
BATCH = """mutation ($input: %sPayoutBatchInput!) { r: %sPayoutBatch(input: $input) { __typename
  ... on DecidePayoutBatchSuccess { decided opened batch { id name } } ... on ValidationError { message field } } }"""
SET = """mutation ($input: SetApprovalPolicyInput!) { r: setApprovalPolicy(input: $input) { __typename
  ... on SetApprovalPolicySuccess { changed approvalPolicy { version expiresAfterHours bands { fromPaise people } } }
  ... on ValidationError { message field } } }"""
LIST = """query ($m: ID!, $mine: Boolean) { payoutsToApprove(merchantId: $m, mine: $mine) {
  payouts sumPaise people missing mayDecide payout { id } batch { id name } } }"""


class Team(NamedTuple):
    merchant: Merchant
    maker: Client
    asha: Client
    ravi: Client


@pytest.fixture
def team(people: None, new_merchant: Callable[..., Merchant], settings: Settings) -> Team:
    settings.PAYOUT_OPEN_ACCESS = False
    merchant = new_merchant(1_000_000)
    clients = [_signed_in(merchant, name) for name in ("maker", "asha", "ravi")]
    set_policy(merchant.id, [Band(10_000, 1), Band(50_000, 2)])
    return Team(merchant, *clients)


def _signed_in(merchant: Merchant, name: str) -> Client:
    email = f"{name}-{uuid4().hex}@example.in"
    add_user(email, PASSWORD, merchant.id)
    User.objects.filter(username=email).update(first_name=name)
    client = Client(raise_request_exception=False)
    assert sign_in(client, email).status_code == 200
    return client


def made(team: Team, paise: int = 10_000) -> str:
    sent = {"bankAccountId": str(account_of(team.merchant).id), "amountPaise": paise, "idempotencyKey": str(uuid4())}
    answer = graphql(team.maker, CREATE_PAYOUT, input=sent).json()["data"]["createPayout"]
    return str(answer["payout"]["id"])


def decide(client: Client, payout: str, verb: str = "approve", **more: Any) -> Any:
    document = DECIDE % (verb.capitalize(), verb)
    return graphql(client, document, input={"payoutId": payout} | more).json()["data"]["r"]


def read(client: Client, payout: str) -> Any:
    return graphql(client, READ, id=payout).json()["data"]["payout"]


def test_a_payout_shows_what_it_waits_for_and_who_has_approved(team: Team) -> None:
    payout = made(team, 50_000)
    seen = read(team.asha, payout)
    assert (seen["nextAction"], seen["safeToRetry"]) == ("AWAIT_APPROVAL", False)
    assert seen["explanation"].startswith("Waits for 2 more approvals.")
    approval = seen["approval"]
    assert (approval["people"], approval["missing"], approval["outcome"]) == (2, 2, "WAITING")
    assert (approval["mayDecide"], approval["sumPaise"]) == (True, 50_000)
    assert approval["expiresAt"] == seen["nextActionAt"]
    assert not read(team.maker, payout)["approval"]["mayDecide"]

    said = decide(team.asha, payout, remark="As agreed", subject=approval["subject"])
    assert said["payout"]["approval"]["approvedBy"] == [{"person": "asha", "remark": "As agreed"}]
    assert (said["payout"]["approval"]["missing"], said["payout"]["approval"]["mayDecide"]) == (1, False)
    assert decide(team.ravi, payout)["payout"]["approval"]["outcome"] == "OPENED"
    lifecycle.settle_due(SimulatedBank())
    assert read(team.maker, payout)["status"] == "COMPLETED"
    events = AuditEvent.objects.filter(action="payout.approved").order_by("id")
    assert [(event.subject_id, event.actor_kind) for event in events] == [(payout, "person")] * 2


def test_a_rejection_says_why(team: Team) -> None:
    payout = made(team)
    said = decide(team.asha, payout, "reject", remark="Wrong supplier")
    assert said["payout"]["approval"]["rejectedBy"] == [{"person": "asha", "remark": "Wrong supplier"}]
    lifecycle.settle_due(SimulatedBank())
    failure = "query ($id: ID!) { payout(id: $id) { status safeToRetry failure { kind source code words } } }"
    assert graphql(team.asha, failure, id=payout).json()["data"]["payout"] == {
        "status": "FAILED",
        "safeToRetry": True,
        "failure": {
            "kind": "APPROVAL_REJECTED",
            "source": "MERCHANT",
            "code": "approval_rejected",
            "words": "Its approval was rejected, before the bank paid.",
        },
    }
    assert AuditEvent.objects.filter(action="payout.rejected", subject_id=payout).count() == 1


def test_refusals_are_validation_errors_and_write_nothing(team: Team, new_merchant: Callable[..., Merchant]) -> None:
    payout = made(team)
    key = client_of(team.merchant, Scope.READ, Scope.PAYOUTS)
    stranger = _signed_in(new_merchant(), "stranger")
    cases = [
        (decide(team.maker, payout), "You made this payout", "payoutId"),
        (decide(key, payout), "An API key approves", None),
        (decide(stranger, payout), "No such payout.", "payoutId"),
        (decide(team.asha, str(uuid4())), "No such payout.", "payoutId"),
        (decide(team.asha, "x"), "payoutId", "payoutId"),
        (decide(team.asha, payout, remark="x" * 301), "300", "remark"),
        (decide(team.asha, payout, "reject", remark=""), "remark", "remark"),
        (decide(team.asha, payout, subject="another"), "Look at it again", "subject"),
    ]
    for said, words, field in cases:
        assert (said["__typename"], said["field"]) == ("ValidationError", field), said
        assert words in said["message"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sessions SET proved_at = now() - interval '16 minutes'")
    [error] = graphql(team.asha, DECIDE % ("Approve", "approve"), input={"payoutId": payout}).json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["by"]) == ("PROOF_DUE", "PASSWORD")
    assert not Approval.objects.exists()


def test_what_waits_is_listed_batches_as_one(team: Team) -> None:
    single = made(team)
    batch = batch_of(team.merchant, *[sent_row(team.merchant, 30_000, each) for each in ("1000", "1001")])
    pay = "mutation ($b: ID!) { payPayoutBatch(input: {batchId: $b}) { __typename } }"
    graphql(team.maker, pay, b=str(batch.id))
    merchant = str(team.merchant.id)

    def listed(client: Client, **more: Any) -> Any:
        return graphql(client, LIST, m=merchant, **more).json()["data"]["payoutsToApprove"]

    one, two = listed(team.asha)
    assert (one["payout"]["id"], one["batch"], one["payouts"], one["mayDecide"]) == (single, None, 1, True)
    assert (two["batch"], two["payouts"], two["sumPaise"], two["people"]) == (
        {"id": str(batch.id), "name": "November"},
        2,
        60_000,
        2,
    )
    assert listed(team.maker, mine=True) == []

    def decide_batch(client: Client, verb: str = "approve", **more: Any) -> Any:
        document = BATCH % (verb.capitalize(), verb)
        return graphql(client, document, input={"batchId": str(batch.id)} | more).json()["data"]["r"]

    assert "others have to decide" in decide_batch(team.maker)["message"]
    assert decide_batch(team.maker, "reject", remark="")["field"] == "remark"
    of_batch = "query ($b: ID!) { batchToApprove(batchId: $b) { payouts missing mayDecide } }"
    shown = graphql(team.asha, of_batch, b=str(batch.id)).json()["data"]["batchToApprove"]
    assert shown == {"payouts": 2, "missing": 2, "mayDecide": True}
    said = decide_batch(team.asha)
    assert (said["decided"], said["opened"], said["batch"]["name"]) == (2, 0, "November")
    assert decide_batch(team.ravi)["opened"] == 2
    assert [each["payout"]["id"] for each in listed(team.asha)] == [single]
    assert graphql(team.asha, of_batch, b=str(batch.id)).json()["data"]["batchToApprove"] is None
    assert graphql(team.asha, of_batch, b="x").json()["data"]["batchToApprove"] is None
    assert AuditEvent.objects.filter(action="payout_batch.approved", subject_id=str(batch.id)).count() == 2


def in_rest(client: Client, path: str, body: Any = None) -> Any:
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
    sent = "" if body is None else body
    return client.post(f"/api/v1/{path}/", sent, "application/json", headers={"X-CSRFToken": token})


def test_people_decide_in_rest_too(team: Team) -> None:
    one, other = made(team, 50_000), made(team, 50_000)
    subject = read(team.asha, one)["approval"]["subject"]
    answer = in_rest(team.asha, f"payouts/{one}/approve", {"remark": "As agreed", "subject": subject})
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert (said["payout_id"], said["decision"]) == (one, "approve")
    assert (said["approval"]["approved"], said["approval"]["outcome"]) == (1, "waiting")
    assert in_rest(team.ravi, f"payouts/{one}/approve").json()["approval"]["outcome"] == "opened"
    rejected = in_rest(team.ravi, f"payouts/{other}/reject", {"remark": "Wrong supplier"}).json()
    assert rejected["approval"]["outcome"] == "rejected"
    lifecycle.settle_due(SimulatedBank())
    assert (read(team.maker, one)["status"], read(team.maker, other)["status"]) == ("COMPLETED", "FAILED")

    batch = batch_of(team.merchant, *[sent_row(team.merchant, 30_000, each) for each in ("1000", "1001")])
    pay_it = "mutation ($b: ID!) { payPayoutBatch(input: {batchId: $b}) { __typename } }"
    graphql(team.maker, pay_it, b=str(batch.id))
    decided = in_rest(team.asha, f"payout_batches/{batch.id}/approve").json()
    assert decided == {"batch_id": str(batch.id), "decision": "approve", "decided": 2, "opened": 0}
    decided = in_rest(team.ravi, f"payout_batches/{batch.id}/reject", {"remark": "No"}).json()
    assert decided == {"batch_id": str(batch.id), "decision": "reject", "decided": 2, "opened": 0}


def test_who_does_not_decide_in_rest_and_what_is_refused(team: Team, new_merchant: Callable[..., Merchant]) -> None:
    payout = made(team)
    key = client_of(team.merchant, Scope.READ, Scope.PAYOUTS)
    stranger = _signed_in(new_merchant(), "stranger")
    path = f"payouts/{payout}/approve"
    cases: list[tuple[Any, int, str]] = [
        (in_rest(key, path), 403, "No API key"),
        (in_rest(client_of(None), path), 403, "No API key"),
        (in_rest(stranger, path), 404, "No such payout."),
        (in_rest(team.maker, path), 400, "You made this payout"),
        (in_rest(team.asha, path, {"subject": 5}), 400, "subject must be a string"),
        (in_rest(team.asha, path, {"subject": "x"}), 400, "Look at it again"),
        (in_rest(team.asha, path, {"Subject": "x"}), 400, "subject must be written"),
        (in_rest(team.asha, path, {"remark": 5}), 400, "remark must be a string"),
        (in_rest(team.asha, f"payouts/{payout}/reject"), 400, "remark is missing"),
        (in_rest(team.asha, "payouts/x/approve"), 404, "No such payout."),
        (in_rest(team.asha, "payout_batches/x/approve"), 404, "No such batch."),
    ]
    for answer, status, words in cases:
        assert answer.status_code == status, answer.content
        assert words in answer.json()["message"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sessions SET proved_at = now() - interval '16 minutes'")
    due = in_rest(team.asha, path)
    assert (due.status_code, due.json()["error"], due.json()["by"]) == (403, "proof_due", "password")
    assert not Approval.objects.exists()


def test_an_operator_sets_the_policy(client: Client, people: None, merchant: Merchant) -> None:
    def put(bands: list[tuple[Any, Any]], **more: Any) -> Any:
        sent = {"merchantId": str(merchant.id), "bands": [{"fromPaise": at, "people": n} for at, n in bands]}
        return graphql(client, SET, input=sent | more).json()["data"]["r"]

    assert "has 0 who may approve" in put([(10_000, 1)])["message"]
    for name in ("asha", "ravi"):
        add_user(f"{name}-{uuid4().hex}@example.in", PASSWORD, merchant.id)
    done = put([(50_000, 2), (10_000, 1)], expiresAfterHours=48)
    policy = {
        "version": 1,
        "expiresAfterHours": 48,
        "bands": [{"fromPaise": 10_000, "people": 1}, {"fromPaise": 50_000, "people": 2}],
    }
    assert (done["changed"], done["approvalPolicy"]) == (True, policy)
    assert not put([(50_000, 2), (10_000, 1)], expiresAfterHours=48)["changed"]
    for bands, words in {
        ((1, 3),): "the merchant has 2",
        ((1, 0),): "1 to 5",
        ((1, 6),): "1 to 5",
        ((0, 1),): "fromPaise",
        ((1, 1), (1, 2)): "same amount",
        ((1, 2), (2, 1)): "more people",
        ((1, 1), (2, 1)): "more people",
    }.items():
        said = put(list(bands))
        assert (said["__typename"], said["field"]) == ("ValidationError", "bands"), bands
        assert words in said["message"], said
    for hours in (0, 93 * 24 + 1):
        assert put([], expiresAfterHours=hours)["field"] == "expiresAfterHours"
    read_back = graphql(client, f'{{ approvalPolicy(merchantId: "{merchant.id}") {{ version setBy }} }}')
    assert read_back.json()["data"]["approvalPolicy"]["version"] == 1
    [event] = AuditEvent.objects.filter(action="approval_policy.set")
    assert event.changes is not None
    assert event.changes["bands"] == {"before": "none", "after": "1 from ₹100.00, 2 from ₹500.00"}


def test_whose_policy_it_is_tells_a_merchant_no_operators_name(team: Team) -> None:
    with acting_as(operator_called("kiran")):
        set_policy(team.merchant.id, [Band(10_000, 2)])
    read = f'{{ approvalPolicy(merchantId: "{team.merchant.id}") {{ version setBy }} }}'

    def told(client: Client) -> Any:
        return graphql(client, read).json()["data"]["approvalPolicy"]

    assert told(client_of(None, Scope.READ)) == {"version": 2, "setBy": "kiran@example.in"}
    assert told(client_of(team.merchant, Scope.READ)) == {"version": 2, "setBy": "person"}
    put = {"bands": [{"fromPaise": 10_000, "people": 1}]}
    assert graphql(team.asha, SET, input=put).json()["data"]["r"]["changed"] is True
    assert told(client_of(team.merchant, Scope.READ)) == {"version": 3, "setBy": "asha"}


def test_rest_shows_it_and_its_receipt_names_it(team: Team) -> None:
    sent = {"amount_paise": 10_000, "bank_account_id": str(account_of(team.merchant).id)}
    key = client_of(team.merchant, Scope.READ, Scope.PAYOUTS)

    def post(idempotency_key: str) -> Any:
        headers = {"Idempotency-Key": idempotency_key}
        return key.post("/api/v1/payouts/", json.dumps(sent), "application/json", headers=headers)

    name = str(uuid4())
    answer = post(name)
    assert answer.status_code == 201
    receipt = answer.json()
    assert receipt["approval"]["people"] == 1
    decide(team.asha, receipt["id"])
    again = post(name)
    assert (again.status_code, again.content) == (200, answer.content)
    shown = key.get(f"/api/v1/payouts/{receipt['id']}/").json()["approval"]
    assert shown == {
        "people": 1,
        "approved": 1,
        "expires_at": receipt["approval"]["expires_at"],
        "outcome": "opened",
    }
    assert Payout.objects.get().gate is None
