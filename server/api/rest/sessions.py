"""Signing in to the dashboard and out. The session is Django's cookie; every change needs its CSRF token."""

import json
from typing import Any

from django.contrib import auth
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.debug import sensitive_variables

from server.access import signing_in
from server.access.callers import Caller
from server.access.password_check import LONGEST_PASSWORD
from server.access.sign_in_events import record_refused_sign_in
from server.access.signing_in import Step
from server.access.users import caller_for, user_of
from server.api.http.parsing import read_json_object
from server.errors import InvalidInput, NoAccess, SignInRefused, Unauthenticated

from .routing import needs

LONGEST_NAME, LONGEST_CODE = 254, 40
SIGN_IN_FIRST = "Sign in first."


@needs(None)
def show_session(request: HttpRequest) -> HttpResponse:
    """The signed-in user, or null; and, if the password was right in this browser, the `step` that is still to be done.
    Sets the cookie with the CSRF token."""
    get_token(request)
    if caller := user_of(request):
        return signed_in_body(caller)
    pending = signing_in.pending(request)
    return signed_in_body(None, pending[1] if pending else None)


@needs(None)
@sensitive_variables("body", "password")
def sign_in(request: HttpRequest) -> HttpResponse:
    body = read_json_object(request)
    name = read_text(body, "name", LONGEST_NAME)
    password = read_text(body, "password", LONGEST_PASSWORD)
    user = auth.authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        raise SignInRefused
    caller = caller_for(user)
    if caller is None:
        record_refused_sign_in(request, name)
        raise NoAccess
    if step := signing_in.begin(request, user):
        return signed_in_body(None, step)
    return signed_in_body(caller)


@needs(None)
@sensitive_variables("body", "code")
def send_code(request: HttpRequest) -> HttpResponse:
    """The second step of signing in: the app's code, or a recovery code."""
    code = read_text(read_json_object(request), "code", LONGEST_CODE)
    pending = signing_in.pending(request)
    if pending is None or pending[1] is not Step.CODE:
        raise Unauthenticated(SIGN_IN_FIRST)
    user, _ = pending
    caller = caller_for(user)
    if caller is None:
        raise NoAccess
    signing_in.finish_with_code(request, user, code)
    return signed_in_body(caller)


@needs(None)
def sign_out(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        auth.logout(request)
    return signed_in_body(None)


def read_text(body: dict[str, Any], field: str, longest: int) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise InvalidInput(f"{field} must be a string of 1 to {longest} characters.", field)
    return value


def signed_in_body(caller: Caller | None, step: Step | None = None) -> HttpResponse:
    body = {"person": user_body(caller) if caller else None} | ({"step": step} if step else {})
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")


def user_body(caller: Caller) -> dict[str, Any]:
    return {
        "id": caller.id,
        "name": caller.name,
        "scopes": sorted(caller.scopes),
        "role": caller.role,
        "merchant_id": str(caller.merchant_id) if caller.merchant_id else None,
    }
