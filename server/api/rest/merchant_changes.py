"""Changes of merchants and bank accounts in REST, most of them operators'. Each answers with the row as it is now, and
whether this call changed it. A caller without `read` sees of the row its id and what it has sent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.http.parsing import read_json_object, read_text
from server.merchants import accounts, details, suspension
from server.merchants.changes import Change
from server.merchants.models import BankAccount, Merchant

from . import serializers
from .api_call import ApiCall
from .routing import Verb, json_response, needs


@needs(Scope.OPERATE)
def suspend_merchant(call: ApiCall, merchant_id: str) -> HttpResponse:
    found = call.existing(Merchant, merchant_id, "merchant")
    return _merchant(call, suspension.suspend_merchant(found, reason=read_text(_body(call), "reason")), "is_active")


@needs(Scope.OPERATE)
def reopen_merchant(call: ApiCall, merchant_id: str) -> HttpResponse:
    found = call.existing(Merchant, merchant_id, "merchant")
    return _merchant(call, suspension.reopen_merchant(found), "is_active")


@needs(Scope.OPERATE)
def update_merchant(call: ApiCall, merchant_id: str) -> HttpResponse:
    """A member that is missing leaves its field as it is."""
    found = call.existing(Merchant, merchant_id, "merchant")
    body = _body(call)
    asked = {name: read_text(body, name) for name in ("name", "email") if name in body}
    return _merchant(call, details.update_merchant(found, **asked), *asked)


@needs(Scope.OPERATE)
def rename_bank_account(call: ApiCall, account_id: str) -> HttpResponse:
    found = call.existing(BankAccount, account_id, "bank account")
    name = read_text(_body(call), "account_holder_name")
    return _account(call, accounts.rename_bank_account(found, account_holder_name=name), "account_holder_name")


@needs(Scope.BENEFICIARIES)
def label_bank_account(call: ApiCall, account_id: str) -> HttpResponse:
    """A member that is missing leaves its field as it is, an empty text takes it away."""
    found = call.existing(BankAccount, account_id, "bank account")
    body = _body(call)
    asked = {name: read_text(body, name) for name in ("nickname", "group") if name in body}
    return _account(call, accounts.label_bank_account(found, **asked), *asked)


def _without_a_body(change: Callable[[UUID], Change[BankAccount]], *told: str, scope: Scope = Scope.OPERATE) -> Verb:
    @needs(scope)
    def act(call: ApiCall, account_id: str) -> HttpResponse:
        return _account(call, change(call.existing(BankAccount, account_id, "bank account")), *told)

    return act


verify_bank_account = _without_a_body(accounts.verify_bank_account, "is_verified")
make_bank_account_primary = _without_a_body(accounts.make_bank_account_primary, "is_primary")
retire_bank_account = _without_a_body(accounts.retire_bank_account, scope=Scope.BENEFICIARIES)
restore_bank_account = _without_a_body(accounts.restore_bank_account)


def _body(call: ApiCall) -> dict[str, Any]:
    return read_json_object(call.request)


def _merchant(call: ApiCall, change: Change[Merchant], *told: str) -> HttpResponse:
    return json_response(
        {"changed": change.changed, "merchant": _as_told(call, serializers.merchant(change.row), told)}
    )


def _account(call: ApiCall, change: Change[BankAccount], *told: str) -> HttpResponse:
    account = _as_told(call, serializers.bank_account(change.row), told)
    return json_response({"changed": change.changed, "bank_account": account})


def _as_told(call: ApiCall, row: dict[str, Any], told: tuple[str, ...]) -> dict[str, Any]:
    if Scope.READ in call.caller.scopes:
        return row
    return {name: value for name, value in row.items() if name == "id" or name in told}
