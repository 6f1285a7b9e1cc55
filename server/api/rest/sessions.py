"""Signing in to the dashboard and out. The session is Django's cookie; every change needs its CSRF token."""

import json
from typing import Any

from django.contrib import auth
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.debug import sensitive_variables

from server.access.callers import Caller
from server.access.password_check import LONGEST_PASSWORD
from server.access.sign_in_events import record_refused_sign_in
from server.access.users import caller_for, user_of
from server.api.http.parsing import read_json_object
from server.errors import InvalidInput, NoAccess, SignInRefused

from .routing import needs

LONGEST_NAME = 254


@needs(None)
def show_session(request: HttpRequest) -> HttpResponse:
    """The signed-in user, or null. Sets the cookie with the CSRF token."""
    get_token(request)
    return _response(user_of(request))


@needs(None)
@sensitive_variables("body", "password")
def sign_in(request: HttpRequest) -> HttpResponse:
    body = read_json_object(request)
    name = _read_text(body, "name", LONGEST_NAME)
    password = _read_text(body, "password", LONGEST_PASSWORD)
    user = auth.authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        raise SignInRefused
    caller = caller_for(user)
    if caller is None:
        record_refused_sign_in(request, name)
        raise NoAccess
    with transaction.atomic():
        auth.login(request, user)
        request.session.cycle_key()  # Django keeps the key of a session that already belonged to this user
    return _response(caller)


@needs(None)
def sign_out(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        auth.logout(request)
    return _response(None)


def _read_text(body: dict[str, Any], field: str, longest: int) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise InvalidInput(f"{field} must be a string of 1 to {longest} characters.", field)
    return value


def _response(caller: Caller | None) -> HttpResponse:
    body = {"person": _user(caller) if caller else None}
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")


def _user(caller: Caller) -> dict[str, Any]:
    return {
        "id": caller.id,
        "name": caller.name,
        "scopes": sorted(caller.scopes),
        "merchant_id": str(caller.merchant_id) if caller.merchant_id else None,
    }
