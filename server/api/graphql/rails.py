"""Payment rails in GraphQL: the dated rules, and the plan of a payout."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# ruff: noqa: A002 - the schema calls its argument `input`

from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from django.utils import timezone
from strawberry import UNSET

from server.access.callers import Scope
from server.api.http.parsing import read_uuid
from server.fees.pricing import NOTHING, Price
from server.money import read_amount
from server.payouts.details import in_utc
from server.payouts.explaining import OF_EXPLANATIONS
from server.payouts.planning import PayoutPlan, PlanWarningCode, plan_payout
from server.rails.choosing import RailReason, RailVerdict
from server.rails.rules import BranchRule, Dated, Rail, RailRule, day_of, rules

from .context import Info
from .errors import ValidationProblem
from .lookups import paying_merchant
from .pagination import NOT_GIVEN
from .payout_types import PayoutNode
from .permissions import needing
from .runtime.list_lengths import also_costs, usual_length
from .scalars import Paise
from .selected_rows import selected_payouts

strawberry.enum(RailReason, name="RailReasonCode", description="Why a rail cannot carry a payment.")
strawberry.enum(PlanWarningCode, name="PlanWarningCode", description="What to look at before a payout is made.")

USUAL_COVERING = 5


@strawberry.interface(description="A rule with its dates: what is known, from whom, and when that was looked up.")
class DatedRule:
    from_: date | None = strawberry.field(name="from", description="In force from this day in India. Null: not known.")
    to: date | None = strawberry.field(description="No longer in force from this day on.")
    source: str
    checked_on: date
    is_stale: bool = strawberry.field(description="It was looked up more than 180 days ago.")
    disputed: str | None = strawberry.field(description="What sources disagree about, or do not say.")


@strawberry.type(name="RailRule", description="What holds for a rail.")
class RailRuleNode(DatedRule):
    rail: Rail
    min_paise: Paise
    max_paise: Paise | None
    lei_from_paise: Paise | None = strawberry.field(description="From this amount on both companies' LEIs are needed.")
    always_open: bool
    open: list[str] = strawberry.field(description="Otherwise when, in India's time: 09:30-17:15.")
    good_for: str
    credit_by: str = strawberry.field(description="When the beneficiary has the money.")
    return_by: str = strawberry.field(description="When money that cannot be credited comes back.")
    utr_pattern: str = strawberry.field(
        description="A regular expression for the UTR as a whole. Loose: it flags a UTR and never refuses one."
    )


@strawberry.type(name="BranchOffRails", description="Branches that are not on some rails.")
class BranchRuleNode(DatedRule):
    codes: list[str] = strawberry.field(description="IFSCs, or the four letters of a bank.")
    rails: list[Rail]
    why: str


@strawberry.type(name="RailRules")
class RailRulesNode:
    version: str
    rules: list[RailRuleNode] = strawberry.field(metadata=usual_length(4), description="In force at that time.")
    branches: list[BranchRuleNode] = strawberry.field(metadata=usual_length(5), description="In force at that time.")


@strawberry.type(name="RailVerdict", description="Whether a rail can carry a payment.")
class RailVerdictNode:
    rail: Rail
    eligible: bool
    reasons: list[RailReason]
    words: str | None = strawberry.field(description="Why it cannot, for people to read; null if it can.")
    expected_by: datetime | None = strawberry.field(
        description="When the beneficiary has the money; null if it cannot."
    )
    fee_paise: Paise = strawberry.field(description="What the payout would cost by it, without GST; 0: nothing.")
    tax_paise: Paise = strawberry.field(description="GST on that fee.")


@strawberry.type(name="PlanWarning")
class PlanWarningNode:
    code: PlanWarningCode
    words: str = strawberry.field(description="For people to read.")


@strawberry.type(
    name="PayoutPlan",
    description="What createPayout would do at this moment. It accepts the same amount, account, rail and "
    "time if shortByPaise is 0.",
)
class PayoutPlanNode:
    rail: Rail | None = strawberry.field(description="The rail that would be taken; null if none is known to fit.")
    candidates: list[RailVerdictNode] = strawberry.field(metadata=usual_length(4))
    total_cost_paise: Paise = strawberry.field(
        description="What it takes from the available balance: the amount, the fee, and GST on the fee."
    )
    available_after_paise: Paise = strawberry.field(description="0 if the balance is too small.")
    short_by_paise: Paise = strawberry.field(description="What the available balance lacks; 0 if nothing.")
    expected_by: datetime | None = strawberry.field(
        description="When the beneficiary has the money by the rail's rule, if the bank is told at once or "
        "at notBefore."
    )
    warnings: list[PlanWarningNode] = strawberry.field(metadata=usual_length(1, weight=0))
    as_of_sequence: int = strawberry.field(description="The number of the last ledger entry that it knows.")
    rules_version: str
    cooling_off_until: datetime | None = strawberry.field(
        description="The account is new: the money is held at once, and sent then."
    )
    plan: strawberry.Private[PayoutPlan]

    @strawberry.field(
        metadata=usual_length(USUAL_COVERING),
        description="If the balance is too small: of the first 50 payouts that hold money, the fewest whose money "
        "would be enough if it were given back; empty if all of it would not be.",
    )
    def held_by(self, info: Info) -> list[PayoutNode]:
        holds = self.plan.held_by()
        if not holds:
            return []
        payouts = selected_payouts(info, needed=OF_EXPLANATIONS).in_bulk([hold.payout_id for hold in holds])
        return [payouts[hold.payout_id] for hold in holds if hold.payout_id in payouts]  # type: ignore[misc]


@strawberry.input
class PlanPayoutInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    bank_account_id: strawberry.ID
    amount_paise: Paise
    rail: Rail | None = strawberry.field(default=UNSET, description="Otherwise the best one is chosen.")
    not_before: datetime | None = UNSET


PlanPayoutResult = Annotated[PayoutPlanNode | ValidationProblem, strawberry.union("PlanPayoutResult")]


@strawberry.type
class RailQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="The rules of the payment rails that hold now or at a time, with their sources.",
    )
    def rails(self, at: datetime | None = UNSET) -> RailRulesNode:
        known, today = rules(), day_of(timezone.now())
        day = today if at in NOT_GIVEN else day_of(at)
        return RailRulesNode(
            version=known.version,
            rules=[_rail_rule(rule, today) for rule in known.on(day).values()],
            branches=[_branch_rule(rule, today) for rule in known.branches if rule.holds_on(day)],
        )

    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=also_costs(5),
        description="What createPayout would do at this moment: the rail, when the beneficiary has the money, what the "
        "balance lacks, and what to look at before. It writes nothing. Its ValidationErrors are createPayout's.",
    )
    def plan_payout(self, info: Info, input: PlanPayoutInput) -> PlanPayoutResult:
        return _plan(
            plan_payout(
                merchant_id=paying_merchant(info, input.merchant_id),
                bank_account_id=read_uuid(input.bank_account_id, "bank_account_id"),
                amount_paise=read_amount(input.amount_paise, "amount_paise"),
                rail=input.rail or None,
                not_before=in_utc(input.not_before or None),
            )
        )


def _plan(plan: PayoutPlan) -> PayoutPlanNode:
    return PayoutPlanNode(
        rail=plan.chosen and plan.chosen.rail,
        candidates=[_verdict(each, plan.price_by(each.rail) or NOTHING) for each in plan.candidates],
        total_cost_paise=Paise(plan.total_cost_paise),
        available_after_paise=Paise(plan.available_after_paise),
        short_by_paise=Paise(plan.short_by_paise),
        expected_by=plan.chosen and plan.chosen.expected_by,
        warnings=[PlanWarningNode(code=warning.code, words=warning.words) for warning in plan.warnings],
        as_of_sequence=plan.sequence,
        rules_version=plan.rules_version,
        cooling_off_until=plan.cooling_off_until,
        plan=plan,
    )


def _verdict(verdict: RailVerdict, price: Price) -> RailVerdictNode:
    return RailVerdictNode(
        rail=verdict.rail,
        eligible=verdict.is_eligible,
        reasons=list(verdict.reasons),
        words=verdict.words or None,
        fee_paise=Paise(price.fee_paise),
        tax_paise=Paise(price.tax.total),
        expected_by=verdict.expected_by,
    )


def _dated(rule: Dated, today: date) -> dict[str, Any]:
    return {
        "from_": rule.since,
        "to": rule.until,
        "source": rule.source,
        "checked_on": rule.checked_on,
        "is_stale": rule.is_stale(today),
        "disputed": rule.disputed,
    }


def _rail_rule(rule: RailRule, today: date) -> RailRuleNode:
    return RailRuleNode(
        **_dated(rule, today),
        rail=rule.rail,
        min_paise=Paise(rule.min_paise),
        max_paise=None if rule.max_paise is None else Paise(rule.max_paise),
        lei_from_paise=None if rule.lei_from_paise is None else Paise(rule.lei_from_paise),
        always_open=rule.windows is None,
        open=rule.open_words(),
        good_for=rule.good_for,
        credit_by=rule.credit_by,
        return_by=rule.return_by,
        utr_pattern=rule.utr.pattern,
    )


def _branch_rule(rule: BranchRule, today: date) -> BranchRuleNode:
    return BranchRuleNode(**_dated(rule, today), codes=list(rule.codes), rails=list(rule.rails), why=rule.why)
