"""Who is asking, and whether they may.

With open access (a development machine) callers name their merchant and need no key; a key or a session that is sent
all the same is honoured, and then limits.
"""

import re

from django.conf import settings
from django.http import HttpRequest

from server.access import api_keys
from server.access.callers import OPEN, Caller, Scope
from server.access.users import user_of
from server.api.http import rate_limits
from server.audit_log.context import Actor, ActorKind, name_actor
from server.database import row_security
from server.errors import Forbidden, Unauthenticated

BEARER = re.compile(r"bearer +(\S+)", re.IGNORECASE)


def identify(request: HttpRequest) -> Caller:
    """Who is asking, found out once per request. Raises Unauthenticated, and RateLimited where that came too often."""
    known: Caller | None = vars(request).get("caller")
    if known is None:
        try:
            with row_security.identifying():
                known = _identify(request)
        except Unauthenticated:
            rate_limits.count_stranger(request)
            raise
        row_security.bind(known.merchant_id)
        vars(request)["caller"] = known
        name_actor(Actor(ActorKind(known.kind), known.id, known.name))
    return known


def authorize(request: HttpRequest, scope: Scope) -> Caller:
    """Raises Unauthenticated, or Forbidden where the caller lacks the scope."""
    caller = identify(request)
    if scope not in caller.scopes:
        raise Forbidden(f"This needs the scope {scope}.")
    return caller


def _identify(request: HttpRequest) -> Caller:
    """A header that is sent counts: it is never passed over for the session or the open access behind it."""
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is not None:
        bearer = BEARER.fullmatch(header)
        return api_keys.authenticate(bearer[1] if bearer else "")
    if person := user_of(request):
        return person
    if settings.PAYOUT_OPEN_ACCESS:
        return OPEN
    raise Unauthenticated
