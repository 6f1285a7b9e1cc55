"""Checks of an account's holder by its bank, in REST. A caller without `read` learns the verdict alone."""

from typing import Any

from django.http import HttpResponse

from server.access.callers import Scope
from server.merchants.models import BankAccount
from server.name_checks.checking import check_name, checks_of
from server.name_checks.models import AccountCheck

from .api_call import ApiCall
from .routing import json_list, json_response, needs

TOLD = ("id", "bank_account_id", "verdict", "at")


@needs(Scope.READ)
def list_checks(call: ApiCall, account_id: str) -> HttpResponse:
    """The newest 20, newest first."""
    found = checks_of(call.existing(BankAccount, account_id, "bank account"))
    return json_list(len(found), map(check_object, found))


@needs(Scope.BENEFICIARIES)
def make_check(call: ApiCall, account_id: str) -> HttpResponse:
    """201; 200 with the last one, if the bank answered within the last minute."""
    change = check_name(call.existing(BankAccount, account_id, "bank account"))
    told = check_object(change.row)
    if Scope.READ not in call.caller.scopes:
        told = {name: told[name] for name in TOLD}
    response = json_response(told)
    response.status_code = 201 if change.changed else 200
    return response


def check_object(check: AccountCheck) -> dict[str, Any]:
    return {
        "id": check.id,
        "bank_account_id": check.bank_account_id,
        "verdict": check.verdict,
        "score": check.score,
        "holder_name": check.holder_name,
        "registered_name": check.registered_name,
        "method": check.method,
        "reference": check.reference,
        "at": check.checked_at,
    }
