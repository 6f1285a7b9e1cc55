"""Whose rows. Every row that an API shows is first found here, so that the caller of one merchant sees that merchant
alone: another's is not refused, it is not there. The edges of a row lead to rows of its own merchant, which PostgreSQL
sees to."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from server.access.callers import Caller, Scope
from server.api.http.parsing import read_parameter, read_uuid
from server.database.policies import MERCHANT_COLUMN
from server.errors import Forbidden, InvalidInput, NotFound
from server.merchants.models import Merchant

from .identity import authorize, identify

Row = TypeVar("Row", bound=Model)


def rows_of(model: type[Row], caller: Caller) -> QuerySet[Row]:
    """What there is for this caller."""
    rows: QuerySet[Row] = model._default_manager.all()
    if caller.merchant_id is None:
        return rows
    return rows.filter(**{MERCHANT_COLUMN[model._meta.db_table]: caller.merchant_id})


def listed_merchants(request: HttpRequest) -> QuerySet[Merchant]:
    """The list of all merchants is for operators; that of one merchant's caller has this merchant alone."""
    caller = identify(request)
    if caller.merchant_id is None:
        authorize(request, Scope.OPERATE)
    return rows_of(Merchant, caller)


def existing_merchant(merchant_id: UUID, caller: Caller) -> UUID:
    if not rows_of(Merchant, caller).filter(pk=merchant_id).exists():
        raise NotFound("merchant")
    return merchant_id


def no_others_merchant(merchant_id: UUID, caller: Caller) -> UUID:
    """Whether there is such a merchant at all is for whoever looks for its rows to say."""
    if caller.merchant_id not in {None, merchant_id}:
        raise NotFound("merchant")
    return merchant_id


def named_merchant(request: HttpRequest) -> UUID | None:
    """The merchant of the key, or else the one that the request names, in `merchant_id` or `X-Merchant-Id`; both must
    then agree. Raises Forbidden where another merchant than the key's is named, be it known or unknown."""
    parameter = read_parameter(request, "merchant_id")
    header = request.META.get("HTTP_X_MERCHANT_ID")
    named = {
        read_uuid(value, name)
        for value, name in ((parameter, "merchant_id"), (header, "X-Merchant-Id"))
        if value is not None
    }
    if own := identify(request).merchant_id:
        if named - {own}:
            raise Forbidden("The merchant named is not the one of this key.")
        return own
    if len(named) > 1:
        raise InvalidInput("merchant_id and X-Merchant-Id name different merchants.", "merchant_id")
    return named.pop() if named else None


def refuse_other_merchants(request: HttpRequest) -> None:
    """Also where no merchant has to be named. Who may see all of them may name what they like."""
    if identify(request).merchant_id:
        named_merchant(request)


def paying_merchant(request: HttpRequest) -> UUID:
    merchant_id = named_merchant(request)
    if merchant_id is None:
        raise InvalidInput("The header X-Merchant-Id is missing.", "X-Merchant-Id")
    return merchant_id


def merchant_to_read(request: HttpRequest) -> UUID:
    """Whoever finds a row of it knows that it exists; who finds none asks `existing_merchant`."""
    merchant_id = named_merchant(request)
    if merchant_id is None:
        raise InvalidInput("Name the merchant, as merchant_id or as X-Merchant-Id.", "merchant_id")
    return merchant_id
