"""Operators' changes of merchants and bank accounts in REST. Each answers with the row as it is now, and whether this
call changed it."""

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
    return _merchant(suspension.suspend_merchant(found, reason=read_text(_body(call), "reason")))


@needs(Scope.OPERATE)
def reopen_merchant(call: ApiCall, merchant_id: str) -> HttpResponse:
    return _merchant(suspension.reopen_merchant(call.existing(Merchant, merchant_id, "merchant")))


@needs(Scope.OPERATE)
def update_merchant(call: ApiCall, merchant_id: str) -> HttpResponse:
    """A member that is missing leaves its field as it is."""
    found = call.existing(Merchant, merchant_id, "merchant")
    body = _body(call)
    asked = {name: read_text(body, name) for name in ("name", "email") if name in body}
    return _merchant(details.update_merchant(found, **asked))


@needs(Scope.OPERATE)
def rename_bank_account(call: ApiCall, account_id: str) -> HttpResponse:
    found = call.existing(BankAccount, account_id, "bank account")
    name = read_text(_body(call), "account_holder_name")
    return _account(accounts.rename_bank_account(found, account_holder_name=name))


def _without_a_body(change: Callable[[UUID], Change[BankAccount]]) -> Verb:
    @needs(Scope.OPERATE)
    def act(call: ApiCall, account_id: str) -> HttpResponse:
        return _account(change(call.existing(BankAccount, account_id, "bank account")))

    return act


verify_bank_account = _without_a_body(accounts.verify_bank_account)
make_bank_account_primary = _without_a_body(accounts.make_bank_account_primary)
retire_bank_account = _without_a_body(accounts.retire_bank_account)
restore_bank_account = _without_a_body(accounts.restore_bank_account)


def _body(call: ApiCall) -> dict[str, Any]:
    return read_json_object(call.request)


def _merchant(change: Change[Merchant]) -> HttpResponse:
    return json_response({"changed": change.changed, "merchant": serializers.merchant(change.row)})


def _account(change: Change[BankAccount]) -> HttpResponse:
    return json_response({"changed": change.changed, "bank_account": serializers.bank_account(change.row)})
