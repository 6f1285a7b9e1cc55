"""A merchant's user makes, rotates and revokes the keys of its own merchant, with no more than its own scopes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from server.access.api_keys import create_key
from server.access.callers import Scope
from server.access.key_makers import live_keys_made_by
from server.access.models import ApiKey
from server.access.users import disable_user
from server.audit_log.models import AuditEvent
from server.merchants.models import Merchant
from tests.api.conftest import graphql, no_row_changes
from tests.api.keys import client_of
from tests.support.users import PASSWORD, people, person_of_merchant, sign_in

__all__ = ["people"]

CREATE = """mutation ($input: CreateApiKeyInput!) { result: createApiKey(input: $input) {
  ... on CreateApiKeySuccess { secret apiKey { id name scopes createdBy merchant { id } } }
  ... on ValidationError { message field } } }"""
ROTATE = """mutation ($input: RotateApiKeyInput!) { result: rotateApiKey(input: $input) {
  ... on RotateApiKeySuccess { secret apiKey { id } } ... on ValidationError { message field } } }"""
REVOKE = """mutation ($input: RevokeApiKeyInput!) { result: revokeApiKey(input: $input) {
  ... on RevokeApiKeySuccess { apiKey { id revokedAt } made { id } } ... on ValidationError { message field } } }"""
KEYS = "query ($m: ID) { apiKeys(merchantId: $m) { totalCount edges { node { id } } } }"


@pytest.fixture(autouse=True)
def closed(people: None, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.fixture
def user(merchant: Merchant) -> User:
    return person_of_merchant(merchant)


@pytest.fixture
def session(user: User) -> Client:
    client = Client(raise_request_exception=False)
    sign_in(client, user.email)
    return client


def send(client: Client, document: str, **values: Any) -> Any:
    return graphql(client, document, input=values).json()


def made_by(session: Client, *scopes: str, **more: Any) -> Any:
    given = {"name": "Web shop", "scopes": list(scopes) or ["READ", "PAYOUTS"], "password": PASSWORD}
    return send(session, CREATE, **given | more)


def test_a_user_makes_a_key_of_its_merchant(merchant: Merchant, user: User, session: Client) -> None:
    result = made_by(session)["data"]["result"]
    assert result["apiKey"]["merchant"] == {"id": str(merchant.id)}
    assert (result["apiKey"]["scopes"], result["apiKey"]["createdBy"]) == (["READ", "PAYOUTS"], f"person {user.email}")
    balance = Client().get("/api/v1/balance/", headers={"Authorization": f"Bearer {result['secret']}"})
    assert balance.json()["merchant_id"] == str(merchant.id)
    event = AuditEvent.objects.get(action="api_key.created")
    assert (event.actor_id, event.merchant_id) == (str(user.pk), merchant.id)


def test_a_user_rotates_and_revokes_it(session: Client) -> None:
    old = made_by(session)["data"]["result"]["apiKey"]["id"]
    new = send(session, ROTATE, id=old, password=PASSWORD)["data"]["result"]["apiKey"]["id"]
    listed = graphql(session, KEYS).json()["data"]["apiKeys"]
    assert [edge["node"]["id"] for edge in listed["edges"]] == [new, old]
    revoked = send(session, REVOKE, id=new)["data"]["result"]
    assert revoked["apiKey"]["revokedAt"]
    assert revoked["made"] == []


@pytest.mark.parametrize("scopes", [["KEYS"], ["READ", "KEYS"], ["OPERATE"], ["READ", "OPERATE"]])
def test_a_key_gets_neither_the_right_to_make_keys_nor_more_than_its_maker_has(
    session: Client, scopes: list[str]
) -> None:
    with no_row_changes():
        answer = made_by(session, *scopes)
    assert answer["data"] is None or "field" in answer["data"]["result"]


def test_the_password_is_asked_for_again(session: Client) -> None:
    old = made_by(session)["data"]["result"]["apiKey"]["id"]
    for password in (None, "wrong"):
        assert made_by(session, password=password)["data"]["result"]["field"] == "password"
        assert send(session, ROTATE, id=old, password=password)["data"]["result"]["field"] == "password"
    assert ApiKey.objects.count() == 1


def test_another_merchants_keys_look_like_none(session: Client, new_merchant: Callable[..., Merchant]) -> None:
    other = new_merchant()
    theirs = create_key(name="Theirs", scopes={Scope.READ}, merchant_id=other.id).key
    operators = create_key(name="Ours", scopes={Scope.READ}, merchant_id=None).key
    unknown = UUID(int=7)
    with no_row_changes():
        for document, more in ((ROTATE, {"password": PASSWORD}), (REVOKE, {}), (REVOKE, {"withMade": True})):
            answers = [send(session, document, id=str(each), **more) for each in (theirs.id, operators.id, unknown)]
            assert [each["data"]["result"]["message"] for each in answers] == ["No such API key."] * 3
        answers = [made_by(session, merchantId=str(each)) for each in (other.id, unknown)]
        assert [each["data"]["result"]["message"] for each in answers] == ["No merchant with this id."] * 2
    assert graphql(session, KEYS).json()["data"]["apiKeys"]["totalCount"] == 0
    assert graphql(session, KEYS, m=str(other.id)).json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    node = "query ($id: ID!) { node(id: $id) { id } }"
    assert graphql(session, node, id=str(theirs.id)).json()["data"]["node"] is None


def test_a_merchants_key_makes_none(merchant: Merchant) -> None:
    client = client_of(merchant)
    with no_row_changes():
        for document, given in ((CREATE, {"name": "x", "scopes": ["READ"]}), (REVOKE, {"id": str(UUID(int=7))})):
            [error] = send(client, document, **given)["errors"]
            assert error["message"] == "This needs the scope keys."
    assert "errors" in graphql(client, KEYS).json()


def test_whoever_is_shut_out_loses_the_keys_that_they_made(merchant: Merchant, user: User, session: Client) -> None:
    secret = made_by(session)["data"]["result"]["secret"]
    assert [key.name for key in live_keys_made_by(user)] == ["Web shop"]
    disable_user(user)
    assert Client().get("/api/v1/balance/", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert "errors" in made_by(session)
