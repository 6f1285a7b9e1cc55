"""Changes of merchants in GraphQL, for operators."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from typing import Annotated, Self
from uuid import UUID

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.api.http.parsing import read_uuid
from server.merchants import details, suspension
from server.merchants.changes import Change
from server.merchants.models import Merchant

from .errors import ValidationProblem
from .merchants import MerchantNode
from .permissions import needing

CHANGED = "False if it was so before; then nothing was written."


@strawberry.input
class SuspendMerchantInput:
    merchant_id: strawberry.ID
    reason: str = strawberry.field(description="1 to 500 characters, for operators. Account numbers in it are masked.")


@strawberry.input
class ReopenMerchantInput:
    merchant_id: strawberry.ID


@strawberry.input
class UpdateMerchantInput:
    merchant_id: strawberry.ID
    name: str | None = strawberry.field(default=UNSET, description="Stays as it is if omitted or null.")
    email: str | None = strawberry.field(default=UNSET, description="Stays as it is if omitted or null.")


@strawberry.type
class ChangedMerchant:
    """Not in the schema: the fields of its subclasses."""

    merchant: MerchantNode
    changed: bool = strawberry.field(description=CHANGED)

    @classmethod
    def of(cls, change: Change[Merchant]) -> Self:
        return cls(merchant=change.row, changed=change.changed)  # type: ignore[arg-type]


@strawberry.type
class SuspendMerchantSuccess(ChangedMerchant): ...


@strawberry.type
class ReopenMerchantSuccess(ChangedMerchant): ...


@strawberry.type
class UpdateMerchantSuccess(ChangedMerchant): ...


SuspendMerchantResult = Annotated[SuspendMerchantSuccess | ValidationProblem, strawberry.union("SuspendMerchantResult")]
ReopenMerchantResult = Annotated[ReopenMerchantSuccess | ValidationProblem, strawberry.union("ReopenMerchantResult")]
UpdateMerchantResult = Annotated[UpdateMerchantSuccess | ValidationProblem, strawberry.union("UpdateMerchantResult")]


@strawberry.type
class MerchantChangeMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells={"isActive"}),
        description="For operators: stop this merchant's new payouts. Payouts already made continue, and the "
        "merchant's users and keys can still read.",
    )
    def suspend_merchant(self, input: SuspendMerchantInput) -> SuspendMerchantResult:
        return SuspendMerchantSuccess.of(
            suspension.suspend_merchant(_merchant_id(input.merchant_id), reason=input.reason)
        )

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells={"isActive"}), description="For operators: end a merchant's suspension."
    )
    def reopen_merchant(self, input: ReopenMerchantInput) -> ReopenMerchantResult:
        return ReopenMerchantSuccess.of(suspension.reopen_merchant(_merchant_id(input.merchant_id)))

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE), description="For operators: mend a merchant's name or e-mail address."
    )
    def update_merchant(self, input: UpdateMerchantInput) -> UpdateMerchantResult:
        return UpdateMerchantSuccess.of(
            details.update_merchant(
                _merchant_id(input.merchant_id),
                name=None if input.name is UNSET else input.name,
                email=None if input.email is UNSET else input.email,
            )
        )


def _merchant_id(id: strawberry.ID) -> UUID:
    return read_uuid(id, "merchant_id")
