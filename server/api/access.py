"""Who is asking, and for which merchant.

With open access (a development machine) callers name their merchant and need no key; a key or a session that is sent
all the same is honoured, and then limits.
"""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from server.access.callers import OPEN, Caller
from server.access.people import person_of
from server.errors import InvalidInput, NotFound, Unauthenticated
from server.merchants.models import Merchant

from . import rates
from .reading import read_parameter, read_uuid


def identify(request: HttpRequest) -> Caller:
    """Who is asking, found out once per request. Raises Unauthenticated, and RateLimited where that came too often."""
    known: Caller | None = vars(request).get("caller")
    if known is None:
        try:
            known = _identify(request)
        except Unauthenticated:
            rates.count_stranger(request)
            raise
        vars(request)["caller"] = known
    return known


def _identify(request: HttpRequest) -> Caller:
    if "Authorization" in request.headers:
        raise Unauthenticated  # until there are keys
    if person := person_of(request):
        return person
    if settings.PAYOUT_OPEN_ACCESS:
        return OPEN
    raise Unauthenticated


def named_merchant(request: HttpRequest) -> UUID | None:
    """The merchant that the request names, in `merchant_id` or `X-Merchant-Id`; both must then agree."""
    parameter = read_parameter(request, "merchant_id")
    header = request.headers.get("X-Merchant-Id")
    named = {
        read_uuid(value, name)
        for value, name in ((parameter, "merchant_id"), (header, "X-Merchant-Id"))
        if value is not None
    }
    if len(named) > 1:
        raise InvalidInput("merchant_id and X-Merchant-Id name different merchants.", "merchant_id")
    return named.pop() if named else None


def merchant_to_read(request: HttpRequest) -> UUID:
    merchant_id = named_merchant(request)
    if merchant_id is None:
        raise InvalidInput("Name the merchant, as merchant_id or as X-Merchant-Id.", "merchant_id")
    require_merchant(merchant_id)
    return merchant_id


def require_merchant(merchant_id: UUID) -> None:
    if not Merchant.objects.filter(pk=merchant_id).exists():
        raise NotFound("merchant")
