"""Above a merchant's amount a person shows the second factor again before paying, in each way to pay."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from server.access.callers import Role, Scope
from server.access.models import Session
from server.access.users import add_user
from server.audit_log.models import AuditEvent
from server.merchants.models import Merchant
from server.merchants.second_factor_limit import set_limit
from server.payout_orders.models import PayoutOrder
from server.payouts.models import Payout
from tests.api.keys import client_of
from tests.batches.conftest import batch_of
from tests.conftest import account_of
from tests.support.second_factors import App, enrol, post
from tests.support.users import PASSWORD, people, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.fixture
def maker(merchant: Merchant) -> User:
    add_user("owner@kaveri.example", PASSWORD, merchant.id)
    return add_user("maker@kaveri.example", PASSWORD, merchant.id, Role.MAKER)


@pytest.fixture
def browser(maker: User) -> Client:
    client = Client(raise_request_exception=False)
    assert sign_in(client, maker.email).status_code == 200
    return client


def ask(client: Client, document: str) -> Any:
    return post(client, "/graphql/", {"query": document}).json()


def one(merchant: Merchant, paise: int) -> str:
    return f'bankAccountId: "{account_of(merchant).id}", amountPaise: {paise}, idempotencyKey: "{uuid4()}"'


def by_graphql(client: Client, merchant: Merchant) -> Any:
    return ask(client, f"mutation {{ createPayout(input: {{{one(merchant, 501)}}}) {{ __typename }} }}")


def together_by_graphql(client: Client, merchant: Merchant) -> Any:
    payouts = f"[{{{one(merchant, 250)}}}, {{{one(merchant, 251)}}}]"
    return ask(client, f"mutation {{ createPayouts(input: {{payouts: {payouts}}}) {{ __typename }} }}")


def batch_by_graphql(client: Client, merchant: Merchant) -> Any:
    batch = batch_of(merchant)
    assert batch.total_paise > 500
    return ask(client, f'mutation {{ payPayoutBatch(input: {{batchId: "{batch.id}"}}) {{ __typename }} }}')


def order_by_graphql(client: Client, merchant: Merchant) -> Any:
    return ask(client, f"mutation {{ orderPayout(input: {{{one(merchant, 501)}}}) {{ __typename }} }}")


def by_rest(client: Client, merchant: Merchant) -> Any:
    return in_rest(client, merchant, "/api/v1/payouts/", {})


def together_by_rest(client: Client, merchant: Merchant) -> Any:
    account = str(account_of(merchant).id)
    payouts = [
        {"bank_account_id": account, "amount_paise": paise, "idempotency_key": str(uuid4())} for paise in (250, 251)
    ]
    return in_rest(client, merchant, "/api/v1/payouts/batch/", {"payouts": payouts})


def batch_by_rest(client: Client, merchant: Merchant) -> Any:
    return in_rest(client, merchant, f"/api/v1/payout_batches/{batch_of(merchant).id}/pay/", {})


def order_by_rest(client: Client, merchant: Merchant) -> Any:
    return in_rest(client, merchant, "/api/v1/payout_orders/", {})


def in_rest(client: Client, merchant: Merchant, address: str, body: dict[str, Any]) -> Any:
    one = {"bank_account_id": str(account_of(merchant).id), "amount_paise": 501}
    response = client.post(
        address, (one if not body else {}) | body, "application/json", headers={"Idempotency-Key": str(uuid4())}
    )
    return response.json()


WAYS: dict[str, Callable[[Client, Merchant], Any]] = {
    each.__name__: each
    for each in (
        by_graphql,
        together_by_graphql,
        batch_by_graphql,
        order_by_graphql,
        by_rest,
        together_by_rest,
        batch_by_rest,
        order_by_rest,
    )
}


def code_of(answer: Any) -> str | None:
    if "errors" in answer:
        return str(answer["errors"][0]["extensions"]["code"])
    error = answer.get("error")
    return str(error).upper() if error else None


def proof_runs_out() -> None:
    Session.objects.update(proved_at=None)


def given(client: Client, app: App) -> None:
    assert post(client, "/session/proof/", {"code": app.next_code()}).status_code == 204


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_pay_more_takes_the_second_factor(merchant: Merchant, browser: Client, way: str) -> None:
    set_limit(merchant.id, 500)
    assert code_of(WAYS[way](browser, merchant)) == "SECOND_FACTOR_NEEDED"
    app = enrol(browser)
    proof_runs_out()
    assert code_of(WAYS[way](browser, merchant)) == "PROOF_DUE"
    assert not Payout.objects.exists()
    assert not PayoutOrder.objects.exists()
    app.time_passes()
    given(browser, app)
    assert code_of(WAYS[way](browser, merchant)) is None
    assert Payout.objects.exists()


def test_up_to_the_amount_and_without_one_nobody_is_asked(merchant: Merchant, browser: Client) -> None:
    assert code_of(by_graphql(browser, merchant)) is None
    set_limit(merchant.id, 501)
    proof_runs_out()
    assert code_of(by_graphql(browser, merchant)) is None
    assert Payout.objects.count() == 2


def test_a_key_is_never_asked(merchant: Merchant) -> None:
    set_limit(merchant.id, 0)
    assert code_of(by_rest(client_of(merchant, Scope.PAYOUTS), merchant)) is None


def test_another_merchants_amount_does_not_count(
    merchant: Merchant, browser: Client, new_merchant: Callable[..., Merchant]
) -> None:
    set_limit(new_merchant().id, 0)
    assert code_of(by_graphql(browser, merchant)) is None


SET = """mutation { setSecondFactorLimit(input: {abovePaise: %s}) { __typename
    ... on SetSecondFactorLimitSuccess { secondFactorAbovePaise changed }
    ... on ValidationError { message field } } }"""


def test_an_owner_sets_the_amount_with_the_second_factor(merchant: Merchant, maker: User) -> None:
    client = Client(raise_request_exception=False)
    sign_in(client, "owner@kaveri.example")
    assert code_of(ask(client, SET % 500)) == "SECOND_FACTOR_NEEDED"
    app = enrol(client)
    assert ask(client, SET % 500)["data"]["setSecondFactorLimit"] == {
        "__typename": "SetSecondFactorLimitSuccess",
        "secondFactorAbovePaise": 500,
        "changed": True,
    }
    assert ask(client, SET % 500)["data"]["setSecondFactorLimit"]["changed"] is False
    proof_runs_out()
    assert code_of(ask(client, SET % "null")) == "PROOF_DUE"
    app.time_passes()
    given(client, app)
    assert ask(client, SET % "-1")["data"]["setSecondFactorLimit"]["field"] == "abovePaise"
    assert ask(client, SET % "null")["data"]["setSecondFactorLimit"]["secondFactorAbovePaise"] is None
    changes = list(AuditEvent.objects.filter(action="merchant.updated").values_list("changes", flat=True))
    assert [each and each["second_factor_above_paise"]["after"] for each in changes] == [500, None]


def test_a_maker_does_not_set_it(browser: Client) -> None:
    assert code_of(ask(browser, SET % 500)) == "FORBIDDEN"
