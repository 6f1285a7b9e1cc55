"""Row and merchant lookups shared by the resolvers, always within what the caller may see."""

# ruff: noqa: A002 - the schema calls its arguments `id`

from typing import Any
from uuid import UUID

import strawberry
from django.db.models import Model
from strawberry_django.optimizer import optimize

from server.api.auth.tenant_scope import existing_merchant, refuse_other_merchant, rows_of
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotFound
from server.payouts.creation_words import NO_MERCHANT

from .context import Info
from .pagination import NOT_GIVEN

MERCHANT_ID_REQUIRED = "merchantId is required for operator keys."


def find_row(info: Info, model: type[Model], id: strawberry.ID) -> Any:
    """The row, or None. A malformed id, an unknown one and another merchant's all give None, so a caller cannot tell
    them apart."""
    try:
        key = read_uuid(id, "id")
    except InvalidInput:
        return None
    return optimize(rows_of(model, info.context.caller).filter(pk=key), info).first()


def merchant_to_read(info: Info, id: strawberry.ID | None) -> UUID:
    """The merchant whose rows are read: the caller's own unless another is named. It may not exist.

    Raises InvalidInput if a caller of all merchants names none, and NotFound for a merchant that is not the caller's.
    """
    caller = info.context.caller
    if id in NOT_GIVEN:
        if caller.merchant_id is None:
            raise InvalidInput(MERCHANT_ID_REQUIRED, "merchant_id")
        return caller.merchant_id
    try:
        return refuse_other_merchant(read_uuid(id, "merchant_id"), caller)
    except InvalidInput:
        raise NotFound("merchant") from None


def existing_merchant_to_read(info: Info, id: strawberry.ID | None) -> UUID:
    """Like `merchant_to_read`, but raises NotFound for an unknown merchant. Looks each merchant up once per call."""
    merchant_id = merchant_to_read(info, id)
    if merchant_id not in info.context.existing:
        info.context.existing.add(existing_merchant(merchant_id, info.context.caller))
    return merchant_id


def paying_merchant(info: Info, id: strawberry.ID | None) -> UUID:
    """The merchant that pays: the caller's own unless another is named. Raises InvalidInput, which a mutation returns
    as a ValidationError; another merchant's id gives the same message as an unknown one."""
    own = info.context.caller.merchant_id
    named = read_uuid(id, "merchant_id") if id not in NOT_GIVEN else own
    if named is None:
        raise InvalidInput(MERCHANT_ID_REQUIRED, "merchant_id")
    if own not in {None, named}:
        raise InvalidInput(NO_MERCHANT, "merchant_id")
    return named
