"""A merchant's cooling-off delay in GraphQL."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its argument `input`

from typing import Annotated

import strawberry

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.cooling_off.models import MOST_HOURS
from server.cooling_off.setting import set_cooling_off
from server.merchants.models import Merchant

from .context import Info
from .errors import ValidationProblem
from .merchant_changes import CHANGED
from .merchants import MerchantNode
from .permissions import needing


@strawberry.input
class SetCoolingOffInput:
    merchant_id: strawberry.ID
    cooling_off_hours: int = strawberry.field(description=f"0 to {MOST_HOURS}; 0 turns it off.")


@strawberry.type
class SetCoolingOffSuccess:
    merchant: MerchantNode
    changed: bool = strawberry.field(description=CHANGED)


SetCoolingOffResult = Annotated[SetCoolingOffSuccess | ValidationProblem, strawberry.union("SetCoolingOffResult")]


@strawberry.type
class CoolingOffMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE),
        description="For operators: from now on a new payout to an account that was added less than so many hours ago "
        "is sent when they are over, and can be cancelled until then. Its money is held at once.",
    )
    def set_cooling_off(self, info: Info, input: SetCoolingOffInput) -> SetCoolingOffResult:
        merchant_id = read_uuid(input.merchant_id, "merchant_id")
        change = set_cooling_off(merchant_id, hours=input.cooling_off_hours)
        merchant = rows_of(Merchant, info.context.caller).get(pk=merchant_id)
        return SetCoolingOffSuccess(merchant=merchant, changed=change.changed)  # type: ignore[arg-type]
