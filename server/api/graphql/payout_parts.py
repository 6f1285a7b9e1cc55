"""What a payout is made of in GraphQL besides its own columns: attempts, maker, details, cancellation, explanation."""

# mypy: disable-error-code="untyped-decorator"
# (Strawberry's decorators, given arguments, are typed as Any.)

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
import strawberry_django

from server.audit_log.context import ActorKind
from server.bank.failures import FailureCode, FailureSource
from server.cooling_off.cooled import cooled_column
from server.fees.reading import is_refunded
from server.payouts.cancelling import CancelOutcome, outcome_of
from server.payouts.details import PayoutDetails
from server.payouts.explaining import Explanation, explanation_of
from server.payouts.failures import FailureKind, failure_of
from server.payouts.gates import gate_column
from server.payouts.models import Payout, PayoutAttempt, PayoutCancellation
from server.payouts.rail import ChosenBy, charge_of, rail_of
from server.payouts.retries import retried_by, retried_by_column
from server.payouts.returned import returned_column
from server.payouts.states import FINAL
from server.rails.rules import Rail

from . import domain_enums  # noqa: F401 (registers the enums that the types here name)
from .node import Node
from .runtime.columns import column, row_type
from .scalars import Paise


@row_type(
    PayoutAttempt,
    name="PayoutAttempt",
    description="One request to the bank about a payout, and its outcome. It never changes after it is written.",
)
class PayoutAttemptNode(Node):
    id: strawberry.ID
    number: int = column(description="The attempt to pay that this request belongs to: 1, 2, 3, …")
    reason: str | None = column(description="The bank's reason, if it gave one.")
    started_at: datetime
    ended_at: datetime
    call: PayoutAttempt.BankCall
    answer: PayoutAttempt.BankAnswer


@strawberry.type(name="PayoutMaker")
class MakerNode:
    kind: ActorKind
    name: str | None = strawberry.field(
        description="Of the key or person. Null for a merchant's caller if it is not the merchant's own."
    )


def details_of(payout: Payout) -> PayoutDetails:
    """Empty for a payout that has none."""
    try:
        return payout.details
    except PayoutDetails.DoesNotExist:
        return PayoutDetails()


def of_details(*columns: str, description: str) -> Any:
    return strawberry_django.field(
        select_related=["details"], only=[f"details__{column}" for column in columns], description=description
    )


KNOWING_RETURNS = {
    "was_returned": lambda _info: returned_column(),
    "was_cooled": lambda _info: cooled_column(),
}
KNOWING_GATES = {"open_gate": lambda _info: gate_column()}
KNOWING_ALL = {**KNOWING_RETURNS, **KNOWING_GATES}


def with_its_retry(*columns: str, description: str) -> Any:
    return strawberry_django.field(
        only=["id", "status", *columns],
        annotate={"in_its_place": lambda _info: retried_by_column(), **KNOWING_ALL},
        description=description,
    )


def retried_by_id(payout: Payout) -> UUID | None:
    """Found within the statement that lists the payouts, or else by one of its own."""
    return payout.in_its_place if hasattr(payout, "in_its_place") else retried_by(payout)


def explained(payout: Payout) -> Explanation:
    return explanation_of(payout, was_retried=retried_by_id(payout) is not None)


@strawberry.type(name="PayoutCancellation", description="A request to cancel a payout.")
class CancellationNode:
    requested_at: datetime
    outcome: CancelOutcome
    remark: str | None = strawberry.field(description="Why, in the words of whoever asked.")


def cancellation_of(payout: Payout) -> CancellationNode | None:
    """What has come of the request to cancel the payout; None if nobody has asked."""
    outcome = outcome_of(payout)
    if outcome is None or payout.cancel_requested_at is None:
        return None
    try:
        remark = payout.cancellation.remark
    except PayoutCancellation.DoesNotExist:  # the payout is as it was before
        return None
    return CancellationNode(requested_at=payout.cancel_requested_at, outcome=outcome, remark=remark)


@strawberry.type(name="PayoutRail", description="The rail by which a payout goes.")
class PayoutRailNode:
    rail: Rail
    chosen_by: ChosenBy
    rules_version: str = strawberry.field(
        description="Of the rules by which a caller's rail was allowed, or the present ones: they are dated, so an "
        "earlier payout's rail stays as it was."
    )
    expected_by: datetime | None = strawberry.field(
        description="When the beneficiary has the money by the rail's rule, counted from when the bank was first "
        "told, or will be."
    )


def payout_rail(payout: Payout) -> PayoutRailNode | None:
    found = rail_of(payout)
    return found and PayoutRailNode(**found._asdict())


@strawberry.type(name="PayoutFee", description="What was charged for a payout, with its hold.")
class PayoutFeeNode:
    fee_paise: Paise = strawberry.field(description="Without GST.")
    tax_paise: Paise = strawberry.field(description="GST on the fee: IGST, or CGST and SGST, each on the paisa.")
    total_paise: Paise = strawberry.field(description="The fee and its tax.")
    igst_paise: Paise
    cgst_paise: Paise
    sgst_paise: Paise
    refunded: bool = strawberry.field(
        description="It was given back, whole: the payout failed, or its money came back and the fee plan says so."
    )


def payout_fee(payout: Payout) -> PayoutFeeNode | None:
    charge = charge_of(payout)
    if charge is None:
        return None
    return PayoutFeeNode(
        fee_paise=Paise(charge.fee_paise),
        tax_paise=Paise(charge.tax_paise),
        total_paise=Paise(charge.total_paise),
        igst_paise=Paise(charge.igst_paise),
        cgst_paise=Paise(charge.cgst_paise),
        sgst_paise=Paise(charge.sgst_paise),
        # Nothing is given back before the end. A replay shows the payout as it was accepted, whatever has become of it.
        refunded=payout.status in FINAL and is_refunded(charge),
    )


def total_cost_of(payout: Payout) -> Paise:
    charge = charge_of(payout)
    return Paise(payout.amount_paise + (charge.total_paise if charge else 0))


CODES = ", ".join(FailureCode)


@strawberry.type(name="PayoutFailure", description="Why a payout failed.")
class FailureNode:
    kind: FailureKind
    source: FailureSource | None = strawberry.field(
        description="Whose doing it was. Null for a payout that failed before codes were kept."
    )
    code: str | None = strawberry.field(
        description=f"For programs: {CODES}. More are added. Null for a payout that failed before codes were kept."
    )
    words: str = strawberry.field(description="For people, as failureReason.")


def failure_node(payout: Payout) -> FailureNode | None:
    """None unless it has failed."""
    failure = failure_of(payout)
    return failure and FailureNode(kind=failure.kind, source=failure.source, code=failure.code, words=failure.words)
