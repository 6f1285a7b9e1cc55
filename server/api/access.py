"""Who is asking, and whether they may.

With open access (a development machine) callers name their merchant and need no key; a key or a session that is sent
all the same is honoured, and then limits.
"""

import re

from django.conf import settings
from django.http import HttpRequest

from server import tenancy
from server.access import keys
from server.access.callers import OPEN, Caller, Scope
from server.access.people import person_of
from server.errors import Forbidden, Unauthenticated
from server.trail.origins import Actor, ActorKind, name_actor

from . import rates

BEARER = re.compile(r"bearer +(\S+)", re.IGNORECASE)


def identify(request: HttpRequest) -> Caller:
    """Who is asking, found out once per request. Raises Unauthenticated, and RateLimited where that came too often."""
    known: Caller | None = vars(request).get("caller")
    if known is None:
        try:
            with tenancy.asking_who():
                known = _identify(request)
        except Unauthenticated:
            rates.count_stranger(request)
            raise
        tenancy.see(known.merchant_id)
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
        return keys.authenticate(bearer[1] if bearer else "")
    if person := person_of(request):
        return person
    if settings.PAYOUT_OPEN_ACCESS:
        return OPEN
    raise Unauthenticated
