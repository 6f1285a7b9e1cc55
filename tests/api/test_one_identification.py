"""Each call finds its caller and its merchant once, and hands both on."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from server.api.auth import tenant_scope
from server.api.graphql import view
from server.api.rest import api_call, routing
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller
from tests.api.keys import client_of

CALLS: dict[str, Callable[[ApiCaller], Any]] = {
    "create a payout": lambda caller: caller.create(),
    "list payouts": lambda caller: caller.get("payouts/"),
    "read a payout": lambda caller: caller.get(f"payouts/{uuid4()}/"),
    "read a balance": lambda caller: caller.get("balance/"),
    "list the ledger": lambda caller: caller.get("ledger/"),
    "list merchants": lambda caller: caller.get("merchants/"),
    "create a payout in GraphQL": lambda caller: caller.create_by_graphql(),
    "query in GraphQL": lambda caller: caller.ask(
        "{ viewer { id } merchants { totalCount } balance { totalPaise } payouts { totalCount } }"
    ),
}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the counted functions, in the order of their calls."""
    calls: list[str] = []

    def count(module: Any, name: str) -> None:
        original = getattr(module, name)

        def counting(*arguments: Any) -> Any:
            calls.append(name)
            return original(*arguments)

        monkeypatch.setattr(module, name, counting)

    count(routing, "identify")
    count(view, "identify")
    count(api_call, "named_merchant")
    count(tenant_scope, "named_merchant")
    return calls


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_each_call_finds_its_caller_and_merchant_once(
    merchant: Merchant, settings: Settings, counted: list[str], call: Callable[[ApiCaller], Any]
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    response = call(ApiCaller(client_of(merchant), merchant))
    assert response.status_code in {200, 201, 404}
    assert counted == ["identify", "named_merchant"]


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_an_operators_call_finds_its_caller_once(
    merchant: Merchant, settings: Settings, counted: list[str], call: Callable[[ApiCaller], Any]
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    call(ApiCaller(client_of(None), merchant))
    assert counted.count("identify") == 1
    assert counted.count("named_merchant") <= 1
