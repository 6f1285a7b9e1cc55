"""Fee plans and tax profiles in GraphQL: merchants read theirs, operators set them."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its arguments `input`

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.api.http.parsing import read_uuid
from server.fees import setting
from server.fees.bands import MOST_BANDS, Band, bands_of, read_bands
from server.fees.gstin import STATES
from server.fees.models import FeePlan, TaxProfile
from server.fees.tax import USUAL_GST_BP
from server.rails.rules import Rail

from .context import Info
from .errors import ValidationProblem
from .lookups import existing_merchant_to_read
from .merchant_changes import CHANGED
from .pagination import NOT_GIVEN
from .permissions import EVERY_FIELD, needing
from .runtime.list_lengths import usual_length
from .scalars import Paise

USUAL_BANDS = 5


@strawberry.type(name="FeeBand", description="The fee of payouts by a rail up to an amount.")
class FeeBandNode:
    rail: Rail
    up_to_paise: Paise | None = strawberry.field(description="Null: of all larger ones.")
    fee_paise: Paise = strawberry.field(description="Without GST.")


@strawberry.type(name="FeePlan", description="What is charged for a merchant's payouts, from its start on.")
class FeePlanNode:
    version: int = strawberry.field(description="1, 2, 3, … of the merchant, or of the default plan.")
    bands: list[FeeBandNode] = strawberry.field(
        metadata=usual_length(USUAL_BANDS, weight=0), description="Empty: nothing is charged."
    )
    gst_basis_points: int = strawberry.field(description="Hundredths of a percent: 1800 is 18 %.")
    supplier_state: str = strawberry.field(description="The state of our own GSTIN: its two digits.")
    refund_on_return: bool = strawberry.field(
        description="Fee and GST are given back for a payout whose money came back. For a failed one always."
    )
    follows_default: bool = strawberry.field(description="A copy of the default plan, and changes with it.")
    started_at: datetime


@strawberry.type(name="TaxProfile", description="Where a merchant is, for GST.")
class TaxProfileNode:
    gstin: str | None = strawberry.field(description="Null: it is not registered.")
    state_code: str = strawberry.field(description="The two digits of its state in GST.")
    state: str
    started_at: datetime


@strawberry.type(name="FeeTerms", description="What a merchant is charged for a payout that is made now.")
class FeeTermsNode:
    plan: FeePlanNode | None = strawberry.field(description="Null: it never had one, and nothing is charged.")
    tax_profile: TaxProfileNode | None = strawberry.field(
        description="Null: our own state is the place of supply, so the tax is CGST and SGST."
    )


@strawberry.input
class FeeBandInput:
    rail: Rail
    up_to_paise: Paise | None = strawberry.field(default=UNSET, description="Left out: for all larger payouts.")
    fee_paise: Paise = strawberry.field(description="Without GST; 0: free.")


BANDS = (
    f"At most {MOST_BANDS}. IMPS, NEFT and RTGS each need one without upToPaise, so that every payout has a price. "
    "Empty: nothing is charged."
)


@strawberry.input
class SetFeePlanInput:
    merchant_id: strawberry.ID
    bands: list[FeeBandInput] = strawberry.field(description=BANDS)
    gst_basis_points: int = strawberry.field(default=USUAL_GST_BP, description="Hundredths of a percent.")
    refund_on_return: bool = True


@strawberry.input
class SetDefaultFeePlanInput:
    bands: list[FeeBandInput] = strawberry.field(description=BANDS)
    gst_basis_points: int = strawberry.field(default=USUAL_GST_BP, description="Hundredths of a percent.")
    refund_on_return: bool = True


@strawberry.input
class FollowDefaultFeePlanInput:
    merchant_id: strawberry.ID


@strawberry.input
class SetTaxProfileInput:
    merchant_id: strawberry.ID
    gstin: str | None = strawberry.field(default=UNSET, description="Left out or null: it is not registered.")
    state_code: str | None = strawberry.field(
        default=UNSET, description="The two digits of its state in GST; of a GSTIN they are its first."
    )


@strawberry.type
class ChangedFeePlan:
    """Not in the schema: the fields of its subclasses."""

    fee_plan: FeePlanNode
    changed: bool = strawberry.field(description=CHANGED)


@strawberry.type
class SetFeePlanSuccess(ChangedFeePlan): ...


@strawberry.type
class SetDefaultFeePlanSuccess(ChangedFeePlan): ...


@strawberry.type
class FollowDefaultFeePlanSuccess(ChangedFeePlan): ...


@strawberry.type
class SetTaxProfileSuccess:
    tax_profile: TaxProfileNode
    changed: bool = strawberry.field(description=CHANGED)


SetFeePlanResult = Annotated[SetFeePlanSuccess | ValidationProblem, strawberry.union("SetFeePlanResult")]
SetDefaultFeePlanResult = Annotated[
    SetDefaultFeePlanSuccess | ValidationProblem, strawberry.union("SetDefaultFeePlanResult")
]
FollowDefaultFeePlanResult = Annotated[
    FollowDefaultFeePlanSuccess | ValidationProblem, strawberry.union("FollowDefaultFeePlanResult")
]
SetTaxProfileResult = Annotated[SetTaxProfileSuccess | ValidationProblem, strawberry.union("SetTaxProfileResult")]


@strawberry.type
class FeeQuery:
    @strawberry.field(
        extensions=needing(Scope.READ), description="What a merchant is charged for its payouts, and where it is taxed."
    )
    def fee_terms(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> FeeTermsNode:
        merchant = existing_merchant_to_read(info, merchant_id)
        plan, profile = setting.fee_plan_of(merchant), setting.tax_profile_of(merchant)
        return FeeTermsNode(plan=_plan(plan) if plan else None, tax_profile=_profile(profile) if profile else None)

    @strawberry.field(
        extensions=needing(Scope.OPERATE),
        description="For operators: the plan of every merchant that has none of its own. Null: there never was one.",
    )
    def default_fee_plan(self) -> FeePlanNode | None:
        plan = setting.fee_plan_of(None)
        return _plan(plan) if plan else None


@strawberry.type
class FeeMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: what this merchant is charged for payouts that are made from now on.",
    )
    def set_fee_plan(self, input: SetFeePlanInput) -> SetFeePlanResult:
        change = setting.set_fee_plan(
            read_uuid(input.merchant_id, "merchant_id"),
            _read_bands(input.bands),
            gst_bp=input.gst_basis_points,
            refund_on_return=input.refund_on_return,
        )
        return SetFeePlanSuccess(fee_plan=_plan(change.row), changed=change.changed)

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: what every merchant without a plan of its own is charged from now on, also those "
        "that are added later.",
    )
    def set_default_fee_plan(self, input: SetDefaultFeePlanInput) -> SetDefaultFeePlanResult:
        change = setting.set_fee_plan(
            None,
            _read_bands(input.bands),
            gst_bp=input.gst_basis_points,
            refund_on_return=input.refund_on_return,
        )
        return SetDefaultFeePlanSuccess(fee_plan=_plan(change.row), changed=change.changed)

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: from now on this merchant has no plan of its own, but the default one.",
    )
    def follow_default_fee_plan(self, input: FollowDefaultFeePlanInput) -> FollowDefaultFeePlanResult:
        change = setting.follow_default_plan(read_uuid(input.merchant_id, "merchant_id"))
        return FollowDefaultFeePlanSuccess(fee_plan=_plan(change.row), changed=change.changed)

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: where this merchant is, which says by which taxes our fees are taxed from now on.",
    )
    def set_tax_profile(self, input: SetTaxProfileInput) -> SetTaxProfileResult:
        change = setting.set_tax_profile(
            read_uuid(input.merchant_id, "merchant_id"),
            gstin=None if input.gstin in NOT_GIVEN else input.gstin,
            state_code=None if input.state_code in NOT_GIVEN else input.state_code,
        )
        return SetTaxProfileSuccess(tax_profile=_profile(change.row), changed=change.changed)


def _read_bands(given: list[FeeBandInput]) -> list[Band]:
    return read_bands(
        [(band.rail, None if band.up_to_paise is UNSET else band.up_to_paise, band.fee_paise) for band in given]
    )


def _plan(plan: FeePlan) -> FeePlanNode:
    return FeePlanNode(
        version=plan.version,
        bands=[
            FeeBandNode(
                rail=band.rail,
                up_to_paise=None if band.up_to_paise is None else Paise(band.up_to_paise),
                fee_paise=Paise(band.fee_paise),
            )
            for band in bands_of(plan.bands)
        ],
        gst_basis_points=plan.gst_bp,
        supplier_state=plan.supplier_state,
        refund_on_return=plan.refund_on_return,
        follows_default=plan.follows_default,
        started_at=plan.started_at,
    )


def _profile(profile: TaxProfile) -> TaxProfileNode:
    return TaxProfileNode(
        gstin=profile.gstin,
        state_code=profile.state_code,
        state=STATES[profile.state_code],
        started_at=profile.started_at,
    )
