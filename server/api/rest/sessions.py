"""Signing in to the dashboard and out of it. The session is a cookie of Django's; every change needs its CSRF token."""

import json
from typing import Any

from django.contrib import auth
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.debug import sensitive_variables

from server.access.callers import Caller
from server.access.users import caller_for, user_of
from server.api.http.parsing import read_json_object
from server.api.rest.routing import needs
from server.audit_log.context import Actor, ActorKind, name_actor
from server.audit_log.recording import record
from server.errors import InvalidInput, NoAccess, SignInRefused

LONGEST_NAME, LONGEST_PASSWORD = 254, 1000


@needs(None)
def show_session(request: HttpRequest) -> HttpResponse:
    """Who is signed in, if anybody is. Sets the cookie with the CSRF token."""
    get_token(request)
    return _answer(user_of(request))


@needs(None)
@sensitive_variables("body", "password")
def sign_in(request: HttpRequest) -> HttpResponse:
    body = read_json_object(request)
    name = _read_text(body, "name", LONGEST_NAME)
    password = _read_text(body, "password", LONGEST_PASSWORD)
    user = auth.authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        raise SignInRefused
    person = caller_for(user)
    if person is None:
        raise NoAccess
    name_actor(Actor(ActorKind.PERSON, person.id, person.name))
    with transaction.atomic():
        auth.login(request, user)
        request.session.cycle_key()  # Django keeps the key of a session that was this person's already
        record("session.begun", merchant_id=person.merchant_id, subject_id=user.pk)
    return _answer(person)


@needs(None)
def sign_out(request: HttpRequest) -> HttpResponse:
    person = user_of(request)
    with transaction.atomic():
        if person:
            name_actor(Actor(ActorKind.PERSON, person.id, person.name))
            record("session.ended", merchant_id=person.merchant_id, subject_id=int(person.id))
        auth.logout(request)
    return _answer(None)


def _read_text(body: dict[str, Any], field: str, longest: int) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise InvalidInput(f"{field} must be a string of 1 to {longest} characters.", field)
    return value


def _answer(person: Caller | None) -> HttpResponse:
    body = {"person": person and _described(person)}
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")


def _described(person: Caller) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "scopes": sorted(person.scopes),
        "merchant_id": str(person.merchant_id) if person.merchant_id else None,
    }
