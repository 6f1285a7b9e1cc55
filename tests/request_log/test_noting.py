"""Which calls are logged, and what stands there about them."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from server.access.api_keys import create_key, revoke_key
from server.access.callers import Scope
from server.merchants.models import Merchant
from server.request_log.models import LoggedRequest, Outcome
from server.request_log.writer import writer
from tests.api.conftest import ApiCaller, graphql, renamed


def logged() -> list[LoggedRequest]:
    writer.stop()
    found = list(LoggedRequest.objects.order_by("id"))
    writer.start()
    return found


def test_a_refused_payout_is_logged_with_its_reason(caller: ApiCaller) -> None:
    key = uuid4()
    answer = caller.create(key, amount_paise=10**9)
    [entry] = logged()
    assert str(entry.id) == answer["X-Request-Id"]
    assert (entry.method, entry.path, entry.http_status) == ("POST", "/api/v1/payouts/", 402)
    assert (entry.outcome, entry.error_code) == (Outcome.REFUSED, "insufficient_funds")
    assert entry.message == answer.json()["message"]
    assert (entry.idempotency_key, entry.merchant_id) == (key, caller.merchant.id)


def test_a_refusal_in_graphqls_union_is_logged_though_its_answer_is_200(caller: ApiCaller) -> None:
    key = uuid4()
    answer = caller.create_by_graphql(key, amountPaise=10**9)
    [entry] = logged()
    assert (str(entry.id), entry.http_status) == (answer["X-Request-Id"], 200)
    assert (entry.operation, entry.error_code) == ("createPayout", "insufficient_funds")
    assert (entry.idempotency_key, entry.merchant_id) == (key, caller.merchant.id)


def test_a_malformed_document_is_logged(caller: ApiCaller) -> None:
    caller.ask("mutation Pay { createPayout }")
    [entry] = logged()
    assert (entry.operation, entry.error_code, entry.http_status) == ("createPayout", "validation_error", 400)


def test_neither_a_creation_nor_a_replay_nor_a_read_writes_a_row(caller: ApiCaller) -> None:
    key = uuid4()
    for _ in ("created", "replayed"):
        assert caller.create(key).status_code in {200, 201}
        assert caller.create_by_graphql(key).status_code == 200
    batch = {"payouts": [caller.body(idempotency_key=str(uuid4()))]}
    assert caller.post(json.dumps(batch), address="/api/v1/payouts/batch/").status_code == 200
    assert caller.get("payouts/").status_code == 200
    assert caller.ask("{ engine { openAccess } }").status_code == 200
    assert logged() == []


def test_another_change_is_logged_though_it_succeeds(caller: ApiCaller) -> None:
    document = 'mutation ($m: ID!) { updateMerchant(input: {merchantId: $m, name: "New"}) { __typename } }'
    assert "errors" not in caller.ask(document, m=str(caller.merchant.id)).json()
    address = f"/api/v1/merchants/{caller.merchant.id}/"
    caller.client.patch(address, {"name": "Newer"}, content_type="application/json")
    first, second = logged()
    assert (first.operation, first.outcome, first.error_code) == ("updateMerchant", Outcome.SUCCEEDED, "")
    assert (second.method, second.path, second.merchant_id) == ("PATCH", address, caller.merchant.id)


def test_a_batch_with_a_refused_payout_is_logged(caller: ApiCaller) -> None:
    items = [caller.body(idempotency_key=str(uuid4()), amount_paise=paise) for paise in (10, 10**9)]
    caller.post(json.dumps({"payouts": items}), address="/api/v1/payouts/batch/")
    [entry] = logged()
    assert (entry.http_status, entry.error_code) == (200, "insufficient_funds")


def test_a_revoked_keys_call_is_its_merchants(caller: ApiCaller, merchant: Merchant) -> None:
    made = create_key(name="Old shop", scopes={Scope.READ}, merchant_id=merchant.id)
    revoke_key(made.key.id)
    assert with_key(made.secret, "/api/v1/payouts/").status_code == 401
    [entry] = logged()
    assert (entry.merchant_id, entry.actor_id, entry.error_code) == (merchant.id, str(made.key.id), "unauthenticated")


def test_a_strangers_call_is_not_logged(settings: Settings, merchant: Merchant) -> None:
    """Neither one with a false secret: it is not the key's owner who calls."""
    settings.PAYOUT_OPEN_ACCESS = False
    made = create_key(name="Shop", scopes={Scope.READ}, merchant_id=merchant.id)
    for secret in (f"{made.secret[:-1]}{'1' if made.secret[-1] != '1' else '2'}", made.secret[:-1], "x"):
        assert with_key(secret, "/api/v1/payouts/").status_code == 401
    assert logged() == []


def test_a_key_without_the_scope_is_told_so_in_the_log(settings: Settings, merchant: Merchant) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    made = create_key(name="Reader", scopes={Scope.READ}, merchant_id=merchant.id)
    with_key(made.secret, "/api/v1/payouts/", "POST")
    [entry] = logged()
    assert (entry.error_code, entry.actor_name) == ("forbidden", "Reader")
    assert "scope payouts" in entry.message


def test_no_secret_and_no_account_number_stands_in_the_log(caller: ApiCaller, merchant: Merchant) -> None:
    """Whatever a caller writes where: in the address, its query, a header, an operation's name or the body."""
    made = create_key(name="Shop", scopes={Scope.READ, Scope.PAYOUTS}, merchant_id=merchant.id)
    number, secret = "501000112233445", made.secret
    with_key(secret, f"/api/v1/payouts/by_utr/{number}/?text={secret}", "POST")
    with_key(secret, f"/api/v1/payouts/{secret}/?status={number}")
    body: dict[str, Any] = {"amount_paise": number, "bank_account_id": number}
    Client().post(
        "/api/v1/payouts/",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": number},
    )
    for document in (f"query N{number} {{ payout(id: 1) {{ x }} }}", f'{{ payout(id: "{number}") {{ a{number} }} }}'):
        graphql(caller.client, document)
    entries = logged()
    assert len(entries) == 5
    text = str([vars(entry) for entry in entries])
    assert number not in text
    assert secret.rpartition("_")[2] not in text


def with_key(secret: str, address: str, method: str = "GET") -> Any:
    return Client(raise_request_exception=False).generic(method, address, headers={"Authorization": f"Bearer {secret}"})


def test_what_cannot_be_written_is_dropped_and_no_call_fails(
    caller: ApiCaller, caplog: pytest.LogCaptureFixture
) -> None:
    with renamed("request_log"):
        assert caller.create(amount_paise=10**9).status_code == 402
        writer.stop()
    writer.start()
    assert "1 entries of the request log were dropped" in caplog.text
    assert logged() == []


def test_an_id_that_is_no_uuid_is_left_out(caller: ApiCaller) -> None:
    caller.create("not a uuid")
    [entry] = logged()
    assert entry.idempotency_key is None
    assert isinstance(entry.id, UUID)
