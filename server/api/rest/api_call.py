"""One authenticated REST call, as its verb receives it."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest

from server.access.callers import Caller
from server.api.auth.tenant_scope import named_merchant, rows_of
from server.api.http.parsing import read_natural, read_uuid
from server.database.policies import MERCHANT_COLUMN
from server.errors import InvalidInput, NotFound

PAGE = ("limit", "offset")  # the query parameters of a list


@dataclass(frozen=True)
class ApiCall:
    request: HttpRequest
    caller: Caller

    @cached_property
    def merchant_id(self) -> UUID | None:
        """The caller's own merchant, or else the one that the call names, if any. Raises InvalidInput and Forbidden.

        Read on first use: a caller of all merchants may send anything to a verb that needs no merchant, and other
        verbs refuse a bad idempotency key or page before a bad merchant.
        """
        return named_merchant(self.request, self.caller)

    def refuse_other_merchants(self) -> None:
        """Raises Forbidden if one merchant's caller names another, even for a verb that needs no merchant."""
        if self.caller.merchant_id:
            _ = self.merchant_id

    @property
    def paying_merchant_id(self) -> UUID:
        if self.merchant_id is None:
            raise InvalidInput("The header X-Merchant-Id is missing.", "X-Merchant-Id")
        return self.merchant_id

    @property
    def readable_merchant_id(self) -> UUID:
        """The merchant may not exist: a verb that finds none of its rows has to ask `existing_merchant`."""
        if self.merchant_id is None:
            raise InvalidInput("Name the merchant, as merchant_id or as X-Merchant-Id.", "merchant_id")
        return self.merchant_id

    @property
    def has_body(self) -> bool:
        return self.request.META.get("CONTENT_LENGTH") not in {None, "", "0"}

    def existing(self, model: type[Model], id: str, what: str) -> UUID:  # noqa: A002 - an address's id
        """The id in an address, of a row that this caller sees, and of the merchant that the call names, if it names
        one. Raises NotFound."""
        try:
            rows = rows_of(model, self.caller).filter(pk=read_uuid(id, "id"))
        except InvalidInput:
            raise NotFound(what) from None
        if self.merchant_id:
            rows = rows.filter(**{MERCHANT_COLUMN[model._meta.db_table]: self.merchant_id})
        if not rows.exists():
            raise NotFound(what)
        return UUID(id)

    def page_bounds(self) -> slice:
        """`limit` and `offset` as a slice. Raises InvalidInput."""
        limit = read_natural(self.request, "limit", default=50, least=1, most=200)
        offset = read_natural(self.request, "offset", default=0, least=0, most=10**9 - 1)
        return slice(offset, offset + limit)
