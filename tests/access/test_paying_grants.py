"""An operator pays on behalf of a merchant only if it is granted; keys and open access stay as they were."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from server.access import paying_grants
from server.access.callers import Scope
from server.access.models import ApiKey
from server.audit_log.models import AuditEvent
from server.errors import InvalidInput
from server.merchants.models import Merchant
from tests.api.conftest import graphql, no_row_changes, payouts_of
from tests.api.keys import client_of
from tests.conftest import account_of
from tests.support.users import operator, people, person_of_merchant, sign_in

__all__ = ["people"]

pytestmark = pytest.mark.usefixtures("people")
CREATE = """mutation ($m: ID!, $a: ID!, $k: UUID!) { createPayout(input: {merchantId: $m, bankAccountId: $a,
  amountPaise: 100, idempotencyKey: $k}) { __typename } }"""
KEY = """mutation ($scopes: [Scope!]!, $m: ID) { createApiKey(input: {name: "x", scopes: $scopes, merchantId: $m,
  password: "seven kites over Madurai"}) { __typename } }"""
REFUSED = "You may not pay on behalf of merchants."


def paid(client: Client, merchant: Merchant) -> Any:
    return graphql(client, CREATE, m=str(merchant.id), a=str(account_of(merchant).id), k=str(uuid4())).json()


def in_rest(client: Client, merchant: Merchant) -> Any:
    headers = {
        "Idempotency-Key": str(uuid4()),
        "X-Merchant-Id": str(merchant.id),
        "X-CSRFToken": client.cookies["csrftoken"].value if "csrftoken" in client.cookies else "",
    }
    body = {"amount_paise": 100, "bank_account_id": str(account_of(merchant).id)}
    return client.post("/api/v1/payouts/", body, "application/json", headers=headers)


def signed_in_operator() -> tuple[Client, Any]:
    user, client = operator(), Client()
    assert sign_in(client, user.username).status_code == 200
    return client, user


def test_an_operator_without_the_grant_is_refused_in_words(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client, _ = signed_in_operator()
    with no_row_changes():
        [error] = paid(client, merchant)["errors"]
        answer = in_rest(client, merchant)
    assert error["message"].startswith(REFUSED)
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert answer.status_code == 403
    assert answer.json()["message"].startswith(REFUSED)
    assert payouts_of(merchant) == 0


def test_a_grant_counts_from_the_next_request_and_its_end_too(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client, user = signed_in_operator()
    assert paying_grants.grant(user)
    assert not paying_grants.grant(user)
    assert paid(client, merchant)["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"
    assert in_rest(client, merchant).status_code == 201
    scopes = graphql(client, "{ viewer { scopes } }").json()["data"]["viewer"]["scopes"]
    assert scopes == ["READ", "PAYOUTS", "BENEFICIARIES", "WEBHOOKS", "TEAM", "KEYS", "OPERATE"]
    assert paying_grants.withdraw(user)
    assert not paying_grants.withdraw(user)
    assert "errors" in paid(client, merchant)
    assert payouts_of(merchant) == 2
    events = AuditEvent.objects.filter(subject_id=str(user.pk), action__startswith="person.paying").order_by("id")
    assert [event.action for event in events] == ["person.paying_granted", "person.paying_withdrawn"]


def test_an_operators_key_with_the_scope_pays_as_before(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_of(None, Scope.PAYOUTS, Scope.READ)
    assert paid(client, merchant)["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"
    assert in_rest(client, merchant).status_code == 201


def test_a_merchants_user_pays_as_before(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    user, client = person_of_merchant(merchant), Client()
    sign_in(client, user.username)
    assert paid(client, merchant)["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"


def test_open_access_asks_for_no_grant(merchant: Merchant) -> None:
    client, _ = signed_in_operator()
    assert paid(client, merchant)["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"


def test_an_operator_gives_no_key_what_they_lack(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client, user = signed_in_operator()
    keys = ApiKey.objects.count()
    [error] = graphql(client, KEY, scopes=["READ", "PAYOUTS"]).json()["errors"]
    assert ApiKey.objects.count() == keys
    assert error["message"] == "A key can't have scopes that its maker lacks: payouts."
    made = graphql(client, KEY, scopes=["READ", "OPERATE"]).json()["data"]["createApiKey"]
    assert made["__typename"] == "CreateApiKeySuccess"
    assert "errors" in graphql(client, KEY, scopes=["PAYOUTS"], m=str(merchant.id)).json()
    paying_grants.grant(user)
    granted = graphql(client, KEY, scopes=["READ", "PAYOUTS"]).json()["data"]["createApiKey"]
    assert granted["__typename"] == "CreateApiKeySuccess"


def test_only_an_operator_can_be_granted_it(merchant: Merchant) -> None:
    with pytest.raises(InvalidInput):
        paying_grants.grant(person_of_merchant(merchant))


def test_the_command_grants_lists_and_withdraws(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    name = operator().username

    def run(*arguments: str) -> str:
        output = io.StringIO()
        call_command("user", *arguments, stdout=output)
        return output.getvalue()

    assert run("grant-paying", name) == f"{name} may pay on behalf of merchants.\n"
    assert "operator, pays for merchants" in run("list")
    assert run("withdraw-paying", name) == f"{name} may not pay on behalf of merchants.\n"
    assert "pays for merchants" not in run("list")
