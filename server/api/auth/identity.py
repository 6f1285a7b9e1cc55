"""Authentication and scopes: the caller behind a request, found once and handed on.

With open access (a development machine) callers name their merchant and need no key. A key or session that is sent
anyway is honoured, and limits its caller.
"""

import re

from django.conf import settings
from django.http import HttpRequest

from server.access import key_authentication
from server.access.callers import OPEN, Caller, Scope
from server.access.client_ip import client_address
from server.access.users import user_of
from server.api.http import rate_limits
from server.api.http.request_log import CALLER
from server.audit_log.context import Actor, ActorKind, name_actor
from server.database import row_security
from server.errors import Forbidden, Unauthenticated
from server.observability import requests_under_way

BEARER = re.compile(r"bearer +(\S+)", re.IGNORECASE)


def identify(request: HttpRequest) -> Caller:
    """Finds the caller and binds this thread to its rows until the request ends.

    Raises Unauthenticated, or RateLimited once that has happened too often.
    """
    try:
        with row_security.identifying():
            caller = _authenticate(request)
    except Unauthenticated as refused:
        rate_limits.count_stranger(request)
        if isinstance(refused, key_authentication.RefusedKey):
            key_authentication.record_refused(refused, client_address(request))
            request.META[CALLER] = refused.owner
        raise Unauthenticated from None
    request.META[CALLER] = caller
    row_security.bind(caller.merchant_id)
    name_actor(Actor(ActorKind(caller.kind), caller.id, caller.name))
    requests_under_way.name_caller(caller.kind, caller.id)
    return caller


def authorize(caller: Caller, scope: Scope) -> None:
    """Raises Forbidden if the caller lacks the scope."""
    if scope not in caller.scopes:
        if caller.role:
            raise Forbidden(f"Your role, {caller.role}, does not allow this: it needs the scope {scope}.")
        if scope is Scope.PAYOUTS and caller.kind == "person":
            raise Forbidden("You may not pay on behalf of merchants. Whoever runs the engine can grant it to you.")
        if scope is Scope.APPROVALS and caller.kind == "key":
            raise Forbidden("People decide about payouts: sign in. No API key has the scope approvals.")
        raise Forbidden(f"This needs the scope {scope}.")


def _authenticate(request: HttpRequest) -> Caller:
    """An Authorization header always decides: a bad one is never ignored in favour of the session or open access."""
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is not None:
        bearer = BEARER.fullmatch(header)
        return key_authentication.authenticate(bearer[1] if bearer else "")
    if user := user_of(request):
        return user
    if settings.PAYOUT_OPEN_ACCESS:
        return OPEN
    raise Unauthenticated
