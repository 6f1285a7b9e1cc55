"""Tenant scoping: every row that an API shows is found here first.

One merchant's caller sees that merchant's rows alone. Another merchant's row is not refused but absent. A row's edges
lead to rows of its own merchant, which PostgreSQL's row-level security enforces.
"""

# ruff: noqa: A002 - an id is an id

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet, Value
from django.http import HttpRequest

from server.access.callers import Caller, Scope
from server.api.http.parsing import read_parameter, read_uuid
from server.database.policies import MERCHANT_COLUMN, THROUGH
from server.errors import Forbidden, InvalidInput, NotFound
from server.merchants.models import Merchant

from .identity import authorize

Row = TypeVar("Row", bound=Model)


def rows_of(model: type[Row], caller: Caller) -> QuerySet[Row]:
    """The rows that this caller may see."""
    if caller.merchant_id is None:
        return model._default_manager.all()
    return rows_of_merchant(model, caller.merchant_id)


def rows_of_merchant(model: type[Row], merchant_id: UUID) -> QuerySet[Row]:
    """For a task, which no caller waits for."""
    return model._default_manager.filter(**{_merchant_of(model._meta.db_table): merchant_id})


def _merchant_of(table: str) -> str:
    """The table's merchant column, in Django's words: that of the row that it refers to, if it has none."""
    if table not in THROUGH:
        return MERCHANT_COLUMN[table]
    column, other = THROUGH[table]
    return f"{column.removesuffix('_id')}__{_merchant_of(other)}"


def model_with(id: str, models: Sequence[type[Model]], caller: Caller) -> type[Model] | None:
    """Which of these tables has a row with this id that the caller may see. One statement for all of them."""
    asked = [
        rows_of(model, caller).filter(pk=id).order_by().values_list(Value(place)) for place, model in enumerate(models)
    ]
    found = list(asked[0].union(*asked[1:], all=True)) if asked else []
    return models[found[0][0]] if found else None


def listed_merchants(caller: Caller) -> QuerySet[Merchant]:
    """All merchants for operators, the caller's own for anybody else. Raises Forbidden if the caller belongs to no
    merchant and lacks the scope `operate`."""
    if caller.merchant_id is None:
        authorize(caller, Scope.OPERATE)
    return rows_of(Merchant, caller)


def existing_merchant(merchant_id: UUID, caller: Caller) -> UUID:
    """Raises NotFound if the merchant does not exist for this caller."""
    if not rows_of(Merchant, caller).filter(pk=merchant_id).exists():
        raise NotFound("merchant")
    return merchant_id


def refuse_other_merchant(merchant_id: UUID, caller: Caller) -> UUID:
    """Raises NotFound for another merchant than the caller's. The merchant may still not exist: code that finds none
    of its rows has to ask `existing_merchant`."""
    if caller.merchant_id not in {None, merchant_id}:
        raise NotFound("merchant")
    return merchant_id


def named_merchant(request: HttpRequest, caller: Caller) -> UUID | None:
    """The caller's own merchant, or else the one that the request names in `merchant_id` or `X-Merchant-Id`; if both
    are sent they must agree. Raises InvalidInput. Raises Forbidden for another merchant than the caller's, even for one
    that does not exist.
    """
    parameter = read_parameter(request, "merchant_id")
    header = request.META.get("HTTP_X_MERCHANT_ID")
    named = {
        read_uuid(value, name)
        for value, name in ((parameter, "merchant_id"), (header, "X-Merchant-Id"))
        if value is not None
    }
    if own := caller.merchant_id:
        if named - {own}:
            raise Forbidden("The merchant named is not the one of this key.")
        return own
    if len(named) > 1:
        raise InvalidInput("merchant_id and X-Merchant-Id name different merchants.", "merchant_id")
    return named.pop() if named else None


def refuse_other_merchants(request: HttpRequest, caller: Caller) -> None:
    """Raises Forbidden if one merchant's caller names another, even where no merchant has to be named. Callers of all
    merchants may name any."""
    if caller.merchant_id:
        named_merchant(request, caller)
